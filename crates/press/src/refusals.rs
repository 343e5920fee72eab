//! What the form of the file refuses: the sentences of the library that writes it, in words of our own.

use crate::diagnostic::{Entry, error, quoted};

/// A refusal: how the library says it, and what it is and what helps, in both languages.
struct Refusal {
    sign: &'static str,
    said: (&'static str, &'static str),
    help: (&'static str, &'static str),
}

const fn refusal(
    sign: &'static str,
    said: (&'static str, &'static str),
    help: (&'static str, &'static str),
) -> Refusal {
    Refusal { sign, said, help }
}

const PLAIN: (&str, &str) = ("或用 --no-archive 生成普通 PDF", "or make a plain PDF with --no-archive");

const REFUSALS: [Refusal; 21] = [
    refusal(
        "embedding PDFs",
        ("存档格式里不能直接放 PDF 作图片", "the archive form takes no PDF as a picture"),
        ("另存为 SVG 或 PNG 再用", "save it as SVG or PNG"),
    ),
    refusal(
        "version of the PDF is too high",
        (
            "作图片的 PDF 版本比要生成的文件高",
            "the PDF that is a picture is of a newer version than the file",
        ),
        ("另存为 SVG、PNG 或低版本的 PDF 再用", "save it as SVG, PNG or an older version of PDF"),
    ),
    refusal(
        "cannot combine underline",
        (
            "下划线、上划线、删除线不能叠在同一处文字上",
            "an underline, an overline and a strike cannot be combined on the same words",
        ),
        ("只留一种", "keep one of them"),
    ),
    refusal(
        "missing alt text",
        ("图片或公式没有替代文字", "a picture or a formula has no alternative text"),
        ("写上 alt: \"…\"", "give it one: alt: \"…\""),
    ),
    refusal(
        "PDF artifacts may not contain links",
        (
            "链接、引用或脚注在不算内容的地方（页眉、页脚、背景、平铺图案）",
            "a link, a reference or a footnote stands where there is no content (header, footer, background, tiling)",
        ),
        ("移到正文里", "move it into the text"),
    ),
    refusal(
        "tag would be split up",
        ("这一处的段落结构断成了几截", "the structure of the paragraph is split up here"),
        ("其中不写 parbreak、colbreak、pagebreak", "use no parbreak, colbreak or pagebreak in it"),
    ),
    refusal(
        "heading title",
        (
            "标题没有文字，或其中的文字要到排版时才知道",
            "a heading has no words, or only such as layout decides",
        ),
        ("在标题里写上文字，不用 context", "write words into the heading, without context"),
    ),
    refusal(
        "heading level",
        ("标题跳级", "a level of headings is skipped"),
        ("标题逐级写：=、==、===", "use the levels one after another: =, ==, ==="),
    ),
    refusal(
        "first heading must be of level 1",
        ("第一个标题不是一级标题", "the first heading is not of level 1"),
        ("从 = 写起", "begin with ="),
    ),
    refusal(
        "structure",
        ("此处的结构套错了", "what stands in one another here makes no structure"),
        (
            "查 show 规则，和表格、列表、figure 里直接放的内容",
            "look at the show rules, and at what stands in tables, lists and figures",
        ),
    ),
    refusal(
        "distinct fallback colors",
        ("同名的专色有几种不同的代替色", "a spot colour has several colours that stand for it"),
        ("专色只定义一次，存在变量里用", "define it once, in a variable"),
    ),
    refusal(
        "CMYK profile",
        (
            "存档格式里用不了印刷油墨的颜色（CMYK）",
            "the archive form takes no colours in printing inks (CMYK)",
        ),
        ("改用 rgb(…)", "use rgb(…)"),
    ),
    refusal(
        "PostScript",
        ("这种格式里用不了锥形渐变", "this form takes no conic gradients"),
        ("改用线性或径向渐变", "use a linear or radial one"),
    ),
    refusal(
        "transparency",
        (
            "这种格式不许透明（图片、填色或线条）",
            "this form takes no transparency, of a picture, a fill or a stroke",
        ),
        PLAIN,
    ),
    refusal("attached file", ("这种格式不许带附件文件", "this form takes no attached files"), PLAIN),
    refusal(
        "at the same time",
        ("所选的几种格式不能同时用", "the forms that were chosen cannot be combined"),
        (
            "--pdf-standard 只选一种，或换成可以合用的，如 a-3a,ua-1",
            "choose one, or such as go together: a-3a,ua-1",
        ),
    ),
    refusal(
        "is too restrictive",
        ("字体的许可不让嵌入文件", "the licence of a font forbids its embedding"),
        ("换一种字体", "use another font"),
    ),
    refusal(
        "failed to process image",
        ("图片读不出来", "a picture cannot be read"),
        ("用看图软件另存为 PNG", "save it as PNG in an image viewer"),
    ),
    refusal(
        "16 bit images",
        ("这种格式不许每色 16 位的图片", "this form takes no pictures of 16 bits a colour"),
        ("另存为 8 位的图片", "save it with 8 bits"),
    ),
    refusal(
        "too high q nesting",
        (
            "图形一层套一层，超过存档格式的 28 层（多半是 SVG 里的组和剪裁）",
            "shapes stand in each other deeper than the 28 levels of the archive form (groups and clips of an SVG, mostly)",
        ),
        (
            "在绘图软件里取消组合后再导出，或导出为 PNG",
            "ungroup them in the drawing program and export again, or export PNG",
        ),
    ),
    refusal(
        "document date is missing",
        ("带附件文件的存档格式要有日期", "an archive file with attached files needs a date"),
        ("写上 set document(date: …)", "write set document(date: …)"),
    ),
];

/// What the file's form refuses, by the sentences of the library, which stand between `; `.
pub(super) fn entry(message: &str) -> Entry {
    let known = |said: &str| REFUSALS.iter().find(|known| said.contains(known.sign));
    let (mut zh, mut en, mut help) = (Vec::new(), Vec::new(), None);
    for said in message.split("; ").filter_map(known) {
        if !zh.contains(&said.said.0) {
            zh.push(said.said.0);
            en.push(said.said.1);
        }
        help = help.or(Some(said.help));
    }
    let others: Vec<&str> = message.split("; ").filter(|said| known(said).is_none()).collect();
    let others = quoted(&others.join("; "));
    let colon = |mark, said: String| if said.is_empty() { said } else { format!("{mark}{said}") };
    let found = error(
        "export",
        format!("生成文件失败{}{}", colon("：", zh.join("；")), others.0),
        format!("the file could not be made{}{}", colon(": ", en.join("; ")), others.1),
    );
    match help {
        Some((zh, en)) => found.help(zh, en),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;

    #[test]
    fn refusals_are_said_in_our_own_words_and_others_are_quoted() {
        for (message, zh) in [
            (
                "embedding PDFs is currently not supported in this export mode",
                "生成文件失败：存档格式里不能直接放 PDF 作图片",
            ),
            (
                "PDF/UA-1 error: invalid document structure, this element's PDF tag would be split up",
                "生成文件失败：这一处的段落结构断成了几截",
            ),
            (
                "PDF/UA-1 error: missing alt text; PDF/UA-1 error: missing alt text",
                "生成文件失败：图片或公式没有替代文字",
            ),
            ("no page 3", "生成文件失败（程序库的原话：no page 3）"),
            (
                "missing alt text; duplicate tag id",
                "生成文件失败：图片或公式没有替代文字（程序库的原话：duplicate tag id）",
            ),
            (
                "PDF/A-3a error: the PDF has too high q nesting",
                "生成文件失败：图形一层套一层，超过存档格式的 28 层（多半是 SVG 里的组和剪裁）",
            ),
            ("", "生成文件失败"),
        ] {
            assert_eq!(entry(message).message.in_lang(Lang::Zh), zh);
        }
    }
}
