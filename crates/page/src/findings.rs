//! What the set pages say.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::{Serialize, Serializer};

use super::{Astray, Departure, Requirement, Stray};
use crate::diagnostic::{
    Arguments, Entry, KindName, Lang, Problem, Strength, as_cut, cut, error, in_both, note, warning,
};
use crate::document::{layout_alias, layout_word};

/// A finding about the set pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum PageFinding {
    TableTooWide {
        page: usize,
    },
    /// A row, or several that a merged cell holds together, is higher than a page.
    TableTooHigh {
        page: usize,
    },
    Fitted {
        pitch: f64,
        #[serde(serialize_with = "paragraphs")]
        spacing: Vec<(usize, f64)>,
        /// For the 版记 of a briefing, not for a sign-off.
        colophon: bool,
    },
    /// 版记 of a briefing, and how many blank pages stand before it.
    ColophonAlone {
        page: usize,
        #[serde(rename = "count")]
        blank: usize,
    },
    /// How many lines of text stand with the sign-off now, on which page.
    CarriedOver {
        page: usize,
        lines: usize,
    },
    FittingOff {
        page: usize,
    },
    /// The sign-off of what is bound behind.
    PartSignedAlone {
        page: usize,
    },
    NotFitted {
        page: usize,
    },
    /// The sign-off comes behind a table on a sheet of its own.
    SignoffBehindTable {
        page: usize,
    },
    RecipientsMoved,
    RecipientsInText,
    MarkReduced {
        #[serde(rename = "size-pt")]
        size: f64,
    },
    SignersCloser,
    NoBodyOnFirstPage,
    TitleTooLong {
        lines: usize,
    },
    DoesNotFit {
        page: usize,
        #[serde(rename = "written")]
        text: String,
    },
    MarkSmall {
        #[serde(rename = "size-pt")]
        size: f64,
        #[serde(skip)]
        organs: usize,
    },
    /// How many pages a frame goes over.
    BoxParted {
        pages: usize,
    },
    /// Words of a fragment of which a box shows a part only.
    CutInFragment {
        page: usize,
        #[serde(rename = "written")]
        text: String,
    },
}

impl Problem for PageFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            PageFinding::TableTooWide { page } => error(
                "table-too-wide",
                format!("第 {page} 页的表格排不进版心：列太多"),
                format!("the table on page {page} has too many columns for the type area"),
            )
            .clause("5.2.1")
            .help(
                "放进附件并写 ⟦landscape|横排 = true⟧，或分成几个表",
                "put it into an attachment with ⟦landscape|横排 = true⟧, or make several tables",
            ),
            PageFinding::TableTooHigh { page } => error(
                "table-too-high",
                format!("第 {page} 页的表格有的行比版心还高"),
                format!("the table on page {page} has rows that are higher than the type area"),
            )
            .clause("5.2.1")
            .help(
                "减小“⟦row-height|行高⟧”（表头、表题也占地方），缩短表头或合并格子里的文字，或者把合并的格子拆开",
                "lower `⟦row-height|行高⟧` (header and caption take room too), shorten the header or the words of merged cells, or part these",
            ),
            PageFinding::BoxParted { pages } => note(
                "box-parted",
                format!("专栏占 {pages} 页，分页排"),
                format!("the box takes {pages} pages and is parted"),
            )
            .help("缩短，或分成几个", "shorten it, or make several"),
            PageFinding::Fitted { pitch, spacing, colophon } => {
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
                let (zh, en) = (zh.join("、"), en.join(", "));
                if *colophon {
                    return note(
                        "fitted",
                        format!("为使版记与正文同页，已调整{zh}"),
                        format!("to keep the 版记 on a page with text: {en}"),
                    )
                    .clause("7.3.5.5");
                }
                note(
                    "fitted",
                    format!("为使署名、日期与正文同页，已调整{zh}"),
                    format!("to keep the sign-off on a page with text: {en}"),
                )
                .clause("7.3.5.5")
            }
            PageFinding::ColophonAlone { page, blank } => {
                let (zh, en) = match blank {
                    0 => (String::new(), String::new()),
                    count => (
                        format!("，前面有 {count} 个空白页"),
                        format!(", behind {count} blank page{}", if *count == 1 { "" } else { "s" }),
                    ),
                };
                note(
                    "colophon-alone",
                    format!("第 {page} 页只有版记，没有正文{zh}"),
                    format!("page {page} has the 版记 and no text{en}"),
                )
                .clause("7.4")
                .help(
                    "增减正文文字；不必在偶数页的，写 版式 = { 版记页 = \"末页\" }",
                    "lengthen or shorten the text; where it need not stand on an even page, layout.colophon-page = \"last\"",
                )
            }
            PageFinding::CarriedOver { page, lines } => note(
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
            PageFinding::FittingOff { page } => warning(
                "fitting-off",
                format!("第 {page} 页只有署名、日期，⟦layout|版式⟧的 ⟦fit|调整间距 = false⟧ 关闭了行距、字距的调整"),
                format!(
                    "the sign-off stands alone on page {page}, and ⟦fit|调整间距 = false⟧ in ⟦layout|版式⟧ forbids to adjust spacing"
                ),
            )
            .clause("7.3.5.5")
            .help("去掉 ⟦fit|调整间距 = false⟧", "leave out ⟦fit|调整间距 = false⟧"),
            PageFinding::NotFitted { page } => warning(
                "not-fitted",
                format!("第 {page} 页只有署名、日期，前面没有可以移来的正文，行距、字距在 ±5% 内调整也不能使其与正文同页"),
                format!("the sign-off stands alone on page {page}; no spacing within ±5 % brings text to it, and there are no lines to carry over"),
            )
            .clause("7.3.5.5")
            .strength(Strength::Must)
            .help("增减正文文字，不要写“此页无正文”", "lengthen or shorten the text; do not write 此页无正文"),
            PageFinding::SignoffBehindTable { page } => warning(
                "not-fitted",
                format!("横排的表格后面没有正文，第 {page} 页只有署名、日期"),
                format!("no text follows the table that lies on its side, and the sign-off stands alone on page {page}"),
            )
            .clause("7.3.5.5")
            .strength(Strength::Must)
            .help(
                "把表格移到末段之前，或作为附件",
                "put the table before the last paragraph, or make it an attachment",
            ),
            PageFinding::PartSignedAlone { page } => note(
                "part-signed-alone",
                format!("第 {page} 页只有附件或印发件的署名、日期，没有它的正文；附在后面的件不调整行距、字距"),
                format!("page {page} has the sign-off of what is bound behind and none of its text; no spacing is changed there"),
            )
            .clause("7.3.5.5")
            .help("增减这一件的文字", "lengthen or shorten its text"),
            PageFinding::RecipientsMoved => note(
                "recipients-moved",
                "主送机关过多，首页不能显示正文，已移至版记",
                "the recipients would leave no room for text on page 1; they stand in the colophon",
            )
            .clause("7.3.2"),
            PageFinding::RecipientsInText => note(
                "recipients-in-text",
                "主送机关在明电的“发往”处排不下两行，已写为“见主送”",
                "the recipients are too long for the head of a telegram; it says 见主送",
            )
            .clause("7.3.2")
            .help(
                "用规范化的统称，如“各县（市、区）人民政府”",
                "name them by a common name, such as 各县（市、区）人民政府",
            ),
            PageFinding::MarkReduced { size } => note(
                "mark-reduced",
                format!("为使首页显示正文，发文机关标志的字缩小为 {size:.1} 磅"),
                format!("so that page 1 shows text, the characters of the mark are {size:.1} pt"),
            )
            .clause("7.3.3"),
            PageFinding::SignersCloser => note(
                "signers-closer",
                "为使首页显示正文，签发人每行排三个姓名",
                "so that page 1 shows text, three signers stand in a row",
            )
            .clause("7.2.6"),
            PageFinding::NoBodyOnFirstPage => {
                warning("no-body-on-first-page", "首页没有正文", "page 1 shows no text of the body")
                    .clause("7.3.3")
                    .help(
                        "缩短标题，或减少签发人、标志机关的行数",
                        "shorten the title, or use fewer rows of signers or organs",
                    )
            }
            PageFinding::TitleTooLong { lines } => warning(
                "title-too-long",
                format!("标题排成 {lines} 行，过长"),
                format!("the title takes {lines} lines"),
            )
            .clause("7.3.1")
            .help("标题一般不超过三行", "a title usually takes at most three lines"),
            PageFinding::DoesNotFit { page, text } if text.trim().is_empty() => error(
                "does-not-fit",
                format!("第 {page} 页有图片或图形排不下：超出版心，或与其他要素重叠"),
                format!("a picture or a shape does not fit on page {page}: it leaves the type area or meets another element"),
            )
            .clause("5.2.1")
            .help("把它改小，最宽为版心宽度（width: 100%）", "make it smaller: at most the type area's width (width: 100%)"),
            PageFinding::DoesNotFit { page, text } => error(
                "does-not-fit",
                format!("第 {page} 页排不下“{text}”：超出版心，或与其他要素重叠"),
                format!("`{text}` does not fit on page {page}: it leaves the type area or meets another element"),
            )
            .clause("5.2.1")
            .help("缩短文字，或用规范化简称", "shorten it, or use a standard short name"),
            PageFinding::MarkSmall { size, organs } => {
                let found = warning(
                    "mark-small",
                    format!("发文机关标志的字只有 {size:.1} 磅，不够醒目"),
                    format!("the characters of the mark are {size:.1} pt: too small to catch the eye"),
                )
                .clause("7.2.4");
                match organs {
                    0 | 1 => found.help("标志用规范化简称：⟦mark|发文机关标志 = '…'⟧", "let the mark be a short name: ⟦mark|发文机关标志 = '…'⟧"),
                    _ => found.help(
                        "标志只用主办机关：⟦mark-issuers|标志机关 = 'host'⟧",
                        "let the mark carry the host only: ⟦mark-issuers|标志机关 = 'host'⟧",
                    ),
                }
            }
            PageFinding::CutInFragment { page, text } => error(
                "does-not-fit",
                format!("第 {page} 页“{text}”被片段里的框裁掉（clip）"),
                format!("`{text}` is cut off on page {page} by a box of the fragment (clip)"),
            )
            .help(
                "缩短文字，或在片段里放大这个框、去掉 clip: true",
                "shorten it, or make the box of the fragment larger or take its `clip: true` away",
            ),
        }
    }
}

/// More paragraphs than this, all changed alike, are told as one.
const MOST_PARAGRAPHS_NAMED: usize = 12;

/// A table for each paragraph, counted from 1; its characters stand so much of their size further apart.
fn paragraphs<S: Serializer>(spacing: &[(usize, f64)], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Spacing {
        em: f64,
        paragraph: usize,
    }
    serializer.collect_seq(spacing.iter().map(|(block, em)| Spacing { em: *em, paragraph: block + 1 }))
}

/// A row that is broken and that nobody asked to be: a note where the standard only recommends.
#[derive(Debug, Clone, PartialEq)]
pub struct Nonconforming(pub Requirement);

impl Problem for Nonconforming {
    fn arguments(&self) -> Arguments {
        #[derive(Serialize)]
        struct Row {
            page: usize,
            #[serde(serialize_with = "in_both")]
            quantity: KindName,
            #[serde(serialize_with = "in_both")]
            target: (String, String),
            #[serde(serialize_with = "in_both")]
            measured: (String, String),
        }
        let row = &self.0;
        Arguments::of(&Row {
            page: row.page,
            quantity: row.quantity,
            target: (row.target_text(Lang::Zh), row.target_text(Lang::En)),
            measured: (row.measured_text(Lang::Zh), row.measured_text(Lang::En)),
        })
    }

    fn entry(&self) -> Entry {
        let row = &self.0;
        let say = match row.strength {
            Strength::Must | Strength::General => warning,
            _ => note,
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
}

/// A value of `layout` that departs from the standard.
impl Problem for Departure {
    fn arguments(&self) -> Arguments {
        #[derive(Serialize)]
        struct Row<'a> {
            key: &'static str,
            written: &'a str,
            right: &'static str,
        }
        Arguments::of(&Row { key: self.key, written: &self.value, right: self.standard })
    }

    fn entry(&self) -> Entry {
        let Departure { key, value, standard, clause, strength } = self;
        let (zh, en) = strength.words();
        let alias = layout_alias(key).unwrap_or(key);
        let spelt = |value: &str| match layout_word(key, value) {
            Some(other) => format!("⟦{value}|{other}⟧"),
            None => value.to_owned(),
        };
        let (value, standard) = (spelt(value), spelt(standard));
        note(
            "departure",
            format!("⟦layout|版式⟧的“⟦{key}|{alias}⟧”是 {value}，标准为 {standard}（{zh}）"),
            format!("⟦layout|版式⟧.⟦{key}|{alias}⟧ = {value} departs from {standard} ({en})"),
        )
        .clause(clause)
    }
}

/// Words that a template of one's own sets where they cannot be read.
impl Problem for Stray {
    fn arguments(&self) -> Arguments {
        #[derive(Serialize)]
        struct Row<'a> {
            page: usize,
            #[serde(serialize_with = "as_cut")]
            written: &'a str,
            #[serde(rename = "case")]
            why: &'a Astray,
        }
        Arguments::of(&Row { page: self.page, written: &self.text, why: &self.why })
    }

    fn entry(&self) -> Entry {
        let Stray { page, text, why } = self;
        let text = cut(text);
        let entry = match why {
            Astray::OffThePage => error(
                "does-not-fit",
                format!("第 {page} 页“{text}”超出纸边"),
                format!("`{text}` leaves the paper of page {page}"),
            ),
            Astray::Cut => error(
                "does-not-fit",
                format!("第 {page} 页“{text}”被裁掉（clip）"),
                format!("`{text}` is cut off on page {page} (clip)"),
            ),
            Astray::On { other: on } => error(
                "does-not-fit",
                format!("第 {page} 页“{text}”与“{}”重叠", cut(on)),
                format!("`{text}` stands on `{}` on page {page}", cut(on)),
            ),
        };
        entry.help("缩短文字，或让模板给它更多地方", "shorten it, or have the template give it more room")
    }
}
