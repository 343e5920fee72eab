//! Signs of body text in blocks, pages that end where somebody says so, notes under tables on several lines.

use gongwen::conformance::Verdict;
use gongwen::{Document, Rendered};

use crate::sheet::{CELL, LEFT, RIGHT, TOP, all, codes, middle, near, set};
use crate::standard::AREA_CENTRE;
use crate::support::words_on_pages;

const HEAD: &str = "format = 'plain'\nissuers = ['甲市水务局']\ntitle = '工作方案'\ndate = 2025-03-05\n";

fn text(body: &str) -> String {
    format!("{HEAD}body = '''\n{body}\n'''\n")
}

/// The same words, in a block's text.
fn block(body: &str) -> String {
    format!("{HEAD}body = [{{ text = '''\n{body}\n''' }}]\n")
}

fn told(data: &str) -> Vec<&'static str> {
    let found = match Document::from_toml(data) {
        Ok(document) => codes(document.diagnostics()),
        Err(failure) => codes(failure.diagnostics()),
    };
    found.into_iter().filter(|code| *code != "substitute-face").collect()
}

fn sound(rendered: &Rendered) {
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// 14 documents of a clerk: `:-: 主持人`, `\一、`, `---⇥…`, tabs, `[^1]` and `|`-rows of a block were printed as they stand,
/// and nobody said a word.
#[test]
fn signs_in_a_blocks_text_are_what_they_are_in_plain_text() {
    for body in [
        "文一。\n:-: 居中\n--: 责任单位：甲局\n:-- 顶格\n\\一、段落\n# 总体要求\n文二。",
        "文一。\n:-: # 东河镇抓得早\n一、做法\n文二。",
        "单位：\t时间：\n---\t云介字第1号\t---\n王敏\t李红\t欧阳明\n此致\n敬礼！",
        "增长6.2%[^1]，下降[^乙]。\n[^1]: 按不变价格计算。\n一、总体[^1]要求\n[^乙]：甲。",
        "见表1。\n表1　检查情况\n单位：座\n| 乡镇 | 座数 |\n|---|---|\n| 东河镇<br>本级 | 12 |\n注：甲。\n文二。",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n| 丙 | 丁 |\n|---|---|\n| 3 | 4 |\n文二。",
        "文一。\n---分页---\n文二。",
    ] {
        let (plain, given) = (set(&text(body)), set(&block(body)));
        sound(&given);
        assert_eq!(given.svg(0).unwrap(), plain.svg(0).unwrap(), "{body}");
        assert_eq!(told(&block(body)), told(&text(body)), "{body}");
    }
}

#[test]
fn one_block_calls_a_note_that_another_says() {
    let data = format!(
        "{HEAD}body = [{{ heading = '一、总体[^a]' }}, {{ text = ['增长', {{ bold = '6.2%' }}, '[^b]。'] }}, {{ line = ['甲：[^a]', '乙：'] }}, {{ text = '[^a]: 子。' }}, {{ text = '[^b]: 丑。' }}]\n"
    );
    let rendered = set(&data);
    assert!(told(&data).is_empty(), "{:?}", told(&data));
    let words = words_on_pages(&rendered);
    assert!(words.contains("①") && words.contains("②") && !words.contains("[^"), "{words}");
    for (body, wanted) in [
        ("{ text = '文[^1]。' }", vec!["note-undefined"]),
        ("{ text = '文。' }, { text = '[^1]: 甲' }", vec!["note-unplaced"]),
        ("{ text = \"文[^1]。\\n[^1]: 甲\" }, { text = '[^1]: 乙' }", vec!["note-twice"]),
        ("{ text = \"文[^1]。\\n[^1]: 甲\" }, { table = { rows = [['乙[^1]']] } }", vec!["note-misplaced"]),
        ("{ text = \"文[^1]。\\n[^1]: 甲\" }, { heading = '题[^1]', level = 'title' }", vec![]),
        ("{ text = '\\文[^1]' }", vec![]),
    ] {
        assert_eq!(told(&format!("{HEAD}body = [{body}]\n")), wanted, "{body}");
    }
}

#[test]
fn what_a_block_does_not_read_is_told_at_its_place() {
    for (body, wanted) in [
        ("{ text = '请**务必**办好。' }", vec!["markdown-in-text"]),
        ("{ text = '甲。' }, { heading = '一、**总体**' }", vec!["markdown-in-text"]),
        ("{ table = { rows = [['**甲**', '乙']] } }", vec!["markdown-in-text"]),
        ("{ box = { body = '请**务必**办好。' } }", vec!["markdown-in-text"]),
        ("{ table = { rows = [['甲', '<<']] } }", vec!["sign-in-block"]),
        ("{ table = { rows = [['甲', '\\<<']] } }", vec![]),
        ("{ text = ':-: 居中', align = 'right' }", vec!["sign-in-block"]),
        ("{ text = '甲\t乙', face = 'kaiti' }", vec!["sign-in-block"]),
        ("{ text = '|甲|', face = 'kaiti' }", vec!["sign-in-block"]),
        ("{ heading = '# 总体', level = 1 }", vec!["sign-in-block"]),
        ("{ text = '![图](a.png)' }", vec!["sign-in-block"]),
        ("{ text = ['|甲', { bold = '乙' }, '|'] }", vec!["sign-in-block"]),
        ("{ box = { body = ['甲。', { bold = '乙' }] } }", vec![]),
        ("{ box = { body = ['甲：\t', { bold = '乙' }] } }", vec!["box-part"]),
    ] {
        let data = format!("{HEAD}body = [{{ text = '文一。' }}, {body}]\n");
        assert_eq!(told(&data), wanted, "{body}");
    }
    // A text of blocks names no file and runs no program.
    let fence = block("文一。\n```typst\n#pagebreak()\n```");
    assert_eq!(told(&fence), ["sign-in-block"]);
    let place = Document::from_toml(&fence).unwrap();
    let found = place.diagnostics().iter().find(|found| found.code() == "sign-in-block").unwrap();
    assert_eq!(found.place().unwrap().line_column().0, 7, "the fence's line");
}

#[test]
fn a_line_break_of_a_cell_is_one_in_a_block_too() {
    let of = |cell: &str| {
        set(&format!("{HEAD}body = [{{ text = '文一。' }}, {{ table = {{ rows = [[{cell}, '丙']] }} }}]\n"))
    };
    assert_eq!(of("'甲<br>乙'").svg(0).unwrap(), of("\"甲\\n乙\"").svg(0).unwrap());
    assert!(words_on_pages(&of("'甲\\<br>乙'")).contains("甲<br>乙"));
}

#[test]
fn a_page_ends_where_somebody_says_so() {
    let markdown = format!(
        "{HEAD}body-format = 'markdown'\nbody = '''\n文一。\n---分页---\n:-: # 名单\n\n文二。\n'''\n"
    );
    let blocks = format!(
        "{HEAD}\"正文\" = [{{ text = '文一。' }}, {{ \"分页\" = true }}, {{ heading = '名单', level = 'title' }}, {{ text = '文二。' }}]\n"
    );
    for data in [
        text("文一。\n---分页---\n:-: # 名单\n文二。"),
        text("文一。\n—— 分页符 ——\n:-: # 名单\n文二。"),
        markdown,
        blocks,
    ] {
        let rendered = set(&data);
        sound(&rendered);
        assert!(told(&data).is_empty(), "{:?}", told(&data));
        let pages = rendered.pages();
        assert_eq!(pages.len(), 2, "{data}");
        let (title, last) = (&all(pages, "body.2")[0], &all(pages, "body.3")[0]);
        assert_eq!((title.page, last.page), (2, 2));
        near(middle(title), AREA_CENTRE, "in the middle");
        assert!(title.top() - TOP < CELL, "at the page's top: {}", title.top());
        assert!(!words_on_pages(&rendered).contains("分页"));
    }
    for (body, count) in [
        ("---分页---\n文一。", 1),
        ("文一。\n---分页---", 1),
        ("文一。\n---分页---\n---分页---\n文二。", 1),
        ("文一。\n---分页---\n文二。\n---分页---\n---分页---", 2),
    ] {
        let found = told(&text(body));
        assert_eq!(found.iter().filter(|code| **code == "page-break").count(), count, "{body}: {found:?}");
        assert_eq!(set(&text(body)).pages().len(), if body.contains("文二") { 2 } else { 1 }, "{body}");
    }
    assert_eq!(told(&text("\\---分页---")), Vec::<&str>::new(), "words, when a `\\` says so");
    assert_eq!(told(&text("---分页---")), ["empty-body"]);
    assert_eq!(
        told(&format!(
            "{HEAD}body = [{{ text = '甲。' }}, {{ box = {{ body = \"甲。\\n---分页---\\n乙。\" }} }}]\n"
        )),
        ["box-part"]
    );
}

/// Of several notes, the commonest form in statistics, all behind the first became text of the body.
#[test]
fn notes_of_several_lines_stay_under_their_table() {
    let table = "文一。\n| 县 | 数 |\n|---|---|\n| 甲 | 1 |\n";
    let data =
        text(&format!("{table}注：1.第一条注。\n2.第二条注。\n3.第三条注。\n资料来源：县统计局。\n2.正文。"));
    let rendered = set(&data);
    sound(&rendered);
    let lines = all(rendered.pages(), "body.1");
    let notes: Vec<_> = lines.iter().filter(|line| line.text().contains(['注', '源'])).collect();
    let texts: Vec<String> = notes.iter().map(|line| line.text()).collect();
    assert_eq!(texts, ["注：1.第一条注。", "2.第二条注。", "3.第三条注。", "资料来源：县统计局。"]);
    let em = 10.5 * 25.4 / 72.0;
    near(notes[1].left() - notes[0].left(), 2.0 * em, "2. under 1.");
    near(notes[2].left(), notes[1].left(), "3. too");
    near(notes[3].left(), notes[0].left(), "a source flush with 注");
    near(all(rendered.pages(), "body.2")[0].left(), LEFT + 2.0 * CELL, "the text goes on");
    assert!(told(&data).is_empty(), "{:?}", told(&data));
}

/// 04: who signs a letter among others on a sheet stood at the edge, and the date too.
#[test]
fn a_sign_off_inside_a_text_stands_as_one_does() {
    for (organ, date) in [("中共云岭县委组织部（盖章）", "2025年11月9日"), ("县水利局", "2025年11月29日")]
    {
        let rendered = set(&text(&format!("文。\n--: {organ}\n--: {date}\n--: 抄报：甲局\n文二。")));
        sound(&rendered);
        let line = |at: usize| all(rendered.pages(), &format!("body.{at}")).remove(0);
        let (name, day) = (line(1), line(2));
        let (nearer, farther) = if name.right() > day.right() { (&name, &day) } else { (&day, &name) };
        near(nearer.right(), RIGHT - 2.0 * CELL, "2字 from the right");
        assert!(farther.right() < nearer.right() + 0.1);
        assert!(
            (day.left() - name.left() - 2.0 * CELL).abs() < 0.3,
            "2字 behind: {} {}",
            name.left(),
            day.left()
        );
        near(line(3).right(), RIGHT, "another line stays at the edge");
    }
}
