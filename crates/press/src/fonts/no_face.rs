//! What a character is that no face has, and what is to be done about it.

use crate::diagnostic::Entry;
use crate::text::charsets::is_hanzi;

/// The help about a missing character.
pub(super) fn help(found: Entry, c: char) -> Entry {
    match c {
        _ if is_emoji(c) => found.help(
            "这是表情符号，公文不用：删去，或写成文字",
            "this is an emoji; official documents have none: take it out, or say it in words",
        ),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => found.help(
            "这是私用区字符，换一种字体就不是这个字：查出是哪个字，写它的正式编码",
            "this is a private-use character, which means something in one font only: write the encoded character",
        ),
        _ if is_hanzi(c) => rare(found, c),
        _ if script(c).is_some() => {
            let (zh, en, fonts) = script(c).unwrap_or_default();
            found.help(
                format!("这是{zh}：把含有它的字体（如 {fonts}）放进程序旁的 fonts/rare，或用 --rare-fonts 指定"),
                format!("this is {en}: put a font that has it (such as {fonts}) into fonts/rare, or use --rare-fonts"),
            )
        }
        _ => found.help(
            "这是符号：换成常用的符号（如 ☑、√、●、→），或把含有它的字体（如 Noto Sans Symbols 2、DejaVu Sans、Segoe UI \
             Symbol）放进程序旁的 fonts/rare",
            "this is a sign: use a common one (☑, √, ●, →), or put a font that has it (such as Noto Sans Symbols 2, DejaVu \
             Sans or Segoe UI Symbol) into fonts/rare",
        ),
    }
}

/// A hanzi beyond the bundled faces: fonts by the block that it is in.
fn rare(found: Entry, c: char) -> Entry {
    let fonts = match c {
        '\u{2A700}'..='\u{2EBEF}' => "HanaMinB、BabelStone Han、SimSun-ExtB",
        '\u{2EBF0}'..='\u{2EE5F}' | '\u{30000}'..='\u{3FFFF}' => {
            "SimSun-ExtG、BabelStone Han、Plangothic P2、Jigmo3"
        }
        '\u{20000}'..='\u{2A6FF}' => "HanaMinB、SimSun-ExtB、BabelStone Han",
        _ => "HanaMinA、BabelStone Han",
    };
    found.help(
        format!("这是罕用字：把含有它的字体（如 {fonts}）放进程序旁的 fonts/rare，或用 --rare-fonts 或数据里的“⟦fonts|字体⟧”指定"),
        format!(
            "this is a rare hanzi: put a font that has it (such as {}) into fonts/rare beside the program, or name one with \
             --rare-fonts or in `⟦fonts|字体⟧` of the data",
            fonts.replace('、', ", ")
        ),
    )
}

fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1F2FF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{231A}' | '\u{231B}' | '\u{23E9}'..='\u{23FA}'
        | '\u{2614}'..='\u{2618}' | '\u{2620}'..='\u{263B}' | '\u{263E}' | '\u{263F}' | '\u{2648}'..='\u{2653}'
        | '\u{2668}'..='\u{26FF}' | '\u{2705}' | '\u{270A}' | '\u{270B}' | '\u{2728}' | '\u{274C}' | '\u{274E}'
        | '\u{2753}'..='\u{2757}' | '\u{2795}'..='\u{2797}' | '\u{27B0}' | '\u{27BF}' | '\u{2B50}' | '\u{2B55}')
}

/// The script of a letter, and fonts that have it.
fn script(c: char) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match c {
        '\u{0F00}'..='\u{0FFF}' => ("藏文", "Tibetan", "Microsoft Himalaya, Noto Serif Tibetan"),
        '\u{1800}'..='\u{18AF}' => ("蒙古文", "Mongolian", "Mongolian Baiti, Noto Sans Mongolian"),
        '\u{0600}'..='\u{06FF}'
        | '\u{0750}'..='\u{077F}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}' => {
            ("阿拉伯字母（维吾尔文、哈萨克文等）", "Arabic script", "Microsoft Uighur, Noto Naskh Arabic")
        }
        '\u{A000}'..='\u{A4CF}' => ("彝文", "Yi", "Microsoft Yi Baiti, Noto Sans Yi"),
        '\u{AC00}'..='\u{D7AF}' | '\u{1100}'..='\u{11FF}' => ("朝鲜文", "Hangul", "Batang, Noto Serif KR"),
        '\u{0400}'..='\u{052F}' => ("西里尔字母", "Cyrillic", "Times New Roman, DejaVu Serif"),
        '\u{0E00}'..='\u{0E7F}' => ("泰文", "Thai", "Noto Serif Thai"),
        '\u{1950}'..='\u{19DF}' => ("傣文", "Dai", "Microsoft New Tai Lue, Noto Sans Tai Le"),
        '\u{3040}'..='\u{30FF}' => ("假名", "kana", "Noto Serif JP"),
        _ if c.is_alphabetic() => ("外文字母", "a letter", "Times New Roman, Noto Serif, DejaVu Serif"),
        _ => return None,
    })
}
