//! More than fits: named, at its place in the data, and never lost at the page's edge.

use gongwen::Diagnostic;

use crate::sheet::{FOOT, LEFT, RIGHT, TOP, all, codes, hanzi, message, set, try_set};

fn request(more: &str) -> String {
    format!("title = \"关于做好有关工作的请示\"\nbody = \"{}。\"\ndate = 2024-01-30\n{more}", hanzi(200))
}

fn organs(count: usize, more: &str) -> String {
    let organs: Vec<String> = (1..=count).map(|i| format!("{{ name = \"甲省第{i}厅\"{more} }}")).collect();
    format!("mark-issuers = \"host\"\nissuers = [{}]\n", organs.join(", "))
}

/// The errors of a document that must not be made.
#[track_caller]
fn refused(data: &str) -> Vec<Diagnostic> {
    let Err(failure) = try_set(data) else { panic!("it was set: {data}") };
    failure.diagnostics().to_vec()
}

#[test]
fn more_signers_than_a_page_holds_are_refused_at_their_place() {
    let names: Vec<String> = (0..40).map(|i| format!("\"张三{i}\"")).collect();
    let data = request(&format!("issuers = [\"甲省水利厅\"]\nsigners = [{}]\n", names.join(",")));
    let found = refused(&data);
    let outside = found.iter().find(|found| found.code() == "does-not-fit").expect("told");
    assert_eq!(outside.clause(), Some("5.2.1"));
    assert!(outside.place().expect("a place").line_column().0 == 5, "the line of the signers");
}

#[test]
fn as_many_signers_as_are_usual_are_set() {
    for count in [1, 2, 7, 12] {
        let names: Vec<String> = (0..count).map(|i| format!("\"张三{i}\"")).collect();
        set(&request(&format!("issuers = [\"甲省水利厅\"]\nsigners = [{}]\n", names.join(","))));
    }
}

#[test]
fn more_seals_and_organs_than_a_page_holds_go_on_on_the_next() {
    for (count, more) in [(9, ", seal = \"yangzhang.svg\""), (30, ", seal = \"yangzhang.svg\""), (30, "")] {
        let pages = set(&request(&organs(count, more))).pages().to_vec();
        assert!(all(&pages, "organ").iter().map(|line| line.runs.len()).sum::<usize>() >= count);
        for seal in pages.iter().flat_map(|page| &page.pictures) {
            assert!(seal.rect.top >= TOP - 0.1 && seal.rect.bottom <= FOOT + 0.1, "{:?}", seal.rect);
            assert!(seal.rect.left >= LEFT - 0.1 && seal.rect.right <= RIGHT + 0.1, "{:?}", seal.rect);
        }
    }
}

#[test]
fn a_seal_wider_than_the_type_area_is_refused() {
    let found = refused(&request(&organs(1, ", seal = \"yangzhang.svg\", seal-diameter = 200")));
    assert_eq!(codes(&found), ["out-of-range"]);
}

/// Number and signers share a row (7.2.5, 7.2.6): what is too long for it would print on the other.
#[test]
fn a_number_and_signers_that_meet_are_refused() {
    let data = request(&format!(
        "issuers = [\"甲省水利厅\"]\nnumber = \"{}〔2024〕1号\"\nsigners = [\"欧阳小华\", \"欧阳小明\"]\n",
        hanzi(14)
    ));
    let found = refused(&data);
    assert!(codes(&found).contains(&"does-not-fit"));
    assert!(message(&found, "does-not-fit").expect("words").contains("page 1"));
}

#[test]
fn an_attachment_without_a_text_is_refused_at_its_place() {
    let found = refused(&request("issuers = [\"甲厅\"]\n[[attachments]]\ntitle = \"方案\"\n"));
    assert_eq!(codes(&found), ["missing-body"]);
    assert_eq!(found[0].data_path(), Some("attachments[0].body"));
}

#[test]
fn a_title_of_200_characters_is_told_and_whole() {
    let title = hanzi(196) + "的通知";
    let rendered = set(&format!("issuers = [\"甲厅\"]\ntitle = \"{title}\"\nbody = \"文。\"\n"));
    assert!(codes(rendered.diagnostics()).contains(&"title-too-long"));
    let set: String = all(rendered.pages(), "title").iter().map(gongwen::page::Line::text).collect();
    assert_eq!(set, title);
}

#[test]
fn a_body_of_one_character_is_a_document() {
    let rendered = set("issuers = [\"甲厅\"]\ntitle = \"关于甲的通知\"\nbody = \"文\"\n");
    assert_eq!(rendered.page_count(), 1);
    assert_eq!(all(rendered.pages(), "body")[0].text(), "文");
}

#[test]
fn a_body_of_300_pages_is_set_whole() {
    let paragraph = hanzi(189) + "。";
    let body = vec![paragraph; 900].join("\n");
    let rendered = set(&format!(
        "issuers = [\"甲厅\"]\ntitle = \"关于甲的通知\"\ndate = 2024-01-30\nbody = \"\"\"\n{body}\n\"\"\"\n"
    ));
    let pages = rendered.pages();
    assert!(pages.len() > 250, "{} pages", pages.len());
    let characters: usize = all(pages, "body").iter().map(|line| line.text().chars().count()).sum();
    assert_eq!(characters, 900 * 190);
}
