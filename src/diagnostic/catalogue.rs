//! Every finding's code, weight, clause and words, Chinese and English side by side.

mod inside;
mod lint;

pub(crate) use lint::Rule;

use super::Strength;
use super::problem::{PdfFault, Problem, Unarchivable, WordFault};
use super::{Lang, Severity};
use crate::layout::{Departure, Requirement};

/// A sentence in both languages.
#[derive(Debug, Clone)]
pub(super) struct Text {
    zh: String,
    en: String,
}

impl Text {
    pub(super) fn take(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// What the catalogue says of a finding.
pub(super) struct Entry {
    pub severity: Severity,
    pub code: &'static str,
    pub clause: Option<&'static str>,
    /// How binding the clause is, where a rule is broken.
    pub strength: Option<Strength>,
    pub message: Text,
    pub help: Option<Text>,
}

/// What a library or the system says, behind our own words and marked as theirs.
pub(super) fn quoted(said: &str) -> (String, String) {
    match said.trim() {
        "" => (String::new(), String::new()),
        said => (format!("（程序库的原话：{said}）"), format!(" (in the words of a library: {said})")),
    }
}

fn text(zh: impl Into<String>, en: impl Into<String>) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

fn entry(severity: Severity, code: &'static str, message: Text) -> Entry {
    Entry { severity, code, clause: None, strength: None, message, help: None }
}

pub(super) fn error(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Entry {
    entry(Severity::Error, code, text(zh, en))
}

pub(super) fn warning(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Entry {
    entry(Severity::Warning, code, text(zh, en))
}

pub(super) fn note(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Entry {
    entry(Severity::Note, code, text(zh, en))
}

impl Entry {
    pub(super) fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Entry {
        self.help = Some(text(zh, en));
        self
    }

    pub(super) fn clause(mut self, clause: &'static str) -> Entry {
        self.clause = Some(clause);
        self
    }

    fn strength(mut self, strength: Strength) -> Entry {
        self.strength = Some(strength);
        self
    }
}

impl Problem {
    pub(super) fn entry(&self) -> Entry {
        if let Problem::Lint { rule, with } = self {
            return rule.entry(with);
        }
        if let Problem::Batch(fault) = self {
            return fault.entry();
        }
        if let Problem::Workbook(fault) = self {
            return fault.entry();
        }
        source(self)
            .or_else(|| super::limits::entry(self))
            .or_else(|| super::spelling::entry(self))
            .or_else(|| document(self))
            .or_else(|| super::marks::entry(self))
            .or_else(|| super::content::entry(self))
            .or_else(|| super::pictures::entry(self))
            .or_else(|| super::glyphs::entry(self))
            .or_else(|| faces(self))
            .or_else(|| pages(self))
            .or_else(|| imported(self))
            .or_else(|| inside::entry(self))
            .or_else(|| super::template::entry(self))
            .unwrap_or_else(|| process(self))
    }
}

/// Files as files.
fn source(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::NotSerialisable { reason } => error(
            "not-serialisable",
            format!("数据不能转成键值{}", quoted(reason).0),
            format!("the data does not serialise{}", quoted(reason).1),
        ),
        Problem::TomlSyntax { message } => error(
            "toml-syntax",
            format!("不是合法的 TOML{}", quoted(message).0),
            format!("this is not valid TOML{}", quoted(message).1),
        ),
        Problem::BareKey { key } => error(
            "bare-chinese-key",
            format!("TOML 的中文键必须加引号：{key}"),
            format!("a Chinese key must be quoted in TOML: {key}"),
        )
        .help(format!("写成 \"{key}\" = …"), format!("write \"{key}\" = …")),
        Problem::DuplicateKey { key } => {
            error("duplicate-key", format!("键“{key}”写了两次"), format!("the key `{key}` is given twice"))
                .help("删去其中一个", "remove one of them")
        }
        Problem::NumberTooLarge { written } => error(
            "number-too-large",
            format!("数字 {written} 超出范围"),
            format!("the number {written} is out of range"),
        ),
        Problem::NoBaseFolder { path } => error(
            "no-base-folder",
            format!("数据不是从文件读入的，无法确定“{path}”相对于哪个文件夹"),
            format!("the data came without a file, so `{path}` is relative to nothing"),
        )
        .help(
            "用 base_dir 指定文件夹，或直接给出正文",
            "name a folder with `base_dir`, or give the text itself",
        ),
        Problem::OutsideFolder { path } => error(
            "outside-folder",
            format!("文件“{path}”不在允许读取的文件夹（数据文件所在的文件夹）里"),
            format!("`{path}` does not lie in a folder that may be read, such as that of the data file"),
        )
        .help(
            "把它复制到数据文件的文件夹里，或用 --allow 允许该文件夹",
            "copy it into that folder, or allow its folder with --allow",
        ),
        Problem::MissingFile { path } => {
            error("missing-file", format!("找不到文件“{path}”"), format!("there is no file `{path}`"))
                .help("路径相对于数据文件", "paths are relative to the data file")
        }
        Problem::UnreadableFile { path, reason } => error(
            "unreadable-file",
            format!("无法读取“{path}”{}", quoted(reason).0),
            format!("`{path}` cannot be read{}", quoted(reason).1),
        ),
        Problem::IsAFolder { path } => error(
            "is-a-folder",
            format!("“{path}”是文件夹，不是文件"),
            format!("`{path}` is a folder, not a file"),
        ),
        Problem::NotAFile { path } => error(
            "not-a-file",
            format!("“{path}”是管道或设备，不是文件"),
            format!("`{path}` is a pipe or a device, not a file"),
        )
        .help("把内容存成文件再用", "save what it gives to a file"),
        Problem::NotUtf8 { path, offset, guess } => {
            let found = error(
                "not-utf-8",
                match guess {
                    Some(name) => format!("“{path}”不是 UTF-8 编码，看来是 {name}"),
                    None => format!("“{path}”不是 UTF-8 编码（第 {} 字节起）", offset + 1),
                },
                match guess {
                    Some(name) => format!("`{path}` is not UTF-8; it looks like {name}"),
                    None => format!("`{path}` is not UTF-8 (from byte {})", offset + 1),
                },
            );
            match guess {
                Some(name) => found.help(
                    format!(
                        "加 --encoding {}；或另存为 UTF-8，例如：iconv -f {name} -t UTF-8 {path}",
                        name.to_ascii_lowercase()
                    ),
                    format!(
                        "add --encoding {}, or save it as UTF-8, for instance: iconv -f {name} -t UTF-8 {path}",
                        name.to_ascii_lowercase()
                    ),
                ),
                None => found,
            }
        }
        _ => return None,
    })
}

/// Keys and values.
fn document(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::UnknownKey { key, nearest } => {
            let found =
                error("unknown-key", format!("没有“{key}”这个键"), format!("there is no key `{key}`"));
            match nearest {
                Some(near) => {
                    found.help(format!("最接近的是“{near}”"), format!("the nearest key is `{near}`"))
                }
                None => found.help("见 docs/data-format.md", "see docs/data-format.md"),
            }
        }
        Problem::PrintedEscape => warning(
            "escape-printed",
            "文字里的 \\n 不是换行，照印为两个字符",
            "\\n in the text is no line break and is printed as it stands",
        )
        .help(
            "换行直接打回车；TOML 放在 ''' 里，YAML 用 |，JSON 写一个反斜杠的 \\n",
            "type a real line break: within ''' in TOML, behind | in YAML; JSON has \\n with one backslash",
        ),
        Problem::KeyOfDocument { key, table } => error(
            "unknown-key",
            format!("“{key}”是整份公文的键，这里却在“{table}”里"),
            format!("`{key}` is a key of the document, and stands in `{table}` here"),
        )
        .help(
            "TOML 里移到 [版式]、[[发文机关]] 这类行的前面；YAML 里与“标题”等左对齐",
            "in TOML it stands before lines like [layout] and [[issuers]], in YAML in the column of `title`",
        ),
        Problem::AliasTwice { key, alias } => error(
            "alias-twice",
            format!("`{key}` 与“{alias}”是同一个键，只能写一个"),
            format!("`{key}` and `{alias}` are the same key; give one of them"),
        ),
        Problem::WrongType { expected, found } => error(
            "wrong-type",
            format!("这里要{}，写的是{}", expected.0, found.0),
            format!("expected {}, found {}", expected.1, found.1),
        ),
        Problem::UnknownChoice { written, choices, nearest } => {
            let found = error(
                "unknown-choice",
                format!("“{written}”不是可选的值"),
                format!("`{written}` is not one of the choices"),
            );
            match nearest {
                Some(near) => found.help(
                    format!("最接近的是 \"{near}\"；可选：{choices}"),
                    format!("the nearest is \"{near}\"; the choices are {choices}"),
                ),
                None => found.help(format!("可选：{choices}"), format!("the choices are {choices}")),
            }
        }
        Problem::OutOfRange { written, range } => error(
            "out-of-range",
            format!("{written} 超出范围 {range}"),
            format!("{written} is outside the range {range}"),
        ),
        Problem::Overcrowded { key, given, most } => error(
            "overcrowded",
            format!("{key} = {given}，3号字在这样的版心里最多排 {most}"),
            format!("{key} = {given}, but no more than {most} of 3号 type stand in this type area"),
        )
        .clause("5.2.3"),
        Problem::NotUsed { key, alias, where_: (zh, en), clause } => warning(
            "not-used",
            format!("{zh}不排“{alias}”（{key}），已略去"),
            format!("`{key}` ({alias}) has no place {en} and is left out"),
        )
        .clause(clause)
        .help("删去这一行", "remove the line"),
        Problem::MissingKey { key, alias, clause } => {
            error("missing-key", format!("缺少“{alias}”（{key}）"), format!("`{key}` ({alias}) is missing"))
                .clause(clause)
                .help(format!("加一行 {key} = \"…\""), format!("add a line {key} = \"…\""))
        }
        Problem::EmptyValue { key } => {
            error("empty-value", format!("`{key}` 是空的"), format!("`{key}` is empty"))
                .help("写上内容，或删去这一行", "give it a value, or remove the line")
        }
        Problem::NotADate { written } => {
            error("not-a-date", format!("“{written}”不是日期"), format!("`{written}` is not a date"))
                .clause("7.3.5.4")
                .help("写成 2024-01-30 或 \"2024年1月30日\"", "write 2024-01-30 or \"2024年1月30日\"")
        }
        Problem::ImpossibleDate { written } => error(
            "impossible-date",
            format!("没有“{written}”这一天"),
            format!("there is no such day: {written}"),
        )
        .clause("7.3.5.4")
        .help("核对月份和日子", "look at the month and the day"),
        Problem::ChineseNumeralDate { written, set_as } => warning(
            "date-not-arabic",
            format!("日期“{written}”用了汉字数字，已改排为“{set_as}”"),
            format!("the date {written} is in Chinese numerals; it is set as {set_as}"),
        )
        .clause("7.3.5.4")
        .strength(Strength::Must)
        .help("成文日期用阿拉伯数字", "the standard asks for Arabic numerals"),
        Problem::BodyMissing => {
            error("missing-body", "缺少正文", "the body (正文) is missing").clause("7.3.3").help(
                "写 body = \"\"\"…\"\"\" 或 body-file = \"正文.txt\"",
                "give body = \"\"\"…\"\"\" or body-file = \"body.txt\"",
            )
        }
        Problem::BodyTwice => error(
            "body-twice",
            "正文给了两次：body 和 body-file 只能有一个",
            "the body is given twice: use one of `body` and `body-file`",
        ),
        Problem::BodyEmpty => error("empty-body", "正文没有文字", "the body has no text").clause("7.3.3"),
        Problem::ControlCharacter { character } => error(
            "control-character",
            format!("文字里有控制字符 U+{:04X}", *character as u32),
            format!("the text contains the control character U+{:04X}", *character as u32),
        )
        .help("删去它", "remove it"),
        Problem::NumberBrackets { written, right } => warning(
            "number-brackets",
            format!("发文字号“{written}”的年份应用六角括号〔〕"),
            format!("the year in the number {written} should stand in 〔〕"),
        )
        .clause("7.2.5")
        .strength(Strength::Must)
        .help(format!("写成 \"{right}\""), format!("write \"{right}\"")),
        Problem::IssuerTwice { name } => error(
            "issuer-twice",
            format!("发文机关“{name}”写了两次"),
            format!("the organ {name} is given twice"),
        )
        .clause("7.2.4"),
        Problem::ClassificationLevel { written } => error(
            "classification-level",
            format!("“{written}”不是密级"),
            format!("`{written}` is no classification"),
        )
        .clause("7.2.2")
        .help("密级分绝密、机密、秘密，如“机密★1年”", "the levels are 绝密, 机密 and 秘密, as in 机密★1年"),
        Problem::ClassificationStar { written } => error(
            "classification-star",
            format!("“{written}”的密级和保密期限之间应当用“★”"),
            format!("level and term of `{written}` are separated by ★"),
        )
        .clause("7.2.2"),
        Problem::ClassificationTerm { written, level, years } => error(
            "classification-term",
            format!("“{written}”超过法定期限：{level}最长 {years} 年"),
            format!("`{written}` is beyond the legal term: {level} is at most {years} years"),
        )
        .clause("7.2.2")
        .help("见《保守国家秘密法》第二十条", "see Article 20 of the Law on Guarding State Secrets"),
        Problem::ClassificationEnded { written, day } => error(
            "classification-term",
            format!("“{written}”的保密期限到 {day} 为止，成文时已满"),
            format!("the term of `{written}` ends on {day}, not after the document's date"),
        )
        .clause("7.2.2")
        .help(
            "核对解密日期和成文日期；已经解密的，删去密级",
            "check this day and `date`; without a level when it is declassified",
        ),
        Problem::ClassificationForm { written, right } => {
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
        _ => return None,
    })
}

/// Faces and characters.
fn faces(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::SubstituteFaces { faces } => {
            let list = |separator: &str, arrow: &str| -> String {
                let pairs: Vec<String> =
                    faces.iter().map(|(role, face)| format!("{role}{arrow}{face}")).collect();
                pairs.join(separator)
            };
            note(
                "substitute-face",
                format!("没有用上正式字体，由自带字体代替：{}", list("，", "→")),
                format!("bundled faces stand in for official ones: {}", list(", ", " → ")),
            )
            .help(
                "装上正式字体即自动采用；render fonts 列出各角色的字体",
                "official faces are used when installed; `render fonts` lists which file serves which role",
            )
        }
        Problem::FontNotFound { role, wanted } => error(
            "font-not-found",
            format!("找不到{role}要用的字体“{wanted}”"),
            format!("the font `{wanted}` for {role} was not found"),
        )
        .help(
            "写字体族名，或数据文件旁边字体文件的路径",
            "give a family name, or the path of a font file beside the data file",
        ),
        Problem::FontBroken { role, path } => error(
            "font-broken",
            format!("{role}要用的“{path}”不是完整的字体文件"),
            format!("`{path}`, wanted for {role}, is no whole font file"),
        )
        .help("重新取得这个字体文件（.ttf、.otf、.ttc）", "get the font file anew (.ttf, .otf, .ttc)"),
        Problem::FontRestricted { face } => error(
            "font-restricted",
            format!("字体“{face}”不允许嵌入（OS/2 fsType）"),
            format!("the font {face} forbids embedding (OS/2 fsType)"),
        ),
        _ => return None,
    })
}

/// A row that is broken and that nobody asked to be: a note where the standard only recommends.
fn nonconforming(row: &Requirement) -> Entry {
    let say = match row.strength {
        Strength::Must | Strength::General => warning,
        Strength::Recommended | Strength::Practice => note,
    };
    let (page, (zh, en)) = (row.page, row.quantity);
    let said = |lang| (row.target_text(lang), row.measured_text(lang));
    let ((target_zh, measured_zh), (target, measured)) = (said(Lang::Zh), said(Lang::En));
    say(
        "nonconforming",
        format!("第 {page} 页：{zh}，标准为 {target_zh}，实测 {measured_zh}"),
        format!("page {page}: {en}: the standard asks for {target}, measured {measured}"),
    )
    .clause(row.clause)
    .strength(row.strength)
    .help(
        "用 render check … --report x.html 看它在页上的位置",
        "`render check … --report x.html` shows where it is on the page",
    )
}

/// What the set pages say.
/// More paragraphs than this, all changed alike, are told as one.
const MOST_PARAGRAPHS_NAMED: usize = 12;

fn pages(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::Fitted { pitch, spacing } => {
            let mut zh = Vec::new();
            let mut en = Vec::new();
            if *pitch != 1.0 {
                zh.push(format!("行距 {:+.2}%", (pitch - 1.0) * 100.0));
                en.push(format!("line pitch {:+.2} %", (pitch - 1.0) * 100.0));
            }
            let alike = |(_, share): &(usize, f64)| *share == spacing[0].1;
            if spacing.len() > MOST_PARAGRAPHS_NAMED && spacing.iter().all(alike) {
                zh.push(format!("正文字距 {:+.1}%", spacing[0].1 * 100.0));
                en.push(format!("character spacing {:+.1} %", spacing[0].1 * 100.0));
            } else {
                for (block, share) in spacing {
                    zh.push(format!("正文第 {} 段字距 {:+.1}%", block + 1, share * 100.0));
                    en.push(format!("character spacing of paragraph {} {:+.1} %", block + 1, share * 100.0));
                }
            }
            note(
                "fitted",
                format!("为使署名、日期与正文同页，已调整{}", zh.join("、")),
                format!("to keep the sign-off on a page with text: {}", en.join(", ")),
            )
            .clause("7.3.5.5")
        }
        Problem::CarriedOver { page, lines } => note(
            "carried-over",
            format!("为使署名、日期与正文同页，已将正文末尾 {lines} 行移到第 {page} 页，前一页下端留空"),
            format!(
                "to keep the sign-off on a page with text, the last {lines} lines of text went over to page {page}; \
                 the page before ends in blank rows"
            ),
        )
        .clause("7.3.5.5")
        .help(
            "增减正文文字，可使前一页不留空",
            "a longer or shorter text leaves no blank",
        ),
        Problem::FittingOff { page } => warning(
            "fitting-off",
            format!("第 {page} 页只有署名、日期，版式 fit = false 关闭了行距、字距的调整"),
            format!(
                "the sign-off stands alone on page {page}, and layout.fit = false forbids to adjust spacing"
            ),
        )
        .clause("7.3.5.5")
        .help("去掉 fit = false", "leave out fit = false"),
        Problem::NotFitted { page } => warning(
            "not-fitted",
            format!("第 {page} 页只有署名、日期，前面没有可以移来的正文，行距、字距在 ±5% 内调整也不能使其与正文同页"),
            format!("the sign-off stands alone on page {page}; no spacing within ±5 % brings text to it, and there are no lines to carry over"),
        )
        .clause("7.3.5.5")
        .help("增减正文文字，不要写“此页无正文”", "lengthen or shorten the text; do not write 此页无正文"),
        Problem::Departure(Departure { key, value, standard, clause, strength }) => {
            let (zh, en) = strength.words();
            note(
                "departure",
                format!("版式 {key} = {value}，标准为 {standard}（{zh}）"),
                format!("layout.{key} = {value} departs from {standard} ({en})"),
            )
            .clause(clause)
        }
        Problem::Nonconforming(row) => nonconforming(row),
        Problem::RecipientsMoved => note(
            "recipients-moved",
            "主送机关过多，首页不能显示正文，已移至版记",
            "the recipients would leave no room for text on page 1; they stand in the colophon",
        )
        .clause("7.3.2"),
        Problem::MarkReduced { size } => note(
            "mark-reduced",
            format!("为使首页显示正文，发文机关标志的字缩小为 {size:.1} 磅"),
            format!("so that page 1 shows text, the characters of the mark are {size:.1} pt"),
        )
        .clause("7.3.3"),
        Problem::SignersCloser => note(
            "signers-closer",
            "为使首页显示正文，签发人每行排三个姓名",
            "so that page 1 shows text, three signers stand in a row",
        )
        .clause("7.2.6"),
        Problem::NoBodyOnFirstPage => {
            warning("no-body-on-first-page", "首页没有正文", "page 1 shows no text of the body")
                .clause("7.3.3")
                .help(
                    "缩短标题，或减少签发人、标志机关的行数",
                    "shorten the title, or use fewer rows of signers or organs",
                )
        }
        Problem::TitleTooLong { lines } => warning(
            "title-too-long",
            format!("标题排成 {lines} 行，过长"),
            format!("the title takes {lines} lines"),
        )
        .clause("7.3.1")
        .help("标题一般不超过三行", "a title usually takes at most three lines"),
        Problem::MarkSmall { size, organs } => {
            let found = warning(
                "mark-small",
                format!("发文机关标志的字只有 {size:.1} 磅，不够醒目"),
                format!("the characters of the mark are {size:.1} pt: too small to catch the eye"),
            )
            .clause("7.2.4");
            match organs {
                0 | 1 => found.help("标志用规范化简称：mark = \"…\"", "let the mark be a short name: mark = \"…\""),
                _ => found.help(
                    "标志只用主办机关：mark-issuers = \"host\"",
                    "let the mark carry the host only: mark-issuers = \"host\"",
                ),
            }
        }
        Problem::DoesNotFit { page, text } if text.trim().is_empty() => error(
            "does-not-fit",
            format!("第 {page} 页有图片或图形排不下：超出版心，或与其他要素重叠"),
            format!("a picture or a shape does not fit on page {page}: it leaves the type area or meets another element"),
        )
        .clause("5.2.1")
        .help("把它改小，最宽为版心宽度（width: 100%）", "make it smaller: at most the type area's width (width: 100%)"),
        Problem::DoesNotFit { page, text } => error(
            "does-not-fit",
            format!("第 {page} 页排不下“{text}”：超出版心，或与其他要素重叠"),
            format!("`{text}` does not fit on page {page}: it leaves the type area or meets another element"),
        )
        .clause("5.2.1")
        .help("缩短文字，或用规范化简称", "shorten it, or use a standard short name"),
        _ => return None,
    })
}

/// Text and Word files read back into data.
fn imported(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::NotMeasurable { path, fault } => pdf_file(path, *fault),
        Problem::StrangeFace { name, known, embedded } => note(
            if *embedded { "unknown-face" } else { "face-not-embedded" },
            match (known, embedded) {
                (false, true) => format!("字体“{name}”不是标准要求的字体，照原名列出"),
                (_, false) => format!("字体“{name}”没有嵌入文件，字形的墨迹无法测量"),
                (true, true) => format!("字体“{name}”"),
            },
            match (known, embedded) {
                (false, true) => {
                    format!("the face {name} serves no role of the standard; it is listed by its own name")
                }
                (_, false) => format!("the face {name} is not in the file: its ink cannot be measured"),
                (true, true) => format!("the face {name}"),
            },
        ),
        Problem::MeaninglessGlyphs { count } => warning(
            "glyphs-without-text",
            format!("{count}个字形在文件里没有对应的文字，认要素时略过"),
            format!("{count} glyphs have no text in the file and take no part in recognition"),
        ),
        Problem::InvisibleText { count } => note(
            "invisible-text",
            format!("{count}个字是看不见的（多为扫描件的识别文字），没有测量"),
            format!("{count} characters are invisible, as under a scan, and are not measured"),
        ),
        Problem::ElementNotFound { name: (zh, en) } => warning(
            "element-not-found",
            format!("没有认出{zh}，与它有关的各项没有测量"),
            format!("no {en} was recognised; the rows about it are left out"),
        ),
        Problem::NotImportable { path, kind } => word_file(path, kind),
        Problem::NothingToImport { path } => {
            error("nothing-to-import", format!("“{path}”里没有文字"), format!("there is no text in `{path}`"))
                .help("把公文全文粘贴到一个文本文件里", "paste the whole document into a text file")
        }
        Problem::ImportDoubts { count } => {
            note("import-doubts", format!("有 {count} 处请核对"), format!("places to check: {count}"))
                .help("在文件里查找“# 请核对”", "look for `# 请核对` in the file")
        }
        Problem::FileExists { path } => error(
            "file-exists",
            format!("文件“{path}”已经存在"),
            format!("the file `{path}` is there already"),
        )
        .help("换一个文件名，或用 --force 覆盖", "choose another name, or overwrite it with --force"),
        Problem::BodyFileNeedsOutput => error(
            "body-file-needs-output",
            "数据写到标准输出时，正文没有地方可放",
            "the data goes to standard output, so there is no place beside it for the body",
        )
        .help("用 -o 指定数据文件", "name a data file with -o"),
        Problem::UnknownKind { written, nearest, choices } => {
            let found =
                error("unknown-kind", format!("没有“{written}”这一文种"), format!("`{written}` is no kind"));
            match &nearest[..] {
                [] => found.help(format!("文种有：{choices}"), format!("the kinds are {choices}")),
                nearest => found.help(
                    format!("最接近的是 {}；文种有：{choices}", nearest.join("、")),
                    format!("the nearest are {}; the kinds are {choices}", nearest.join(", ")),
                ),
            }
        }
        Problem::UnknownFormat { written, choices } => {
            error("unknown-format", format!("没有“{written}”这一格式"), format!("`{written}` is no format"))
                .help(format!("格式有：{choices}"), format!("the formats are {choices}"))
        }
        _ => return None,
    })
}

/// A file that is no text, and no Word file that can be read.
fn word_file(path: &str, fault: &WordFault) -> Entry {
    let is = |zh: &str, en: &str| error("not-a-word-file", format!("“{path}”{zh}"), format!("`{path}` {en}"));
    let not_read = |zh: &str, en: &str| {
        is(zh, en).help(
            "用 Word 或 WPS 打开，另存为 .docx，或把文字粘贴到文本文件里",
            "open it in Word or WPS and save it as .docx, or paste its text into a text file",
        )
    };
    match fault {
        WordFault::NotAZip => not_read("不是 .docx 文件", "is no .docx file"),
        WordFault::NoDocument => not_read(
            "里没有 Word 正文（word/document.xml）",
            "has no Word document in it (word/document.xml)",
        ),
        WordFault::Word97 => {
            not_read("是旧的二进制格式（.doc 或 .wps）", "is in the old binary format (.doc or .wps)")
        }
        WordFault::Rtf => not_read("是 RTF 文件", "is an RTF file"),
        WordFault::Html => {
            not_read("是网页（HTML），不是 Word 文件", "is a web page (HTML) and no Word file")
        }
        WordFault::WordXml => not_read("是 Word 的 XML 文件", "is an XML file of Word"),
        WordFault::Odt => not_read("是 ODF 文件（.odt 等）", "is an OpenDocument file (.odt or the like)"),
        WordFault::Pdf => is("是 PDF 文件", "is a PDF file").help(
            "复制其中的文字，粘贴到文本文件里；扫描件要先识别文字",
            "copy its text into a text file; a scan has to be recognised first",
        ),
        WordFault::Ofd => is("是 OFD 版式文件", "is an OFD file of fixed pages").help(
            "用 OFD 阅读器打开，复制文字，粘贴到文本文件里",
            "open it in an OFD reader and copy its text into a text file",
        ),
        WordFault::Workbook => is("是电子表格（Excel、WPS 表格），不是文稿", "is a workbook and no document")
            .help(
                "表格数据写在数据文件的“表格”里，成批生成用 render batch",
                "tables go into a data file as `table`; many documents from a list are made by render batch",
            ),
        WordFault::Slides => is("是演示文稿，不是文稿", "is a presentation and no document")
            .help("把文字粘贴到文本文件里", "paste its text into a text file"),
        WordFault::Picture => is("是图片，里面没有文字", "is a picture and has no text").help(
            "先识别文字（OCR），再把文字存为文本文件",
            "recognise its text (OCR) and save that as a text file",
        ),
        WordFault::Archive => is("是压缩包", "is a compressed archive")
            .help("先解压，再导入里面的 .docx", "unpack it and import the .docx in it"),
        WordFault::Lock => is(
            "是 Word、WPS 打开文稿时留下的临时文件，不是文稿",
            "is what Word or WPS lays beside a file that is open, and no document",
        )
        .help("导入同一文件夹里名字不带“~$”的那个文件", "import the file of that name without the `~$`"),
        WordFault::NothingLive(what) => error(
            "nothing-to-import",
            format!("“{path}”里没有能导入的文字：{what}"),
            format!("there is no text to import in `{path}`: {what}"),
        )
        .help(
            "在 Word 里打开，把要用的文字另存到一个新的 .docx 里",
            "open it in Word and save the words that count in a new .docx",
        ),
        WordFault::Cut => is("不完整，后面一截没有了", "is not whole: its end is missing").help(
            "重新下载或拷贝一份，或在 Word 里重新另存为 .docx",
            "download or copy it again, or save it anew as .docx",
        ),
        WordFault::Broken(reason) => is(
            &format!("已损坏{}", quoted(reason).0),
            &format!("is broken{}", quoted(reason).1),
        )
        .help("在 Word 或 WPS 里打开，重新另存为 .docx", "open it in Word or WPS and save it anew as .docx"),
        WordFault::DocumentType => {
            not_read("里有文档类型声明，不予读取", "declares a document type and is refused")
        }
        WordFault::Encrypted => error(
            "word-encrypted",
            format!("“{path}”设有密码"),
            format!("`{path}` is protected with a password"),
        )
        .help("取消密码后另存", "save it without the password"),
        WordFault::TooLarge { limit } => error(
            "word-too-large",
            format!("“{path}”展开后超过 {} MiB，不予读取", limit / (1024 * 1024)),
            format!("`{path}` unpacks to more than {} MiB and is refused", limit / (1024 * 1024)),
        ),
    }
}

/// The engine and the machine.
fn process(problem: &Problem) -> Entry {
    match problem {
        Problem::NotArchived(Unarchivable::Undated) => note(
            "not-archived",
            "没有成文日期，不能存为 PDF/A，生成普通 PDF".to_owned(),
            "without a date there is no PDF/A: the file will be a plain PDF".to_owned(),
        )
        .help("加一行 date = 2024-01-30", "add a line date = 2024-01-30"),
        Problem::NotArchived(Unarchivable::Cmyk) => note(
            "not-archived",
            "红色用印刷油墨（cmyk），不能存为 PDF/A，生成普通 PDF".to_owned(),
            "red in printing ink (cmyk) has no colour profile here: the file will be a plain PDF".to_owned(),
        )
        .clause("6.2")
        .help("存档用 red = \"rgb\"", "for the archive write red = \"rgb\""),
        Problem::NotArchived(Unarchivable::Inks) => note(
            "not-archived",
            "这里用了印刷油墨的颜色（cmyk），不能存为 PDF/A，生成普通 PDF".to_owned(),
            "this is painted in printing inks (cmyk), which have no colour profile here: the file will be a plain PDF"
                .to_owned(),
        )
        .help("存档用 rgb(…) 写颜色", "for the archive write the colour as rgb(…)"),
        Problem::Export { message } => super::exports::entry(message),
        Problem::WriteFailed { path, reason } => error(
            "write-failed",
            format!("无法写入“{path}”{}", quoted(reason).0),
            format!("`{path}` could not be written{}", quoted(reason).1),
        )
        .help("原有文件没有改动", "a file that was there before is untouched"),
        Problem::NoInput { path } => {
            error("no-input", format!("找不到文件“{path}”"), format!("there is no file `{path}`"))
        }
        Problem::UnknownOutput { path } => error(
            "unknown-output",
            format!("不知道“{path}”要写成什么格式"),
            format!("the ending of `{path}` names no format"),
        )
        .help("用 .pdf、.png 或 .svg", "use .pdf, .png or .svg"),
        other => unreachable!("the catalogue has no entry for {other:?}"),
    }
}

/// Why a PDF cannot be measured.
fn pdf_file(path: &str, fault: PdfFault) -> Entry {
    let said = |code, zh: &str, en: &str| error(code, format!("{path}：{zh}"), format!("{path}: {en}"));
    match fault {
        PdfFault::NotAPdf => said("not-a-pdf", "不是 PDF 文件", "this is no PDF file"),
        PdfFault::Encrypted => said("pdf-encrypted", "需要密码才能打开", "it opens with a password only")
            .help("先去掉打开密码再测量", "take the password off before measuring"),
        PdfFault::Broken => {
            said("pdf-broken", "已损坏或不完整，无法读取", "it is damaged or cut off and cannot be read")
        }
        PdfFault::NoPages => said("pdf-no-pages", "没有页面", "it has no pages"),
        PdfFault::NoText => said(
            "pdf-no-text",
            "没有可见的文字（文字也许转成了轮廓）",
            "it has no visible text; perhaps its text was turned into outlines",
        ),
        PdfFault::Scanned => said(
            "pdf-scanned",
            "只有图片（扫描件），没有可以测量的文字",
            "it has pictures only, as a scan has, and no text that could be measured",
        )
        .help("测量由排版程序直接导出的 PDF", "measure the PDF that the word processor itself wrote"),
        PdfFault::TooMuch((zh, en), limit) => said(
            "pdf-too-large",
            &format!("超出可以读取的范围：{zh}（上限 {limit}）"),
            &format!("it asks for more than is read: {en}, at most {limit}"),
        ),
    }
}
