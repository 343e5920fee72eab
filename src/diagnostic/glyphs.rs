//! The catalogue's words about characters and the faces that set them.

use super::catalogue::{Entry, error, note, warning};
use super::problem::{Changed, Problem};
use crate::characters::{Gb18030, Level};
use crate::text::normal::Class;

/// So many characters are named one by one.
const NAMED: usize = 12;

pub(super) fn entry(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::MissingGlyph { character, role } => {
            let code = code(*character);
            let (rank_zh, rank_en) = rank(*character);
            let found = error(
                "missing-glyph",
                format!("字体里没有“{character}”（{code}{rank_zh}），{role}及其后备字体都没有"),
                format!("no face has {character} ({code}{rank_en}), neither {role} nor those behind it"),
            );
            super::kinds::help(found, *character)
        }
        Problem::BundledFaceMissing { role, file, stand_in, folder } => warning(
            "bundled-face-missing",
            format!("程序旁没有自带的字体 {file}：{role}由 {stand_in} 代替，字形不是{role}"),
            format!("the bundled face {file} is not beside the program: {stand_in} stands in for {role}, and is none"),
        )
        .help(
            format!("把 {file} 放进 {folder}，或装上{role}的正式字体；拷贝程序时连同 fonts 文件夹一起拷"),
            format!("put {file} into {folder}, or install an official face; copy the folder `fonts` with the program"),
        ),
        Problem::FaceReplaced { name, role, unknown } => {
            let found = if *unknown {
                warning(
                    "face-replaced",
                    format!("没有字体“{name}”，由{role}的字体排出"),
                    format!("there is no face `{name}`; that of {role} sets its words"),
                )
            } else {
                note(
                    "face-replaced",
                    format!("没有字体“{name}”，由相近的{role}的字体排出"),
                    format!("there is no face `{name}`; that of {role}, of a like design, sets its words"),
                )
            };
            found.help(
                "可用的字体名：宋体、黑体、楷体、仿宋、方正小标宋简体、Times New Roman；别的字体先在 [fonts] 里指定为某一角色",
                "names that are known: 宋体, 黑体, 楷体, 仿宋, 方正小标宋简体, Times New Roman; another face serves a role in \
                 [fonts]",
            )
        }
        Problem::PictureWordsLost { path, words } => error(
            "picture-words-lost",
            format!("图片“{path}”里的文字排不出来：{}", words.join("；")),
            format!("words of the picture `{path}` are not drawn: {}", words.join("; ")),
        )
        .help(
            "这些文字是网页形式（foreignObject）的：在绘图软件里取消“格式化文本”再导出，或导出 PNG、PDF",
            "they are in the form of a web page (foreignObject): export without formatted text, or as PNG or PDF",
        ),
        Problem::PictureWordsUnseen { path, words } => warning(
            "picture-words-unseen",
            format!("图片“{path}”里有文字看不见：{}", words.join("；")),
            format!("words of the picture `{path}` cannot be seen: {}", words.join("; ")),
        )
        .help(
            "它们在画面之外，字号为 0，所沿的路径没有或太短，或是流式文字（flowRoot）：在绘图软件里把画布扩大到全图，转为普通文字再导出；不要的删去",
            "they lie outside the picture, have no size, follow a path that is missing or too short, or are flowed text (flowRoot): fit the page to the drawing, make them plain text and export again, or delete them",
        ),
        Problem::Fallback { role, own, face, characters, rare } => {
            let (zh, en) = (named(characters, "、"), named(characters, ", "));
            let found = if *rare {
                warning(
                    "rare-character",
                    format!("罕用字由补字字体 {face} 排出，字形与{role}不同：{zh}"),
                    format!("rare characters are set in {face}, which is no {role}: {en}"),
                )
            } else {
                note(
                    "fallback-face",
                    format!("{role}的字体 {own} 没有的字由 {face} 排出：{zh}"),
                    format!("what {own} ({role}) lacks is set in {face}: {en}"),
                )
            };
            found.help(
                "render fonts 数据文件 逐字列出用了哪个字体",
                "`render fonts DATA` lists which file sets which character",
            )
        }
        Problem::PrivateUse { characters, face } => warning(
            "private-use",
            format!("私用区字符换一种字体就不是这个字，现由 {face} 排出：{}", named(characters, "、")),
            format!("private-use characters mean something in {face} only: {}", named(characters, ", ")),
        )
        .help("换成正式编码的字", "use the encoded character"),
        Problem::VariantIgnored { base, selector } => warning(
            "variant-ignored",
            format!("字体里没有“{base}”的这个异体（{}），排的是通常的字形", code(*selector)),
            format!("the face has no such variant of {base} ({}); its usual form is set", code(*selector)),
        )
        .help(
            "删去异体选择符，或指定有这个异体的字体",
            "remove the selector, or name a font that has the variant",
        ),
        Problem::Normalised { class, changed } => normalised(*class, changed),
        _ => return None,
    })
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
                to => format!("→{to} {}", codes(to)),
            };
            let from = if matches!(class, Class::Invisible | Class::Private | Class::LineEnd) {
                codes(from)
            } else {
                format!("{from} {}", codes(from))
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

/// `，通用规范汉字表二级` and the like, for a hanzi.
fn rank(character: char) -> (String, String) {
    let level = Level::of(character).map(|level| {
        (
            format!("，通用规范汉字表{}级字", level.chinese()),
            format!(", level {} of 通用规范汉字表", level.number()),
        )
    });
    let gb = Gb18030::of(character).map(|level| {
        (format!("，GB 18030 级别 {}", level.number()), format!(", GB 18030 level {}", level.number()))
    });
    level.or(gb).unwrap_or_default()
}

pub(super) fn code(character: char) -> String {
    format!("U+{:04X}", character as u32)
}

fn codes(text: &str) -> String {
    let codes: Vec<String> = text.chars().map(code).collect();
    codes.join(" ")
}

fn named(characters: &[char], separator: &str) -> String {
    let one = |c: &char| format!("{c} {}", code(*c));
    let listed: Vec<String> = characters.iter().take(NAMED).map(one).collect();
    let more =
        if characters.len() > NAMED { format!("…（{}）", characters.len()) } else { String::new() };
    listed.join(separator) + &more
}
