//! Targets and measures as people read them.

use super::super::Role;
use super::{BETWEEN, Requirement, Target, Value};
use crate::diagnostic::Lang;

impl Requirement {
    /// What was measured, in the language.
    #[must_use]
    pub fn quantity_text(&self, lang: Lang) -> &'static str {
        pick(self.quantity, lang)
    }

    /// What the standard asks for, such as `4 ± 0.15 mm` or `小标宋`.
    #[must_use]
    pub fn target_text(&self, lang: Lang) -> String {
        match &self.target {
            Target::Near(target, 0.0) => self.with_unit(&number(*target)),
            Target::Near(target, tolerance) => {
                self.with_unit(&format!("{} ± {}", number(*target), number(*tolerance)))
            }
            Target::Between(least, most) => self.with_unit(&format!("{}–{}", number(*least), number(*most))),
            Target::OneOf(words) => {
                // Faces behind the first of a role are the same word again.
                let mut said: Vec<String> = Vec::new();
                for one in words.iter().map(|one| word(one, lang)) {
                    if !said.contains(&one) {
                        said.push(one);
                    }
                }
                said.join(if lang == Lang::Zh { "、" } else { ", " })
            }
        }
    }

    /// What the page has, such as `4.02 mm`.
    #[must_use]
    pub fn measured_text(&self, lang: Lang) -> String {
        match &self.measured {
            Value::Number(value) => self.with_unit(&number(*value)),
            Value::Words(words) if words.contains(BETWEEN) => {
                let each: Vec<String> = words.split(BETWEEN).map(|one| word(one, lang)).collect();
                each.join(if lang == Lang::Zh { BETWEEN } else { ", " })
            }
            Value::Words(words) => word(words, lang),
        }
    }

    fn with_unit(&self, number: &str) -> String {
        let sign = self.unit.sign();
        if sign.is_empty() { number.to_owned() } else { format!("{number} {sign}") }
    }
}

fn pick<'a>((zh, en): (&'a str, &'a str), lang: Lang) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A number with two decimals at most.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// What rows say in words of their own, in English.
const SAID: [(&str, &str); 10] = [
    ("红", "red"),
    ("黑", "black"),
    ("其他", "other"),
    ("词意完整", "words kept whole"),
    ("阿拉伯数字，年月日齐全", "Arabic numerals, in full"),
    ("与正文同页", "on a page with text"),
    ("首页显示正文", "shows the text"),
    ("首页没有正文", "shows no text"),
    ("独占一页", "alone on its page"),
    ("合规", "as the rules have it"),
];

/// The family name of a role as the role's name, a row's own word in the language; what the page says
/// stays as it is.
fn word(words: &str, lang: Lang) -> String {
    let said = || SAID.iter().find(|(zh, _)| *zh == words).map_or(words, |said| pick(*said, lang));
    Role::of_family(words).map_or_else(said, |role| pick((role.chinese(), role.key()), lang)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Strength, Unit, Verdict};
    use super::*;

    fn row(unit: Unit, target: Target, measured: Value) -> Requirement {
        Requirement {
            clause: "7.2.4",
            quantity: ("标志", "mark"),
            unit,
            target,
            measured,
            page: 1,
            place: None,
            strength: Strength::Must,
            verdict: Verdict::Met,
        }
    }

    #[test]
    fn numbers_are_short_and_faces_have_names() {
        let near = row(Unit::Mm, Target::Near(4.0, 0.15), Value::Number(-0.001));
        assert_eq!(
            (near.target_text(Lang::Zh), near.measured_text(Lang::Zh)),
            ("4 ± 0.15 mm".into(), "0 mm".into())
        );
        let count = row(Unit::Count, Target::Near(22.0, 0.0), Value::Number(21.0));
        assert_eq!((count.target_text(Lang::En), count.measured_text(Lang::En)), ("22".into(), "21".into()));
        let between = row(Unit::Mm, Target::Between(0.0, 156.3), Value::Number(120.456));
        assert_eq!(
            (between.target_text(Lang::En), between.measured_text(Lang::En)),
            ("0–156.3 mm".into(), "120.46 mm".into())
        );
        let faces = Target::OneOf(vec!["gw-biaosong".into(), "gw-kaiti".into(), "gw-biaosong-2".into()]);
        let face = row(Unit::Words, faces, Value::Words("SimSun".into()));
        assert_eq!(
            (face.target_text(Lang::Zh), face.target_text(Lang::En)),
            ("小标宋、楷体".into(), "biaosong, kaiti".into())
        );
        assert_eq!(face.measured_text(Lang::Zh), "SimSun");
        let red = row(Unit::Words, Target::OneOf(vec!["红".into()]), Value::Words("其他".into()));
        assert_eq!((red.target_text(Lang::En), red.measured_text(Lang::En)), ("red".into(), "other".into()));
        assert_eq!(red.measured_text(Lang::Zh), "其他");
    }
}
