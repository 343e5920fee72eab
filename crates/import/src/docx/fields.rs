//! Fields whose result no file keeps: what Word computes when it shows them.

use super::styles::Height;
use super::symbols;
use super::tree::Node;

/// Functions in functions deeper than this are no formula.
const DEEPEST: usize = 32;

/// What a field without a result shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: it marks a place, sets a value.
    Nothing,
    Text(String),
    /// Words that stand for what cannot be written in a line, and what that is.
    Linear(String, &'static str),
    /// Something that is not known here.
    Unknown,
}

/// The data of a form's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Box { checked: bool },
    List { chosen: Option<String> },
}

impl Form {
    /// Reads `w:ffData`.
    pub(super) fn read(data: Option<Node<'_>>) -> Option<Form> {
        let data = data?;
        if let Some(node) = data.child("w:checkBox") {
            let checked = node.switch("w:checked").or_else(|| node.switch("w:default")).unwrap_or(false);
            return Some(Form::Box { checked });
        }
        let list = data.child("w:ddList")?;
        let at = list.value_of("w:result").or_else(|| list.value_of("w:default")).unwrap_or("0");
        let mut entries = list.children().filter(|node| node.name() == "w:listEntry");
        let chosen = at.parse().ok().and_then(|at: usize| entries.nth(at)?.value());
        Some(Form::List { chosen: chosen.map(str::to_owned) })
    }
}

/// The first word of a field's code, in capitals.
pub(super) fn kind(code: &str) -> String {
    let word = code.trim_start();
    if word.starts_with('=') {
        return "=".to_owned();
    }
    word.chars().take_while(|c| !c.is_whitespace() && *c != '\\').collect::<String>().to_uppercase()
}

/// Whether a field may say something else when the document is set or opened again.
pub(super) fn changes(kind: &str) -> bool {
    let dates = matches!(kind, "DATE" | "TIME" | "SAVEDATE" | "PRINTDATE" | "EDITTIME");
    dates || is_of_pages(kind) || matches!(kind, "PAGEREF" | "FILENAME")
}

/// Whether a field says where its page stands among the others.
pub(super) fn is_of_pages(kind: &str) -> bool {
    matches!(kind, "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "SECTION" | "PGNUM")
}

/// What a field without a result shows.
pub(super) fn shown(code: &str, form: Option<&Form>) -> Shown {
    match (form, kind(code).as_str()) {
        (Some(Form::Box { checked }), _) => Shown::Text(if *checked { "☒" } else { "☐" }.to_owned()),
        (Some(Form::List { chosen }), _) => Shown::Text(chosen.clone().unwrap_or_default()),
        (_, "EQ") => equation(code),
        (_, "SYMBOL") => symbol(code),
        (_, "QUOTE") => Shown::Text(words(code).into_iter().skip(1).collect()),
        // The text that one is to click stands in the code.
        (_, "MACROBUTTON" | "GOTOBUTTON") => {
            Shown::Text(words(code).into_iter().skip(2).collect::<Vec<_>>().join(" "))
        }
        (
            _,
            "" | "XE" | "TC" | "TA" | "RD" | "SET" | "ASK" | "PRIVATE" | "ADVANCE" | "BOOKMARK" | "NEXT"
            | "NEXTIF" | "SKIPIF" | "HYPERLINK" | "FORMTEXT" | "LINK" | "EMBED" | "CONTROL" | "ADDIN" | "TOC"
            | "INDEX",
        ) => Shown::Nothing,
        _ => Shown::Unknown,
    }
}

/// The words of a code, quoted ones without their quotes, switches with what belongs to them left out.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '“' | '”' => {
                words.push(chars.by_ref().take_while(|c| !matches!(c, '"' | '“' | '”')).collect());
            }
            '\\' => {
                let switch = chars.next();
                if matches!(switch, Some('*' | '#' | '@')) {
                    skip_word(&mut chars);
                }
            }
            c if c.is_whitespace() => {}
            c => {
                let mut word = String::from(c);
                while let Some(c) = chars.next_if(|c| !c.is_whitespace() && *c != '\\') {
                    word.push(c);
                }
                words.push(word);
            }
        }
    }
    words
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Passes over the word behind a switch.
fn skip_word(chars: &mut Chars<'_>) -> String {
    while chars.next_if(|c| c.is_whitespace()).is_some() {}
    if chars.next_if(|c| *c == '"').is_some() {
        return chars.by_ref().take_while(|c| *c != '"').collect();
    }
    let mut word = String::new();
    while let Some(c) = chars.next_if(|c| !c.is_whitespace() && *c != '\\') {
        word.push(c);
    }
    word
}

/// `SYMBOL 254 \f "Wingdings"`.
fn symbol(code: &str) -> Shown {
    let written = words(code).into_iter().nth(1).unwrap_or_default();
    let number = match written.strip_prefix("0x").or_else(|| written.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => written.parse().ok(),
    };
    let face = code.find("\\f").map(|at| skip_word(&mut code[at + 2..].chars().peekable()));
    let found = number.and_then(|number| match face {
        Some(face) if symbols::is_symbol_face(&face) => symbols::sign(&face, number),
        _ => char::from_u32(number).filter(|c| !c.is_control()),
    });
    found.map_or(Shown::Unknown, |c| Shown::Text(c.to_string()))
}

/// `EQ`: fractions, roots, characters set over each other.
fn equation(code: &str) -> Shown {
    let mut reader = Equation { chars: code.trim().chars().peekable(), linear: None, phonetic: false };
    let _eq: String = (0..2).filter_map(|_| reader.chars.next()).collect();
    let text = reader.expression(0, false).concat();
    match reader.linear {
        Some(what) => Shown::Linear(text.trim().to_owned(), what),
        None => Shown::Text(text.trim().to_owned()),
    }
}

struct Equation<'a> {
    chars: Chars<'a>,
    /// What was not written as it is shown.
    linear: Option<&'static str>,
    /// The code is of the old phonetic guide.
    phonetic: bool,
}

impl Equation<'_> {
    /// The elements up to the closing bracket, or the whole rest.
    fn expression(&mut self, depth: usize, bracketed: bool) -> Vec<String> {
        let mut elements = vec![String::new()];
        let mut open = 0_usize;
        while let Some(c) = self.chars.next() {
            let said = match c {
                ')' if bracketed && open == 0 => return elements,
                ',' | ';' | '，' | '；' if bracketed && open == 0 => {
                    elements.push(String::new());
                    continue;
                }
                '(' => {
                    open += 1;
                    "(".to_owned()
                }
                ')' => {
                    open = open.saturating_sub(1);
                    ")".to_owned()
                }
                '\\' => self.function(depth),
                c => c.to_string(),
            };
            if let Some(last) = elements.last_mut() {
                last.push_str(&said);
            }
        }
        elements
    }

    /// What stands behind a backslash: an escaped character, or a function with its options.
    fn function(&mut self, depth: usize) -> String {
        match self.chars.peek() {
            Some('*' | '#' | '@') => {
                self.chars.next();
                let word = skip_word(&mut self.chars);
                self.phonetic |= word.starts_with("jc") || word.starts_with("hps");
                return String::new();
            }
            Some(c) if !c.is_ascii_alphabetic() => {
                return self.chars.next().map(String::from).unwrap_or_default();
            }
            _ => {}
        }
        let name = self.letters();
        let mut options = Vec::new();
        let mut brackets = (None, None);
        loop {
            while self.chars.next_if(|c| c.is_whitespace() || c.is_ascii_digit()).is_some() {}
            match self.chars.peek() {
                Some('\\') => {
                    self.chars.next();
                    let option = self.letters();
                    if matches!(option.as_str(), "lc" | "rc" | "bc") {
                        self.chars.next_if(|c| *c == '\\');
                        let c = self.chars.next();
                        match option.as_str() {
                            "lc" => brackets.0 = c,
                            "rc" => brackets.1 = c,
                            _ => brackets = (c, c.map(closing)),
                        }
                    }
                    options.push(option);
                }
                Some('(') if depth < DEEPEST => {
                    self.chars.next();
                    break;
                }
                _ => return String::new(),
            }
        }
        let elements = self.expression(depth + 1, true);
        self.said(&name, &options, brackets, elements)
    }

    fn letters(&mut self) -> String {
        let mut letters = String::new();
        while let Some(c) = self.chars.next_if(char::is_ascii_alphabetic) {
            letters.push(c.to_ascii_lowercase());
        }
        letters
    }

    fn said(
        &mut self,
        name: &str,
        options: &[String],
        brackets: (Option<char>, Option<char>),
        elements: Vec<String>,
    ) -> String {
        let trimmed: Vec<&str> = elements.iter().map(|element| element.trim()).collect();
        match (name, &trimmed[..]) {
            ("f", [above, below]) => format!("{}/{}", grouped(above), grouped(below)),
            ("r", [root]) | ("r", ["" | "2", root]) => format!("√{}", grouped(root)),
            ("r", ["3", root]) => format!("∛{}", grouped(root)),
            ("r", ["4", root]) => format!("∜{}", grouped(root)),
            ("s", [text]) => {
                let raised = options.iter().any(|option| option == "up");
                let height = if raised { Height::Raised } else { Height::Lowered };
                if self.phonetic || !options.iter().any(|option| option == "up" || option == "do") {
                    return elements.concat();
                }
                symbols::at_height(text, height).unwrap_or_else(|| {
                    self.linear.get_or_insert("上下标");
                    elements.concat()
                })
            }
            ("o", [first, second]) if is_ring(first) || is_ring(second) => {
                let (ring, text) = if is_ring(first) { (first, second) } else { (second, first) };
                let round = ring.chars().all(|c| "○◯〇Ｏ".contains(c));
                symbols::ringed(text).filter(|_| round).map(String::from).unwrap_or_else(|| {
                    self.linear.get_or_insert("带圈字符");
                    (*text).to_owned()
                })
            }
            ("o", [_reading, base]) if is_reading(_reading) && !is_reading(base) => {
                self.linear.get_or_insert("拼音指南");
                (*base).to_owned()
            }
            ("o", _) => {
                if trimmed.len() > 1 {
                    self.linear.get_or_insert("叠在一起的字");
                }
                elements.concat()
            }
            ("b", [text]) => {
                let (open, close) = if brackets == (None, None) { (Some('('), Some(')')) } else { brackets };
                [open.map(String::from), Some((*text).to_owned()), close.map(String::from)]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            ("l", _) => elements.join(","),
            ("d", _) => String::new(),
            ("x", [_]) => {
                self.linear.get_or_insert("带框的字");
                elements.concat()
            }
            _ => {
                self.linear.get_or_insert("公式");
                trimmed.join(" ")
            }
        }
    }
}

fn is_ring(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some('○' | '◯' | '〇' | 'Ｏ' | '□' | '△' | '◇' | '☐'), None))
}

/// Latin letters with or without tones: how a character is read.
fn is_reading(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphabetic() && (c as u32) < 0x300 || c == ' ' || c == 'ü')
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        other => other,
    }
}

/// A term in brackets when it is more than one.
pub(super) fn grouped(term: &str) -> String {
    let simple = |c: char| c.is_alphanumeric() || c == '.' || c == '%' || c == '√';
    let whole = term.starts_with('(') && term.find(')') == Some(term.len() - 1);
    if term.chars().all(simple) || whole { term.to_owned() } else { format!("({term})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_without_a_result_show_what_word_computes() {
        let text = |text: &str| Shown::Text(text.to_owned());
        for (code, wanted) in [
            (r" EQ \o\ac(○,特)", text("㊕")),
            (r" eq \o\ac(○,12) \* MERGEFORMAT ", text("⑫")),
            (r"EQ \o\ac(□,特)", Shown::Linear("特".into(), "带圈字符")),
            (r"EQ \o\ac(○,密)", Shown::Linear("密".into(), "带圈字符")),
            (r" EQ \f(1,3) ", text("1/3")),
            (r"EQ \f(a+b;2)", text("(a+b)/2")),
            (r"EQ \r(,x)", text("√x")),
            (r"EQ \r(3,\f(1,2))", text("∛(1/2)")),
            (r"EQ x\s\up6(2)+1", text("x²+1")),
            (r"EQ CO\s\do4(2)", text("CO₂")),
            (r"EQ \b\lc\[\rc\](a\,b)", text("[a,b]")),
            (r"EQ \b(a)", text("(a)")),
            (
                r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(pīn),拼)"#,
                Shown::Linear("拼".into(), "拼音指南"),
            ),
            (r"EQ \o(\s\up 6(甲乙),\s\do 2(丙丁))", Shown::Linear("甲乙丙丁".into(), "上下标")),
            (r"EQ \i\su(1,5,3)", Shown::Linear("1 5 3".into(), "公式")),
            (r#"SYMBOL 254 \f "Wingdings" \s 12"#, text("☑")),
            (r"SYMBOL 0x2460 \u", text("①")),
            (r#"QUOTE "甲 乙""#, text("甲 乙")),
            (r"MACROBUTTON NoMacro [点击此处]", text("[点击此处]")),
            (r#"XE "词""#, Shown::Nothing),
            (r"PAGE \* MERGEFORMAT", Shown::Unknown),
            (r"=SUM(ABOVE)", Shown::Unknown),
        ] {
            assert_eq!(shown(code, None), wanted, "{code}");
        }
        assert_eq!(shown("FORMCHECKBOX", Some(&Form::Box { checked: true })), text("☒"));
        // Malformed codes end.
        for code in [r"EQ \", r"EQ \o\ac(○", r"EQ \f", "EQ (((", r"EQ \b\lc", r"EQ \*"] {
            shown(code, None);
        }
        shown(&format!("EQ {}", r"\f(".repeat(10_000)), None);
    }
}
