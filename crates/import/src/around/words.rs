//! Lines that say by their words that they are none of the document's.

use super::row::{self, is_sign};
use crate::lines::squeezed;
use crate::patterns as p;

/// Lines that no document has, wherever they stand.
pub(super) fn is_none(text: &str) -> bool {
    is_no_text(text)
        || is_remark(text)
        || is_rule(text)
        || is_placeholder(text)
        || is_path(text)
        || is_part_name(text)
        || is_event(text)
        || is_menu(text)
        || is_link(text)
}

/// What a chat says itself: "槐荫社区 小卜" 撤回了一条消息, 张三邀请李四加入了群聊.
fn is_event(text: &str) -> bool {
    const EVENTS: [&str; 14] = [
        "撤回了一条消息",
        "撤回一条消息",
        "拍了拍",
        "加入了群聊",
        "加入群聊",
        "移出了群聊",
        "退出了群聊",
        "修改群名为",
        "成为新群主",
        "开启了朋友验证",
        "以上是打招呼的内容",
        "领取了你的红包",
        "发起了群收款",
        "发布了群公告",
    ];
    text.chars().count() <= 60 && !text.contains('。') && EVENTS.iter().any(|event| text.contains(event))
}

/// A site's services in a row: 办事指南｜在线申办｜进度查询. Names of columns are none.
fn is_menu(text: &str) -> bool {
    const SERVICES: [&str; 24] = [
        "首页", "指南", "申办", "办理", "预约", "查询", "下载", "咨询", "投诉", "登录", "登陆", "注册",
        "地图", "我们", "帮助", "收藏", "打印", "关闭", "分享", "互动", "信箱", "邮箱", "评价", "返回",
    ];
    let parts: Vec<&str> = text.split(['|', '｜', '丨']).map(str::trim).collect();
    let short = |part: &&&str| (2..=6).contains(&part.chars().count());
    let service = |part: &&&str| SERVICES.iter().any(|word| part.ends_with(word));
    parts.len() >= 3
        && parts.iter().filter(short).count() == parts.len()
        && parts.iter().filter(service).count() * 3 >= parts.len() * 2
}

/// 【落款】, 【版记】：: a part of a document by its name, over it.
fn is_part_name(text: &str) -> bool {
    const PARTS: [&str; 12] = [
        "版头",
        "主体",
        "版记",
        "落款",
        "署名",
        "署名日期",
        "落款日期",
        "结尾",
        "结语",
        "结束语",
        "开头",
        "版尾",
    ];
    let bare = squeezed(text);
    let bare = bare.trim_end_matches(['：', ':']);
    let inner = bare
        .strip_prefix(['【', '[', '〖', '［'])
        .and_then(|text| text.strip_suffix(['】', ']', '〗', '］']));
    inner.is_some_and(|inner| PARTS.contains(&inner.trim_end_matches("部分")))
}

/// （此页无正文）.
fn is_no_text(text: &str) -> bool {
    let bare = squeezed(text);
    let bare = bare.trim_matches(['（', '）', '(', ')']);
    ["此页无正文", "本页无正文", "以下无正文"].iter().any(|words| bare.starts_with(words))
        && bare.chars().count() <= 8
}

/// （完）, 〈全文共一页〉, （系统自动生成…）, （印发日期由您填写）.
fn is_remark(text: &str) -> bool {
    let bare = squeezed(text);
    let open = bare.starts_with(|c: char| "（(〈<【[".contains(c));
    let close = bare.ends_with(|c: char| "）)〉>】]".contains(c));
    let inner = bare.trim_matches(|c: char| "（）()〈〉<>【】[]".contains(c));
    let says = ["全文完", "正文完", "全文共", "系统自动", "由您", "请您", "此页面", "点击", "如显示异常"];
    let says_page = inner.ends_with('版') && ["见", "下转", "上接"].iter().any(|words| inner.contains(words));
    let files = inner.contains("附件") && ["查看", "下载"].iter().any(|words| inner.contains(words));
    open && close
        && bare.chars().count() <= 30
        && (inner == "完" || says_page || files || says.iter().any(|words| inner.contains(words)))
}

/// A line of strokes or dots: ———, ---, ***, ```.
fn is_rule(text: &str) -> bool {
    let bare = squeezed(text);
    let stroke = |c: char| "-—–─━_＿=＝*~～`·….═◆★☆※#".contains(c) || is_sign(c);
    // — PART 01 — parts the pages of public accounts.
    let inner = bare.trim_matches(stroke);
    let part = inner.len() <= 8 && inner.starts_with("PART") && bare != inner;
    // A row of a table may say … in every cell.
    (bare.chars().count() >= 2 && bare.chars().all(stroke) && bare != "……" && !text.contains('\t')) || part
}

/// [图片], [文件] 示意图.jpg, [抱拳], [语音通话] of chats; （图为…） stays for the text.
fn is_placeholder(text: &str) -> bool {
    const KINDS: [&str; 16] = [
        "图片",
        "文件",
        "视频",
        "语音",
        "语音通话",
        "链接",
        "小程序",
        "表情",
        "动画表情",
        "位置",
        "名片",
        "聊天记录",
        "撤回了一条消息",
        "音频",
        "附件",
        "照片",
    ];
    let Some(rest) = text.strip_prefix(['[', '【']) else { return false };
    let Some((inner, rest)) = rest.split_once([']', '】']) else { return false };
    let inner = inner.split(['：', ':']).next().unwrap_or_default().trim();
    rest.chars().count() <= 40
        && !rest.contains('。')
        && (KINDS.contains(&inner) || (inner == "OK" || inner == "ok"))
}

/// 首页 > 政务公开 > 通知, 首页»会议纪要, 当前位置：…
fn is_path(text: &str) -> bool {
    let links = text.chars().filter(|c| matches!(c, '>' | '›' | '»' | '＞' | '》' | '→')).count();
    let closed = text.matches('《').count();
    let links = links.saturating_sub(closed);
    let short = text.chars().count() <= 60 && !text.contains('。') && !p::is_row(text);
    let starts = ["首页", "网站首页", "当前位置", "您现在的位置", "您的位置", "您当前的位置"];
    let home = starts.iter().any(|start| {
        let rest = text.trim_start_matches(['>', ' ', '»']).strip_prefix(start);
        rest.is_some_and(|rest| rest.trim_start().starts_with(|c: char| ">›»＞/-—：:|→→〉 　".contains(c)))
    });
    // 甲市水利局 > 政策文件.
    let named = text.split(['>', '›', '»', '＞', '》']).next().is_some_and(|first| p::is_organ(first.trim()));
    short && (links >= 2 || home || (links == 1 && named))
}

/// What a site's foot says: records, copyright, the page before and after.
pub(super) fn is_link(text: &str) -> bool {
    const STARTS: [&str; 36] = [
        "上一篇",
        "下一篇",
        "上一条",
        "下一条",
        "版权所有",
        "Copyright",
        "copyright",
        "©",
        "网站地图",
        "网站标识码",
        "扫一扫",
        "扫码",
        "长按",
        "点击上方",
        "点击蓝字",
        "点击下方",
        "点击阅读原文",
        "阅读原文",
        "友情链接",
        "相关链接",
        "相关新闻",
        "相关文章",
        "相关稿件",
        "相关阅读",
        "延伸阅读",
        "往期",
        "返回顶部",
        "返回列表",
        "无障碍浏览",
        "欢迎访问",
        "本网站",
        "您是第",
        "点击下载",
        "转载请注明",
        "本邮件",
        "退订",
    ];
    const INNER: [&str; 17] = [
        "扫一扫",
        "蓝字",
        "欢迎您的关注",
        "欢迎关注",
        "点击关注",
        "ICP备",
        "公网安备",
        "网站标识码",
        "版权所有",
        "二维码",
        "关注我们",
        "阅读原文",
        "手机版",
        "All rights reserved",
        "往期精彩",
        "技术支持：",
        "位访客",
    ];
    let bare = text.trim_start_matches(|c: char| {
        c.is_whitespace() || "【[〖（(≡=-—·▼▲↓↑★☆●◆|｜>»".contains(c) || is_sign(c)
    });
    text.chars().count() <= 80
        && !text.contains('。')
        && (STARTS.iter().any(|start| bare.starts_with(start))
            || INNER.iter().any(|inner| bare.contains(inner)))
}

/// 汀南教育 2024年06月03日 17:46 浙江: the name of an account, a time, a place.
pub(super) fn is_account(text: &str) -> bool {
    let Some(at) = text.char_indices().map(|(at, _)| at).find(|at| {
        let boundary = *at == 0 || text[..*at].ends_with(char::is_whitespace);
        boundary
            && text[*at..].starts_with(|c: char| c.is_ascii_digit())
            && row::stamp(&text[*at..]).is_some_and(|(_, strong)| strong)
    }) else {
        return false;
    };
    let (name, rest) = text.split_at(at);
    let Some((end, _)) = row::stamp(rest) else { return false };
    let place = rest[end..].trim();
    let place = place.strip_prefix("发表于").or_else(|| place.strip_prefix("来自")).unwrap_or(place).trim();
    let named = |text: &str| !text.contains(|c: char| "。，；：:？?".contains(c));
    let printed = ["印发", "印制", "印"].iter().any(|word| place.ends_with(word));
    name.chars().count() <= 40 && named(name) && place.chars().count() <= 10 && named(place) && !printed
}

/// What a viewer, a site or an office system says over the document.
pub(super) fn is_frame(text: &str) -> bool {
    const STARTS: [&str; 22] = [
        "发文稿纸",
        "发文登记",
        "收文登记",
        "公文处理单",
        "公文详情",
        "文件处理",
        "签批单",
        "办文单",
        "流转",
        "公文类型",
        "指令单",
        "文件传输助手",
        "群聊",
        "微信群",
        "聊天记录",
        "消息记录",
        "内部资料",
        "内部公文",
        "公文交换",
        "当前节点",
        "附件上传",
        "导出时间",
    ];
    let bare =
        text.trim_start_matches(|c: char| "【[〖（(-—·|｜".contains(c) || c.is_whitespace() || is_sign(c));
    // 内部资料 alone stands where the degree of secrecy does.
    if squeezed(text) == "内部资料" {
        return false;
    }
    let group = ["聊天记录", "群聊", "工作群", "消息记录"].iter().any(|words| text.contains(words));
    is_section(text)
        || text.chars().count() <= 40
            && !text.contains('。')
            && (STARTS.iter().any(|start| bare.starts_with(start)) || (group && text.chars().count() <= 30))
}

/// 政策文件, 规范性文件: a site's section, whose name ends as a mark does.
fn is_section(text: &str) -> bool {
    const SECTIONS: [&str; 12] = [
        "政策",
        "政府",
        "部门",
        "规范性",
        "行政规范性",
        "政策法规",
        "法规",
        "其他",
        "最新",
        "重要",
        "公开",
        "本级",
    ];
    squeezed(text).strip_suffix("文件").is_some_and(|section| SECTIONS.contains(&section))
}

/// What begins what follows a document: links, comments, a trace of who handled it, an assistant's last words.
pub(super) fn is_starter(text: &str) -> bool {
    const STARTS: [&str; 43] = [
        "温馨提示",
        "温馨提醒",
        "小贴士",
        "相关链接",
        "相关新闻",
        "相关文章",
        "相关稿件",
        "相关阅读",
        "相关资料",
        "相关附件",
        "相关信息",
        "相关解读",
        "关联解读",
        "延伸阅读",
        "往期",
        "精彩回顾",
        "友情链接",
        "解读文件",
        "解读材料",
        "解读链接",
        "政策解读",
        "文件解读",
        "解读|",
        "解读｜",
        "一图读懂",
        "图解",
        "视频解读",
        "用户评论",
        "评论区",
        "网友评论",
        "流转记录",
        "流程记录",
        "办理过程",
        "办理意见",
        "办理结果",
        "处理意见",
        "传阅",
        "拟办",
        "END",
        "end",
        "以上为全文",
        "以上为聊天记录",
        "以上是",
    ];
    let bare = squeezed(text);
    let bare =
        bare.trim_matches(|c: char| "【】[]〖〗（）()≡=-—–─·▼▲↓↑★☆●◆■|｜>»*#".contains(c) || is_sign(c));
    // 关联文章, 热门推荐.
    const KINDS: [&str; 7] = ["相关", "关联", "热门", "推荐", "延伸", "更多", "猜你喜欢"];
    const OF: [&str; 13] = [
        "文章", "阅读", "新闻", "信息", "链接", "解读", "推荐", "资讯", "报道", "文档", "稿件", "内容",
        "政策",
    ];
    let heading = bare.trim_end_matches(['：', ':']);
    // THE END, - 本文结束 -.
    let ended =
        ["THEEND", "TheEnd", "theend", "本文结束", "正文结束", "全文结束", "内容结束"].contains(&bare);
    if ended {
        return true;
    }
    let listed = KINDS.iter().any(|kind| heading.strip_prefix(kind).is_some_and(|of| OF.contains(&of)));
    listed || text.chars().count() <= 40 && STARTS.iter().any(|start| bare.starts_with(start))
}

/// An assistant speaking to whoever asked.
pub(super) fn is_assistant(text: &str) -> bool {
    const STARTS: [&str; 24] = [
        "好的",
        "当然",
        "没问题",
        "明白",
        "收到，",
        "以下是",
        "以下为",
        "下面是",
        "下面整理",
        "我准备了",
        "Assistant",
        "助手",
        "用户",
        "备注：",
        "说明：",
        "小提示",
        "提示：",
        "写作说明",
        "字数：",
        "需要我",
        "如需",
        "请提供",
        "请确认",
        "您想",
    ];
    let bare = text.trim_start_matches(|c: char| "*>#-—_ 　".contains(c) || is_sign(c));
    STARTS.iter().any(|start| bare.starts_with(start))
        || (bare.ends_with(['？', '?']) && (bare.contains('您') || bare.contains('我')))
}

/// 【内容概述】…, 编者按：…: what a page says of the document over it.
pub(super) fn is_abstract(text: &str) -> bool {
    const NAMES: [&str; 8] =
        ["内容概述", "内容摘要", "摘要", "导读", "导语", "编者按", "核心提示", "政策要点"];
    let inner = text.strip_prefix(['【', '[', '〖']).and_then(|text| text.split_once(['】', ']', '〗']));
    let colon = text.split_once(['：', ':']);
    inner.or(colon).is_some_and(|(name, _)| NAMES.contains(&squeezed(name).as_str()))
}

/// ▲ 图为…, △消费券样式: what stands under a picture that is not there.
pub(super) fn is_caption(text: &str) -> bool {
    let arrow = text.starts_with(['▲', '△', '▼', '▽', '↑', '↓', '◀', '▶']);
    let bare = text.trim_matches(['（', '）', '(', ')']);
    let of_picture = (bare.starts_with("图为") || (bare.starts_with("照片") && bare.ends_with('摄')))
        && text.chars().count() <= 40;
    let mut figure = text.chars().skip_while(|c| *c == '图');
    let numbered = text.starts_with('图')
        && figure.next().is_some_and(|c| c.is_ascii_digit())
        && text.chars().count() <= 30
        && text.contains(char::is_whitespace)
        && !text.contains(['，', '。', '；', '：']);
    let played = ["视频：", "视频:", "音频：", "音频:"].iter().any(|start| text.starts_with(start))
        && text.chars().count() <= 30;
    text.chars().count() <= 60 && !text.ends_with('。') && (arrow || of_picture || numbered || played)
}

/// [关闭窗口] [打印文本], 【我要评论】: buttons that no list knows.
pub(super) fn is_buttons(text: &str) -> bool {
    /// A button has so many characters at most.
    const LONGEST: usize = 10;
    let mut rest = text.trim();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let Some((inner, after)) = rest
            .strip_prefix(['[', '【', '［', '〖'])
            .and_then(|inner| inner.split_once([']', '】', '］', '〗']))
        else {
            return false;
        };
        let inner = inner.trim();
        if inner.is_empty() || inner.chars().count() > LONGEST || inner.contains(p::is_digit) {
            return false;
        }
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || "|｜·".contains(c));
    }
    true
}

/// #劳模精神 #云川: what an account files its article under.
pub(super) fn is_tags(text: &str) -> bool {
    text.contains('#')
        && text.split_whitespace().all(|tag| {
            let name = tag.trim_start_matches('#');
            name.len() < tag.len() && !name.is_empty() && name.chars().count() <= 20
        })
}

/// Publish Date: Fri Nov 10 2023: words of a system.
pub(super) fn is_foreign(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.contains(|c: char| c.is_ascii_lowercase())
        && text.chars().count() <= 80
        && text.is_ascii()
        && !text.contains('\t')
}

/// 某府主办　某局承办: who runs a site.
pub(super) fn is_host(text: &str) -> bool {
    const ENDS: [&str; 9] =
        ["主办", "承办", "协办", "运行维护", "建设维护", "运维", "技术支持", "版权所有", "制作维护"];
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let says = |token: &&str| ENDS.iter().any(|end| token.ends_with(end));
    tokens.iter().any(says)
        && tokens.iter().all(|token| token.chars().count() <= 30)
        && !text.contains(['。', '，', '；'])
        && !p::opens_numbered(text)
}

/// （责任编辑：会计科）, （网站编辑：…）.
pub(super) fn is_enclosed_row(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| row::row(inner).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_chats_and_sites_say_themselves_is_no_text() {
        for text in [
            "\"槐荫社区 小卜\" 撤回了一条消息",
            "你撤回了一条消息",
            "张三邀请李四加入了群聊",
            "王主任修改群名为“防汛值班”",
            "办事指南｜在线申办｜进度查询",
            "网上咨询 | 我要投诉 | 联系我们 | 网站地图",
        ] {
            assert!(is_none(text), "{text}");
        }
        for text in [
            "序号｜单位｜名额",
            "做好进度查询、在线申办等工作",
            "撤回了一条消息。请各单位核对。",
            "办事指南",
            "| 下载 | 查询 | 打印 |",
        ] {
            assert!(!is_none(text), "{text}");
        }
    }
}
