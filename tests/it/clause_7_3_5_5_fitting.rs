//! 7.3.5.5: a sign-off that would stand alone on a page shares one with text: by line and character
//! spacing, and where none helps, by the last lines of text going over to it.

use gongwen::Rendered;
use gongwen::page::Page;
use gongwen::page::{Line, Part, part_lines};
use proptest::prelude::*;

use crate::measured::{data, full_lines, piece};
use crate::property::config;
use crate::sheet::{FOOT, PITCH, all, codes, hanzi, near, set};

/// The most that spacing is changed, by decision.
const MOST: f64 = 0.05;

/// A notice whose body has this many lines on one paragraph a line, and so page breaks anywhere.
fn notice(lines: usize, more: &str) -> Rendered {
    let body: Vec<String> = (0..lines).map(|i| hanzi(12 + i % 9) + "。").collect();
    set(&format!(
        "issuers = [\"××市人民政府\"]\ntitle = \"关于做好有关工作的通知\"\ndate = 2024-01-30\nbody = \"\"\"\n{}\n\"\"\"\n{more}",
        body.join("\n")
    ))
}

/// A notice of paragraphs of several lines.
fn prose(characters: usize, more: &str) -> Rendered {
    let body: Vec<String> =
        (0..characters).step_by(130).map(|at| hanzi(130.min(characters - at)) + "。").collect();
    set(&format!(
        "issuers = [\"××市人民政府\"]\ntitle = \"关于做好有关工作的通知\"\ndate = 2024-01-30\nbody = \"\"\"\n{}\n\"\"\"\n{more}",
        body.join("\n")
    ))
}

/// The lines of the sign-off, and those of the body on its page.
fn signoff(pages: &[Page]) -> (Vec<Line>, Vec<Line>) {
    let mut own: Vec<Line> = Vec::new();
    for part in ["organ", "signer-title", "signature", "date"] {
        own.extend(all(pages, part));
    }
    let page = own.iter().map(|line| line.page).min().expect("a sign-off");
    (own, part_lines(&pages[page - 1], Part::Body))
}

/// How the fitting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    AsItWas,
    Fitted,
    /// The last lines of text went over to the sign-off.
    Carried,
    /// Nothing within ±5 % helps, and there is nothing to carry.
    Told,
}

/// The sign-off has text on its page, or the report says that it cannot be helped.
#[track_caller]
fn outcome(rendered: &Rendered, what: &str) -> Outcome {
    let pages = rendered.pages();
    let (own, text) = signoff(pages);
    assert!(own.iter().all(|line| line.page == own[0].page), "{what}: the sign-off is torn apart");
    let found = codes(rendered.diagnostics());
    if text.is_empty() {
        assert!(found.contains(&"not-fitted") && !found.contains(&"fitted"), "{what}: {found:?}");
        return Outcome::Told;
    }
    assert!(!found.contains(&"not-fitted"), "{what}: {} lines before the sign-off", text.len());
    let adjusted = &rendered.report().adjusted;
    let spacing = adjusted.spacing.iter().map(|(_, share)| share.abs()).fold(0.0, f64::max);
    assert!(spacing <= MOST + 1e-9 && (adjusted.pitch - 1.0).abs() <= MOST + 1e-9, "{what}: {adjusted:?}");
    let told = codes(rendered.diagnostics()).contains(&"fitted");
    assert_eq!(told, spacing != 0.0 || adjusted.pitch != 1.0, "{what}: what was changed is told");
    let carried = codes(rendered.diagnostics()).contains(&"carried-over");
    assert_eq!(carried, adjusted.carried > 0, "{what}: what was carried is told");
    if carried {
        assert!(!told && adjusted.carried == text.len(), "{what}: {} lines, {adjusted:?}", text.len());
        let before = &pages[own[0].page - 2];
        assert!(
            !part_lines(before, Part::Body).is_empty(),
            "{what}: no text is left on page {}",
            before.number
        );
        return Outcome::Carried;
    }
    if told { Outcome::Fitted } else { Outcome::AsItWas }
}

/// Paragraphs of one line give no character spacing anything to do: line pitch alone helps, where it can.
#[test]
fn every_number_of_short_paragraphs_ends_with_text_or_a_word() {
    for sealing in ["seal", "none"] {
        let ends = (8..=60).map(|lines| {
            outcome(
                &notice(lines, &format!("sealing = \"{sealing}\"\n")),
                &format!("{sealing}, {lines} lines"),
            )
        });
        let ends: Vec<Outcome> = ends.collect();
        assert!(ends.contains(&Outcome::Fitted), "{sealing}: {ends:?}");
        assert!(!ends.contains(&Outcome::Told), "{sealing}: {ends:?}");
        assert!(ends.iter().filter(|end| **end == Outcome::AsItWas).count() > 35, "{sealing}: {ends:?}");
    }
}

/// Of real text every length can be fitted, nearly all without a blank foot.
#[test]
fn prose_of_every_length_ends_with_text_or_a_word() {
    let ends = (280..2000).step_by(29).map(|characters| {
        outcome(&prose(characters, "sealing = \"seal\"\n"), &format!("{characters} characters"))
    });
    let ends: Vec<Outcome> = ends.collect();
    let count = |wanted| ends.iter().filter(|end| **end == wanted).count();
    assert!(count(Outcome::Fitted) >= 3, "{ends:?}");
    assert!(count(Outcome::Carried) * 4 <= ends.len(), "{} of {ends:?}", count(Outcome::Carried));
    assert_eq!(count(Outcome::Told), 0, "{ends:?}");
}

#[test]
fn a_signature_ends_with_text_or_a_word() {
    for lines in 8..=40 {
        let signature = "signature = { title = \"市长\", name = \"×××\" }\n";
        outcome(&notice(lines, signature), &format!("{lines} lines"));
    }
}

/// One document: its format, who signs it and how, and what stands around the sign-off.
fn any_document() -> impl Strategy<Value = String> {
    let format = prop::sample::select(vec!["document", "document", "document", "letter", "order"]);
    let organs = prop::sample::select(vec!["××市财政局", "××市人力资源和社会保障局", "××县人民政府办公室"]);
    let signs = prop_oneof![
        3 => (1_usize..=6, prop::sample::select(vec![38, 42, 45, 50])).prop_map(|(count, diameter)| (count, format!(
            "seal = \"yangzhang.svg\", seal-diameter = {diameter}"
        ), "sealing = \"seal\"")),
        2 => (1_usize..=4).prop_map(|count| (count, String::new(), "sealing = \"none\"")),
        1 => Just((1, String::new(), "signature = { title = \"市长\", name = \"×××\" }")),
        1 => Just((1, String::new(), "signature = { title = \"市长\", image = \"qianmingzhang.svg\", name = \"×××\" }")),
    ];
    let paragraphs = prop::collection::vec(8_usize..220, 2..14);
    let attachments = prop_oneof![3 => Just(0_usize), 2 => 1_usize..=4];
    let note = prop_oneof![2 => Just(""), 1 => Just("note = \"此件公开发布\"")];
    (format, organs, signs, paragraphs, attachments, note).prop_map(
        |(format, organ, (count, seal, sealing), paragraphs, attachments, note)| {
            // Six long names are six rows of seals, more than a page.
            let count = if format == "order" { 1 } else if organ.chars().count() > 9 { count.min(4) } else { count };
            let comma = if seal.is_empty() { "" } else { ", " };
            let issuers: Vec<String> =
                (0..count).map(|i| format!("{{ name = \"{organ}{}\"{comma}{seal} }}", ["", "一", "二", "三", "四", "五"][i])).collect();
            let attachments: Vec<String> =
                (0..attachments).map(|i| format!("\"有关工作任务分解表之{}\"", i + 1)).collect();
            let attachments = match attachments.as_slice() {
                [] => String::new(),
                some => format!("attachments = [{}]\n", some.join(", ")),
            };
            let body: Vec<String> = paragraphs.iter().map(|length| hanzi(*length) + "。").collect();
            format!(
                "format = \"{format}\"\nissuers = [{}]\ntitle = \"关于做好有关工作的通知\"\nrecipients = [\"各县人民政府\"]\n\
                 date = 2024-01-30\n{sealing}\n{note}\n{attachments}body = \"\"\"\n{}\n\"\"\"\n",
                issuers.join(", "), body.join("\n"),
            )
        },
    )
}

/// Whether the sign-off's page could take two lines of text and the blank under them.
fn has_room(pages: &[Page]) -> bool {
    let page = &pages[signoff(pages).0[0].page - 1];
    let seals = page.pictures.iter().map(|picture| picture.rect.bottom);
    let lowest =
        ["organ", "date", "signature", "note"].into_iter().flat_map(|part| part_lines(page, piece(part)));
    seals.chain(lowest.map(|line| line.bottom())).fold(0.0, f64::max) + 4.0 * PITCH < FOOT
}

proptest! {
    #![proptest_config(config(30))]

    /// field.md D: where two lines can be carried over, no sign-off is alone. `PROPTEST_CASES=1000` asks more.
    #[test]
    fn a_sign_off_is_never_alone(data in any_document()) {
        let rendered = set(&data);
        let ends = outcome(&rendered, &data);
        let pages = rendered.pages();
        let first = part_lines(&pages[0], Part::Body).len();
        prop_assert!(ends != Outcome::Told || first < 3 || !has_room(pages), "{first} lines on page 1\n{data}");
    }
}

/// A stretch that makes lines of one character is no fitting: two lines go over instead.
#[test]
fn no_paragraph_ends_in_one_character_for_the_sake_of_the_sign_off() {
    let line = "各单位要认真贯彻落实本通知要求，切实加强组织领导，确";
    for count in 3..9 {
        let rendered = set(&format!(
            "issuers = [{{ name = \"××市财政局\", seal = \"yangzhang.svg\" }}, {{ name = \"××市水利局\", seal = \"yangzhang.svg\" }}]\n\
             number = \"甲财〔2024〕1号\"\nrecipients = [\"各县\"]\ntitle = \"关于做好有关工作的通知\"\ndate = 2024-01-30\n\
             sealing = \"seal\"\nbody = \"\"\"\n{}\n\"\"\"\n",
            vec![line; count].join("\n")
        ));
        let body = all(rendered.pages(), "body");
        assert!(
            body.iter().all(|line| line.cells() > 2.0),
            "{count} lines: {:?}",
            rendered.report().adjusted
        );
    }
}

/// A list of attachments is no text: it stays whole and with the sign-off, and text comes to both.
#[test]
fn a_list_of_attachments_stays_with_the_sign_off_and_is_no_text() {
    let list = "sealing = \"seal\"\nattachments = [\"有关工作任务分解表\", \"有关工作联系人名单\"]\n";
    let ends = (5..30).map(|lines| {
        let rendered = notice(lines, list);
        let pages = rendered.pages();
        let (own, text) = signoff(pages);
        let list = all(pages, "attachment-list");
        assert!(list.iter().all(|line| line.page == own[0].page), "{lines} lines: the list is torn off");
        assert!(!text.is_empty(), "{lines} lines: no text");
        outcome(&rendered, &format!("{lines} lines"))
    });
    let ends: Vec<Outcome> = ends.collect();
    assert!(ends.iter().any(|end| *end != Outcome::AsItWas), "{ends:?}");
}

/// A long text is not set anew from its first page for the sake of its last.
#[test]
fn a_long_text_changes_near_its_end_only() {
    for lines in 150..175 {
        let rendered = notice(lines, "sealing = \"seal\"\n");
        let adjusted = &rendered.report().adjusted;
        assert!(adjusted.pitch == 1.0, "{lines} lines: {adjusted:?}");
        for page in &rendered.pages()[1..rendered.page_count() - 2] {
            assert_eq!(part_lines(page, Part::Body).len(), 22, "{lines} lines, page {}", page.number);
        }
    }
}

/// Daily document 38: a tail of seal and list left eight rows of a page blank, though 23 lines a page held all of it.
#[test]
fn more_than_a_few_rows_stay_blank_only_where_no_lines_fill_the_pages() {
    let list = "attachments = [\"任务分工\", \"问题清单\", \"工作台账\", \"联系表\"]\n";
    let seal = "issuers = [{ name = \"××市人民政府\", seal = \"yangzhang.svg\" }]";
    let mut filled = Vec::new();
    for lines in 58..78 {
        let body: Vec<String> = (0..lines).map(|i| hanzi(12 + i % 9) + "。").collect();
        let data = format!(
            "{seal}\ntitle = \"关于做好有关工作的通知\"\ndate = 2024-01-30\nbody = \"\"\"\n{}\n\"\"\"\n{list}",
            body.join("\n")
        );
        let rendered = set(&data);
        assert_ne!(outcome(&rendered, &format!("{lines} lines")), Outcome::Told);
        let pages = rendered.pages();
        assert!((4..=5).contains(&pages.len()), "{}", pages.len());
        if rendered.report().adjusted.pitch == 1.0 {
            continue;
        }
        filled.push(lines);
        let (own, _) = signoff(pages);
        let before = part_lines(&pages[own[0].page - 2], Part::Body);
        let last = before.last().expect("text").bottom();
        assert!(FOOT - last < 1.5 * PITCH, "{lines} lines: the page before ends at {last}");
    }
    assert!(!filled.is_empty(), "no pitch was changed");
}

/// Only the text that must give way does: the pages before it keep 28 characters and 22 lines.
#[test]
fn the_first_document_keeps_its_pages_but_for_the_last_text() {
    let sheets = data("longke-2024-2.toml");
    assert_eq!(outcome(&sheets.rendered, "the first document"), Outcome::Fitted);
    let adjusted = &sheets.rendered.report().adjusted;
    assert!(adjusted.pitch == 1.0 && !adjusted.spacing.is_empty(), "{adjusted:?}");
    let body = sheets.part("body");
    let paragraph = |line: &Line| line.part().index().expect("a number") + 1;
    let mut untouched: Vec<f64> = full_lines(&body)
        .into_iter()
        .filter(|line| adjusted.spacing.iter().all(|(changed, _)| *changed != paragraph(line)))
        .map(crate::clause_5_page::cells)
        .collect();
    untouched.sort_by(f64::total_cmp);
    assert!(untouched.len() >= 30, "{} lines untouched", untouched.len());
    near(untouched[untouched.len() / 2], 28.0, "median of what was left alone");
    let mut every: Vec<f64> = full_lines(&body).into_iter().map(crate::clause_5_page::cells).collect();
    every.sort_by(f64::total_cmp);
    near(every[every.len() / 2], 28.0, "median of all");
    for page in &sheets.pages[1..sheets.pages.len() - 1] {
        assert_eq!(part_lines(page, Part::Body).len(), 22, "page {}", page.number);
    }
    for pair in body.windows(2).filter(|pair| pair[0].page == pair[1].page) {
        near(pair[1].baseline - pair[0].baseline, PITCH, "pitch");
    }
}

#[test]
fn nothing_is_changed_where_nothing_is_wrong() {
    let rendered = notice(6, "");
    let adjusted = &rendered.report().adjusted;
    assert!(adjusted.pitch == 1.0 && adjusted.spacing.is_empty(), "{adjusted:?}");
    assert!(!codes(rendered.diagnostics()).contains(&"fitted"));
}

/// `layout.fit = false` leaves the sign-off where it falls, and says so.
#[test]
fn fitting_can_be_switched_off_and_is_missed() {
    let alone = (8..40).find_map(|lines| {
        let rendered = notice(lines, "sealing = \"seal\"\n[layout]\nfit = false\n");
        signoff(rendered.pages()).1.is_empty().then_some(rendered)
    });
    let alone = alone.expect("some length leaves the sign-off alone");
    let adjusted = &alone.report().adjusted;
    assert!(adjusted.pitch == 1.0 && adjusted.spacing.is_empty(), "{adjusted:?}");
    let codes = codes(alone.diagnostics());
    assert!(codes.contains(&"fitting-off") && !codes.contains(&"fitted"), "{codes:?}");
}
