//! The keys of the data format, each with its Chinese alias: the contract, in one table.

/// One key of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    pub name: &'static str,
    pub alias: &'static str,
    /// Whether this version sets it; a key that is only known gets an honest error.
    pub built: bool,
}

const fn key(name: &'static str, alias: &'static str) -> Key {
    Key { name, alias, built: true }
}

const fn later(name: &'static str, alias: &'static str) -> Key {
    Key { name, alias, built: false }
}

pub(crate) const FORMAT: Key = key("format", "格式");
pub(crate) const KIND: Key = key("kind", "文种");
pub(crate) const ISSUERS: Key = key("issuers", "发文机关");
pub(crate) const MARK: Key = key("mark", "发文机关标志");
pub(crate) const NUMBER: Key = key("number", "发文字号");
pub(crate) const SIGNERS: Key = key("signers", "签发人");
pub(crate) const TITLE: Key = key("title", "标题");
pub(crate) const RECIPIENTS: Key = key("recipients", "主送");
pub(crate) const BODY: Key = key("body", "正文");
pub(crate) const BODY_FILE: Key = key("body-file", "正文文件");
pub(crate) const BODY_FORMAT: Key = key("body-format", "正文格式");
pub(crate) const DATE: Key = key("date", "成文日期");
pub(crate) const SEALING: Key = key("sealing", "用印");
pub(crate) const NOTE: Key = key("note", "附注");
pub(crate) const LAYOUT: Key = key("layout", "版式");
pub(crate) const FONTS: Key = key("fonts", "字体");

/// The keys at the top of a data file, in the order of the standard's elements.
pub(crate) const TOP: &[Key] = &[
    FORMAT,
    KIND,
    later("copy-number", "份号"),
    later("classification", "密级"),
    later("urgency", "紧急程度"),
    ISSUERS,
    MARK,
    later("mark-issuers", "标志机关"),
    NUMBER,
    SIGNERS,
    TITLE,
    RECIPIENTS,
    BODY,
    BODY_FILE,
    BODY_FORMAT,
    later("attachments", "附件"),
    DATE,
    SEALING,
    later("signature", "签名章"),
    NOTE,
    later("attendees", "出席"),
    later("absentees", "请假"),
    later("observers", "列席"),
    later("cc", "抄送"),
    later("printer", "印发机关"),
    later("print-date", "印发日期"),
    later("copies", "印数"),
    LAYOUT,
    FONTS,
];

pub(crate) const ISSUER_NAME: Key = key("name", "名称");
pub(crate) const ISSUER_MARK_NAME: Key = key("mark-name", "标志名称");
pub(crate) const ISSUER_SIGNATURE: Key = key("signature", "署名");

/// The keys of an issuer written as a table.
pub(crate) const ISSUER: &[Key] = &[
    ISSUER_NAME,
    ISSUER_MARK_NAME,
    ISSUER_SIGNATURE,
    later("seal", "印章"),
    later("seal-diameter", "印章直径"),
];

pub(crate) const PUNCTUATION: Key = key("punctuation", "标点");
pub(crate) const DIGITS: Key = key("digits", "数字");
pub(crate) const BINDING: Key = key("binding", "装订");
pub(crate) const RED: Key = key("red", "红色");
pub(crate) const MARK_SIZE: Key = key("mark-size", "标志字高");
pub(crate) const RULE_THICKNESS: Key = key("rule-thickness", "分隔线粗");

/// The keys of `layout`.
pub(crate) const LAYOUT_KEYS: &[Key] = &[
    PUNCTUATION,
    DIGITS,
    later("fit", "调整间距"),
    later("colophon-page", "版记页"),
    BINDING,
    RED,
    MARK_SIZE,
    RULE_THICKNESS,
    later("margins", "页边"),
    later("lines-per-page", "每页行数"),
    later("characters-per-line", "每行字数"),
    later("heading-bold", "标题加粗"),
    later("page-number", "页码"),
];

/// The keys of `fonts`: the roles.
pub(crate) const FONT_KEYS: &[Key] = &[
    key("fangsong", "仿宋"),
    key("biaosong", "小标宋"),
    key("heiti", "黑体"),
    key("kaiti", "楷体"),
    key("songti", "宋体"),
    key("latin", "西文"),
];

/// The known key nearest to a misspelt one, in the spelling the user was aiming at.
pub(crate) fn nearest(written: &str, keys: &[Key]) -> Option<String> {
    let related = |known: &str| known.contains(written) || written.contains(known);
    keys.iter()
        .flat_map(|key| [key.name, key.alias])
        .map(|known| (strsim::damerau_levenshtein(written, known), known))
        .filter(|(distance, known)| {
            let length = known.chars().count().max(written.chars().count());
            *distance * 2 <= length || related(known)
        })
        // 主送机关 is as far from 发文机关 as from 主送, but it is made of the latter.
        .min_by_key(|(distance, known)| (*distance, !related(known)))
        .map(|(_, known)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_key_in_the_same_language() {
        for (written, key) in [
            ("recipient", Some("recipients")),
            ("titel", Some("title")),
            ("主送机关", Some("主送")),
            ("成文时间", Some("成文日期")),
            ("quux", None),
        ] {
            assert_eq!(nearest(written, TOP).as_deref(), key, "{written}");
        }
    }

    #[test]
    fn no_name_or_alias_stands_twice_in_a_table() {
        for table in [TOP, ISSUER, LAYOUT_KEYS, FONT_KEYS] {
            let mut names: Vec<_> = table.iter().flat_map(|k| [k.name, k.alias]).collect();
            names.sort_unstable();
            let before = names.len();
            names.dedup();
            assert_eq!(names.len(), before);
        }
    }
}
