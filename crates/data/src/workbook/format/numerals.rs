//! Chinese figures: `[DBNum1]` 一二三, `[DBNum2]` 壹贰叁, `[DBNum3]` １２３.

/// The figures that a format asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numerals {
    /// `[DBNum1]`: 〇一二三, with 十百千.
    Lower,
    /// `[DBNum2]`: 零壹贰叁, with 拾佰仟.
    Upper,
    /// `[DBNum3]`: ０１２３, with 十百千.
    FullWidth,
}

impl Numerals {
    fn figures(self) -> [char; 10] {
        match self {
            Numerals::Lower => ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
            Numerals::Upper => ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
            Numerals::FullWidth => ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'],
        }
    }

    fn units(self) -> [&'static str; 4] {
        match self {
            Numerals::Upper => ["", "拾", "佰", "仟"],
            Numerals::Lower | Numerals::FullWidth => ["", "十", "百", "千"],
        }
    }

    /// Each digit as a figure of its own, all else as it is: 2025 is 二〇二五.
    pub(super) fn digits(self, text: &str) -> String {
        let figure = |c: char| c.to_digit(10).map_or(c, |digit| self.figures()[digit as usize]);
        text.chars().map(figure).collect()
    }

    /// A number as it is read: 105.2 is 一百〇五.二. What has an exponent is told digit by digit.
    pub(super) fn read(self, number: &str) -> String {
        let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
        if number.contains('E') || whole.len() > 16 {
            return self.digits(number);
        }
        self.whole(whole) + &self.digits(rest)
    }

    fn whole(self, digits: &str) -> String {
        let [nought, ..] = self.figures();
        let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
        let mut read = String::new();
        // Whether noughts were passed that are still to be said.
        let mut gap = false;
        for (at, digit) in digits.iter().enumerate() {
            let place = digits.len() - 1 - at;
            if *digit == 0 {
                gap |= !read.is_empty();
            } else {
                if gap {
                    read.push(nought);
                    gap = false;
                }
                read.push(self.figures()[*digit as usize]);
                read.push_str(self.units()[place % 4]);
            }
            // The noughts at the end of four digits are not said: 十亿五千万.
            let group =
                place.is_multiple_of(4) && digits[at.saturating_sub(3)..=at].iter().any(|digit| *digit != 0);
            gap &= !group;
            match place {
                4 if group => read.push('万'),
                8 if group => read.push('亿'),
                12 => read.push('兆'),
                _ => {}
            }
        }
        if read.is_empty() { nought.to_string() } else { read }
    }

    /// A number below 100 as it is read in a date: 12 is 十二.
    pub(super) fn of_a_date(self, number: u32, padded: bool) -> String {
        if self == Numerals::FullWidth || padded && number < 10 {
            let number = if padded { format!("{number:02}") } else { number.to_string() };
            return self.digits(&number);
        }
        let read = self.whole(&number.to_string());
        // 壹拾 is written whole, so that nobody writes anything before it.
        let short = self == Numerals::Lower && (10..20).contains(&number);
        if short { read.trim_start_matches('一').to_owned() } else { read }
    }
}
