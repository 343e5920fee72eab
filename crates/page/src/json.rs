//! The report as JSON, for tools and for the file inside the PDF: keys in a fixed order, numbers to a
//! ten-thousandth, so that the same report is the same bytes.

use serde::{Serialize, Serializer};

use super::Adjusted;
use super::conformance::{Requirement, Target, Value, Verdict};
use super::departures::Departure;
use super::report::{Report, Seal};

/// What the rows are measured by.
const STANDARD: &str = "GB/T 9704-2012";

impl Report {
    /// The report as indented JSON with a line break at its end: the standard, how many pages there are,
    /// how many rows ended how, every row, departures, adjustments, seals. Lengths are in the row's unit,
    /// places are left, top, right and bottom in mm from the page's top-left corner, both rounded to
    /// 0.0001. The same report gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts and numbers") + "\n"
    }
}

/// In the form of [`Report::to_json`].
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = |verdict| self.count(verdict);
        let whole = Whole {
            standard: STANDARD,
            pages: self.pages,
            summary: Summary {
                met: count(Verdict::Met),
                departed: count(Verdict::Departed),
                broken: count(Verdict::Broken),
            },
            requirements: &self.requirements,
            departures: &self.departures,
            adjusted: &self.adjusted,
            seals: &self.seals,
        };
        whole.serialize(serializer)
    }
}

impl Requirement {
    /// The row as one line of JSON without a line break, as in [`Report::to_json`].
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers")
    }
}

/// In the form of [`Requirement::to_json`].
impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Row::from(self).serialize(serializer)
    }
}

/// `key`, `value`, what the `standard` has, `clause`, `strength`.
impl Serialize for Departure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Deviation::from(self).serialize(serializer)
    }
}

/// `pitch`, `spacing`, `recipients-moved`, `carried`, `mark`, as in [`Report::to_json`].
impl Serialize for Adjusted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Adjustments::from(self).serialize(serializer)
    }
}

/// `issuer` from 0, `page` from 1, `x`, `y` and `diameter` in mm.
impl Serialize for Seal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stamp::from(self).serialize(serializer)
    }
}

pub(crate) fn rounded(number: f64) -> f64 {
    // Adding 0 makes -0 a plain 0.
    (number * 1e4).round() / 1e4 + 0.0
}

#[derive(Serialize)]
struct Whole<'a> {
    standard: &'static str,
    pages: usize,
    summary: Summary,
    requirements: &'a [Requirement],
    departures: &'a [Departure],
    adjusted: &'a Adjusted,
    seals: &'a [Seal],
}

#[derive(Serialize)]
struct Summary {
    met: usize,
    departed: usize,
    broken: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    clause: &'static str,
    quantity: Quantity,
    unit: &'static str,
    target: Wanted<'a>,
    measured: Found<'a>,
    page: usize,
    place: Option<[f64; 4]>,
    strength: &'static str,
    verdict: &'static str,
}

#[derive(Serialize)]
struct Quantity {
    zh: &'static str,
    en: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Wanted<'a> {
    Near {
        value: f64,
        tolerance: f64,
    },
    Between {
        least: f64,
        most: f64,
    },
    Words {
        #[serde(rename = "one-of")]
        one_of: &'a [String],
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Found<'a> {
    Number(f64),
    Words(&'a str),
}

impl<'a> From<&'a Requirement> for Row<'a> {
    fn from(row: &'a Requirement) -> Row<'a> {
        Row {
            clause: row.clause,
            quantity: Quantity { zh: row.quantity.0, en: row.quantity.1 },
            unit: row.unit.sign(),
            target: match &row.target {
                Target::Near(value, tolerance) => {
                    Wanted::Near { value: rounded(*value), tolerance: rounded(*tolerance) }
                }
                Target::Between(least, most) => {
                    Wanted::Between { least: rounded(*least), most: rounded(*most) }
                }
                Target::OneOf(words) => Wanted::Words { one_of: words },
            },
            measured: match &row.measured {
                Value::Number(number) => Found::Number(rounded(*number)),
                Value::Words(words) => Found::Words(words),
            },
            page: row.page,
            place: row.place.map(|place| [place.left, place.top, place.right, place.bottom].map(rounded)),
            strength: row.strength.words().1,
            verdict: row.verdict.words().1,
        }
    }
}

#[derive(Serialize)]
struct Deviation<'a> {
    key: &'static str,
    value: &'a str,
    standard: &'static str,
    clause: &'static str,
    strength: &'static str,
}

impl<'a> From<&'a Departure> for Deviation<'a> {
    fn from(departure: &'a Departure) -> Deviation<'a> {
        let Departure { key, value, standard, clause, strength } = departure;
        Deviation { key, value, standard, clause, strength: strength.words().1 }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Adjustments {
    pitch: f64,
    spacing: Vec<Spacing>,
    recipients_moved: bool,
    carried: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<f64>,
}

#[derive(Serialize)]
struct Spacing {
    paragraph: usize,
    em: f64,
}

impl From<&Adjusted> for Adjustments {
    fn from(adjusted: &Adjusted) -> Adjustments {
        let spacing = adjusted.spacing.iter();
        Adjustments {
            pitch: rounded(adjusted.pitch),
            spacing: spacing
                .map(|(paragraph, em)| Spacing { paragraph: *paragraph, em: rounded(*em) })
                .collect(),
            recipients_moved: adjusted.recipients_moved,
            carried: adjusted.carried,
            mark: adjusted.mark.map(rounded),
        }
    }
}

#[derive(Serialize)]
struct Stamp {
    issuer: usize,
    page: usize,
    x: f64,
    y: f64,
    diameter: f64,
}

impl From<&Seal> for Stamp {
    fn from(seal: &Seal) -> Stamp {
        let [x, y, diameter] = [seal.x, seal.y, seal.diameter].map(rounded);
        Stamp { issuer: seal.issuer, page: seal.page, x, y, diameter }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Strength, Unit};
    use super::*;
    use crate::geometry::Rect;

    #[test]
    fn the_report_in_json_says_everything_it_knows() {
        let place = Rect { left: 28.0, top: 72.000_000_01, right: 184.0, bottom: 72.35 };
        let row = Requirement {
            clause: "7.2.7",
            quantity: ("红线宽", "width of the red rule"),
            unit: Unit::Mm,
            target: Target::Near(156.0, 0.3),
            measured: Value::Number(1.0 / 3.0),
            page: 1,
            place: Some(place),
            strength: Strength::Must,
            verdict: Verdict::Broken,
        };
        let words = Requirement {
            unit: Unit::Words,
            target: Target::OneOf(vec!["红".to_owned()]),
            measured: Value::Words("\"<其他>\"".to_owned()),
            place: None,
            verdict: Verdict::Met,
            ..row.clone()
        };
        let report = Report {
            pages: 2,
            adjusted: Adjusted {
                pitch: 0.9545,
                spacing: vec![(3, -0.01)],
                recipients_moved: true,
                carried: 2,
                mark: Some(18.0),
            },
            departures: vec![Departure {
                key: "red",
                value: "#E60012".to_owned(),
                standard: "rgb",
                clause: "6.2",
                strength: Strength::Practice,
            }],
            seals: vec![Seal { issuer: 0, page: 2, x: 140.5, y: -0.000_000_1, diameter: 42.0 }],
            requirements: vec![row.clone(), words],
        };
        let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "standard": "GB/T 9704-2012",
                "pages": 2,
                "summary": { "met": 1, "departed": 0, "broken": 1 },
                "requirements": [{
                    "clause": "7.2.7",
                    "quantity": { "zh": "红线宽", "en": "width of the red rule" },
                    "unit": "mm",
                    "target": { "value": 156.0, "tolerance": 0.3 },
                    "measured": 0.3333,
                    "page": 1,
                    "place": [28.0, 72.0, 184.0, 72.35],
                    "strength": "must",
                    "verdict": "broken",
                }, {
                    "clause": "7.2.7",
                    "quantity": { "zh": "红线宽", "en": "width of the red rule" },
                    "unit": "",
                    "target": { "one-of": ["红"] },
                    "measured": "\"<其他>\"",
                    "page": 1,
                    "place": null,
                    "strength": "must",
                    "verdict": "met",
                }],
                "departures": [{
                    "key": "red", "value": "#E60012", "standard": "rgb", "clause": "6.2",
                    "strength": "practice",
                }],
                "adjusted": {
                    "pitch": 0.9545, "spacing": [{ "paragraph": 3, "em": -0.01 }], "recipients-moved": true, "carried": 2,
                    "mark": 18.0,
                },
                "seals": [{ "issuer": 0, "page": 2, "x": 140.5, "y": 0.0, "diameter": 42.0 }],
            })
        );
        assert!(!report.to_json().contains("-0.0,"), "{}", report.to_json());
        assert!(row.to_json().starts_with(r#"{"clause":"7.2.7","quantity":{"zh":"红线宽","#));
    }
}
