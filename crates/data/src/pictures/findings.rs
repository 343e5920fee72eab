//! What can be the matter with a picture.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::{Serialize, Serializer};

use crate::diagnostic::{Arguments, Entry, Problem, error, in_both, note, quoted, size, size_zh, warning};
use crate::foreign::PdfFault;

/// Why a picture's file cannot stand in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureFault {
    NotAPicture,
    TooLarge {
        width: u64,
        height: u64,
        limit: u64,
    },
    /// More pixels than the pictures of one document may have.
    TooMuchTogether {
        limit: u64,
    },
    /// It unpacks to more bytes.
    Unpacked {
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    /// A drawing asks for more of something, said in Chinese and in English, than is drawn, and how much is.
    TooMuch {
        #[serde(rename = "unit", serialize_with = "in_both")]
        what: (&'static str, &'static str),
        limit: u64,
    },
    /// It ends before its end.
    Cut,
    /// What the decoder says.
    Damaged {
        reason: String,
    },
    /// A form of its format that nobody here reads.
    Unsupported {
        reason: String,
    },
    NoSuchPage {
        page: usize,
    },
    /// What stands behind `#page=` is no number of a page, or none is to stand there.
    NotAPage {
        written: String,
    },
    Pdf(PdfFault),
}

/// What was done to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureChange {
    /// Its colours were printing inks; by its own profile, or by the usual formula.
    FromInks { profile: bool },
    /// Its profile was not its own.
    ProfileLeftOut,
    /// A colour of a drawing is said in a way that nobody here reads; it is black.
    ColourUnread,
    /// Rules of a drawing's style sheet under a condition that nobody here can judge, or for screens alone.
    StyleLeftOut,
    /// Words that a width would wrap stand on one line.
    OneLine,
    /// A picture within a drawing that nobody here reads.
    InsideLeftOut,
}

/// A finding about a picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum PictureFinding {
    Picture {
        path: String,
        #[serde(rename = "case")]
        fault: PictureFault,
    },
    PictureChanged {
        path: String,
        #[serde(rename = "case")]
        change: PictureChange,
    },
    PictureFileTooLarge {
        path: String,
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    PictureUnnamed {
        path: String,
    },
    PictureFace {
        path: String,
        face: String,
        #[serde(rename = "role")]
        by: String,
    },
    PictureGlyphs {
        path: String,
        page: usize,
        #[serde(serialize_with = "one_by_one")]
        characters: String,
    },
    PictureInside {
        path: String,
        page: usize,
        count: usize,
    },
    SheetWithoutWords {
        path: String,
        page: usize,
    },
    /// Words in a picture that it does not show when it is set.
    PictureWordsLost {
        path: String,
        words: Vec<String>,
    },
    /// Words in a picture that it shows to nobody.
    PictureWordsUnseen {
        path: String,
        words: Vec<String>,
    },
    /// A picture or a drawing of a fragment or a template without a text for who cannot see it.
    Unnamed,
}

impl Problem for PictureFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            PictureFinding::Picture { path, fault } => refused(path, fault),
            PictureFinding::PictureChanged { path, change: PictureChange::FromInks { profile } } => {
                let (zh, en) = if *profile {
                    ("按图片自带的色彩配置文件", "by the picture's own colour profile")
                } else {
                    ("按通用公式", "by the usual formula")
                };
                note(
                    "picture-colours",
                    format!("图片“{path}”用印刷油墨的颜色（CMYK），已{zh}换成屏幕颜色（sRGB）"),
                    format!("the picture `{path}` is in printing inks (CMYK); its colours were made sRGB {en}"),
                )
                .help(
                    "颜色要准，请在制图软件里另存为 RGB",
                    "where colours must be exact, save it as RGB in the program that made it",
                )
            }
            PictureFinding::PictureChanged { path, change: PictureChange::ProfileLeftOut } => note(
                "picture-profile",
                format!("图片“{path}”带的色彩配置文件不合它的颜色，已略去，按 sRGB 处理"),
                format!("the colour profile in the picture `{path}` is not of its colours; it was left out, and they are taken for sRGB"),
            ),
            PictureFinding::PictureChanged { path, change: PictureChange::ColourUnread } => warning(
                "picture-colours-unread",
                format!("图片“{path}”里有颜色的写法读不懂（oklch、color-mix、没有定义的 var 之类），画成了黑色"),
                format!(
                    "the picture `{path}` says a colour in a way that is not read (oklch, color-mix, a var that nothing defines); it is black"
                ),
            )
            .help(
                "在绘图软件里改用 RGB 颜色再导出，或导出 PNG、PDF",
                "use RGB colours in the program that made it, or export PNG or PDF",
            ),
            PictureFinding::PictureChanged { path, change: PictureChange::StyleLeftOut } => warning(
                "picture-styles",
                format!("图片“{path}”里有的样式没有用：只供屏幕的（@media screen），看窗口宽窄的，在别的文件里的（@import、xml-stylesheet），或选择器太长的"),
                format!(
                    "styles of the picture `{path}` are not used: for screens alone (@media screen), by the width of a window, in another file (@import, xml-stylesheet), or of selectors too long"
                ),
            )
            .help(
                "看一看排出的图；在绘图软件里改成普通样式再导出，或导出 PNG、PDF",
                "look at the picture on the page; make them plain styles and export again, or export PNG or PDF",
            ),
            PictureFinding::PictureChanged { path, change: PictureChange::OneLine } => warning(
                "picture-one-line",
                format!("图片“{path}”里有按宽度自动换行的文字（inline-size），排成了一行"),
                format!("words of the picture `{path}` that a width would wrap (inline-size) stand on one line"),
            )
            .help(
                "在绘图软件里自己分行，或转成轮廓，再导出；也可以导出 PNG、PDF",
                "break the lines by hand or make them outlines, and export again, or export PNG or PDF",
            ),
            PictureFinding::PictureChanged { path, change: PictureChange::InsideLeftOut } => warning(
                "picture-inside",
                format!("“{path}”里嵌的一张图读不出来，空着"),
                format!("a picture inside `{path}` cannot be read and is left out"),
            )
            .help("打开原文件看看，重新导出", "look at the file in a viewer, and export it anew"),
            PictureFinding::PictureFileTooLarge { path, limit } => error(
                "picture-file-too-large",
                format!("图片文件“{path}”超过上限 {}", size_zh(*limit)),
                format!("the picture's file `{path}` is larger than the limit of {}", size(*limit)),
            )
            .help("降低分辨率或压缩后再用", "lower its resolution, or compress it"),
            PictureFinding::PictureUnnamed { path } => note(
                "picture-unnamed",
                format!("图片“{path}”没有题注：看不见页面的人只听到文件名"),
                format!(
                    "the picture `{path}` has no caption: who cannot see the page is told its file name only"
                ),
            )
            .help("写上题注：![题注](…)，或 ⟦caption|题注 = '…'⟧", "give it one: ![caption](…), or ⟦caption|题注 = '…'⟧"),
            PictureFinding::PictureFace { path, face, by } => note(
                "picture-face",
                format!("“{path}”里没有嵌入字体“{face}”，用{by}代替"),
                format!("the face `{face}` is not inside `{path}`; {by} stands for it"),
            )
            .help("由原软件重新导出 PDF 并嵌入字体", "export the PDF anew with its fonts embedded"),
            PictureFinding::PictureGlyphs { path, page, characters } => warning(
                "picture-glyphs",
                format!("“{path}”第 {page} 页的“{characters}”，代替的字体里没有，画成了方框"),
                format!("the face that stands for one of `{path}` lacks {characters} on page {page}: boxes are drawn"),
            )
            .help("由原软件重新导出 PDF 并嵌入字体", "export the PDF anew with its fonts embedded"),
            PictureFinding::PictureInside { path, page, count } => warning(
                "picture-inside",
                format!("“{path}”第 {page} 页有 {count} 张图读不全，缺的部分空着"),
                format!("{count} of the pictures on page {page} of `{path}` cannot be read to their end; what is missing is blank"),
            )
            .help("打开原文件看看，重新导出", "look at the file in a viewer, and export it anew"),
            PictureFinding::SheetWithoutWords { path, page } => note(
                "sheet-without-words",
                format!("“{path}”第 {page} 页没有文字（扫描件），搜索和朗读都找不到内容"),
                format!("page {page} of `{path}` has no words, as a scan has none: nobody can search it or listen to it"),
            )
            .help(
                "用文字识别（OCR）另存为可搜索的 PDF，或直接写出正文",
                "save it as a searchable PDF by OCR, or give its text as the body",
            ),
            PictureFinding::PictureWordsLost { path, words } => error(
                "picture-words-lost",
                format!("图片“{path}”里的文字排不出来：{}", words.join("；")),
                format!("words of the picture `{path}` are not drawn: {}", words.join("; ")),
            )
            .help(
                "这些文字是网页形式（foreignObject）的：在绘图软件里取消“格式化文本”再导出，或导出 PNG、PDF",
                "they are in the form of a web page (foreignObject): export without formatted text, or as PNG or PDF",
            ),
            PictureFinding::PictureWordsUnseen { path, words } => warning(
                "picture-words-unseen",
                format!("图片“{path}”里有文字看不见：{}", words.join("；")),
                format!("words of the picture `{path}` cannot be seen: {}", words.join("; ")),
            )
            .help(
                "它们在画面之外，字号为 0，所沿的路径没有或太短，或是流式文字（flowRoot）：在绘图软件里把画布扩大到全图，转为普通文字再导出；不要的删去",
                "they lie outside the picture, have no size, follow a path that is missing or too short, or are flowed text (flowRoot): fit the page to the drawing, make them plain text and export again, or delete them",
            ),
            PictureFinding::Unnamed => note(
                "picture-unnamed",
                "图片没有替代文字：看不见页面的人只听到“插图”",
                "the picture has no alternative text: who cannot see the page is told that there is one, and no more",
            )
            .help("写 image(…, alt: \"…\")，或用 figure 加题注", "write image(…, alt: \"…\"), or a figure with a caption"),
        }
    }
}

/// Characters of a text.
fn one_by_one<S: Serializer>(characters: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(characters.chars())
}

fn refused(path: &str, fault: &PictureFault) -> Entry {
    match fault {
        PictureFault::NotAPicture => error(
            "not-a-picture",
            format!("“{path}”不是图片（PNG、JPEG、WebP、GIF、BMP、TIFF、SVG），也不是 PDF"),
            format!("`{path}` is no picture (PNG, JPEG, WebP, GIF, BMP, TIFF, SVG) and no PDF"),
        )
        .help("用看图软件打开，另存为 PNG", "open it in a viewer of pictures and save it as PNG"),
        PictureFault::TooLarge { width, height, limit } => error(
            "picture-too-large",
            format!("图片“{path}”有 {width} × {height} 像素，上限为 {limit} 像素"),
            format!("the picture `{path}` has {width} × {height} pixels; the limit is {limit}"),
        )
        .help(
            "缩小后再用：A4 纸 600 dpi 约 3500 万像素",
            "make it smaller: A4 at 600 dpi is about 35 million pixels",
        ),
        PictureFault::TooMuchTogether { limit } => error(
            "pictures-too-large",
            format!("到“{path}”为止，图片合计超过 {limit} 像素"),
            format!("with `{path}`, the pictures have more than {limit} pixels together"),
        )
        .help("扫描用 300 dpi 就够；或分成几份", "300 dpi is enough for scans; or divide the document"),
        PictureFault::Unpacked { limit } => error(
            "picture-too-large",
            format!("图片“{path}”解压后超过 {} MiB", limit >> 20),
            format!("the picture `{path}` unpacks to more than {} MiB", limit >> 20),
        ),
        PictureFault::TooMuch { what: (zh, en), limit } => error(
            "picture-too-large",
            format!("图片“{path}”画起来太多：{zh}超过 {limit}"),
            format!("the picture `{path}` asks for too much: more than {limit} {en}"),
        )
        .help("在绘图软件里简化，或导出为 PNG", "make it simpler in the drawing program, or export it as PNG"),
        PictureFault::Cut => error(
            "broken-picture",
            format!("图片“{path}”不完整：文件没有到结尾就断了"),
            format!("the picture `{path}` is cut off: the file ends before its end"),
        )
        .help("重新复制或下载这个文件", "copy or download the file anew"),
        PictureFault::Damaged { reason } => error(
            "broken-picture",
            format!("图片“{path}”已损坏，读不出来{}", quoted(reason).0),
            format!("the picture `{path}` is damaged and cannot be read{}", quoted(reason).1),
        )
        .help("用看图软件打开，另存一份", "open it in an image viewer and save it anew"),
        PictureFault::Unsupported { reason } => error(
            "broken-picture",
            format!("图片“{path}”的编码方式不支持{}", quoted(reason).0),
            format!("the picture `{path}` is packed in a way that is not supported{}", quoted(reason).1),
        )
        .help("用看图软件打开，另存为 PNG 或 PDF", "open it in an image viewer and save it as PNG or PDF"),
        PictureFault::NotAPage { written } => error(
            "no-such-page",
            format!("“{path}”的页码“{written}”不对"),
            format!("`{written}` is no page of `{path}`"),
        )
        .help(
            "图片写 #page= 加从 1 起的页数；附件的文件整份装订，不写 #page=",
            "for a picture, #page= and a number from 1; the file of an attachment is bound whole, without #page=",
        ),
        PictureFault::NoSuchPage { page } => {
            error("no-such-page", format!("“{path}”没有第 {page} 页"), format!("`{path}` has no page {page}"))
        }
        PictureFault::Pdf(fault) => pdf(path, *fault),
    }
}

fn pdf(path: &str, fault: PdfFault) -> Entry {
    let said = |code, zh: &str, en: &str| error(code, format!("“{path}”{zh}"), format!("`{path}` {en}"));
    match fault {
        PdfFault::NotBuiltIn => said(
            "pdf-not-built-in",
            "是 PDF，这个程序没有编入读取 PDF 的部分（feature pdf）",
            "is a PDF, and this program was built without what reads them (the feature `pdf`)",
        )
        .help("把这一页导出为 PNG 或 SVG", "export the page as PNG or SVG"),
        PdfFault::NotAPdf => said("not-a-pdf", "不是 PDF 文件", "is no PDF file"),
        PdfFault::Encrypted => said("pdf-encrypted", "有密码保护，打不开", "is protected with a password")
            .help(
                "在 PDF 软件里去掉密码，另存一份",
                "take the password off in a PDF program and save it anew",
            ),
        PdfFault::NoPages => said("pdf-no-pages", "没有页面", "has no pages"),
        PdfFault::TooMuch { unit: (zh, en), limit } => said(
            "pdf-too-large",
            &format!("超出可以读取的范围：{zh}（上限 {limit}）"),
            &format!("asks for more than is read: {en}, at most {limit}"),
        )
        .help("用 PDF 软件“打印为 PDF”另存一份，或拆成几份", "print it to a PDF anew, or divide it"),
        PdfFault::Broken | PdfFault::NoText | PdfFault::Scanned => {
            said("broken-picture", "已损坏或不完整，读不出来", "is damaged or cut off and cannot be read")
                .help("用 PDF 软件打开，另存一份", "open it in a PDF viewer and save it anew")
        }
    }
}
