//! What `fmt` says of marks and numerals.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use std::path::Path;

use serde::{Serialize, Serializer};

use crate::diagnostic::{Arguments, Entry, Problem, error, warning};
use crate::text::punctuation::{Doubt, Reason};

/// A finding of `fmt`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum FmtFinding {
    WouldChange {
        #[serde(rename = "written", serialize_with = "as_visible")]
        old: String,
        #[serde(rename = "right", serialize_with = "as_visible")]
        new: String,
        #[serde(rename = "case")]
        reason: Reason,
    },
    Doubtful {
        #[serde(rename = "written", serialize_with = "as_visible")]
        found: String,
        #[serde(rename = "case")]
        doubt: Doubt,
    },
    NotInPlace,
    NotFormatted {
        path: String,
    },
}

impl Problem for FmtFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            FmtFinding::WouldChange { old, new, reason } => {
                let (zh, en, (source_zh, source_en)) = rule(*reason);
                let (old, new) = (visible(old), visible(new));
                let or = |nothing: &str| if new.is_empty() { nothing.to_owned() } else { new.clone() };
                warning(
                    "would-change",
                    format!("{zh}：{old} → {}", or("（删去）")),
                    format!("{en}: {old} → {}", or("(nothing)")),
                )
                .help(
                    format!("依据 {source_zh}；render fmt --write 一并改好"),
                    format!("by {source_en}; `render fmt --write` puts all of them right"),
                )
            }
            FmtFinding::Doubtful { found, doubt } => {
                let ((zh, en), (help_zh, help_en)) = question(*doubt);
                let found = visible(found);
                warning("mark-doubtful", format!("{zh}：{found}"), format!("{en}: {found}"))
                    .help(format!("未改动；{help_zh}"), format!("left as it is; {help_en}"))
            }
            FmtFinding::NotInPlace => warning(
                "not-in-place",
                "这段文字里有标点、数字要改，照它现在的写法改不了",
                "marks or numerals of this text are to be put right, which the way it is written does not allow",
            )
            .help(
                "写成一行，或照原样分行（YAML 用 |，TOML 用 '''），再 fmt 一次",
                "write it in one line, or line by line as it is (| in YAML, ''' in TOML), and go through `fmt` again",
            ),
            FmtFinding::NotFormatted { path } => error(
                "not-formatted",
                format!("fmt 不处理“{path}”这种文件"),
                format!("`fmt` does not read files such as `{path}`"),
            )
            .help(instead(path).0, instead(path).1),
        }
    }
}

/// What to do with a file that is neither data nor a text.
fn instead(path: &str) -> (&'static str, &'static str) {
    let ending = Path::new(path).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("docx" | "doc" | "wps" | "rtf" | "odt") => (
            "是 Word 文稿：先用 render import 文件 -o 通知.toml 读成数据文件（旧的 .doc、.wps 先另存为 .docx），再对它用 fmt",
            "a Word file is read into data with `render import FILE -o notice.toml` first (an old .doc or .wps is saved as .docx \
             before), and `fmt` puts that right",
        ),
        _ => (
            "fmt 只处理数据文件（.toml、.yaml、.json）和正文（.txt、.md）；名单、表格、网页、代码改了标点就坏了",
            "it reads data files (.toml, .yaml, .json) and body text (.txt, .md); a mark changed in a list, a page of a site or code \
             breaks it",
        ),
    }
}

/// A text with the characters nobody sees named, and a long one cut.
fn visible(text: &str) -> String {
    const LONGEST: usize = 24;
    let mut shown = String::new();
    for c in text.chars().take(LONGEST) {
        match c {
            ' ' => shown.push('␣'),
            c if c.is_whitespace() || c.is_control() || is_unseen(c) => {
                shown += &format!("U+{:04X}", c as u32);
            }
            c => shown.push(c),
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

fn as_visible<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&visible(text))
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Why a mark is wrong, and where that is written, in both languages.
fn rule(reason: Reason) -> (&'static str, &'static str, Words) {
    const PRACTICE: Words = ("公文惯例", "practice");
    let at = |source: &'static str| (source, source);
    match reason {
        Reason::Invisible => ("看不见的字符", "a character nobody sees", PRACTICE),
        Reason::Width => ("数字、字母用半角", "digits and letters are half-width", at("GB/T 15835-2011")),
        Reason::HalfWidth => {
            ("中文里的点号用全角", "marks of Chinese text are full-width", at("GB/T 15834-2011 5.1"))
        }
        Reason::Bracket => {
            ("中文里的括号用全角", "brackets of Chinese text are full-width", at("GB/T 15834-2011 4.9"))
        }
        Reason::NumberBracket => (
            "发文字号的年份用六角括号",
            "the year of a document number stands in 〔〕",
            at("GB/T 9704-2012 7.2.5"),
        ),
        Reason::Quote => {
            ("引号外双内单，左右成对", "quotes are “ ” outside and ‘ ’ inside", at("GB/T 15834-2011 4.8"))
        }
        Reason::TitleMark => {
            ("书名号外双内单", "titles are in 《 》 outside and 〈 〉 inside", at("GB/T 15834-2011 4.15"))
        }
        Reason::Ellipsis => ("省略号是六个点", "an ellipsis is ……", at("GB/T 15834-2011 4.11")),
        Reason::Dash => ("破折号占两格", "a dash is ——", at("GB/T 15834-2011 4.10")),
        Reason::Range => {
            ("起止用一字线，数值范围用浪纹线", "from one to another: — or ～", at("GB/T 15834-2011 4.13"))
        }
        Reason::Zero => ("汉字数字的零是〇", "the zero of hanzi digits is 〇", at("GB/T 15835-2011")),
        Reason::Interpunct => ("间隔号是·", "the mark inside a name is ·", at("GB/T 15834-2011 4.14")),
        Reason::Repeated => ("标点重复", "a mark is typed twice", PRACTICE),
        Reason::NameBlank => (
            "名单里两个字的姓名，中间空一个全角空格",
            "a name of two characters in a list has one full-width blank in it",
            PRACTICE,
        ),
        Reason::Space => ("中文里没有空格", "Chinese text has no such space", PRACTICE),
        Reason::AttachmentNumber => {
            ("附件名称前不写序号", "no number stands before an attachment's name", at("GB/T 9704-2012 7.3.4"))
        }
        Reason::Numbering => ("序号后的标点", "the mark after a numbering", at("GB/T 9704-2012 7.3.3")),
    }
}

type Words = (&'static str, &'static str);

/// What is doubtful, and what a person may do.
fn question(doubt: Doubt) -> (Words, Words) {
    match doubt {
        Doubt::UnpairedQuote => (
            ("引号不成对", "quotes do not pair up"),
            ("补上缺的一半，或改正方向", "add the missing one, or turn the wrong one"),
        ),
        Doubt::UnpairedBracket => {
            (("括号或书名号不成对", "brackets do not pair up"), ("补上缺的一半", "add the missing one"))
        }
        Doubt::NestedBrackets => (
            ("括号里套同形括号", "brackets of one shape inside each other"),
            ("可把里层改为〔〕", "the inner pair may be 〔 〕"),
        ),
        Doubt::InnerMarkOutside => (
            ("单引号或单书名号在最外层", "an inner mark stands outside"),
            ("外层一般用双的", "the outer pair is usually the double one"),
        ),
        Doubt::TwoMarks => (("两个点号相连", "two marks in a row"), ("删去一个", "remove one of them")),
        Doubt::StopOrInterpunct => (
            ("汉字之间的半角点", "a dot between hanzi"),
            ("是句号写。，是人名的间隔号写·", "write 。 for a full stop, · in a name"),
        ),
        Doubt::ZeroAmongHanzi => {
            (("汉字数字里的阿拉伯数字 0", "an Arabic 0 among hanzi digits"), ("写〇", "write 〇"))
        }
        Doubt::Numbering => (
            ("序号后紧接数字", "a number stands right behind a numbering"),
            ("是序号就改写，使数字前有别的字", "if it numbers the line, put other words before the number"),
        ),
        Doubt::NeedlessComma => (
            ("引号之间、书名号之间一般不用顿号", "usually no 、 between quotations or titles"),
            ("可删去（GB/T 15834-2011 4.5）", "it may go (GB/T 15834-2011 4.5)"),
        ),
        Doubt::WideSpace => (
            ("句子里的全角空格", "a full-width space inside a sentence"),
            ("不需要就删去", "remove it if it is a slip"),
        ),
        Doubt::PrivateUse => (
            ("私用区字符，换一种字体就不是这个字", "a private-use character means nothing in another font"),
            ("换成正式编码的字", "use the encoded character"),
        ),
        Doubt::LookAlike => (
            ("部首或兼容字符，看起来像汉字", "a radical or compatibility character that looks like a hanzi"),
            ("换成通常的汉字", "use the ordinary hanzi"),
        ),
        Doubt::Directional => {
            (("控制书写方向的字符", "a directional mark"), ("不需要就删去", "remove it if nothing needs it"))
        }
    }
}
