//! What charts say and refuse; how they look is for eyes.

use serde_json::json;

use super::*;

fn chart(kind: &str, values: Json) -> Json {
    json!({ "kind": kind, "labels": ["甲", "乙", "丙"], "series": [{ "name": "系列", "values": values }] })
}

#[test]
fn a_drawing_has_no_letter_and_is_the_same_every_time() {
    for kind in ["bar", "stacked", "line", "pie"] {
        let (svg, drawn) = draw(&chart(kind, json!([1.5, null, 4]))).unwrap();
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{kind}");
        assert!(!svg.contains("<text") && !svg.contains("font"), "{kind}");
        assert_eq!((svg, drawn), draw(&chart(kind, json!([1.5, null, 4]))).unwrap(), "{kind}");
    }
}

#[test]
fn the_words_for_those_who_do_not_see_it_have_every_value() {
    let mut given = chart("line", json!([1.5, null, -4]));
    given["title"] = json!("走势");
    given["unit"] = json!("亿元");
    let (_, drawn) = draw(&given).unwrap();
    assert_eq!(drawn["alt"], "折线图：走势（单位：亿元）。系列：甲 1.5，丙 -4。");
}

#[test]
fn what_cannot_be_drawn_is_refused_at_its_place() {
    let cases = [
        (chart("bar", json!([1, 2])), "/series/0/values", ChartFault::Lengths { values: 2, labels: 3 }),
        (chart("bar", json!([null, null, null])), "/series", ChartFault::Empty),
        (chart("pie", json!([0, null, 0])), "/series", ChartFault::Empty),
        (
            chart("pie", json!([1, -2, 3])),
            "/series/0/values/1",
            ChartFault::Negative { written: "-2".into() },
        ),
    ];
    for (given, at, fault) in cases {
        assert_eq!(draw(&given).unwrap_err(), (at.to_owned(), fault));
    }
}

#[test]
fn a_pie_with_a_unit_says_each_value() {
    let mut given = chart("pie", json!([30, null, 10]));
    let said = |given: &Json| -> Vec<String> {
        let (_, drawn) = draw(given).unwrap();
        drawn["texts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|text| text["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(said(&given), ["甲 75.0%", "丙 25.0%"]);
    given["unit"] = json!("亿元");
    given["decimals"] = json!(1);
    assert_eq!(said(&given), ["甲 30.0亿元，75.0%", "丙 10.0亿元，25.0%"]);
}

#[test]
fn values_are_printed_as_the_data_has_them() {
    let (_, drawn) = draw(&chart("bar", json!([1.25, 2, 0.1]))).unwrap();
    let texts = drawn["texts"].as_array().unwrap();
    let values: Vec<&str> = texts
        .iter()
        .filter(|text| text["kind"] == "value")
        .filter_map(|text| text["text"].as_str())
        .collect();
    assert_eq!(values, ["1.25", "2", "0.1"]);
}
