//! `~` typed for ～ (GB/T 15834 5.1.6), wherever words are set.

use std::borrow::Cow;

use super::body::{Block, BlockKind, Run};
use super::breaks::{AFTER_NUMBER, SIGNS, with_held_blanks};
use super::marked::Marked;
use super::table::{self, Cell};

/// How many characters the letters of a unit are at most, GWh.
const LONGEST_UNIT: usize = 3;

/// The text with `~` between figures as the ～ that it is meant for: 20℃~60℃. One in an address stays.
pub fn with_waves(text: &str) -> Cow<'_, str> {
    if !text.contains('~') {
        return Cow::Borrowed(text);
    }
    let c: Vec<char> = text.chars().collect();
    let in_token =
        |c: &&char| c.is_ascii_alphanumeric() || AFTER_NUMBER.contains(**c) || ".,/_@\\&?#".contains(**c);
    let is_wave = |at: usize| {
        let mut left: Vec<char> = c[..at].iter().rev().take_while(in_token).copied().collect();
        left.reverse();
        let right = c[at + 1..].iter().skip_while(|c| SIGNS.contains(**c)).take_while(in_token).copied();
        c[at] == '~' && is_quantity(&left) && is_quantity(&right.collect::<Vec<_>>())
    };
    let text: String = (0..c.len()).map(|at| if is_wave(at) { '～' } else { c[at] }).collect();
    Cow::Owned(text)
}

/// A figure, with the sign or the letters of its unit: 20℃, 12.5%, 3kg.
fn is_quantity(token: &[char]) -> bool {
    let figure = token.iter().take_while(|c| c.is_ascii_digit() || ".,".contains(**c)).count();
    let unit = &token[figure..];
    let is_unit = unit.iter().all(|c| c.is_ascii_alphabetic() || AFTER_NUMBER.contains(*c));
    token.first().is_some_and(char::is_ascii_digit) && unit.len() <= LONGEST_UNIT && is_unit
}

/// Blocks as they are set.
pub fn waved(blocks: &[Block]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    blocks.iter_mut().for_each(wave_block);
    blocks
}

fn wave_block(block: &mut Block) {
    block.runs.iter_mut().for_each(|Run { text, .. }| wave(text));
    match &mut block.kind {
        BlockKind::Table(table) => {
            table.caption.iter_mut().for_each(wave_caption);
            table.unit.iter_mut().for_each(wave);
            table.header.iter_mut().chain(&mut table.rows).flatten().for_each(wave_cell);
            table.notes.iter_mut().for_each(wave_words);
        }
        BlockKind::Picture(picture) => wave_caption(&mut picture.caption),
        BlockKind::Pictures(row) => {
            row.pictures.iter_mut().for_each(|picture| wave_caption(&mut picture.caption));
            wave_caption(&mut row.caption);
        }
        BlockKind::Chart(chart) => {
            wave_caption(&mut chart.caption);
            let names = chart.series.iter_mut().map(|series| &mut series.name);
            chart.labels.iter_mut().chain(names).chain(&mut chart.unit).for_each(wave);
        }
        BlockKind::Boxed(boxed) => boxed.all_mut().for_each(wave_block),
        _ => {}
    }
}

fn wave(text: &mut String) {
    if let Cow::Owned(waved) = with_waves(text) {
        *text = waved;
    }
}

/// Its notes stay behind the words that they stand behind.
fn wave_caption(caption: &mut Marked) {
    let Cow::Owned(waved) = with_waves(&caption.text) else { return };
    for (at, _) in &mut caption.notes {
        let before = caption.text[..*at].chars().count();
        *at = waved.char_indices().nth(before).map_or(waved.len(), |(at, _)| at);
    }
    caption.text = waved;
}

/// In a cell blanks do as well what pieces do in a line.
fn wave_cell(cell: &mut Cell) {
    if cell.words.text.contains(['~', ' ']) && !table::is_number(cell.text()) {
        wave_words(&mut cell.words);
    }
}

fn wave_words(words: &mut Marked) {
    let mut waved = Marked::default();
    for (text, look) in words.pieces() {
        waved.push(&with_held_blanks(&with_waves(text)), look);
    }
    *words = waved;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body;

    #[test]
    fn a_wave_between_figures_is_that_of_chinese_text() {
        for (text, wanted) in [
            ("20℃~60℃", "20℃～60℃"),
            ("每班25~30人，占5%~8%（1~2）", "每班25～30人，占5%～8%（1～2）"),
            ("重5kg~8kg，-5~-3度", "重5kg～8kg，-5～-3度"),
            ("一~三，a~b，国~国", "一~三，a~b，国~国"),
            ("见x.cn/~20/1~2，v1~2，a_1~2", "见x.cn/~20/1~2，v1~2，a_1~2"),
            ("~", "~"),
        ] {
            assert_eq!(with_waves(text), wanted);
        }
    }

    #[test]
    fn cells_and_captions_are_waved_too() {
        let blocks = waved(&body::read("表1　2020~2025年情况\n|温度|\n|---|\n|20~60℃|\n|~/a~1|"));
        let BlockKind::Table(table) = &blocks[0].kind else { panic!("a table") };
        assert_eq!(
            table.caption.as_ref().map(|caption| caption.text.as_str()),
            Some("表1　2020～2025年情况")
        );
        assert_eq!([table.rows[0][0].text(), table.rows[1][0].text()], ["20～60℃", "~/a~1"]);
    }

    #[test]
    fn blanks_of_quantities_hold_in_cells() {
        let blocks = waved(&body::read("|结果|\n|---|\n|≤0.05 mg/kg|\n|10 000 000元|\n|1 234|\n|3 people|"));
        let BlockKind::Table(table) = &blocks[0].kind else { panic!("a table") };
        let said: Vec<&str> = table.rows.iter().map(|row| row[0].text()).collect();
        assert_eq!(said, ["≤0.05\u{a0}mg/kg", "10\u{a0}000\u{a0}000元", "1 234", "3 people"]);
    }
}
