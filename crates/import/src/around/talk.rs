//! What is said behind a document to who reads it: an assistant's advice, a letter's wishes, the state a system has it in.

use super::row::is_sign;
use super::words;
use crate::lines::squeezed;
use crate::patterns as p;
use crate::text::chat::is_closing;

/// Such a line has so many characters at most.
const LONGEST: usize = 90;

/// Whether nobody but a message's writer, an assistant or a system says a line.
pub(super) fn is_said(text: &str) -> bool {
    let bare = bare(text);
    bare.chars().count() <= LONGEST
        && !p::opens_numbered(text)
        && !p::is_row(text)
        && (is_made(bare) || is_wish(bare) || is_of_mail(bare) || is_forwarded(text))
}

/// Whether a line begins what an assistant or a message's writer says of the document: advice, an offer.
pub(super) fn begins(text: &str) -> bool {
    let bare = bare(text);
    is_said(text)
        || is_closing(text)
        || (bare.chars().count() <= LONGEST
            && !p::opens_numbered(text)
            && !p::is_row(text)
            && (is_advice(bare) || is_offer(bare)))
}

/// Without the signs and brackets around it.
fn bare(text: &str) -> &str {
    let strange =
        |c: char| c.is_whitespace() || "（）()【】[]〖〗<>〈〉*#>＞-—–_·•|｜※★☆◆■●".contains(c) || is_sign(c);
    text.trim_matches(strange)
}

/// 以上内容由AI生成，仅供参考.
fn is_made(bare: &str) -> bool {
    const WHO: [&str; 7] = ["AI", "ＡＩ", "人工智能", "大模型", "智能助手", "机器人", "智能生成"];
    const DOES: [&str; 8] = ["生成", "仅供参考", "自动", "撰写", "整理", "核实", "甄别", "创作"];
    let of = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let all = ["以上内容", "本内容", "以上文本", "以上文稿", "本回答", "以上回答"];
    (of(&WHO) && of(&DOES) && (of(&all) || bare.chars().count() <= 30))
        || (all.iter().any(|start| bare.starts_with(start)) && of(&["仅供参考", "生成", "请核实", "请以"]))
}

/// 祝好！, 顺祝商祺, 谢谢！
fn is_wish(bare: &str) -> bool {
    const STARTS: [&str; 15] = [
        "祝好",
        "祝您",
        "祝工作",
        "祝商祺",
        "顺祝",
        "顺颂",
        "敬祝",
        "谢谢",
        "多谢",
        "辛苦",
        "拜托",
        "以上，请",
        "请查收",
        "请知悉",
        "请各位",
    ];
    bare.chars().count() <= 16 && STARTS.iter().any(|start| bare.starts_with(start))
}

/// 本邮件及附件仅供…, 发自我的iPhone.
fn is_of_mail(bare: &str) -> bool {
    const STARTS: [&str; 15] = [
        "本邮件",
        "此邮件",
        "该邮件",
        "邮件由",
        "这封邮件",
        "发自我的",
        "来自我的",
        "从我的",
        "Sent from",
        "保密声明",
        "保密提示",
        "免责声明",
        "邮件声明",
        "Best regards",
        "Best Regards",
    ];
    STARTS.iter().any(|start| bare.starts_with(start))
}

/// — 来自 某工作群, 👍 23　💬 收到 41.
fn is_forwarded(text: &str) -> bool {
    let bare = bare(text);
    let marked = !text.starts_with(bare);
    let from = bare.strip_prefix("来自").or_else(|| bare.strip_prefix("转自"));
    let group =
        from.is_some_and(|from| ["群", "频道", "小程序", "公众号"].iter().any(|end| from.ends_with(end)));
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let count = |token: &&str| token.chars().all(|c| c.is_ascii_digit() || is_sign(c));
    let counted = tokens.len() > 1
        && text.contains(is_sign)
        && tokens.iter().any(|token| token.bytes().all(|b| b.is_ascii_digit()))
        && tokens.iter().filter(|token| !count(token)).all(|token| token.chars().count() <= 3);
    (group && (marked || from.is_some_and(|from| from.starts_with([' ', '：', ':'])))) || counted
}

/// 使用建议, 📌 待办清单（供内部跟踪）, 修改说明：….
fn is_advice(bare: &str) -> bool {
    const OF: [&str; 20] = [
        "使用",
        "修改",
        "写作",
        "格式",
        "排版",
        "撰写",
        "起草",
        "拟稿",
        "优化",
        "调整",
        "补充",
        "后续",
        "下一步",
        "友情",
        "特别",
        "自查",
        "检查",
        "待确认",
        "待补充",
        "几点",
    ];
    const WHAT: [&str; 11] =
        ["建议", "说明", "提示", "提醒", "清单", "事项", "信息", "结果", "要点", "内容", "备注"];
    let head = bare.split(['：', ':', '（', '(']).next().unwrap_or(bare);
    let head = squeezed(head);
    let short = (2..=10).contains(&head.chars().count());
    let of = OF.iter().any(|of| head.starts_with(of)) && WHAT.iter().any(|what| head.ends_with(what));
    let whole = ["待办清单", "小提示", "小贴士", "温馨提示", "备注", "说明", "提示"];
    short && (of || whole.contains(&head.as_str()))
}

/// 如需调整，请告诉我: whoever speaks to 您 behind a document offers more.
fn is_offer(bare: &str) -> bool {
    const OFFERS: [&str; 14] = [
        "告诉我",
        "告知我",
        "我可以",
        "我还可以",
        "我再",
        "帮您",
        "为您",
        "帮你",
        "需要我",
        "您可以",
        "您可",
        "如您",
        "请您",
        "随时",
    ];
    const STARTS: [&str; 8] =
        ["如需", "如果您", "如果需要", "若需", "需要的话", "如有需要", "您可", "希望以上"];
    OFFERS.iter().any(|offer| bare.contains(offer))
        || STARTS.iter().any(|start| bare.starts_with(start))
        || (bare.ends_with(['？', '?']) && bare.contains(['您', '你', '我']))
}

/// 阅读人数：31　未读：4, 页码 1/2, 归档状态：未归档, 退回　转办　提交: what a system says of a document, in cells.
pub(super) fn is_state(text: &str) -> bool {
    let cells: Vec<&str> = text
        .split(['\t', '\u{3000}', '|', '｜', '丨', '·'])
        .flat_map(|cell| cell.split("  "))
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    if text.chars().count() > LONGEST || text.contains('。') || cells.is_empty() || p::opens_numbered(text) {
        return false;
    }
    let labelled = |cell: &str| {
        let value = cell.split_once(['：', ':']).filter(|(_, value)| !value.contains(['，', '；']));
        value.is_some_and(|(label, _)| is_states_label(label))
    };
    is_pages(text)
        || (cells.iter().any(|cell| labelled(cell))
            && cells.iter().all(|cell| labelled(cell) || is_button(cell)))
        || (cells.len() > 1 && cells.iter().all(|cell| is_button(cell)))
        || {
            let words: Vec<&str> = text.split_whitespace().collect();
            words.len() > 1 && words.iter().all(|word| is_button(word))
        }
}

/// 归档状态, 已读人数, 附件操作: a label that only systems have.
fn is_states_label(label: &str) -> bool {
    const SYSTEM: [&str; 34] = [
        "阅读",
        "已读",
        "未读",
        "浏览",
        "下载",
        "打印",
        "归档",
        "流程",
        "流转",
        "办结",
        "签收",
        "导出",
        "系统",
        "版本",
        "页码",
        "在线",
        "操作",
        "单据",
        "当前",
        "节点",
        "环节",
        "待办",
        "已办",
        "查看",
        "点赞",
        "水印",
        "登录",
        "验证码",
        "查询码",
        "处理结果",
        "推送",
        "催办",
        "送达",
        "回执状态",
    ];
    let label = squeezed(label);
    (2..=8).contains(&label.chars().count())
        && label.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'))
        && (SYSTEM.iter().any(|word| label.contains(word)) || label.ends_with("状态"))
}

/// 导出PDF, 全部下载: what a system lets one do.
fn is_button(text: &str) -> bool {
    const DOES: [&str; 48] = [
        "打印",
        "导出",
        "关闭",
        "退回",
        "转办",
        "提交",
        "返回",
        "保存",
        "撤回",
        "编辑",
        "下载",
        "转发",
        "收藏",
        "签收",
        "催办",
        "办结",
        "归档",
        "同意",
        "不同意",
        "弃权",
        "驳回",
        "预览",
        "批注",
        "传阅",
        "分发",
        "送审",
        "查看",
        "复制",
        "分享",
        "刷新",
        "上一",
        "下一",
        "展开",
        "收起",
        "扫码",
        "首页",
        "加签",
        "终止",
        "删除",
        "套红",
        "全部",
        "在线",
        "待办",
        "已办",
        "日志",
        "流程图",
        "正文",
        "另存",
    ];
    let bare = bare(text);
    const LEADS: [&str; 5] = ["返回", "下载", "导出", "查看全", "展开"];
    let long = LEADS.iter().any(|lead| bare.starts_with(lead));
    let plain = bare.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_ascii_alphabetic());
    !bare.is_empty()
        && bare.chars().count() <= if long { 8 } else { 6 }
        && plain
        && DOES.iter().any(|does| bare.starts_with(does) || bare.ends_with(does))
}

/// 页码 1/2, 第1页/共2页, Page 1 of 2.
fn is_pages(text: &str) -> bool {
    let bare = squeezed(text);
    let figures = |text: &str| {
        let bare = text.trim_matches(|c: char| "：:()（）".contains(c));
        !bare.is_empty() && bare.chars().all(|c| p::is_digit(c) || "/／-—of共第页".contains(c))
    };
    ["页码", "页次", "当前页", "Page", "page", "PAGE"]
        .iter()
        .any(|start| bare.strip_prefix(start).is_some_and(figures))
}

/// 根据您的要求，我撰写了一份函, 请查收👇: an assistant speaks to who asked it.
pub(super) fn is_opening(text: &str) -> bool {
    const DOES: [&str; 18] = [
        "生成", "撰写", "起草", "草拟", "整理", "拟写", "拟定", "拟好", "写好", "准备", "如下", "查收",
        "要求", "需求", "润色", "修改", "改写", "初稿",
    ];
    const ENDS: [&str; 8] = ["如下", "查收", "👇", "初稿", "供您参考", "供参考", "成稿", "草稿"];
    let who = ["您", "你", "我"].iter().any(|who| text.contains(who));
    let bare = text.trim_end_matches(|c: char| "：:。！!👇*".contains(c) || c.is_whitespace() || is_sign(c));
    let ended = text.trim_end().ends_with(['：', ':', '。', '！', '!']) || bare.len() < text.trim_end().len();
    words::is_assistant(text)
        || (text.chars().count() <= LONGEST
            && !text.contains("你单位")
            && !text.contains("你局")
            && !text.contains("我局")
            && ((who && ended && DOES.iter().any(|does| text.contains(does)))
                || (ended
                    && ENDS.iter().any(|end| bare.ends_with(end))
                    && bare.contains(['为', '是', '按', '已']))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::says;

    #[test]
    fn what_is_said_behind_a_document_is_told_from_its_lines() {
        for text in [
            "（以上内容由AI生成，仅供参考）",
            "> 本内容由人工智能生成，请核实后使用。",
            "祝好！",
            "顺颂商祺",
            "此邮件及附件仅供指定收件人使用。如误收，请立即删除。",
            "发自我的 iPhone",
            "— 来自 甲州科技工作群",
            "👍 23　💬 收到 41",
        ] {
            assert!(is_said(text), "{text}");
        }
        for text in [
            "📌 待办清单（供内部跟踪）",
            "使用建议",
            "修改说明：",
            "如果您想调整风格，告诉我即可。",
            "需要我再补充一份附件吗？",
        ] {
            assert!(begins(text) && !is_said(text), "{text}");
        }
        for text in [
            "特此通知。",
            "请予支持为盼。",
            "联系人：张三，电话：123",
            "甲市水务局",
            "一、人工智能生成内容的标识",
            "推动人工智能大模型在政务服务中落地，自动生成办理结果，提升效率。",
            "祝贺甲市代表队获奖",
            "填表说明",
        ] {
            assert!(!is_said(text), "{text}");
        }
    }

    #[test]
    fn the_state_of_a_document_in_a_system_is_told_by_its_labels_and_buttons() {
        for text in [
            "阅读人数：31　未读：4",
            "页码 1/2",
            "Page 1 of 2",
            "归档状态：未归档",
            "附件操作：全部下载　|　在线预览",
            "退回　转办　提交",
            "打印　导出PDF　关闭",
            "单据状态：审核中（第2/5步）",
            "签收  转办  退回  下载全部",
        ] {
            assert!(is_state(text), "{text}");
        }
        for text in [
            "联系电话：0571-123",
            "合计：31",
            "参会人数：31",
            "附件：下载目录",
            "1.打印　2.归档",
            "甲市水务局　乙县水务局",
            "阅读人数上升。",
            "查看",
        ] {
            assert!(!is_state(text), "{text}");
        }
    }

    #[test]
    fn nothing_said_behind_a_document_is_its_text() {
        let own = "关于商请捐赠档案的函\n某公司：\n现商请贵公司捐赠档案。请函复。\n甲市档案馆\n2024年11月21日\n（联系人：李三，电话：7123456）\n";
        for talk in [
            "\n**使用建议**\n• 打印时使用信函格式；\n• 可将“商请”改为“诚邀”。\n以上内容由AI生成，仅供参考。\n",
            "\n---\n📌 **待办清单（供内部跟踪）**\n- [ ] 综合部：10月25日前报测算\n如果您想调整，告诉我即可。\n",
            "\n需要我再调整一下语气吗？\n",
        ] {
            let text = format!("根据您的要求，我撰写了一份函，请查收👇\n\n{own}{talk}");
            let toml = crate::import("a", text.clone().into_bytes()).unwrap().toml();
            let attached =
                toml.lines().any(|line| line.starts_with("attachments") || line.starts_with("  { title"));
            assert!(!attached, "{toml}");
            says(&text, &["body = '''", "现商请贵公司捐赠档案。请函复。", "note = \"（联系人"]);
        }
        // A quote, and what its writer adds under it.
        let text = format!("下面整理为正式文本：\n\n{own}\n> 提示：函一般盖章。\n需要我再生成回执吗？\n");
        says(&text, &["#| > 提示", "#| 需要我"]);
        let text = "下面是按三大部分组织的函：\n## 【版头】\n发文字号：甲档〔2024〕7号\n## 【主体】\n标题：甲市档案馆关于商请捐赠档案的函\n主送机关：某公司\n正文：\n现商请贵公司捐赠档案。请函复。\n落款：甲市档案馆\n成文日期：2024年11月21日\n## 【版记】\n印发机关：甲市档案馆办公室\n印发日期：2024年11月22日\n---\n🔍 检查结果：要素齐全；没有遗漏。\n";
        says(
            text,
            &[
                "issuers = [\"甲市档案馆\"]",
                "printer = \"甲市档案馆办公室\"",
                "print-date = \"2024年11月22日\"",
                "#| 🔍 检查结果",
            ],
        );
        for state in ["阅读人数：31　未读：4", "页码 1/2", "退回　转办　提交"] {
            let text = format!("{own}附件\n名单\n甲级：某公司、某院\n{state}\n");
            says(&text, &["甲级：某公司、某院", &format!("#| {state}")]);
        }
    }
}
