//! Words of pages that no list knows, at the edges of what is pasted: each is told, and no clean text is.

use super::import;

fn read(text: &str) -> String {
    import("a.txt", text.as_bytes().to_vec()).unwrap().toml()
}

/// Whether a doubt of this kind stands over a key.
fn asks(toml: &str, key: &str) -> bool {
    let lines: Vec<&str> = toml.lines().collect();
    let at = lines.iter().position(|line| line.trim_start_matches("# ").starts_with(&format!("{key} = ")));
    let above = at.map(|at| lines[..at].iter().rev()).into_iter().flatten();
    above
        .take_while(|line| line.starts_with('#'))
        .any(|line| line.contains("不像这里的字") || line.contains("没有认出"))
}

const HEAD: &str = "甲市水务局关于开展取水核查的通知\n各县水务局：\n";
const TEXT: &str = "现就取水核查的有关事项通知如下。\n一、核查范围\n全市取水户。\n请于5月底前报送结果。\n";
const SIGN: &str = "甲市水务局\n2024年5月6日\n";

#[test]
fn a_line_under_the_text_that_is_no_sentence_is_asked_about() {
    for line in
        ["图/文：综合科 张三", "#节水 #取水", "👉 点这里", "云上水务", "http://sw.example.gov.cn/a.html"]
    {
        let toml = read(&format!("{HEAD}{TEXT}{line}"));
        assert!(asks(&toml, "body") || toml.contains(&format!("#| {line}")), "{toml}");
    }
    for line in [
        "特此通知",
        "感谢支持！",
        "会议议定：",
        "联系人：张三",
        "（以上数据均为初步统计数）",
        "注：数据为快报数",
    ] {
        let toml = read(&format!("{HEAD}{TEXT}{line}"));
        assert!(!asks(&toml, "body"), "{toml}");
    }
}

#[test]
fn a_line_under_an_attachment_that_is_unlike_it_is_asked_about() {
    let table = "附件\n取水户名录\n序号\t名称\n1\t甲厂\n2\t乙厂\n";
    let rules = "附件\n取水规则\n第一条　取水应当节约。\n第二条　本规则自印发之日起施行。\n";
    let list = "附件\n取水户名录\n一、甲县（2户）\n甲厂\n乙厂\n";
    for (attached, line) in [
        (table, "甲市水务局主办 甲市大数据中心运行维护"),
        (table, "Publish Date: Fri Nov 10 2023"),
        (rules, "甲市水务局网站"),
        (list, "#节水 #取水"),
    ] {
        let toml = read(&format!("{HEAD}{TEXT}{SIGN}{attached}{line}"));
        assert!(asks(&toml, "attachments") || toml.contains(&format!("#| {line}")), "{toml}");
    }
    for (attached, line) in [
        (table, "填表人：张三"),
        (table, "注：按户数排列"),
        (list, "丙厂"),
        (rules, "甲市水务局\n2024年5月6日"),
    ] {
        let toml = read(&format!("{HEAD}{TEXT}{SIGN}{attached}{line}"));
        assert!(!asks(&toml, "attachments"), "{toml}");
    }
}

#[test]
fn what_stands_between_title_and_recipients_hides_no_recipients() {
    for row in ["甲水资讯", "原创 甲水 甲水资讯", "稿源：市局 · 阅读 31"] {
        let toml = read(&format!("甲市水务局关于开展取水核查的通知\n{row}\n各县水务局：\n{TEXT}{SIGN}"));
        assert!(toml.contains("recipients = \"各县水务局\""), "{toml}");
        assert!(toml.contains(&format!("#| {row}")), "{toml}");
    }
    // Recipients in lines stay together.
    let toml = read(&format!("甲市水务局关于开展取水核查的通知\n各县水务局，\n局属各单位：\n{TEXT}{SIGN}"));
    assert!(toml.contains("recipients = \"各县水务局，局属各单位\""), "{toml}");
}

#[test]
fn organs_under_a_title_sign_though_a_pages_row_stands_between() {
    let dated = "2023年甲县统计公报\n2024-04-02 10:30:16　来源：甲县统计局\n甲县统计局　国家统计局甲县调查队\n2024年3月29日\n2023年，全县经济平稳运行。\n一、综合\n全年增长6.1%。";
    let toml = read(dated);
    assert!(toml.contains("issuers = [\"甲县统计局\", \"国家统计局甲县调查队\"]"), "{toml}");
    assert!(toml.contains("date = \"2024年3月29日\""), "{toml}");
    let undated =
        "2023年甲市环境状况公报\n甲市生态环境局\n按照规定，现将环境状况公布如下。\n一、大气\n总体良好。";
    let toml = read(undated);
    assert!(
        toml.contains("issuers = [\"甲市生态环境局\"]") && toml.contains("# 请核对：原文在标题下面"),
        "{toml}"
    );
}
