//! The glyph audit as text.

use std::fmt::Write as _;

use gongwen::Lang;
use gongwen::coverage::{Audit, Character, Font, InData, Substitute};
use gongwen::page::Piece;

/// The fonts on the pages, then the characters: all, or those that stand out.
pub fn show(audit: &Audit, all: bool, lang: Lang) -> String {
    let mut text = String::new();
    for font in &audit.fonts {
        show_font(&mut text, font, lang);
    }
    // Digits in the Latin face are what the document asks for, and they are on every page.
    let usual = |c: &Character| matches!(c.substitute, None | Some(Substitute::Digits));
    let outside = |c: &Character| c.hanzi && c.level.is_none();
    let shown: Vec<&Character> = audit.characters.iter().filter(|c| all || !usual(c) || outside(c)).collect();
    let head = match (lang, all, shown.is_empty()) {
        (Lang::Zh, true, _) => "全部字符",
        (Lang::Zh, false, false) => "由其他字体排出的字，以及通用规范汉字表以外的字",
        (Lang::Zh, false, true) => "没有由其他字体排出的字，也没有通用规范汉字表以外的字",
        (Lang::En, true, _) => "every character",
        (Lang::En, false, false) => "set in another face, or outside 通用规范汉字表",
        (Lang::En, false, true) => "nothing is set in another face, and nothing is outside 通用规范汉字表",
    };
    let _ = writeln!(text, "\n{head}");
    for character in shown {
        show_character(&mut text, character, lang);
    }
    text
}

fn show_font(text: &mut String, font: &Font, lang: Lang) {
    let pick = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let serves = if font.serves.is_empty() {
        pick("后备", "behind others").to_owned()
    } else {
        match lang {
            Lang::Zh => font.serves_in_chinese().join("、"),
            Lang::En => font.serves.join(","),
        }
    };
    let path = font.path.as_ref().map(|path| path.display().to_string());
    let place = path.unwrap_or_else(|| pick("程序内置", "inside the program").to_owned());
    let words = |(zh, en): (&'static str, &'static str)| pick(zh, en);
    let (source, embedding) = (words(font.source.words()), words(font.embedding.words()));
    let (count, distinct) = (font.count, font.characters);
    let _ = match lang {
        Lang::Zh => writeln!(text, "{serves}\t{}\t{distinct} 个字符，{count} 次", font.file),
        Lang::En => writeln!(text, "{serves}\t{}\t{distinct} characters, {count} times", font.file),
    };
    let _ = writeln!(text, "\t{source}\t{place}");
    let _ = writeln!(text, "\t{}\t{}", font.postscript, font.version);
    let _ = writeln!(text, "\t{embedding}\tsha256 {}", font.sha256);
    let licence = [font.licence.as_str(), font.licence_url.as_str(), font.copyright.as_str()];
    if let Some(licence) = licence.into_iter().find(|words| !words.is_empty()) {
        const LONGEST: usize = 100;
        let line = licence.lines().next().unwrap_or_default();
        let cut: String = line.chars().take(LONGEST).collect();
        let more = if cut.len() < licence.len() { "…" } else { "" };
        let _ = writeln!(text, "\t{cut}{more}");
    }
}

fn show_character(text: &mut String, c: &Character, lang: Lang) {
    let pick = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let why = c.substitute.map_or("", |why| {
        let (zh, en) = why.words();
        pick(zh, en)
    });
    let mut sets: Vec<String> = Vec::new();
    if c.hanzi {
        sets.push(match (c.level, lang) {
            (Some(level), Lang::Zh) => format!("规范字{level}级"),
            (None, Lang::Zh) => "规范字表外".to_owned(),
            (Some(level), Lang::En) => format!("level {level}"),
            (None, Lang::En) => "outside the table".to_owned(),
        });
        sets.push(match (c.gb18030, lang) {
            (Some(level), _) => format!("GB 18030 {}{level}", pick("级别", "level ")),
            (None, _) => pick("GB 18030 表外", "beyond GB 18030").to_owned(),
        });
    }
    if c.gb2312 {
        sets.push("GB 2312".to_owned());
    }
    let page = match lang {
        Lang::Zh => {
            let element = c.element.parse::<Piece>().map_or_else(|_| c.element.clone(), Piece::chinese);
            format!("第 {} 页 {element}", c.page)
        }
        Lang::En => format!("page {} {}", c.page, c.element),
    };
    let place = c.data.as_ref().map(data).unwrap_or_default();
    let fields = [
        format!("{} {}", c.character, c.code),
        format!("×{}", c.count),
        pick(c.role_in_chinese(), c.role).to_owned(),
        c.font.clone(),
        why.to_owned(),
        sets.join(pick("，", ", ")),
        page,
        place,
    ];
    let _ = writeln!(text, "{}", fields.join("\t").trim_end());
}

/// `data.toml:3:12 title`.
fn data(place: &InData) -> String {
    match (&place.file, place.line.zip(place.column)) {
        (Some(file), Some((line, column))) => format!("{file}:{line}:{column} {}", place.path),
        _ => place.path.clone(),
    }
}
