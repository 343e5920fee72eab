//! Numbers as Word's lists write them, by the names of their formats.

use crate::text::body::hanzi;

/// The longest run of one letter: Word writes aa after z, aaa after zz.
const MOST_LETTERS: u32 = 32;

/// A number as a format writes it; none when the format is not known, or has no such number.
pub(super) fn written(number: u32, format: &str) -> Option<String> {
    Some(match format {
        "decimal" | "decimalHalfWidth" => number.to_string(),
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, &full_width()),
        "numberInDash" => format!("- {number} -"),
        "hex" => format!("{number:X}"),
        "ordinal" => format!("{number}{}", ordinal(number)),
        "upperRoman" => roman(number)?,
        "lowerRoman" => roman(number)?.to_lowercase(),
        "upperLetter" => repeated(number, &letters('A'))?,
        "lowerLetter" => repeated(number, &letters('a'))?,
        "russianUpper" => repeated(number, &chars("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"))?,
        "russianLower" => repeated(number, &chars("абвгдежзиклмнопрстуфхцчшщыэюя"))?,
        "chicago" => repeated(number, &chars("*†‡§"))?,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => one_of(number, 0x2460, 20),
        "decimalEnclosedFullstop" => one_of(number, 0x2488, 20),
        "decimalEnclosedParen" => one_of(number, 0x2474, 20),
        "ideographEnclosedCircle" => one_of(number, 0x3280, 10),
        "ideographTraditional" => cycle(number, &[STEMS], 10),
        "ideographZodiac" => cycle(number, &[BRANCHES], 12),
        "ideographZodiacTraditional" => cycle(number, &[STEMS, BRANCHES], 60),
        "ideographDigital" | "japaneseDigitalTenThousand" => digits(number, &chars("〇一二三四五六七八九")),
        "taiwaneseDigital" => digits(number, &chars("○一二三四五六七八九")),
        "chineseCounting" | "taiwaneseCounting" if number >= 100 => {
            digits(number, &chars("○一二三四五六七八九"))
        }
        "chineseCounting" | "taiwaneseCounting" => hanzi(number),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => counted(number, &SIMPLE)?,
        "japaneseCounting" => japanese(number)?,
        "chineseLegalSimplified" => counted(number, &LEGAL)?,
        "ideographLegalTraditional" => counted(number, &LEGAL_TRADITIONAL)?,
        _ => return None,
    })
}

/// A format of one's own: `001, 002, 003, ...` pads with noughts.
pub(super) fn padded(number: u32, format: &str) -> Option<String> {
    let first = format.split(',').next()?.trim();
    let noughts = first.strip_suffix('1').filter(|noughts| noughts.chars().all(|c| c == '0'))?;
    Some(format!("{number:0width$}", width = noughts.len() + 1))
}

/// ① to ㊿: a number in a circle.
pub(super) fn circled(number: u32) -> Option<char> {
    let code = match number {
        0 => 0x24EA,
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32B1 + number - 36,
        _ => return None,
    };
    char::from_u32(code)
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The words of a way of counting.
struct Counting {
    digits: &'static str,
    /// 十, 百, 千.
    units: &'static str,
    myriad: char,
    /// 十 rather than 一十 at the start.
    bare_ten: bool,
}

const SIMPLE: Counting =
    Counting { digits: "零一二三四五六七八九", units: "十百千", myriad: '万', bare_ten: true };
const LEGAL: Counting =
    Counting { digits: "零壹贰叁肆伍陆柒捌玖", units: "拾佰仟", myriad: '万', bare_ten: false };
const LEGAL_TRADITIONAL: Counting =
    Counting { digits: "零壹貳參肆伍陸柒捌玖", units: "拾佰仟", myriad: '萬', bare_ten: false };

/// A number below a hundred million, spoken out: 一百零一, 一万零二十.
fn counted(number: u32, counting: &Counting) -> Option<String> {
    let (digits, units) = (chars(counting.digits), chars(counting.units));
    if number == 0 {
        return Some(digits[0].to_string());
    }
    let (high, low) = (number / 10_000, number % 10_000);
    if high >= 10_000 {
        return None;
    }
    let group = |number: u32, text: &mut String| {
        let mut gap = !text.is_empty() && number < 1000;
        for place in (0..4_u32).rev() {
            let digit = number / 10_u32.pow(place) % 10;
            if digit == 0 {
                gap |= !text.is_empty() && !number.is_multiple_of(10_u32.pow(place));
                continue;
            }
            if gap {
                text.push(digits[0]);
                gap = false;
            }
            if !(counting.bare_ten && place == 1 && digit == 1 && text.is_empty()) {
                text.push(digits[digit as usize]);
            }
            text.extend(place.checked_sub(1).map(|unit| units[unit as usize]));
        }
    };
    let mut text = String::new();
    if high > 0 {
        group(high, &mut text);
        text.push(counting.myriad);
    }
    if low > 0 {
        group(low, &mut text);
    }
    Some(text)
}

/// 百二十三, 千一: no 一 before a unit, no nought between.
fn japanese(number: u32) -> Option<String> {
    if number == 0 {
        return Some("〇".to_owned());
    }
    let (digits, units) = (chars("〇一二三四五六七八九"), ["", "十", "百", "千"]);
    if number >= 10_000 {
        return None;
    }
    let mut text = String::new();
    for place in (0..4_u32).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        if digit == 0 {
            continue;
        }
        if digit > 1 || place == 0 {
            text.push(digits[digit as usize]);
        }
        text.push_str(units[place as usize]);
    }
    Some(text)
}

fn roman(number: u32) -> Option<String> {
    const UNITS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, unit) in UNITS {
        while rest >= value {
            text.push_str(unit);
            rest -= value;
        }
    }
    Some(text)
}

fn ordinal(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// a … z, aa, bb …: a letter of an alphabet, once more each time round.
fn repeated(number: u32, alphabet: &[char]) -> Option<String> {
    let at = number.checked_sub(1)?;
    let size = u32::try_from(alphabet.len()).ok()?;
    let times = at / size + 1;
    let letter = alphabet.get((at % size) as usize)?;
    (times <= MOST_LETTERS).then(|| std::iter::repeat_n(*letter, times as usize).collect())
}

/// A number with a character of its own; those beyond are plain, as Word has them.
fn one_of(number: u32, first: u32, most: u32) -> String {
    let at = number.checked_sub(1).filter(|at| *at < most);
    at.and_then(|at| char::from_u32(first + at)).map_or_else(|| number.to_string(), String::from)
}

/// 甲, 子, 甲子: so many; those beyond are plain.
fn cycle(number: u32, rings: &[&str], most: u32) -> String {
    let Some(at) = number.checked_sub(1).filter(|at| *at < most) else { return number.to_string() };
    rings.iter().filter_map(|ring| chars(ring).get(at as usize % ring.chars().count()).copied()).collect()
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

fn letters(first: char) -> Vec<char> {
    (0..26).filter_map(|at| char::from_u32(first as u32 + at)).collect()
}

fn full_width() -> Vec<char> {
    ('０'..='９').collect()
}

/// A number digit by digit.
fn digits(number: u32, digits: &[char]) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|digit| digits.get(digit as usize));
    number.to_string().chars().filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_formats_of_word() {
        for (format, wanted) in [
            (
                "chineseCountingThousand",
                [
                    (1, "一"),
                    (10, "十"),
                    (21, "二十一"),
                    (100, "一百"),
                    (101, "一百零一"),
                    (110, "一百一十"),
                    (1001, "一千零一"),
                    (1010, "一千零一十"),
                    (10_020, "一万零二十"),
                    (12_000, "一万二千"),
                ]
                .as_slice(),
            ),
            ("chineseCounting", &[(9, "九"), (11, "十一"), (99, "九十九"), (100, "一○○"), (123, "一二三")]),
            ("japaneseCounting", &[(10, "十"), (11, "十一"), (100, "百"), (1101, "千百一")]),
            ("ideographTraditional", &[(1, "甲"), (10, "癸"), (11, "11")]),
            ("ideographZodiac", &[(1, "子"), (12, "亥")]),
            ("ideographZodiacTraditional", &[(1, "甲子"), (60, "癸亥")]),
            ("ideographDigital", &[(10, "一〇"), (123, "一二三")]),
            ("chineseLegalSimplified", &[(3, "叁"), (10, "壹拾"), (105, "壹佰零伍")]),
            ("ideographLegalTraditional", &[(2, "貳"), (16, "壹拾陸")]),
            ("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "21")]),
            ("decimalEnclosedParen", &[(1, "⑴"), (20, "⒇")]),
            ("decimalEnclosedFullstop", &[(1, "⒈")]),
            ("ideographEnclosedCircle", &[(1, "㊀"), (10, "㊉")]),
            ("decimalFullWidth", &[(12, "１２")]),
            ("decimalZero", &[(7, "07"), (12, "12")]),
            ("upperRoman", &[(4, "IV"), (1999, "MCMXCIX")]),
            ("lowerRoman", &[(9, "ix")]),
            ("upperLetter", &[(26, "Z"), (27, "AA"), (28, "BB")]),
            ("lowerLetter", &[(1, "a")]),
            ("ordinal", &[(1, "1st"), (12, "12th"), (22, "22nd")]),
            ("numberInDash", &[(3, "- 3 -")]),
        ] {
            for (number, text) in wanted {
                assert_eq!(written(*number, format).as_deref(), Some(*text), "{format} {number}");
            }
        }
        for (number, format) in [(0, "upperLetter"), (4000, "upperRoman"), (1, "cardinalText")] {
            assert_eq!(written(number, format), None, "{format} {number}");
        }
        assert_eq!(padded(7, "0001, 0002, 0003, ...").as_deref(), Some("0007"));
        assert_eq!(padded(7, "Ⅰ, Ⅱ"), None);
    }
}
