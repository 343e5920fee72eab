//! The keys of `layout` and of `fonts`.

use super::{Key, key};
use crate::document::shape::{Shape, Words};

const PUNCTUATION_WORDS: Words = &[&["press", "挤压"], &["grid", "全角"]];
const DIGITS_WORDS: Words = &[&["latin", "西文"], &["fangsong", "仿宋"]];
const NOTE_MARK_WORDS: Words = &[&["circled", "圈码"], &["bracket", "方括号"]];
const ATTENDANCE_PLACE_WORDS: Words = &[&["end", "文后"], &["head", "文前"]];
const BINDING_WORDS: Words = &[&["left", "左侧"], &["mirrored", "对称"]];
const RED_WORDS: Words = &[&["rgb", "屏幕"], &["cmyk", "印刷"]];
const COLOPHON_PAGE_WORDS: Words =
    &[&["even", "偶数页"], &["last", "末页"], &["multiple-of-4", "四的倍数页"]];
const PAGE_NUMBER_WORDS: Words = &[&["outer", "外侧"], &["centre", "居中"], &["none", "无"]];

pub(crate) const PUNCTUATION: Key = key("punctuation", "标点").is(Shape::Choice(PUNCTUATION_WORDS)).about(
    "标点挤压，或一律占一格（5.2.3）",
    "whether marks are pressed in, or each has a full cell (5.2.3)",
);
pub(crate) const DIGITS: Key = key("digits", "数字")
    .is(Shape::Choice(DIGITS_WORDS))
    .about("数字和西文的字体", "the face of digits and Latin");
pub(crate) const NOTE_MARK: Key = key("note-mark", "注码")
    .is(Shape::Choice(NOTE_MARK_WORDS))
    .about("注的序号：圈码 ①，或方括号 [1]", "how notes are numbered: circled ①, or [1] in brackets");
pub(crate) const ATTENDANCE_PLACE: Key =
    key("attendance-place", "参会位置").is(Shape::Choice(ATTENDANCE_PLACE_WORDS)).about(
        "参会各行排在正文后面，或正文前面（10.3）",
        "whether the rows of those who took part stand under the text or before it (10.3)",
    );
pub(crate) const BINDING: Key = key("binding", "装订").is(Shape::Choice(BINDING_WORDS)).about(
    "订口一律在左，或双数页在右（6.3）",
    "whether the wide margin is always at the left, or mirrored (6.3)",
);
pub(crate) const RED: Key = key("red", "红色")
    .is(Shape::Colour(RED_WORDS))
    .about("红色：屏幕 rgb、印刷 cmyk，或 #RRGGBB（6.2）", "the red: rgb, cmyk or #RRGGBB (6.2)");
pub(crate) const MARK_SIZE: Key = key("mark-size", "标志字高").is(Shape::Millimetres(5.0, 40.0)).about(
    "发文机关标志的字高（毫米），缺省自动（7.2.4）",
    "the height of the mark's characters in mm, by default automatic (7.2.4)",
);
pub(crate) const RULE_THICKNESS: Key =
    key("rule-thickness", "分隔线粗").is(Shape::Millimetres(0.1, 3.0)).about(
        "红色分隔线的粗细（毫米），缺省 0.35（7.2.7）",
        "the thickness of the red rule in mm, by default 0.35 (7.2.7)",
    );
pub(crate) const FIT: Key = key("fit", "调整间距").is(Shape::Flag).about(
    "为使落款与正文同页，是否调整行距、字距（7.3.5.5）",
    "whether spacing is changed so that the sign-off shares a page with text (7.3.5.5)",
);
pub(crate) const COLOPHON_PAGE: Key = key("colophon-page", "版记页")
    .is(Shape::Choice(COLOPHON_PAGE_WORDS))
    .about("版记所在的页（7.5）", "the page that the colophon stands on (7.5)");
pub(crate) const MARGINS: Key = key("margins", "页边").is(Shape::Table(MARGIN_KEYS)).about(
    "页边（毫米），缺省 37、35、28、26（5.2.1）",
    "the margins in mm, by default 37, 35, 28, 26 (5.2.1)",
);
pub(crate) const LINES_PER_PAGE: Key = key("lines-per-page", "每页行数")
    .is(Shape::Count(10, 40))
    .about("每页行数，缺省 22（5.2.3）", "lines a page, by default 22 (5.2.3)");
pub(crate) const CHARACTERS_PER_LINE: Key = key("characters-per-line", "每行字数")
    .is(Shape::Count(15, 45))
    .about("每行字数，缺省 28（5.2.3）", "characters a line, by default 28 (5.2.3)");
pub(crate) const HEADING_BOLD: Key = key("heading-bold", "标题加粗")
    .is(Shape::Flag)
    .about("正文各级标题是否加粗（7.3.3）", "whether headings in the body are bold (7.3.3)");
pub(crate) const PAGE_NUMBER: Key = key("page-number", "页码")
    .is(Shape::Choice(PAGE_NUMBER_WORDS))
    .about("页码的位置（7.5）", "where page numbers stand (7.5)");
const MARGIN: Shape = Shape::Millimetres(10.0, 60.0);

/// The margins of `layout.margins`, each in mm.
pub(crate) const MARGIN_KEYS: &[Key] = &[
    key("top", "上").is(MARGIN).about("天头", "the top margin"),
    key("bottom", "下").is(MARGIN).about("地脚", "the bottom margin"),
    key("left", "左").is(MARGIN).about("订口", "the left margin"),
    key("right", "右").is(MARGIN).about("切口", "the right margin"),
];

/// The keys of `layout`.
pub(crate) const LAYOUT_KEYS: &[Key] = &[
    PUNCTUATION,
    DIGITS,
    NOTE_MARK,
    ATTENDANCE_PLACE,
    FIT,
    COLOPHON_PAGE,
    BINDING,
    RED,
    MARK_SIZE,
    RULE_THICKNESS,
    MARGINS,
    LINES_PER_PAGE,
    CHARACTERS_PER_LINE,
    HEADING_BOLD,
    PAGE_NUMBER,
];

/// The keys of `fonts`: the roles.
pub(crate) const FONT_KEYS: &[Key] = &[
    key("fangsong", "仿宋").about("正文", "the text"),
    key("biaosong", "小标宋").about("标志和标题", "the mark and titles"),
    key("heiti", "黑体").about("一级标题、密级等", "headings of level 1, the classification and others"),
    key("kaiti", "楷体").about("二级标题、签发人", "headings of level 2, signers"),
    key("songti", "宋体").about("页码", "page numbers"),
    key("latin", "西文").about("数字和西文", "digits and Latin"),
];
