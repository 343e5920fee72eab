//! What offices call a thing that has another name here: asked before letters are compared.

use crate::diagnostic::KindName;

/// A key or a word of a choice by both of its names, and what else it is called, in Chinese and in English. A name may
/// stand in several rows: of those that are known where it was written, the first is meant.
type Row = (KindName, &'static [&'static str], &'static [&'static str]);

pub(super) const USUAL: &[Row] = &[
    // The top of a data file.
    (("标题", "title"), &["题目", "文件标题", "公文题目", "名称", "文件名"], &["subject", "heading", "name"]),
    (("副标题", "subtitle"), &["副题", "小标题"], &["sub-title", "sub-heading"]),
    (
        ("发文字号", "number"),
        &["文号", "字号", "发文号", "文件号", "文件编号", "公文编号", "发文编号", "文件字号", "编号"],
        &["document-number", "doc-number", "reference-number", "reference", "ref", "no"],
    ),
    (
        ("成文日期", "date"),
        &["日期", "落款日期", "发文日期", "签发日期", "文件日期", "公文日期", "发布日期", "年月日"],
        &["issue-date", "issued-date", "sign-date", "signed-date", "day"],
    ),
    (
        ("发文机关", "issuers"),
        &[
            "落款单位",
            "落款机关",
            "发文单位",
            "发文部门",
            "发文机构",
            "署名单位",
            "署名机关",
            "制发机关",
            "行文机关",
            "单位",
            "单位名称",
            "机关",
        ],
        &[
            "organ",
            "organs",
            "organization",
            "organisation",
            "department",
            "agency",
            "author",
            "sender",
            "from",
        ],
    ),
    (
        ("发文机关标志", "mark"),
        &["红头", "文头", "机关标志", "发文机关标识", "红头文字", "刊名"],
        &["masthead", "letterhead", "head"],
    ),
    (
        ("主送", "recipients"),
        &["受文机关", "收文机关", "受文单位", "收文单位", "接收单位", "称谓", "抬头", "称呼"],
        &["to", "addressee", "addressees"],
    ),
    (("抄送", "cc"), &["抄报", "抄发", "分送"], &["copy-to", "carbon-copy"]),
    (("正文", "body"), &["内容", "正文内容", "文件内容", "公文内容"], &["content", "text", "main-text"]),
    (
        ("密级", "classification"),
        &["保密期限", "秘密等级", "保密等级", "涉密等级", "保密级别"],
        &["secrecy", "security", "confidentiality", "secret-level"],
    ),
    (("紧急程度", "urgency"), &["缓急", "缓急程度", "急缓", "缓急时限"], &["priority"]),
    (
        ("印发机关", "printer"),
        &["印发单位", "印发部门", "印制机关", "印制单位"],
        &["printing-organ", "print-organ"],
    ),
    (
        ("印数", "copies"),
        &["印发份数", "份数", "打印份数", "印刷份数", "印制份数", "共印份数"],
        &["print-copies", "print-run", "quantity"],
    ),
    (("签发人", "signers"), &["签发", "签发领导", "签批人"], &["signed-by", "approved-by"]),
    (("发电单位", "sender"), &["发报单位", "发电机关"], &[]),
    (("机发号", "dispatch-number"), &["机要号", "机发"], &[]),
    (("讲话人", "speaker"), &["发言人", "演讲人", "致辞人"], &[]),
    (
        ("附件", "attachments"),
        &["附件名称", "附件说明", "附表"],
        &["annex", "annexes", "appendix", "enclosures"],
    ),
    (("附言", "postscript"), &["附记", "附项", "附注事项", "文后", "文后说明"], &["ps", "remarks"]),
    (
        ("用印", "sealing"),
        &["盖章", "公章", "加盖印章", "加盖公章", "盖公章", "签章", "是否盖章", "是否用印"],
        &["stamp", "stamping", "sealed"],
    ),
    (("参会", "attendance"), &["参加", "参加人员", "与会人员", "到会"], &["participants", "present"]),
    (("文种", "kind"), &["公文种类", "公文类型", "文件类型", "类型", "种类"], &["type", "document-type"]),
    (("版式", "layout"), &["排版", "页面设置", "布局"], &["style", "page-setup", "formatting"]),
    (("字体", "fonts"), &["字型", "字体设置"], &["typeface", "typefaces"]),
    // Tables of it.
    (("标题", "title"), &["附件名称"], &[]),
    (("名称", "name"), &["发文机关", "单位", "单位名称", "机关", "全称", "姓名"], &["issuers", "title"]),
    (("姓名", "name"), &["签发人", "名字"], &["signers"]),
    (("职务", "title"), &["职位", "头衔"], &["position", "post"]),
    (("印章", "seal"), &["公章", "盖章", "签名章", "用印"], &["stamp", "signature", "sealing"]),
    (("日期", "date"), &["成文日期", "签署日期", "签订日期"], &[]),
    (("代表", "representative"), &["签字人", "法定代表人", "负责人", "签发人"], &["signers"]),
    (("题注", "caption"), &["标题", "表题", "图题"], &["title"]),
    (("表注", "note"), &["附注", "注释"], &[]),
    (("文字", "text"), &["正文", "内容"], &["body", "content"]),
    // The roles of faces, by what they are for.
    (("仿宋", "fangsong"), &["正文", "附注", "主送"], &["body", "text", "note", "recipients"]),
    (("小标宋", "biaosong"), &["标题", "发文机关标志"], &["title", "mark"]),
    (("黑体", "heiti"), &["密级", "紧急程度", "一级标题"], &["classification", "urgency"]),
    (("楷体", "kaiti"), &["签发人", "二级标题"], &["signers"]),
    (("宋体", "songti"), &["页码"], &["page-number"]),
    (("西文", "latin"), &["英文", "数字", "英文数字"], &["digits", "english"]),
    // What a house sets otherwise.
    (("标题加粗", "heading-bold"), &["标题"], &[]),
    (("每页行数", "lines-per-page"), &["行距", "行间距"], &["line-spacing", "leading"]),
    (("每行字数", "characters-per-line"), &["字距", "字间距"], &["character-spacing"]),
    // Words of choices.
    (
        ("加盖印章", "seal"),
        &["盖章", "盖公章", "加盖公章", "加盖", "盖", "用印", "盖印", "有印章", "有"],
        &["stamped", "sealed", "yes"],
    ),
    (
        ("不加盖印章", "none"),
        &[
            "不盖章",
            "不盖公章",
            "不用印",
            "不盖印章",
            "不加盖公章",
            "不加盖",
            "不盖",
            "无印章",
            "无",
            "不",
            "否",
        ],
        &["unsealed", "unstamped", "no", "no-seal", "not-sealed"],
    ),
    (("签名章", "signature"), &["签字章", "个人签名章", "手签章"], &["signed"]),
    (
        ("文件", "document"),
        &["红头", "红头文件", "红头件", "通用", "通用格式", "公文", "普通", "标准"],
        &["red", "red-head", "official", "standard"],
    ),
    (
        ("白头", "plain"),
        &["白头文件", "白头纸", "无红头", "不红头", "不要红头", "没有红头", "白纸"],
        &["white", "blank", "no-head", "none"],
    ),
    (("信函", "letter"), &["函", "便函", "公函", "复函"], &[]),
    (("命令", "order"), &["命令格式", "嘉奖令"], &["decree"]),
    (("纪要", "minutes"), &["会议纪要", "会议记录"], &["meeting-minutes"]),
    (("简报", "briefing"), &["动态", "专报", "信息专报", "快报"], &["bulletin"]),
    (("明电", "telegram"), &["传真电报", "传真", "发电"], &["fax", "cable"]),
    (("函", "函"), &["复函", "公函", "便函", "信函", "邀请函"], &["letter"]),
    (("文本", "text"), &["纯文本", "普通文本"], &["plain", "txt"]),
];

/// What it is called here, of the words that are known where it was written.
pub(super) fn usual<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let rows = USUAL.iter().filter_map(|((zh, en), chinese, english)| {
        if chinese.contains(&written) {
            return Some(*zh);
        }
        english.contains(&written).then_some(*en)
    });
    rows.filter_map(|word| known.iter().find(|known| **known == word).copied()).next()
}

/// What has no key of its own, and what is written instead.
const NO_KEYS: &[(&[&str], KindName)] = &[
    (
        &[
            "联系人",
            "联系电话",
            "联系方式",
            "电话",
            "经办人",
            "公开方式",
            "公开属性",
            "公开类型",
            "contact",
            "phone",
        ],
        (
            "写在“⟦note|附注⟧”里，如 ⟦note|附注 = '联系人：张三，电话：……'⟧",
            "it stands in `⟦note|附注⟧`, such as ⟦note|附注 = '联系人：张三，电话：……'⟧",
        ),
    ),
    (
        &["主持", "主持人", "记录", "记录人", "缺席", "缺席人员", "chair", "recorder"],
        (
            "写在“⟦attendance|参会⟧”里，一行一个标签，如 ⟦attendance = [{ label = '主持', names = ['张三'] }]|参会 = [{ \"标签\" = '主持', \"名单\" = ['张三'] }]⟧",
            "it is a row of `⟦attendance|参会⟧`, such as ⟦attendance = [{ label = '主持', names = ['张三'] }]|参会 = [{ \"标签\" = '主持', \"名单\" = ['张三'] }]⟧",
        ),
    ),
    (
        &["版记", "colophon"],
        (
            "版记分几个键写：“⟦cc|抄送⟧”“⟦printer|印发机关⟧”“⟦print-date|印发日期⟧”“⟦copies|印数⟧”",
            "the 版记 is written by `⟦cc|抄送⟧`, `⟦printer|印发机关⟧`, `⟦print-date|印发日期⟧` and `⟦copies|印数⟧`",
        ),
    ),
    (
        &["主题词", "keywords", "subject-words"],
        ("GB/T 9704-2012 已取消主题词，删去这一行", "GB/T 9704-2012 has 主题词 no more: remove the line"),
    ),
];

/// What is written in place of a key that there is none of, in both languages.
pub(crate) fn instead(written: &str) -> Option<KindName> {
    NO_KEYS.iter().find(|(names, _)| names.contains(&written)).map(|(_, words)| *words)
}

/// Papers that are none of the 15 kinds, by what is written for them.
const NO_KINDS: &[(&[&str], KindName)] = &[
    (
        &["简报", "工作简报", "动态", "工作动态", "专报", "信息专报", "快报", "信息"],
        (
            "这不是法定文种：删去“⟦kind|文种⟧”，写 ⟦format = 'briefing'|格式 = '简报'⟧",
            "this is no legal kind: leave out `⟦kind|文种⟧` and write ⟦format = 'briefing'|格式 = '简报'⟧",
        ),
    ),
    (
        &["明电", "电报", "传真电报", "内部明电"],
        (
            "这不是法定文种：删去“⟦kind|文种⟧”，写 ⟦format = 'telegram'|格式 = '明电'⟧",
            "this is no legal kind: leave out `⟦kind|文种⟧` and write ⟦format = 'telegram'|格式 = '明电'⟧",
        ),
    ),
    (
        &["办法", "规定", "细则", "实施细则", "条例", "规则", "章程", "制度", "规划", "实施方案"],
        (
            "这不是法定文种：写成印发它的通知的“⟦issued|印发件⟧”；单独印的，删去“⟦kind|文种⟧”，写 ⟦format = 'plain'|格式 = '白头'⟧",
            "this is no legal kind: it is `⟦issued|印发件⟧` of the 通知 that issues it; alone, leave out `⟦kind|文种⟧` and write ⟦format = 'plain'|格式 = '白头'⟧",
        ),
    ),
    (
        &[
            "公示",
            "方案",
            "工作方案",
            "证明",
            "讲话稿",
            "讲话",
            "致辞",
            "总结",
            "工作总结",
            "计划",
            "工作计划",
            "要点",
            "工作要点",
            "汇报",
            "情况汇报",
            "情况说明",
            "说明",
            "介绍信",
            "倡议书",
            "感谢信",
            "慰问信",
            "贺信",
            "协议",
            "合同",
            "责任书",
            "承诺书",
            "委托书",
            "会议材料",
            "预案",
            "应急预案",
            "启事",
            "声明",
            "签报",
            "呈批件",
        ],
        (
            "这不是法定文种：删去“⟦kind|文种⟧”，写 ⟦format = 'plain'|格式 = '白头'⟧",
            "this is no legal kind: leave out `⟦kind|文种⟧` and write ⟦format = 'plain'|格式 = '白头'⟧",
        ),
    ),
];

/// What is written in place of a kind that there is none of, in both languages.
pub(crate) fn no_kind(written: &str) -> Option<KindName> {
    NO_KINDS.iter().find(|(names, _)| names.contains(&written)).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::every_word;

    #[test]
    fn every_row_leads_to_a_key_or_a_word_that_there_is() {
        let all = every_word();
        for ((zh, en), chinese, english) in USUAL {
            assert!(all.contains(zh) && all.contains(en), "{zh} {en}");
            assert!(chinese.iter().all(|name| !name.is_ascii() && name != zh), "{chinese:?}");
            assert!(english.iter().all(|name| name.is_ascii() && name != en), "{english:?}");
        }
        let mut names: Vec<&str> = NO_KEYS.iter().flat_map(|(names, _)| *names).copied().collect();
        names.extend(USUAL.iter().take(21).flat_map(|(_, chinese, english)| chinese.iter().chain(*english)));
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }
}
