//! What can be the matter with pages that are measured.

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, Problem, in_both, note, warning};

/// A finding about the pages of any PDF.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub(crate) enum MeasureFinding {
    StrangeFace {
        #[serde(rename = "face")]
        name: String,
        #[serde(skip)]
        known: bool,
        #[serde(skip)]
        embedded: bool,
    },
    MeaninglessGlyphs {
        count: usize,
    },
    InvisibleText {
        count: usize,
    },
    ElementNotFound {
        #[serde(rename = "element", serialize_with = "in_both")]
        name: (&'static str, &'static str),
    },
}

impl Problem for MeasureFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            MeasureFinding::StrangeFace { name, known, embedded } => note(
                if *embedded { "unknown-face" } else { "face-not-embedded" },
                match (known, embedded) {
                    (false, true) => format!("字体“{name}”不是标准要求的字体，照原名列出"),
                    (_, false) => format!("字体“{name}”没有嵌入文件，字形的墨迹无法测量"),
                    (true, true) => format!("字体“{name}”"),
                },
                match (known, embedded) {
                    (false, true) => {
                        format!(
                            "the face {name} serves no role of the standard; it is listed by its own name"
                        )
                    }
                    (_, false) => format!("the face {name} is not in the file: its ink cannot be measured"),
                    (true, true) => format!("the face {name}"),
                },
            ),
            MeasureFinding::MeaninglessGlyphs { count } => warning(
                "glyphs-without-text",
                format!("{count}个字形在文件里没有对应的文字，认要素时略过"),
                format!("{count} glyphs have no text in the file and take no part in recognition"),
            ),
            MeasureFinding::InvisibleText { count } => note(
                "invisible-text",
                format!("{count}个字是看不见的（多为扫描件的识别文字），没有测量"),
                format!("{count} characters are invisible, as under a scan, and are not measured"),
            ),
            MeasureFinding::ElementNotFound { name: (zh, en) } => warning(
                "element-not-found",
                format!("没有认出{zh}，与它有关的各项没有测量"),
                format!("no {en} was recognised; the rows about it are left out"),
            ),
        }
    }
}
