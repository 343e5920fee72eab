//! 发文字号, given or still open.

use super::*;

/// The most bytes, and characters, a number has.
const LONGEST_NUMBER: usize = 120;

/// A line that is a document's number and nothing else.
pub fn is_number(text: &str) -> bool {
    // 甲市财政局　　　甲财〔2024〕5号: cells of a row.
    let cells = || text.split("　　").flat_map(|cell| cell.split('\t')).flat_map(|cell| cell.split("   "));
    let apart = cells().filter(|cell| !cell.trim().is_empty()).count() > 1;
    if apart && cells().any(|cell| is_organ(cell.trim()) || is_number(cell)) {
        return false;
    }
    let text = squeezed(text);
    text.len() <= LONGEST_NUMBER && (number_length(&text) == Some(text.len()) || is_plain_number(&text))
}

/// 第12号, （第1号）, 〔八届〕第23号, 第3期, 第3次, 2024年第4号, 〔2024〕15号, 〔2024〕第9期.
fn is_plain_number(text: &str) -> bool {
    // 第7期（总第31期）.
    let of_all = text.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    let of_all =
        of_all.filter(|(own, all)| own.ends_with('期') && all.starts_with("总第") && all.ends_with('期'));
    let text = of_all.map_or(text, |(own, _)| own);
    let inner =
        text.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')'])).unwrap_or(text);
    let counted = |text: &str| {
        text.strip_prefix('第').and_then(|text| text.strip_suffix(['号', '期', '次'])).is_some_and(|count| {
            let digit = |c: char| is_digit(c) || "〇零一二三四五六七八九十百".contains(c);
            !count.is_empty() && count.chars().all(digit)
        })
    };
    // 〔八届〕第23号 of a standing committee.
    let session = inner
        .strip_prefix(['〔', '（', '(', '['])
        .and_then(|rest| rest.split_once(['〕', '）', ')', ']']))
        .is_some_and(|(session, rest)| {
            session.ends_with('届') && (2..=5).contains(&session.chars().count()) && counted(rest)
        });
    let year = inner.char_indices().nth(4).filter(|(_, c)| *c == '年');
    // 〔2024〕第9期 of a row of minutes.
    let row = || number_parts(inner).filter(|(letters, year, _)| letters.is_empty() && is_year(year));
    counted(inner)
        || session
        || is_case_number(text)
        || row().is_some_and(|(_, _, count)| counted(count))
        || year
            .is_some_and(|(at, c)| inner[..at].chars().all(is_digit) && counted(&inner[at + c.len_utf8()..]))
}

fn is_year(text: &str) -> bool {
    text.chars().count() == 4 && text.chars().all(is_digit)
}

/// （2024）甲0702民特11号: a court's.
fn is_case_number(text: &str) -> bool {
    let Some((year, rest)) = text.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']))
    else {
        return false;
    };
    let Some(count) = rest.strip_suffix('号') else { return false };
    let letters = count.trim_end_matches(is_digit);
    year.chars().count() == 4
        && year.chars().all(is_digit)
        && letters.len() < count.len()
        && (2..=16).contains(&letters.chars().count())
        && letters.chars().all(char::is_alphanumeric)
        && letters.ends_with(|c: char| !c.is_ascii())
}

/// How many bytes of a text are a number such as 龙科〔2024〕2号, from its start; any brackets count.
pub(crate) fn number_length(text: &str) -> Option<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().take(LONGEST_NUMBER).collect();
    let open = chars.windows(6).position(|w| {
        OPEN.contains(w[0].1) && w[1..5].iter().all(|(_, c)| is_digit(*c)) && CLOSE.contains(w[5].1)
    })?;
    let prefix = &chars[..open];
    // 来文文号　甲教〔2024〕5号 is a row of a form.
    if ["文号", "字号", "编号"].iter().any(|label| text[..chars[open].0].contains(label)) {
        return None;
    }
    let letter = |c: char| c.is_alphanumeric() || "×Ｘ○〇*＊-—".contains(c);
    if prefix.len() > 20 || !prefix.iter().all(|(_, c)| letter(*c)) {
        return None;
    }
    let mut rest = chars[open + 6..].iter().skip_while(|(_, c)| *c == '第').peekable();
    let mut digits = 0;
    while rest.next_if(|(_, c)| is_digit(*c)).is_some() {
        digits += 1;
    }
    let (at, _) = rest.next().filter(|(_, c)| *c == '号')?;
    (digits > 0).then_some(at + '号'.len_utf8())
}

/// Brackets of numbers.
const OPEN: &str = "〔[［【(（﹝<〈《";
const CLOSE: &str = "〕]］】)）﹞>〉》";

/// A number's letters, what stands in its brackets, and what stands behind them.
fn number_parts(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find(|c: char| OPEN.contains(c))?;
    let inner = open + text[open..].chars().next()?.len_utf8();
    let close = inner + text[inner..].find(|c: char| CLOSE.contains(c))?;
    let after = close + text[close..].chars().next()?.len_utf8();
    let letters = &text[..open];
    let letter = |c: char| c.is_alphanumeric() || "×○〇*＊-—".contains(c);
    (letters.chars().count() <= 20 && letters.chars().all(letter)).then_some((
        letters,
        &text[inner..close],
        &text[after..],
    ))
}

/// A number that is not given yet: 甲教〔2024〕　号, 甲教〔20　〕号, 〔〕号, 甲教〔2024〕X号.
pub(crate) fn is_open_number(text: &str) -> bool {
    let text = squeezed(text);
    let bare =
        text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')'])).unwrap_or(&text);
    let Some((letters, year, rest)) = number_parts(bare) else { return false };
    let Some(count) = rest.trim_start_matches('第').strip_suffix(['号', '期', '次']) else {
        return false;
    };
    let open = is_unwritten;
    let digits = |text: &str| text.chars().all(is_digit);
    let some = |text: &str| text.chars().all(|c| is_digit(c) || open(c));
    let year_open = year.chars().count() < 4 || !digits(year);
    let count_open = count.is_empty() || !digits(count);
    let known = letters.is_empty() || !digits(letters);
    let short = year.chars().count() <= 4 && count.chars().count() <= 6;
    known && short && some(year) && some(count) && (year_open || count_open)
}

/// 2024 of 甲教〔2024〕5号.
pub(crate) fn year_of_number(text: &str) -> Option<&str> {
    number_parts(text).map(|(_, year, _)| year).filter(|year| is_year(year))
}

/// A character in the place of one that is not given: ×, XX, ____, ＊＊, ？.
pub(crate) fn is_unwritten(c: char) -> bool {
    "×XxＸｘ✕○〇＿_*＊？?…".contains(c)
}

/// A value that is nothing but such characters: ×××, XX, ____.
pub(crate) fn is_all_unwritten(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace() && !"[]【】（）()".contains(*c)).peekable();
    chars.peek().is_some() && chars.all(|c| is_unwritten(c) || c == '某')
}

/// The words of a text that stand where something is not given yet: ××, XX, ____, [局名], 【请填写】, ×月×日.
pub(crate) fn unwritten(text: &str) -> Option<&str> {
    const FILL: [&str; 14] = [
        "请", "填", "补充", "日期", "名称", "单位", "机关", "姓名", "电话", "文号", "时间", "地点", "具体",
        "此处",
    ];
    const LONGEST: usize = 16;
    const KINDS: [(char, char); 4] = [('[', ']'), ('【', '】'), ('［', '］'), ('{', '}')];
    for (open, close) in KINDS {
        for (at, _) in text.match_indices(open) {
            let inner = &text[at + open.len_utf8()..];
            // What is longer is no name: a line of brackets is not looked through for each of them.
            let mut before = inner.char_indices().take(LONGEST + 1);
            let Some((end, _)) = before.find(|(_, c)| *c == close) else { continue };
            if FILL.iter().any(|word| inner[..end].contains(word)) {
                return Some(&text[at..at + open.len_utf8() + end + close.len_utf8()]);
            }
        }
    }
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| "×XＸ✕＿_".contains(c)).map(|at| from + at) {
        let first = text[at..].chars().next().unwrap_or_default();
        let run = text[at..].chars().take_while(|c| *c == first).count();
        let end = at + run * first.len_utf8();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // 1024×768, XXL and 3X-5 are words; ×月 is none.
        let apart = !latin(text[..at].chars().next_back()) && !latin(text[end..].chars().next());
        let alone = text[end..].starts_with(['年', '月', '日', '号', '期', '市', '县', '区', '局', '省']);
        if apart && (run > 1 || alone) {
            return Some(&text[at..end]);
        }
        from = end;
    }
    None
}

/// 甲教〔2024〕21: 号 was left out.
pub(crate) fn is_cut_number(text: &str) -> bool {
    let text = squeezed(text);
    let Some((letters, year, count)) = number_parts(&text) else { return false };
    let digits = |text: &str, most: usize| {
        !text.is_empty() && text.chars().count() <= most && text.chars().all(is_digit)
    };
    letters.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
        && year.chars().count() == 4
        && digits(year, 4)
        && digits(count, 4)
}
