//! A key of the whole document in a table of it: what the table is called, and the way out of it.

use crate::diagnostic::Place;
use crate::source::InputFormat;

/// Where a key goes that is to stand outside the table it was written in.
#[derive(Debug, Clone, PartialEq)]
pub enum Outside {
    /// In front of the first line of the file that begins a table, `[["附件"]]`: that line, and its number.
    Before(String, usize),
    /// Outside the braces around it, and in front of such a line where one comes before them.
    Braces(Option<(String, usize)>),
    /// To the column of the outermost keys.
    Column,
    /// Into the outermost braces.
    Outermost,
    /// Among the outermost keys of data that no file holds.
    Top,
}

impl Outside {
    /// The way out of the table that stands at a place.
    pub(super) fn of(table: Option<&Place>) -> Outside {
        let Some(table) = table else { return Outside::Top };
        match InputFormat::of(&table.source) {
            InputFormat::Yaml => return Outside::Column,
            InputFormat::Json => return Outside::Outermost,
            InputFormat::Toml => {}
        }
        let line = |place: Place| (place.text().to_owned(), place.origin().line_column().0);
        let first = table.source.first_header();
        let before = first.filter(|first| first.start <= table.range.start);
        let before = before.map(|first| line(Place::new(&table.source, first)));
        match before {
            Some((written, line)) if table.text().starts_with('[') => Outside::Before(written, line),
            before => Outside::Braces(before),
        }
    }

    /// Whether a line in brackets begins the table: what was written behind it may have been meant for the document.
    pub(super) fn is_under_header(&self) -> bool {
        matches!(self, Outside::Before(..))
    }

    /// The way, in Chinese and in English.
    pub(super) fn words(&self) -> (String, String) {
        let front = |written: &str, line: usize| {
            (format!("放到第 {line} 行 {written} 的前面"), format!("in front of line {line}, {written}"))
        };
        match self {
            Outside::Before(written, line) => front(written, *line),
            Outside::Braces(Some((written, line))) => {
                let (zh, en) = front(written, *line);
                (format!("写到花括号外面，{zh}"), format!("outside the braces, {en}"))
            }
            Outside::Braces(None) => {
                ("写到花括号外面，另起一行".to_owned(), "outside the braces, on a line of its own".to_owned())
            }
            Outside::Column => {
                ("与“⟦title|标题⟧”等左对齐".to_owned(), "in the column of `⟦title|标题⟧`".to_owned())
            }
            Outside::Outermost => (
                "写到最外层的花括号里，与“⟦title|标题⟧”等并列".to_owned(),
                "beside `⟦title|标题⟧`, in the outermost braces".to_owned(),
            ),
            Outside::Top => ("与“⟦title|标题⟧”等并列".to_owned(), "beside `⟦title|标题⟧`".to_owned()),
        }
    }
}

/// What there may be several of, by both names of its key: how one of them is counted in Chinese, and called in English.
const COUNTED: [(&str, &str, &str); 5] = [
    ("attachments", "附件", "attachment"),
    ("issued", "印发件", "issued document"),
    ("issuers", "发文机关", "issuer"),
    ("parties", "各方", "party"),
    ("signature", "签名章", "signature stamp"),
];

/// A table as people call it, in Chinese and in English: `附件[0]` is 第1个附件, attachment 1.
pub(super) fn called(path: &str) -> (String, String) {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for step in path.split('.') {
        let (key, index) = match step.strip_suffix(']').and_then(|step| step.rsplit_once('[')) {
            Some((key, index)) => (key, index.parse::<usize>().ok()),
            None => (step, None),
        };
        let counted = COUNTED.iter().find(|(name, alias, _)| [*name, *alias].contains(&key));
        let (said, told) = match (index, counted) {
            (None, _) => (format!("“{key}”"), format!("`{key}`")),
            (Some(index), Some((_, alias, name))) => {
                (format!("第{}个{alias}", index + 1), format!("{name} {}", index + 1))
            }
            (Some(index), None) => {
                (format!("“{key}”的第{}项", index + 1), format!("item {} of `{key}`", index + 1))
            }
        };
        zh.push(said);
        en.insert(0, told);
    }
    (zh.join("的"), en.join(" of "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceText;

    #[test]
    fn tables_are_counted_as_people_count() {
        for (path, zh, en) in [
            ("附件[0]", "第1个附件", "attachment 1"),
            ("issued[1]", "第2个印发件", "issued document 2"),
            ("版式", "“版式”", "`版式`"),
            ("layout.margins", "“layout”的“margins”", "`margins` of `layout`"),
            ("附件[0].发文机关[2]", "第1个附件的第3个发文机关", "issuer 3 of attachment 1"),
            ("正文[4].表格", "“正文”的第5项的“表格”", "`表格` of item 5 of `正文`"),
        ] {
            assert_eq!(called(path), (zh.to_owned(), en.to_owned()));
        }
    }

    #[test]
    fn the_way_out_is_by_the_first_line_in_brackets() {
        let text = "a = '''\n[no]\n'''\nb = [\n  [1],\n] # [no]\n x = { y = 1 }\n [[\"附件\"]] # ]\nz = { y = 1 }\n[版式]\n";
        let source = SourceText::new("t.toml", text);
        let at = |words: &str, skip: usize| {
            let start = text.match_indices(words).nth(skip).unwrap().0;
            Outside::of(Some(&Place::new(&source, start..start + words.len())))
        };
        let first = ("[[\"附件\"]]".to_owned(), 8);
        assert_eq!(at("[版式]", 0), Outside::Before(first.0.clone(), 8));
        assert_eq!(at("{ y = 1 }", 0), Outside::Braces(None));
        assert_eq!(at("{ y = 1 }", 1), Outside::Braces(Some(first)));
        let yaml = SourceText::new("t.yaml", "a:\n  b: 1\n");
        assert_eq!(Outside::of(Some(&Place::new(&yaml, 5..9))), Outside::Column);
        assert_eq!(Outside::of(None), Outside::Top);
    }
}
