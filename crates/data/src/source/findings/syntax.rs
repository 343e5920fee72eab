//! TOML, YAML and JSON as people type them.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, Problem, error, quoted, size, size_zh, warning};

/// What is not JSON about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum JsonSlip {
    SingleQuotes,
    UnquotedKey,
    MissingComma,
    MissingColon,
    MissingValue,
    Unclosed,
    UnclosedString,
    SecondValue,
    /// Half of a character beyond U+FFFF: a surrogate without the other.
    HalfCharacter,
    Escape,
    /// A line break or another control character inside quotes.
    RawControl,
    Number,
    /// Noughts before a number.
    Noughts,
    /// Double quotes inside a text.
    InnerQuotes,
    /// True, None, yes.
    Literal,
    /// Keys without braces around them.
    NoBraces,
    Unexpected,
}

/// What is no TOML, where it is plain what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TomlSlip {
    /// A text, or a date in Chinese, without quotes.
    NoQuotes,
    /// The quotes of a text inside it.
    Quotes,
    /// A backslash, as in a path of Windows.
    Escape,
    /// Noughts before a number.
    Noughts,
    /// Nothing behind the =.
    NoValue,
    /// A line that is neither a key with its value nor a table's name.
    Loose,
    /// A quote that nobody closes.
    Open,
    /// A truth in words or capitals.
    Truth,
    /// YAML's colon behind a key.
    Colon,
    /// No comma between the items of a list.
    Comma,
    /// Something behind a value.
    Tail,
    /// Lines that end as those of old Macs.
    Return,
}

/// What is wrong about a YAML file as people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum YamlSlip {
    /// A line that stands in no column of its block or list.
    Indent,
    /// A colon and a blank inside a text.
    InnerColon,
    /// A mark with which no plain text begins.
    Start { mark: char },
    /// A backslash in double quotes.
    Escape,
    /// More behind a quote or a bracket that closed the value.
    Tail,
    /// Braces of a placeholder without quotes.
    Braces,
}

/// What is no TOML, YAML or JSON, or reads otherwise than it looks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum SyntaxFinding {
    ControlCharacter {
        character: char,
    },
    NotSerialisable {
        reason: String,
    },
    TomlSyntax {
        #[serde(rename = "reason")]
        message: String,
    },
    BareKey {
        key: String,
    },
    DuplicateKey {
        key: String,
    },
    NumberTooLarge {
        written: String,
    },
    JsonComment,
    JsonTrailingComma,
    JsonSyntax {
        #[serde(rename = "case")]
        slip: JsonSlip,
    },
    YamlSyntax {
        #[serde(rename = "reason")]
        message: String,
    },
    TomlSlip {
        #[serde(rename = "case")]
        slip: TomlSlip,
    },
    /// A text over several lines in quotes that hold one.
    TomlLines {
        #[serde(rename = "mark")]
        quote: char,
    },
    YamlTab,
    /// A fence of Markdown around the data.
    Fence,
    /// A blank that is none to the data's syntax.
    OddBlank {
        #[serde(rename = "character")]
        blank: char,
    },
    YamlSlip {
        #[serde(rename = "case")]
        slip: YamlSlip,
    },
    /// Lines of Chinese that YAML joins with a blank.
    YamlJoined,
    /// An item's dash without a blank behind it.
    YamlDash,
    /// A key's colon without one.
    YamlColon,
    YamlAlias {
        mark: char,
    },
    YamlTag {
        tag: String,
    },
    YamlKey,
    YamlDocuments,
    FullWidthMark {
        mark: char,
        right: char,
    },
    /// Several slips on a line, and the line put right.
    FullWidthLine {
        marks: String,
        right: String,
    },
    TooDeep {
        limit: usize,
    },
    TooManyValues {
        limit: usize,
    },
    ValueTooLarge {
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
}

impl Problem for SyntaxFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            SyntaxFinding::ControlCharacter { character } => error(
                "control-character",
                format!("文字里有控制字符 U+{:04X}", *character as u32),
                format!("the text contains the control character U+{:04X}", *character as u32),
            )
            .help("删去它", "remove it"),
            SyntaxFinding::NotSerialisable { reason } => error(
                "not-serialisable",
                format!("数据不能转成键值{}", quoted(reason).0),
                format!("the data does not serialise{}", quoted(reason).1),
            ),
            SyntaxFinding::TomlSyntax { message } => error(
                "toml-syntax",
                format!("不是合法的 TOML{}", quoted(message).0),
                format!("this is not valid TOML{}", quoted(message).1),
            ),
            SyntaxFinding::BareKey { key } => error(
                "bare-chinese-key",
                format!("TOML 的中文键必须加引号：{key}"),
                format!("a Chinese key must be quoted in TOML: {key}"),
            )
            .help(format!("写成 \"{key}\" = …"), format!("write \"{key}\" = …")),
            SyntaxFinding::DuplicateKey { key } => {
                error("duplicate-key", format!("键“{key}”写了两次"), format!("the key `{key}` is given twice"))
                    .help("删去其中一个", "remove one of them")
            }
            SyntaxFinding::NumberTooLarge { written } => error(
                "number-too-large",
                format!("数字 {written} 超出范围"),
                format!("the number {written} is out of range"),
            )
            .help("核对这个数；是编号就放在引号里", "check the number; put it in quotes if it is a code"),
            SyntaxFinding::JsonComment => error("json-comment", "JSON 不能有注释", "JSON has no comments")
                .help("删去注释，或改用 TOML、YAML", "remove it, or write TOML or YAML"),
            SyntaxFinding::JsonTrailingComma => {
                error("json-trailing-comma", "最后一项后面不能有逗号", "no comma may follow the last item")
                    .help("删去这个逗号", "remove the comma")
            }
            SyntaxFinding::JsonSyntax { slip } => {
                let (zh, en) = slip_words(*slip);
                error("json-syntax", format!("不是合法的 JSON：{zh}"), format!("this is not valid JSON: {en}"))
            }
            SyntaxFinding::YamlSyntax { message } => error(
                "yaml-syntax",
                format!("不是合法的 YAML{}", quoted(message).0),
                format!("this is not valid YAML{}", quoted(message).1),
            )
            .help(
                "键后用半角冒号加空格；同级的行左边对齐；含 : # 的文字加引号",
                "a key ends with a colon and a blank, lines of one level start in one column, text with : or # is quoted",
            ),
            SyntaxFinding::TomlSlip { slip } => {
                let (zh, en, help_zh, help_en) = match slip {
                    TomlSlip::NoQuotes => (
                        "文字没有放在引号里",
                        "the text is not in quotes",
                        "写成 '…'；日期写成 2025-04-28 或 '2025年4月28日'",
                        "write '…'; a date is 2025-04-28 or '2025年4月28日'",
                    ),
                    TomlSlip::Quotes => (
                        "文字里又有同样的半角引号，到这里就断了",
                        "the text has its own quotes inside and ends here",
                        "外面改用另一种半角引号 '…'，或里面用中文引号“…”",
                        "put the other half-width quotes around it, or Chinese ones inside",
                    ),
                    TomlSlip::Escape => (
                        "双引号里的反斜杠 \\ 是转义，不是路径的分隔",
                        "a backslash in double quotes begins an escape",
                        "改用单引号 '…'，或把 \\ 写成 /",
                        "use single quotes, or write / for it",
                    ),
                    TomlSlip::Noughts => (
                        "数字前面不能有 0",
                        "a number does not begin with 0",
                        "要印出前面的 0，就放在引号里：'000012'",
                        "put it in quotes to have the noughts printed: '000012'",
                    ),
                    TomlSlip::NoValue => (
                        "= 后面没有值",
                        "nothing stands behind the =",
                        "文字放在引号里；多行文字前后各写三个引号：'''，换行，文字，再写 '''",
                        "put a text in quotes, one of several lines between ''' and '''",
                    ),
                    TomlSlip::Loose => (
                        "这一行不是“键 = 值”",
                        "this line is no `key = value`",
                        "多行文字前后各写三个引号 '''；注释以 # 开头",
                        "put text of several lines between ''' and '''; a comment begins with #",
                    ),
                    TomlSlip::Open => (
                        "这个引号没有闭合",
                        "this quote is never closed",
                        "在文字末尾补上同样的引号",
                        "close the text with the same quotes",
                    ),
                    TomlSlip::Truth => (
                        "是与否要写成 true 和 false（小写，不加引号）",
                        "a truth is written true or false, in small letters",
                        "“是”写 true，“否”写 false",
                        "write true or false",
                    ),
                    TomlSlip::Colon => (
                        "键和值之间要写 =",
                        "= stands between key and value",
                        "TOML 写成 ⟦title|标题 = '…'⟧；写的是 YAML，文件名就以 .yaml 结尾",
                        "write ⟦title|标题 = '…'⟧, or name the file .yaml when it is YAML",
                    ),
                    TomlSlip::Comma => (
                        "列表各项之间缺逗号，或前面的 ] 没有写",
                        "a comma is missing between items, or the ] before this",
                        "各项之间写半角逗号，最后写 ]",
                        "write , between items and ] behind the last",
                    ),
                    TomlSlip::Tail => (
                        "值已经结束，后面还有别的字",
                        "the value has ended, and more stands behind it",
                        "行末不写逗号、分号：删去；注释以 # 开头；文字整个放在引号里",
                        "no comma or semicolon ends a line; a comment begins with #; quote a text as a whole",
                    ),
                    TomlSlip::Return => (
                        "换行是旧式的 CR，TOML 不认",
                        "lines end with CR, which TOML does not take",
                        "另存时换行选 LF 或 CRLF",
                        "save the file with LF or CRLF line ends",
                    ),
                };
                error("toml-syntax", zh, en).help(help_zh, help_en)
            }
            SyntaxFinding::TomlLines { quote } => error(
                "toml-syntax",
                format!("文字跨了行，一对引号 {quote} 只能括一行"),
                format!("the text goes on over lines, and a single {quote} holds one line only"),
            )
            .help(
                "前后各写三个引号：'''，换行，文字，再写 '''",
                "put three quotes on either side: ''', the lines, and ''' again",
            ),
            SyntaxFinding::YamlTab => {
                error("yaml-syntax", "YAML 不能用制表符（Tab）缩进", "YAML is not indented with tabs")
                    .help("改用空格", "use blanks")
            }
            SyntaxFinding::Fence => error(
                "code-fence",
                "``` 是 Markdown 的代码围栏，不是数据",
                "``` is a fence of Markdown and no data",
            )
            .help("删去首尾这两行 ```", "remove the two lines with ```"),
            SyntaxFinding::OddBlank { blank } => error(
                "odd-blank",
                format!("这里的空格是{}（U+{:04X}），不是普通的空格", blank_name(*blank).0, *blank as u32),
                format!("the blank here is {} (U+{:04X})", blank_name(*blank).1, *blank as u32),
            )
            .help("切换到英文输入法，改成普通的空格", "write a plain blank"),
            SyntaxFinding::YamlSlip { slip } => {
                let (zh, en, help_zh, help_en): (String, String, _, _) = match slip {
                    YamlSlip::Indent => (
                        "这一行的缩进不对，不与上面同级的行对齐".into(),
                        "this line does not stand in the column of those above".into(),
                        "同级的行左边对齐；| 后面的文字每一行都比键多缩进，并且不少于第一行",
                        "lines of one level start in one column; those behind | stand further in than the key, and no less than the first",
                    ),
                    YamlSlip::InnerColon => (
                        "文字里的“: ”被当成了键的冒号".into(),
                        "the colon and blank inside the text are read as a key's".into(),
                        "给整个值加引号，或用全角的：",
                        "quote the whole value, or write ：",
                    ),
                    YamlSlip::Start { mark } => (
                        format!("文字不能以 {mark} 开头"),
                        format!("a text without quotes does not begin with {mark}"),
                        "给整个值加引号",
                        "quote the whole value",
                    ),
                    YamlSlip::Escape => (
                        "双引号里的反斜杠 \\ 是转义，不是路径的分隔".into(),
                        "a backslash in double quotes begins an escape".into(),
                        "改用单引号 '…'，或把 \\ 写成 /",
                        "use single quotes, or write / for it",
                    ),
                    YamlSlip::Tail => (
                        "值已经结束，后面还有别的字".into(),
                        "the value has ended, and more stands behind it".into(),
                        "以 [ { 或引号开头的文字，整个值再加一对引号",
                        "a text that begins with a bracket or a quote is quoted as a whole",
                    ),
                    YamlSlip::Braces => (
                        "{{…}} 没有放在引号里，YAML 把它当成了表".into(),
                        "without quotes {{…}} is a table to YAML".into(),
                        "写成 '{{姓名}}'，整个值加引号",
                        "quote the whole value: '{{…}}'",
                    ),
                };
                error("yaml-syntax", zh, en).help(help_zh, help_en)
            }
            SyntaxFinding::YamlJoined => warning(
                "yaml-joined",
                "YAML 把这一行接在上一行后面，中间多出一个空格",
                "YAML joins this line to the one before, with a blank between them",
            )
            .help(
                "要分行就在键后写 |，文字从下一行起缩进；不分行就写在一行里",
                "write | behind the key, and the text below it, to keep the lines; or write one line",
            ),
            SyntaxFinding::YamlDash => {
                error("yaml-syntax", "短横后面没有空格，这里不是列表的一项", "without a blank behind the dash this is no item")
                    .help(
                        "每一项写成“- 甲局”，短横后空一格；是文字就加半角引号",
                        "an item is written `- words`, with a blank; a text that begins with a dash is quoted",
                    )
            }
            SyntaxFinding::YamlColon => error("yaml-syntax", "冒号后面没有空格", "no blank stands behind the colon")
                .help("写成“键: 值”，冒号后空一格", "write `key: value`, with a blank behind the colon"),
            SyntaxFinding::YamlAlias { mark } => error(
                "yaml-alias",
                format!("不支持 YAML 的锚点与引用（{mark}）"),
                format!("anchors and aliases of YAML are not read ({mark})"),
            )
            .help(
                format!("把内容照写一遍；如果“{mark}”是文字，给整个值加引号"),
                format!("write the value out; when {mark} is text, quote the whole value"),
            ),
            SyntaxFinding::YamlTag { tag } => error(
                "yaml-tag",
                format!("不支持这里的 YAML 标签 {tag}"),
                format!("the YAML tag {tag} does not fit here"),
            )
            .help("删去标签；如果“!”是文字，给整个值加引号", "remove it; when ! is text, quote the whole value"),
            SyntaxFinding::YamlKey => error("yaml-key", "键只能是文字", "a key is a text")
                .help("冒号前面写一个键，如“⟦title|标题⟧”", "write a key before the colon, such as `⟦title|标题⟧`"),
            SyntaxFinding::YamlDocuments => error(
                "yaml-documents",
                "一个文件只能有一份公文（这里的 --- 开始了第二份）",
                "a file holds one document; this --- starts a second",
            )
            .help("分成几个文件", "write a file for each"),
            SyntaxFinding::FullWidthLine { marks, right } => error(
                "full-width-mark",
                format!("这一行的 {marks} 是全角的，要用半角的"),
                format!("{marks} on this line are full-width; half-width ones belong here"),
            )
            .help(format!("切换到英文输入法，整行写作：{right}"), format!("write the line as {right}")),
            SyntaxFinding::FullWidthMark { mark, right: ',' } if *mark != '，' => error(
                "full-width-mark",
                format!("列表里只有一项，里面有“{mark}”：各项之间要用半角的逗号"),
                format!("the list has one item, with {mark} in it: items are parted by half-width commas"),
            )
            .help(
                "各项之间写半角逗号；它是一项里的标点，就给这一项加半角引号",
                "write , between items; if it is a mark of the item, put the item in half-width quotes",
            ),
            SyntaxFinding::FullWidthMark { mark, right } => error(
                "full-width-mark",
                format!("这里的标点 {mark} 是全角的，要用半角的 {right}"),
                format!("the mark {mark} here is full-width; the half-width {right} belongs here"),
            )
            .help(
                match right {
                    '"' | '\'' => {
                        "切换到英文输入法改写；要印出中文引号，外面再加一对半角引号，如 \"“甲”\"".to_owned()
                    }
                    ':' => "切换到英文输入法，写成 :（YAML 的冒号后空一格）".to_owned(),
                    _ => format!("切换到英文输入法，写成 {right}；是文字里的标点，就给文字加半角引号"),
                },
                match right {
                    '"' | '\'' => {
                        "write the half-width one; for Chinese quotes on the page put half-width ones around them"
                            .to_owned()
                    }
                    ':' => "write : (in YAML a blank follows the colon)".to_owned(),
                    _ => format!("write {right}; if it is a mark of the text, put the text in half-width quotes"),
                },
            ),
            SyntaxFinding::TooDeep { limit } => error(
                "too-deep",
                format!("数据嵌套超过 {limit} 层"),
                format!("values stand more than {limit} deep inside each other"),
            )
            .help("检查括号是不是没有写完", "see whether a bracket is not closed"),
            SyntaxFinding::ValueTooLarge { limit } => error(
                "file-too-large",
                format!("数据超过上限 {}", size_zh(*limit)),
                format!("the data is larger than the limit of {}", size(*limit)),
            )
            .help("拆成几份公文，长表格另存为 CSV", "make several documents, and put long tables into CSV files"),
            SyntaxFinding::TooManyValues { limit } => error(
                "too-many-values",
                format!("数据超过 {limit} 项"),
                format!("the data has more than {limit} values"),
            )
            .help("拆成几份公文，长表格另存为 CSV", "make several documents, and put long tables into CSV files"),
        }
    }
}

fn slip_words(slip: JsonSlip) -> (&'static str, &'static str) {
    match slip {
        JsonSlip::SingleQuotes => ("字符串要用双引号 \"…\"", "strings stand in double quotes"),
        JsonSlip::UnquotedKey => ("键要加双引号 \"…\"", "a key stands in double quotes"),
        JsonSlip::MissingComma => ("这里缺逗号", "a comma is missing here"),
        JsonSlip::MissingColon => ("键后面缺冒号", "a colon is missing after the key"),
        JsonSlip::MissingValue => ("冒号后面缺值", "a value is missing after the colon"),
        JsonSlip::Unclosed => ("括号没有闭合", "the bracket is never closed"),
        JsonSlip::UnclosedString => ("引号没有闭合", "the quote is never closed"),
        JsonSlip::SecondValue => ("文件里只能有一个值", "a file holds one value only"),
        JsonSlip::HalfCharacter => (
            "\\u 转义只有半个字符（不成对的代理码）",
            "the \\u escape is half a character (a lone surrogate)",
        ),
        JsonSlip::Escape => ("没有这样的转义", "there is no such escape"),
        JsonSlip::RawControl => (
            "字符串里不能直接换行或有控制字符，换行写成 \\n",
            "a string holds no line break or control character; a line break is written \\n",
        ),
        JsonSlip::Number => ("数字的写法不对", "a number is not written so"),
        JsonSlip::Noughts => (
            "数字前面不能有 0；要印出前面的 0，就放在引号里：\"000012\"",
            "a number does not begin with 0; put it in quotes to have the noughts printed",
        ),
        JsonSlip::InnerQuotes => (
            "文字里又有半角双引号，到这里就断了；里面的写成 \\\" 或中文引号“…”",
            "the text has double quotes inside and ends here; write \\\" for them, or Chinese quotes",
        ),
        JsonSlip::Literal => {
            ("JSON 只有 true、false、null（小写）", "JSON has true, false and null, in small letters")
        }
        JsonSlip::NoBraces => ("最外面要有一对 { }", "braces stand around the whole"),
        JsonSlip::Unexpected => ("这里不该有这个字符", "this does not belong here"),
    }
}

fn blank_name(blank: char) -> (&'static str, &'static str) {
    match blank {
        '\u{3000}' => ("全角的", "a full-width one"),
        _ => ("不断行的", "one that does not break"),
    }
}
