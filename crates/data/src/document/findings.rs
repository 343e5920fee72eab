//! What can be the matter with the elements of a document.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::{Serialize, Serializer};

use super::keys::ISSUERS;
use super::misplaced::{Outside, called};
use crate::diagnostic::{
    Arguments, Entry, KindName, NAMED, Problem, Strength, code_points, error, in_both, note, warning,
};
use crate::document::Key;
use crate::text::normal::Class;

/// Characters that were put right: what was typed, what it became, how often.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]

pub struct Changed {
    #[serde(rename = "changes", serialize_with = "one_by_one")]
    pub listed: Vec<(String, String, usize)>,
    /// How many changes came after as many kinds as are listed.
    pub more: usize,
}

impl Changed {
    /// More kinds than this say nothing that these do not.
    const MOST: usize = 60;

    pub fn add(&mut self, from: &str, to: &str, count: usize) {
        if let Some((.., known)) = self.listed.iter_mut().find(|(known, ..)| known == from) {
            *known += count;
        } else if self.listed.len() < Changed::MOST {
            self.listed.push((from.to_owned(), to.to_owned(), count));
        } else {
            self.more += count;
        }
    }
}

/// A table for each kind of change.
fn one_by_one<S: Serializer>(listed: &[(String, String, usize)], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Change<'a> {
        count: usize,
        right: &'a str,
        written: &'a str,
    }
    serializer.collect_seq(listed.iter().map(|(written, right, count)| Change {
        count: *count,
        right,
        written,
    }))
}

/// A finding about an element of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum DocumentFinding {
    /// `\n` in a text, as two characters.
    PrintedEscape,
    /// A key of the whole document in a table of it.
    KeyOfDocument {
        key: String,
        table: String,
        /// The key of the table that may have been meant.
        nearest: Option<String>,
        // The way out of the table is told by the help, in words of the file's spelling.
        #[serde(skip)]
        outside: Outside,
    },
    /// A key of the document that a part has, where it may have been meant for the document.
    KeyOfPart {
        key: &'static str,
        alias: &'static str,
        table: String,
        // The way out of the table is told by the help, in words of the file's spelling.
        #[serde(skip)]
        outside: Outside,
        /// Whether the part cannot be set with it.
        #[serde(skip)]
        is_error: bool,
    },
    /// A key of the document in a house's file of deviations.
    KeyInLayoutFile {
        key: String,
    },
    AliasTwice {
        key: &'static str,
        alias: &'static str,
    },
    NotUsed {
        key: &'static str,
        alias: &'static str,
        #[serde(rename = "where", serialize_with = "in_both")]
        where_: KindName,
        #[serde(skip)]
        clause: &'static str,
    },
    /// Two keys of which a document has one.
    Exclude {
        key: Key,
        /// The one that says more.
        #[serde(rename = "other-key")]
        with: Key,
        /// Why they exclude each other.
        #[serde(serialize_with = "in_both")]
        why: KindName,
    },
    Overcrowded {
        key: Key,
        #[serde(rename = "count")]
        given: i64,
        #[serde(rename = "limit")]
        most: i64,
    },
    MissingKey {
        key: &'static str,
        alias: &'static str,
        #[serde(skip)]
        clause: &'static str,
    },
    EmptyValue {
        key: Key,
    },
    ChineseNumeralDate {
        written: String,
        #[serde(rename = "right")]
        set_as: String,
    },
    BodyMissing,
    BodyTwice,
    BodyEmpty,
    Normalised {
        #[serde(rename = "case")]
        class: Class,
        changed: Changed,
    },
    NumberBrackets {
        written: String,
        right: String,
    },
    OneParty,
    IssuerTwice {
        name: String,
    },
    ClassificationLevel {
        written: String,
    },
    ClassificationStar {
        written: String,
    },
    ClassificationTerm {
        written: String,
        level: &'static str,
        #[serde(rename = "limit")]
        years: u32,
    },
    /// The term ended before the document was.
    ClassificationEnded {
        written: String,
        day: String,
    },
    ClassificationForm {
        written: String,
        right: Option<String>,
    },
    /// 内部 and the like with a term, which only secrets have.
    ClassificationUnranked {
        written: String,
        right: String,
    },
    /// So many places that an import asked to check still stand in the file.
    Unchecked {
        count: usize,
    },
    /// A date of which a part is not known yet.
    DateOpen {
        written: String,
    },
}

impl DocumentFinding {
    /// Two keys of which a document has one; the second says more.
    #[must_use]
    pub fn exclude(key: &Key, with: &Key, why: KindName) -> DocumentFinding {
        DocumentFinding::Exclude { key: *key, with: *with, why }
    }
}

impl Problem for DocumentFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            DocumentFinding::PrintedEscape => warning(
                "escape-printed",
                "文字里的 \\n 不是换行，照印为两个字符",
                "\\n in the text is no line break and is printed as it stands",
            )
            .help(
                "换行直接打回车；TOML 放在 ''' 里，YAML 用 |，JSON 写一个反斜杠的 \\n",
                "type a real line break: within ''' in TOML, behind | in YAML; JSON has \\n with one backslash",
            ),
            DocumentFinding::KeyOfDocument { key, table, nearest, outside } => {
                let ((zh, en), (to, where_)) = (called(table), outside.words());
                let found = error(
                    "unknown-key",
                    format!("“{key}”是整份公文的键，这里却在{zh}里"),
                    format!("`{key}` is a key of the document, and stands in {en} here"),
                );
                match nearest {
                    Some(near) => found.help(
                        format!("{zh}里最接近的是“{near}”；是整份公文的“{key}”，移出{zh}，{to}"),
                        format!("the nearest key of {en} is `{near}`; the document's `{key}` stands {where_}"),
                    ),
                    None => found.help(format!("移出{zh}，{to}"), format!("move it out of {en}: {where_}")),
                }
            }
            DocumentFinding::KeyOfPart { key, alias, table, outside, is_error } => {
                let ((zh, en), (to, where_)) = (called(table), outside.words());
                let weight = if *is_error { error } else { warning };
                let found = weight(
                    "key-of-part",
                    format!("“⟦{key}|{alias}⟧”写在{zh}里，归这一件；公文本身没有“⟦{key}|{alias}⟧”"),
                    format!("`⟦{key}|{alias}⟧` stands in {en} and belongs to it; the document itself has none"),
                );
                if *key == ISSUERS.name {
                    found.help(
                        format!("是整份公文的，移出{zh}，{to}；两处都有的，前面也写上"),
                        format!("if it is the document's, move it out of {en}: {where_}; if both have one, write both"),
                    )
                } else {
                    found.help(
                        format!("是整份公文的，移出{zh}，{to}；是这一件的，写上它的“⟦issuers|发文机关⟧”"),
                        format!("if it is the document's, move it out of {en}: {where_}; if the part's, give its `⟦issuers|发文机关⟧`"),
                    )
                }
            }
            DocumentFinding::KeyInLayoutFile { key } => error(
                "unknown-key",
                format!("“{key}”是公文的键，版式文件里只写“⟦layout|版式⟧”的各项"),
                format!("`{key}` is a key of the document; a layout file has the keys of `⟦layout|版式⟧` only"),
            )
            .help("移到数据文件里", "move it to the data file"),
            DocumentFinding::AliasTwice { key, alias } => error(
                "alias-twice",
                format!("“{key}”与“{alias}”是同一个键，只能写一个"),
                format!("`{key}` and `{alias}` are the same key; give one of them"),
            )
            .help("删去其中一行", "remove one of the lines"),
            DocumentFinding::NotUsed { key, alias, where_: (zh, en), clause } => warning(
                "not-used",
                format!("{zh}不排“⟦{key}|{alias}⟧”，已略去"),
                format!("`⟦{key}|{alias}⟧` has no place {en} and is left out"),
            )
            .clause(clause)
            .help("删去这一行", "remove the line"),
            DocumentFinding::Exclude { key, with, why: (zh, en) } => {
                let one = |key: &Key| format!("⟦{}|{}⟧", key.name, key.alias);
                let (key, with) = (one(key), one(with));
                error(
                    "keys-exclude",
                    format!("“{key}”与“{with}”不能同写：{zh}"),
                    format!("`{key}` and `{with}` exclude each other: {en}"),
                )
                .help(format!("留下“{with}”，删去另一个"), format!("keep `{with}` and remove the other"))
            }
            DocumentFinding::Overcrowded { key, given, most } => error(
                "overcrowded",
                format!("⟦{}|{}⟧是 {given}，3号字在这样的版心里最多排 {most}", key.name, key.alias),
                format!(
                    "⟦{}|{}⟧ is {given}, but no more than {most} of 3号 type stand in this type area",
                    key.name, key.alias
                ),
            )
            .clause("5.2.3")
            .help(format!("写 {most} 或更小的数"), format!("write {most} or less")),
            DocumentFinding::MissingKey { key, alias, clause } => {
                error(
                    "missing-key",
                    format!("缺少“⟦{key}|{alias}⟧”"),
                    format!("`⟦{key}|{alias}⟧` is missing"),
                )
                .clause(clause)
                .help(format!("加一行 ⟦{key}|{alias} = '…'⟧"), format!("add a line ⟦{key}|{alias} = '…'⟧"))
            }
            DocumentFinding::EmptyValue { key } => {
                let key = format!("⟦{}|{}⟧", key.name, key.alias);
                error("empty-value", format!("“{key}”是空的"), format!("`{key}` is empty"))
                    .help("写上内容，或删去这一行", "give it a value, or remove the line")
            }
            DocumentFinding::ChineseNumeralDate { written, set_as } => warning(
                "date-not-arabic",
                format!("日期“{written}”用了汉字数字，已改排为“{set_as}”"),
                format!("the date {written} is in Chinese numerals; it is set as {set_as}"),
            )
            .clause("7.3.5.4")
            .strength(Strength::Must)
            .help("成文日期用阿拉伯数字", "the standard asks for Arabic numerals"),
            DocumentFinding::BodyMissing => {
                error("missing-body", "缺少正文", "the body (正文) is missing").clause("7.3.3").help(
                    "写 ⟦body|正文 = '''…'''⟧ 或 ⟦body-file|正文文件 = '正文.txt'⟧",
                    "give ⟦body|正文 = '''…'''⟧ or ⟦body-file|正文文件 = 'body.txt'⟧",
                )
            }
            DocumentFinding::BodyTwice => error(
                "body-twice",
                "正文给了两次：“⟦body|正文⟧”和“⟦body-file|正文文件⟧”只能有一个",
                "the body is given twice: use one of `⟦body|正文⟧` and `⟦body-file|正文文件⟧`",
            )
            .help("删去其中一个", "remove one of them"),
            DocumentFinding::BodyEmpty => {
                error("empty-body", "正文没有文字", "the body has no text")
                    .clause("7.3.3")
                    .help("写上正文的文字", "write the text of the body")
            }
            DocumentFinding::Normalised { class, changed } => normalised(*class, changed),
            DocumentFinding::NumberBrackets { written, right } => warning(
                "number-brackets",
                format!("发文字号“{written}”的年份应用六角括号〔〕"),
                format!("the year in the number {written} should stand in 〔〕"),
            )
            .clause("7.2.5")
            .strength(Strength::Must)
            .help(format!("写成 \"{right}\""), format!("write \"{right}\"")),
            DocumentFinding::OneParty => {
                warning("one-party", "只有一方：协议、责任书有两方以上", "an agreement has one party")
                    .help("在“⟦parties|各方⟧”里再写一方", "add a second of `⟦parties|各方⟧`")
            }
            DocumentFinding::IssuerTwice { name } => error(
                "issuer-twice",
                format!("发文机关“{name}”写了两次"),
                format!("the organ {name} is given twice"),
            )
            .clause("7.2.4")
            .help("删去多写的一个", "remove one of them"),
            DocumentFinding::ClassificationLevel { written } => error(
                "classification-level",
                format!("“{written}”不是密级"),
                format!("`{written}` is no classification"),
            )
            .clause("7.2.2")
            .help("密级分绝密、机密、秘密，如“机密★1年”", "the levels are 绝密, 机密 and 秘密, as in 机密★1年"),
            DocumentFinding::ClassificationStar { written } => error(
                "classification-star",
                format!("“{written}”的密级和保密期限之间应当用“★”"),
                format!("level and term of `{written}` are separated by ★"),
            )
            .clause("7.2.2")
            .help("写成如“机密★1年”：中间是实心的五角星", "write it as in 机密★1年, with a black star"),
            DocumentFinding::ClassificationTerm { written, level, years } => error(
                "classification-term",
                format!("“{written}”超过法定期限：{level}最长 {years} 年"),
                format!("`{written}` is beyond the legal term: {level} is at most {years} years"),
            )
            .clause("7.2.2")
            .help(
                format!("写 {years} 年以内的期限（《保守国家秘密法》第二十条）"),
                format!("write {years} years or less (Article 20 of the Law on Guarding State Secrets)"),
            ),
            DocumentFinding::ClassificationEnded { written, day } => error(
                "classification-term",
                format!("“{written}”的保密期限到 {day} 为止，成文时已满"),
                format!("the term of `{written}` ends on {day}, not after the document's date"),
            )
            .clause("7.2.2")
            .help(
                "核对解密日期和成文日期；已经解密的，删去密级",
                "check this day and `⟦date|成文日期⟧`; without a level when it is declassified",
            ),
            DocumentFinding::ClassificationUnranked { written, right } => error(
                "classification-form",
                format!("“{right}”不是国家秘密，不写期限：“{written}”"),
                format!("{right} is no state secret and has no term: `{written}`"),
            )
            .clause("7.2.2")
            .help(format!("写成 \"{right}\""), format!("write \"{right}\"")),
            DocumentFinding::Unchecked { count } => note(
                "import-unchecked",
                format!("导入时标了“# 请核对”的还有 {count} 处"),
                format!("places that the import asked to check still stand here: {count}"),
            )
            .help("看过一处，删去它的“# 请核对”这一行", "take away each line that begins with # 请核对 when it is checked"),
            DocumentFinding::DateOpen { written } => note(
                "date-open",
                format!("日期“{written}”未定，照印"),
                format!("the date {written} is open and printed as it stands"),
            )
            .help(
                "定稿后写上日期；归档的 PDF/A 取“⟦print-date|印发日期⟧”",
                "give the day when it is known; a PDF/A takes its date from `⟦print-date|印发日期⟧`",
            ),
            DocumentFinding::ClassificationForm { written, right } => {
                let found = error(
                    "classification-form",
                    format!("“{written}”的“★”后面不是保密期限"),
                    format!("what stands behind ★ in `{written}` is no term"),
                )
                .clause("7.2.2");
                match right {
                    Some(right) => found.help(format!("写成 \"{right}\""), format!("write \"{right}\"")),
                    None => found.help(
                        "写成“★1年”“★6个月”“★2030年1月1日”；没有期限的，删去“★”",
                        "write ★1年, ★6个月 or ★2030年1月1日; without a term, take the ★ away",
                    ),
                }
            }
        }
    }

    fn grows(&self) -> bool {
        matches!(self, DocumentFinding::Normalised { .. })
    }

    fn takes_in(&mut self, other: &dyn Problem) -> bool {
        match (self, other.of()) {
            (
                DocumentFinding::Normalised { class, changed },
                Some(DocumentFinding::Normalised { class: same, changed: more }),
            ) if class == same => {
                more.listed.iter().for_each(|(from, to, count)| changed.add(from, to, *count));
                changed.more += more.more;
                true
            }
            _ => false,
        }
    }
}

fn normalised(class: Class, changed: &Changed) -> Entry {
    let (zh, en) = match class {
        Class::Radical => ("像汉字的部首字符", "radicals that look like hanzi"),
        Class::Compatibility => ("兼容汉字", "compatibility ideographs"),
        Class::Decomposed => (
            "分开的字母与符号，或另有编码的符号",
            "letters typed apart from their marks, or signs with a second code",
        ),
        Class::Invisible => ("看不见的字符", "characters that nobody sees"),
        Class::Private => ("旧编码（私用区）的字", "private codes of before GB 18030-2022"),
        Class::Vertical => ("竖排标点", "marks for vertical lines"),
        Class::LineEnd => ("换行符以外的行末字符", "ends of lines that are no line feed"),
        Class::Dash => ("另有编码的破折号", "dashes with a code of their own"),
    };
    let list = |separator: &str, times: &dyn Fn(usize) -> String, more: &dyn Fn(usize) -> String| {
        let one = |(from, to, count): &(String, String, usize)| {
            let to = match to.as_str() {
                "" | "\n" => String::new(),
                to => format!("→{to} {}", code_points(to)),
            };
            let from = if matches!(class, Class::Invisible | Class::Private | Class::LineEnd) {
                code_points(from)
            } else {
                format!("{from} {}", code_points(from))
            };
            from + &to + &times(*count)
        };
        let listed: Vec<String> = changed.listed.iter().take(NAMED).map(one).collect();
        let rest: usize = changed.listed.iter().skip(NAMED).map(|(.., count)| count).sum();
        let rest = rest + changed.more;
        listed.join(separator) + &if rest > 0 { more(rest) } else { String::new() }
    };
    let in_zh = list("，", &|n| if n > 1 { format!("（{n} 处）") } else { String::new() }, &|n| {
        format!("，另有 {n} 处")
    });
    let in_en = list(", ", &|n| if n > 1 { format!(" ({n} times)") } else { String::new() }, &|n| {
        format!(", and {n} more")
    });
    let (done_zh, done_en) = match class {
        Class::Invisible => ("已略去", "left out"),
        Class::LineEnd => ("已作换行", "read as line breaks"),
        _ => ("已换成通常的字符", "set as the usual ones"),
    };
    note("characters-normalised", format!("{zh}{done_zh}：{in_zh}"), format!("{en}, {done_en}: {in_en}"))
}
