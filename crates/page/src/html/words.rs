//! What the page says, in the language of its reader.

use crate::diagnostic::Lang;
use crate::{Adjusted, Requirement};

pub(super) struct Words(pub Lang);

impl Words {
    pub(super) fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    pub(super) fn pair<'a>(&self, (zh, en): (&'a str, &'a str)) -> &'a str {
        self.pick(zh, en)
    }

    pub(super) fn page(&self, number: usize) -> String {
        match self.0 {
            Lang::Zh => format!("第 {number} 页"),
            Lang::En => format!("Page {number}"),
        }
    }

    pub(super) fn pages(&self, count: usize) -> String {
        match (self.0, count) {
            (Lang::Zh, _) => format!("共 {count} 页"),
            (Lang::En, 1) => "1 page".to_owned(),
            (Lang::En, _) => format!("{count} pages"),
        }
    }

    /// A row in one line.
    pub(super) fn said(&self, number: usize, row: &Requirement) -> String {
        let Words(lang) = *self;
        let (quantity, target) = (row.quantity_text(lang), row.target_text(lang));
        let (measured, clause) = (row.measured_text(lang), row.clause);
        match lang {
            Lang::Zh => format!("{number}　{clause} {quantity}：实测 {measured}，标准 {target}"),
            Lang::En => format!("{number}  {clause} {quantity}: measured {measured}, standard {target}"),
        }
    }

    /// The verdict on the whole document.
    pub(super) fn verdict(&self, rows: usize, departed: usize, broken: usize) -> String {
        match (self.0, departed, broken) {
            (Lang::Zh, 0, 0) => format!("实测 {rows} 项，全部符合标准"),
            (Lang::Zh, departed, 0) => format!("实测 {rows} 项，{departed} 项按要求调整，其余符合标准"),
            (Lang::Zh, _, broken) => format!("实测 {rows} 项，{broken} 项不符合标准"),
            (Lang::En, 0, 0) => format!("All {rows} rows meet the standard"),
            (Lang::En, departed, 0) => {
                format!("{rows} rows measured; {departed} depart on purpose, all others meet the standard")
            }
            (Lang::En, _, broken) => format!("{rows} rows measured; {broken} do not meet the standard"),
        }
    }

    /// What the fitting of 7.3.2 and 7.3.5.5 changed, a line each: clause and words.
    pub(super) fn adjustments(&self, adjusted: &Adjusted) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        let Adjusted { pitch, spacing, recipients_moved, carried, mark } = adjusted;
        if let Some(size) = mark {
            lines.push((
                "7.3.3",
                match self.0 {
                    Lang::Zh => format!("标志的字缩小为 {size:.1} 磅"),
                    Lang::En => format!("the characters of the mark are {size:.1} pt"),
                },
            ));
        }
        if *recipients_moved {
            let words = self.pick("主送机关移至版记", "the recipients stand in the colophon");
            lines.push(("7.3.2", words.to_owned()));
        }
        if *pitch != 1.0 {
            let change = (pitch - 1.0) * 100.0;
            lines.push((
                "7.3.5.5",
                match self.0 {
                    Lang::Zh => format!("行距 {change:+.2}%"),
                    Lang::En => format!("line pitch {change:+.2} %"),
                },
            ));
        }
        for (paragraph, share) in spacing {
            let change = share * 100.0;
            lines.push((
                "7.3.5.5",
                match self.0 {
                    Lang::Zh => format!("正文第 {paragraph} 段字距 {change:+.1}%"),
                    Lang::En => format!("character spacing of paragraph {paragraph} {change:+.1} %"),
                },
            ));
        }
        if *carried > 0 {
            lines.push((
                "7.3.5.5",
                match self.0 {
                    Lang::Zh => format!("正文末尾 {carried} 行移至署名所在页"),
                    Lang::En => format!("the last {carried} lines of text stand on the sign-off's page"),
                },
            ));
        }
        lines
    }
}
