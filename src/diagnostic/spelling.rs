//! The catalogue's words for what can be the matter with a data file's spelling: TOML, JSON, YAML, size.

use super::catalogue::{Entry, error, quoted, warning};
use super::problem::{JsonSlip, Problem, TomlSlip};

pub(super) fn entry(problem: &Problem) -> Option<Entry> {
    toml(problem)
        .or_else(|| json(problem))
        .or_else(|| yaml(problem))
        .or_else(|| bytes(problem))
        .or_else(|| bounds(problem))
}

fn toml(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::TomlSlip { slip } => {
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
            };
            error("toml-syntax", zh, en).help(help_zh, help_en)
        }
        Problem::TomlLines { quote } => error(
            "toml-syntax",
            format!("文字跨了行，一对引号 {quote} 只能括一行"),
            format!("the text goes on over lines, and a single {quote} holds one line only"),
        )
        .help(
            "前后各写三个引号：'''，换行，文字，再写 '''",
            "put three quotes on either side: ''', the lines, and ''' again",
        ),
        _ => return None,
    })
}

fn json(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::JsonComment => error("json-comment", "JSON 不能有注释", "JSON has no comments")
            .help("删去注释，或改用 TOML、YAML", "remove it, or write TOML or YAML"),
        Problem::JsonTrailingComma => {
            error("json-trailing-comma", "最后一项后面不能有逗号", "no comma may follow the last item")
                .help("删去这个逗号", "remove the comma")
        }
        Problem::JsonSyntax { slip } => {
            let (zh, en) = slip_words(*slip);
            error("json-syntax", format!("不是合法的 JSON：{zh}"), format!("this is not valid JSON: {en}"))
        }
        Problem::FullWidthMark { mark, right: ',' } if *mark != '，' => error(
            "full-width-mark",
            format!("列表里只有一项，里面有“{mark}”：各项之间要用半角的逗号"),
            format!("the list has one item, with {mark} in it: items are parted by half-width commas"),
        )
        .help(
            "各项之间写半角逗号；它是一项里的标点，就给这一项加半角引号",
            "write , between items; if it is a mark of the item, put the item in half-width quotes",
        ),
        Problem::FullWidthMark { mark, right } => error(
            "full-width-mark",
            format!("这里的标点“{mark}”是全角的，要用半角的 {right}"),
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
        _ => return None,
    })
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
        JsonSlip::Unexpected => ("这里不该有这个字符", "this does not belong here"),
    }
}

fn yaml(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::YamlSyntax { message } => error(
            "yaml-syntax",
            format!("不是合法的 YAML{}", quoted(message).0),
            format!("this is not valid YAML{}", quoted(message).1),
        )
        .help(
            "键后用半角冒号加空格；同级的行左边对齐；含 : # 的文字加引号",
            "a key ends with a colon and a blank, lines of one level start in one column, text with : or # is quoted",
        ),
        Problem::YamlDash => {
            error("yaml-syntax", "短横后面没有空格，这里不是列表的一项", "without a blank behind the dash this is no item")
                .help(
                    "每一项写成“- 甲局”，短横后空一格；是文字就加半角引号",
                    "an item is written `- words`, with a blank; a text that begins with a dash is quoted",
                )
        }
        Problem::YamlColon => error("yaml-syntax", "冒号后面没有空格", "no blank stands behind the colon")
            .help("写成“键: 值”，冒号后空一格", "write `key: value`, with a blank behind the colon"),
        Problem::YamlTab => {
            error("yaml-syntax", "YAML 不能用制表符（Tab）缩进", "YAML is not indented with tabs")
                .help("改用空格", "use blanks")
        }
        Problem::YamlAlias { mark } => error(
            "yaml-alias",
            format!("不支持 YAML 的锚点与引用（{mark}）"),
            format!("anchors and aliases of YAML are not read ({mark})"),
        )
        .help(
            format!("把内容照写一遍；如果“{mark}”是文字，给整个值加引号"),
            format!("write the value out; when {mark} is text, quote the whole value"),
        ),
        Problem::YamlTag { tag } => error(
            "yaml-tag",
            format!("不支持这里的 YAML 标签 {tag}"),
            format!("the YAML tag {tag} does not fit here"),
        )
        .help("删去标签；如果“!”是文字，给整个值加引号", "remove it; when ! is text, quote the whole value"),
        Problem::YamlKey => error("yaml-key", "键只能是文字", "a key is a text"),
        Problem::YamlDocuments => error(
            "yaml-documents",
            "一个文件只能有一份公文（这里的 --- 开始了第二份）",
            "a file holds one document; this --- starts a second",
        )
        .help("分成几个文件", "write a file for each"),
        _ => return None,
    })
}

fn bytes(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::NotText { path, looks_like: Some((zh, en)) } => error(
            "not-text",
            format!("“{path}”不是文本文件，看来是 {zh}"),
            format!("`{path}` is no text file; it looks like {en}"),
        )
        .help("另存为 UTF-8 的纯文本", "save it as plain text in UTF-8"),
        Problem::NotText { path, looks_like: None } => {
            error("not-text", format!("“{path}”不是文本文件"), format!("`{path}` is no text file"))
                .help("另存为 UTF-8 的纯文本", "save it as plain text in UTF-8")
        }
        Problem::WrongEncoding { path, encoding, offset } => error(
            "wrong-encoding",
            format!("“{path}”不是 {encoding} 编码（第 {} 字节起）", offset + 1),
            format!("`{path}` is not {encoding} (from byte {})", offset + 1),
        )
        .help("换一个 --encoding，或另存为 UTF-8", "name another --encoding, or save it as UTF-8"),
        _ => return None,
    })
}

fn bounds(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::TooDeep { limit } => error(
            "too-deep",
            format!("数据嵌套超过 {limit} 层"),
            format!("values stand more than {limit} deep inside each other"),
        ),
        Problem::TooManyValues { limit } => error(
            "too-many-values",
            format!("数据超过 {limit} 项"),
            format!("the data has more than {limit} values"),
        ),
        Problem::MoreFindings { count, errors } => {
            let entry = if *errors { error } else { warning };
            entry(
                "more-findings",
                format!("还有 {count} 处问题没有列出"),
                format!("{count} further findings are not told"),
            )
            .help("先改正列出的", "mend those that are told first")
        }
        _ => return None,
    })
}
