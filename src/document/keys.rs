//! The keys of the data format, each with its Chinese alias: the contract, in one table.

/// One key of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    pub name: &'static str,
    pub alias: &'static str,
}

const fn key(name: &'static str, alias: &'static str) -> Key {
    Key { name, alias }
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
pub(crate) const COPY_NUMBER: Key = key("copy-number", "份号");
pub(crate) const CLASSIFICATION: Key = key("classification", "密级");
pub(crate) const URGENCY: Key = key("urgency", "紧急程度");
pub(crate) const MARK_ISSUERS: Key = key("mark-issuers", "标志机关");
pub(crate) const ATTACHMENTS: Key = key("attachments", "附件");
pub(crate) const SIGNATURE: Key = key("signature", "签名章");
pub(crate) const ATTENDEES: Key = key("attendees", "出席");
pub(crate) const ABSENTEES: Key = key("absentees", "请假");
pub(crate) const OBSERVERS: Key = key("observers", "列席");
pub(crate) const CC: Key = key("cc", "抄送");
pub(crate) const PRINTER: Key = key("printer", "印发机关");
pub(crate) const PRINT_DATE: Key = key("print-date", "印发日期");
pub(crate) const COPIES: Key = key("copies", "印数");
pub(crate) const LAYOUT: Key = key("layout", "版式");
pub(crate) const FONTS: Key = key("fonts", "字体");

/// The keys at the top of a data file, in the order of the standard's elements.
pub(crate) const TOP: &[Key] = &[
    FORMAT,
    KIND,
    COPY_NUMBER,
    CLASSIFICATION,
    URGENCY,
    ISSUERS,
    MARK,
    MARK_ISSUERS,
    NUMBER,
    SIGNERS,
    TITLE,
    RECIPIENTS,
    BODY,
    BODY_FILE,
    BODY_FORMAT,
    ATTACHMENTS,
    DATE,
    SEALING,
    SIGNATURE,
    NOTE,
    ATTENDEES,
    ABSENTEES,
    OBSERVERS,
    CC,
    PRINTER,
    PRINT_DATE,
    COPIES,
    LAYOUT,
    FONTS,
];

pub(crate) const ISSUER_NAME: Key = key("name", "名称");
pub(crate) const ISSUER_MARK_NAME: Key = key("mark-name", "标志名称");
pub(crate) const ISSUER_SIGNATURE: Key = key("signature", "署名");
pub(crate) const ISSUER_SEAL: Key = key("seal", "印章");
pub(crate) const ISSUER_SEAL_DIAMETER: Key = key("seal-diameter", "印章直径");

/// The keys of an issuer written as a table.
pub(crate) const ISSUER: &[Key] =
    &[ISSUER_NAME, ISSUER_MARK_NAME, ISSUER_SIGNATURE, ISSUER_SEAL, ISSUER_SEAL_DIAMETER];

pub(crate) const ATTACHMENT_TITLE: Key = key("title", "标题");
pub(crate) const LANDSCAPE: Key = key("landscape", "横排");

/// The keys of an attachment written as a table.
pub(crate) const ATTACHMENT: &[Key] = &[ATTACHMENT_TITLE, BODY, BODY_FILE, BODY_FORMAT, LANDSCAPE];

pub(crate) const HEADING: Key = key("heading", "标题");
pub(crate) const LEVEL: Key = key("level", "级别");
pub(crate) const TEXT: Key = key("text", "文字");
pub(crate) const TABLE: Key = key("table", "表格");
pub(crate) const IMAGE: Key = key("image", "图片");
pub(crate) const CAPTION: Key = key("caption", "题注");
pub(crate) const WIDTH: Key = key("width", "宽度");
pub(crate) const PAGE: Key = key("page", "页");

/// What a block of the body is: exactly one of these.
pub(crate) const BLOCK_KINDS: &[Key] = &[HEADING, TEXT, TABLE, IMAGE];
/// The keys of each kind of block, in that order.
pub(crate) const HEADING_BLOCK: &[Key] = &[HEADING, LEVEL];
pub(crate) const TEXT_BLOCK: &[Key] = &[TEXT];
pub(crate) const TABLE_BLOCK: &[Key] = &[TABLE];
pub(crate) const IMAGE_BLOCK: &[Key] = &[IMAGE, CAPTION, WIDTH, PAGE];

pub(crate) const BOLD: Key = key("bold", "加粗");
/// The keys of a part of a text.
pub(crate) const PIECE: &[Key] = &[BOLD];

pub(crate) const HEADER: Key = key("header", "表头");
pub(crate) const ROWS: Key = key("rows", "行");
pub(crate) const CSV: Key = key("csv", "CSV文件");
pub(crate) const XLSX: Key = key("xlsx", "工作簿");
pub(crate) const SHEET: Key = key("sheet", "工作表");
/// The keys of a block's table.
pub(crate) const TABLE_KEYS: &[Key] = &[CAPTION, HEADER, ROWS, CSV, XLSX, SHEET];

pub(crate) const SIGNER_TITLE: Key = key("title", "职务");
pub(crate) const SIGNER_NAME: Key = key("name", "姓名");
pub(crate) const SIGNER_IMAGE: Key = key("image", "图片");

/// The keys of `signature`.
pub(crate) const SIGNATURE_KEYS: &[Key] = &[SIGNER_TITLE, SIGNER_NAME, SIGNER_IMAGE];

pub(crate) const PUNCTUATION: Key = key("punctuation", "标点");
pub(crate) const DIGITS: Key = key("digits", "数字");
pub(crate) const BINDING: Key = key("binding", "装订");
pub(crate) const RED: Key = key("red", "红色");
pub(crate) const MARK_SIZE: Key = key("mark-size", "标志字高");
pub(crate) const RULE_THICKNESS: Key = key("rule-thickness", "分隔线粗");
pub(crate) const FIT: Key = key("fit", "调整间距");
pub(crate) const COLOPHON_PAGE: Key = key("colophon-page", "版记页");
pub(crate) const MARGINS: Key = key("margins", "页边");
pub(crate) const LINES_PER_PAGE: Key = key("lines-per-page", "每页行数");
pub(crate) const CHARACTERS_PER_LINE: Key = key("characters-per-line", "每行字数");
pub(crate) const HEADING_BOLD: Key = key("heading-bold", "标题加粗");
pub(crate) const PAGE_NUMBER: Key = key("page-number", "页码");

/// The margins of `layout.margins`, each in mm.
pub(crate) const MARGIN_KEYS: &[Key] =
    &[key("top", "上"), key("bottom", "下"), key("left", "左"), key("right", "右")];

/// The keys of `layout`.
pub(crate) const LAYOUT_KEYS: &[Key] = &[
    PUNCTUATION,
    DIGITS,
    FIT,
    COLOPHON_PAGE,
    BINDING,
    RED,
    MARK_SIZE,
    RULE_THICKNESS,
    MARGINS,
    LINES_PER_PAGE,
    CHARACTERS_PER_LINE,
    HEADING_BOLD,
    PAGE_NUMBER,
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
        let blocks = [BLOCK_KINDS, HEADING_BLOCK, IMAGE_BLOCK, TABLE_KEYS];
        let tables = [TOP, ISSUER, ATTACHMENT, SIGNATURE_KEYS, LAYOUT_KEYS, MARGIN_KEYS, FONT_KEYS];
        for table in tables.into_iter().chain(blocks) {
            let mut names: Vec<_> = table.iter().flat_map(|k| [k.name, k.alias]).collect();
            names.sort_unstable();
            let before = names.len();
            names.dedup();
            assert_eq!(names.len(), before);
        }
    }
}
