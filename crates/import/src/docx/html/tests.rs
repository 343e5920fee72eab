//! What is read of web pages.

use super::*;

fn texts(page: &str) -> Vec<String> {
    read(page).unwrap().into_iter().map(|line| line.text).collect()
}

#[test]
fn a_page_says_what_a_browser_shows() {
    let page = "<html><head><title>题</title><style>p{}</style></head><body><!-- 注 --><p>甲\n 乙&nbsp;&lt;丙</p>\
        <div>m<sup>2</sup>、CO<sub>2</sub></div><ol start=3><li>一<li>二</ol><ul><li>点</ul>\
        <table><tr><th>项目<th>数</tr><tr><td>甲<td>1</tr></table><p>留<s>删</s>下<span style='display: none'>藏</span><br>行</body></html>";
    assert_eq!(
        texts(page),
        [
            "甲 乙 <丙",
            "m²、CO₂",
            "3.一",
            "4.二",
            "点",
            "| 项目 | 数 |",
            "|---|---|",
            "| 甲 | 1 |",
            "留下",
            "行"
        ]
    );
    let left: Vec<String> = read(page)
        .unwrap()
        .iter()
        .flat_map(|line| line.doubts.iter())
        .flat_map(|doubt| doubt.left_out().to_vec())
        .collect();
    assert_eq!(left, ["删", "藏"]);
}

#[test]
fn merged_cells_of_a_page_are_merged() {
    let page =
        "<table><tr><td rowspan=2>甲<td colspan=2>乙丙</tr><tr><td>1<td>2</tr><tr><td>丁<td>3<td>4</table>";
    assert_eq!(texts(page), ["| 甲 | 乙丙 | << |", "|---|---|---|", "| ^^ | 1 | 2 |", "| 丁 | 3 | 4 |"]);
    // To the end, and past the last cell of a row.
    let page = "<table><tr><td>1<td>2<td rowspan=0>丙</tr><tr><td>3</tr></table>";
    assert_eq!(texts(page), ["| 1 | 2 | 丙 |", "| 3 |  | ^^ |"]);
}

#[test]
fn fields_of_a_form_say_what_they_show() {
    let page = "<p>姓名<input value='张三'><input type=hidden value='密'>，<select><option>甲<option selected>乙</select>\
        <textarea>长文</textarea><button>按</button><input type=radio checked>是</p>";
    assert_eq!(texts(page), ["姓名张三，乙长文◉是"]);
    let left: Vec<String> = read(page)
        .unwrap()
        .iter()
        .flat_map(|line| &line.doubts)
        .flat_map(|doubt| doubt.left_out().to_vec())
        .collect();
    assert_eq!(left, ["密", "甲", "按"]);
}

#[test]
fn lists_are_numbered_as_a_browser_numbers_them() {
    let page = "<ol type=a><li>甲<li>乙</ol><ol type=A start=3><li>丙</ol><ol type=i><li>丁<li value=5>戊</ol>\
        <ol style='list-style-type: cjk-ideographic'><li>己</ol><ul><li>点</ul><ol reversed><li>倒</ol>";
    assert_eq!(texts(page), ["a.甲", "b.乙", "C.丙", "i.丁", "v.戊", "一、己", "点", "倒"]);
    assert!(read(page).unwrap().iter().any(|line| !line.doubts.is_empty()), "counted down");
}

#[test]
fn what_a_style_sheet_hides_is_left_out() {
    let page = "<style>.h{display:none} p.k, #z {visibility:hidden}</style><p class=h>藏一<p class='a k'>藏二<p id=z>藏三</p>\
        <p hidden>藏四</p><p>见<span class=h>藏五</span>到</p><div hidden><p>藏六</p></div><p>末</p>";
    assert_eq!(texts(page), ["见到", "末"]);
    let left: Vec<String> = read(page)
        .unwrap()
        .iter()
        .flat_map(|line| &line.doubts)
        .flat_map(|doubt| doubt.left_out().to_vec())
        .collect();
    assert_eq!(left.concat(), "藏一藏二藏三藏四藏五藏六");
}

#[test]
fn readings_over_words_are_no_words() {
    let page = "<p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</ruby>要写好。</p>";
    assert_eq!(texts(page), ["汉字要写好。"]);
}

#[test]
fn pages_that_never_end_end() {
    texts(&"<div><table><tr><td>".repeat(20_000));
    texts(&"<b>甲".repeat(20_000));
    assert_eq!(texts("<p>甲<table><tr><td>乙"), ["甲", "乙"]);
}
