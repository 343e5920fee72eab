//! Tables of metadata: label and value in cells, one a line or parted by tabs and bars.

use super::given::{Given, given};
use super::row::{label_at, row};
use crate::claims::{Claims, Slot};
use crate::patterns as p;

/// So many lines hold such a table.
const LONGEST: usize = 40;
/// A cell has so many characters at most.
const LONGEST_CELL: usize = 80;
/// Labels that stand in cells only.
const CELLS: [&str; 12] = [
    "主题",
    "政策",
    "语种",
    "密级",
    "紧急程度",
    "主送单位",
    "正文",
    "发文部门",
    "类型",
    "页数",
    "附件",
    "备注",
];

/// Claims tables of metadata over the document.
pub(super) fn recognise(claims: &mut Claims) -> Vec<Given> {
    let mut found = by_columns(claims);
    found.extend(by_cells(claims));
    found.extend(by_lines(claims));
    found
}

/// The label that a cell is, and nothing else.
fn label(cell: &str) -> Option<Option<super::labels::Label>> {
    let bare = cell.trim().trim_end_matches(['：', ':']).trim_matches(['【', '】', '[', ']']).trim();
    let known = label_at(bare).filter(|(length, _)| *length == bare.len()).map(|(_, label)| Some(label));
    known.or_else(|| CELLS.contains(&crate::lines::squeezed(bare).as_str()).then_some(None))
}

/// 成文日期⇥2024年7月9日: a row that a form has, wherever it stands.
pub(super) fn is_labelled_row(text: &str) -> bool {
    let mut cells = text.split('\t').filter(|cell| !cell.trim().is_empty());
    let (first, second) = (cells.next(), cells.next());
    second.is_some() && cells.next().is_none() && first.and_then(label).flatten().is_some()
}

/// 发布机构　　　文号, and under it their values in the same order.
fn by_columns(claims: &mut Claims) -> Vec<Given> {
    fn cells(text: &str) -> Vec<&str> {
        let apart = text.split('\t').flat_map(|text| text.split("　　")).flat_map(|text| text.split("  "));
        apart.map(str::trim).filter(|cell| !cell.is_empty()).collect()
    }
    let mut found = Vec::new();
    let free = claims.free(0..claims.len().min(LONGEST));
    for pair in free.windows(2).filter(|pair| pair[0] + 1 == pair[1]) {
        let (names, text) = (claims.text(pair[0]), claims.text(pair[1]));
        let (labels, values) = (cells(&names), cells(&text));
        let labelled = labels.len() > 1
            && labels.iter().all(|cell| label(cell).is_some())
            && labels.iter().any(|cell| label(cell).flatten().is_some());
        let fits = values.len() == labels.len() && values.iter().all(|cell| label(cell).is_none());
        if !labelled || !fits || p::is_running(&text) {
            continue;
        }
        for (name, value) in labels.iter().zip(&values) {
            let Some(Some(label)) = label(name) else { continue };
            let from = value.as_ptr() as usize - text.as_ptr() as usize;
            let said = label.element.and_then(|of| given(&text, of, pair[1], from..from + value.len()));
            found.extend(said.map(|said| said.of(&label)));
        }
        pair.iter().for_each(|&line| claims.claim(line, Slot::NoElement));
    }
    found
}

/// 索引号⇥001⇥主题分类⇥城乡建设, | 标题 | … |.
fn by_cells(claims: &mut Claims) -> Vec<Given> {
    let mut found = Vec::new();
    // A table of the text stands under text.
    let text_from = claims.free(0..claims.len()).into_iter().find(|&line| p::is_running(&claims.text(line)));
    let end = text_from.unwrap_or(claims.len()).min(LONGEST);
    for line in claims.free(0..end) {
        let text = claims.text(line);
        let parts = |c: char| matches!(c, '\t' | '|' | '｜');
        let cells: Vec<&str> = text.split(parts).filter(|cell| !cell.trim().is_empty()).collect();
        // 标题 关于…的通知: a known label, a blank, its value.
        // Several labels in a row are a row.
        let several = row(&text).is_some_and(|fields| fields.len() > 1);
        let pair: Vec<&str> = match text.split_once([' ', '\u{3000}']) {
            Some((first, rest)) if cells.len() == 1 && !several && label(first).flatten().is_some() => {
                vec![first, rest]
            }
            _ => Vec::new(),
        };
        let (cells, sure) = if pair.is_empty() { (cells, false) } else { (pair, true) };
        let labels = cells.iter().step_by(2).filter(|cell| label(cell).is_some()).count();
        let all = labels * 2 == cells.len() || (labels * 2 == cells.len() + 1);
        if cells.len() < 2
            || !all
            || super::is_meeting(claims, line)
            || (sure && p::is_title_line(&text) && p::ends_as_title(&text) && labels == 0)
        {
            continue;
        }
        for pair in cells.chunks(2) {
            if let (Some(Some(label)), Some(value)) = (label(pair[0]), pair.get(1)) {
                let from = value.as_ptr() as usize - text.as_ptr() as usize;
                let said = label.element.and_then(|of| given(&text, of, line, from..from + value.len()));
                found.extend(said.map(|said| said.of(&label)));
            }
        }
        claims.claim(line, Slot::NoElement);
    }
    found
}

/// Label and value in lines of their own; two labels make a table.
fn by_lines(claims: &mut Claims) -> Vec<Given> {
    let free = claims.free(0..claims.len().min(LONGEST));
    let labels: Vec<usize> = (0..free.len())
        .filter(|&at| label(&claims.text(free[at])).is_some_and(|label| label.is_some() || at > 0))
        .collect();
    let own = labels.iter().filter(|&&at| label(&claims.text(free[at])).flatten().is_some()).count();
    if own < 2 {
        return Vec::new();
    }
    let (first, last) = (labels[0], labels[labels.len() - 1]);
    if last - first > labels.len() * 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, &here) in labels.iter().enumerate() {
        let line = free[here];
        let next = labels.get(at + 1).copied();
        let known = label(&claims.text(line)).flatten();
        claims.claim(line, Slot::NoElement);
        // The last label's value stands under it when it has the form of one.
        let value_at = here + 1;
        let Some(&value) = free.get(value_at).filter(|_| next != Some(value_at)) else { continue };
        let text = claims.text(value);
        let of = known.and_then(|label| label.element);
        let taken = of
            .and_then(|of| given(&text, of, value, 0..text.len()))
            .map(|said| known.map_or(said.clone(), |label| said.of(&label)));
        let short = text.chars().count() <= LONGEST_CELL && !p::is_running(&text);
        // Between two labels stands one value.
        let sure = next.is_some_and(|next| next <= here + 2)
            || taken.is_some()
            || (known.is_some() && of.is_none() && text.chars().count() <= 12 && p::organs(&text).is_none());
        if short && sure {
            claims.claim(value, Slot::NoElement);
            found.extend(taken);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::tests::says;

    #[test]
    fn labels_over_their_values_are_a_table() {
        let text = "发布机构　　　　文号\n甲县财政局　　　　甲财社〔2023〕118号\n成文日期　　　公开方式\n2023-11-20　　　主动公开\n甲县财政局关于下达资金的通知\n各乡镇：\n现将资金下达给你们，请按规定使用。\n甲县财政局\n2023年11月20日";
        says(text, &["number = \"甲财社〔2023〕118号\"", "# 请核对：文件里没有写"]);
    }
}
