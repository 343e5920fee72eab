//! Papers of the daily office: what they are known by, and what stays a question.

use super::imported;

/// What a paste's import says and, behind `!`, does not say.
fn says(text: &str, wanted: &[&str]) {
    super::keeps_all_words(text);
    let toml = imported(text).toml();
    for line in wanted {
        let found = |line: &str| toml.lines().any(|known| known.starts_with(line));
        let right = line.strip_prefix('!').map_or_else(|| found(line), |line| !toml.contains(line));
        assert!(right, "{line}\n--- input\n{text}\n--- file\n{toml}");
    }
}

const TEXT: &str = "经局长办公会议研究，现将有关情况说明如下，请各单位遵照执行。\n";
const END: &str = "甲市水利局\n2025年3月5日\n";

#[test]
fn a_paper_without_a_red_head_is_plain_when_its_title_says_so() {
    for title in ["关于拟表彰先进集体的公示", "在职证明", "关于工程建设情况的说明", "先进个人名单", "介绍信"]
    {
        says(
            &format!("{title}\n{TEXT}{END}"),
            &["format = \"plain\"", &format!("title = \"{title}\""), "!# 请核对："],
        );
    }
    // A red head, or a kind, says otherwise.
    for text in [
        format!("甲市水利局文件\n甲水〔2025〕3号\n关于拟表彰先进集体的公示\n{TEXT}{END}"),
        format!("甲水〔2025〕3号\n关于拟表彰先进集体的公示\n{TEXT}{END}"),
        format!("关于公布先进个人名单的通知\n{TEXT}{END}"),
    ] {
        says(&text, &["!plain"]);
    }
    // Another word may be a paper's or a draft's.
    let text = format!("甲市水利工程建设方案\n{TEXT}{END}");
    says(&text, &["# 请核对：没有版头，标题也不以文种结尾", "# format = \"plain\""]);
}

#[test]
fn a_decision_on_a_penalty_has_its_organ_over_it_and_its_number_under_it() {
    let text = format!("甲市水利局\n行政处罚决定书\n甲水罚〔2025〕4号\n当事人：某公司\n{TEXT}{END}");
    let wanted = [
        "format = \"plain\"",
        "number = \"甲水罚〔2025〕4号\"",
        "title = \"甲市水利局行政处罚决定书\"",
        "当事人：某公司",
    ];
    says(&text, &wanted);
    says(
        &format!("介绍信\n甲介字第0032号\n乙局：\n{TEXT}{END}"),
        &["number = \"甲介字第0032号\"", "recipients = \"乙局\""],
    );
}

#[test]
fn who_speaks_stands_under_the_title_and_nobody_signs() {
    let text = format!(
        "内部资料\n在全市水利工作会议上的讲话\n——在一年大干的开局之际\n市长　张三\n（2025年3月5日）\n同志们：\n{TEXT}"
    );
    let wanted = [
        "format = \"plain\"",
        "classification = \"内部资料\"",
        "title = \"在全市水利工作会议上的讲话\"",
        "subtitle = \"——在一年大干的开局之际\"",
        "speaker = \"市长　张三\"",
        "recipients = \"同志们\"",
        "date = \"2025年3月5日\"",
        "!sign-off",
        "!issuers",
        "!sealing",
    ];
    says(&text, &wanted);
    // A name over a text that nobody speaks is of the text.
    says(&format!("关于学习张三同志的通知\n局长　李四\n各县：\n{TEXT}{END}"), &["!speaker"]);
}

#[test]
fn marks_over_a_title_stand_at_the_right() {
    for mark in ["A", "会议材料（三）", "会议材料之五", "编号：2025-0012"] {
        says(&format!("{mark}\n关于工程情况的说明\n{TEXT}{END}"), &[&format!("corner = \"{mark}\"")]);
    }
    // A register's number over a notice is the notice's, or a page's.
    says(&format!("编号：2025-0012\n关于清淤的通知\n各县：\n{TEXT}{END}"), &["!corner"]);
}

#[test]
fn what_was_passed_and_papers_that_end_with_their_text_are_not_signed() {
    let passed =
        format!("甲县人民代表大会关于工作报告的决议\n（2025年1月17日甲县第三届人民代表大会通过）\n{TEXT}");
    says(&passed, &["sign-off = false", "!没有落款，末尾不署名"]);
    let plan = format!("甲水库防汛应急预案\n{TEXT}");
    says(
        &plan,
        &["format = \"plain\"", "# 请核对：没有落款，末尾不署名", "sign-off = false", "!issuers", "!# date"],
    );
    says(&format!("{plan}{END}"), &["!sign-off", "issuers = [\"甲市水利局\"]"]);
}

#[test]
fn a_briefing_has_its_number_its_articles_and_rows_of_those_it_goes_to() {
    let head = "甲市防汛工作简报\n第7期（总第31期）\n甲市防汛办公室　　2025年7月9日\n";
    let text = format!(
        "{head}\n编者按：{TEXT}\n乙县把水泵搬到门口\n\n{TEXT}\n丙县一张卡片管一座塘\n\n{TEXT}报：市委。\n送：各部门。\n"
    );
    let wanted = [
        "format = \"briefing\"",
        "mark = \"甲市防汛工作简报\"",
        "number = \"第7期（总第31期）\"",
        "issuers = [\"甲市防汛办公室\"]",
        "date = \"2025年7月9日\"",
        ":-: # 乙县把水泵搬到门口",
        ":-: # 丙县一张卡片管一座塘",
        "  { label = \"报\", names = \"市委。\" },",
        "!title",
        "!sign-off",
    ];
    let toml = imported(&text).toml();
    for line in wanted {
        let found = toml.lines().any(|known| known.starts_with(line.trim_start_matches('!')));
        assert_eq!(found, !line.starts_with('!'), "{line}\n{toml}");
    }
    // One article alone is what the briefing is about.
    let one = format!("{head}\n乙县把水泵搬到门口\n\n{TEXT}报：市委。\n送：各部门。\n");
    says(&one, &["title = \"乙县把水泵搬到门口\""]);
}

#[test]
fn those_who_sign_an_agreement_are_parties_however_they_stand() {
    let wanted = [
        "# 请核对：按位置认作各方签署",
        "  { role = \"甲方（盖章）\", name = \"甲镇人民政府\", representative = \"负责人（签字）：张三\", date = \"2025年　月　日\" },",
        "  { role = \"乙方（盖章）\", name = \"乙村村民委员会\", representative = \"负责人（签字）：\", date = \"2025年　月　日\" },",
        "!sign-off",
    ];
    for (between, line) in [("\t", ""), ("　　　　", ""), ("\n", "\n")] {
        let rows = if line.is_empty() {
            format!(
                "甲方（盖章）：甲镇人民政府{between}乙方（盖章）：乙村村民委员会\n负责人（签字）：张三{between}负责人（签字）：\n2025年　月　日{between}2025年　月　日\n"
            )
        } else {
            "甲方（盖章）：甲镇人民政府\n负责人（签字）：张三\n2025年　月　日\n乙方（盖章）：乙村村民委员会\n负责人（签字）：\n2025年　月　日\n".to_owned()
        };
        says(&format!("甲镇安全生产责任书\n{TEXT}{rows}"), &wanted);
    }
    // Who they are says the first line of a text, too; one alone signs nothing; an address has no key.
    for foot in [
        "甲方：甲局\n乙方：乙局\n本协议自签订之日起生效。\n",
        "甲方（盖章）：甲局\n",
        "甲方：甲局\n乙方：乙局\n地址：某路1号\n",
    ] {
        says(&format!("甲镇安全生产协议书\n{TEXT}{foot}"), &["!parties"]);
    }
}

#[test]
fn tabs_part_names_and_lines_of_a_form_or_are_blanks() {
    let body = |rows: &str| format!("先进个人名单\n{TEXT}{rows}{END}");
    let names = "李红（女）\t王小明\t欧阳明\n张三\t李四\t王五\n";
    says(&body(names), &["李红（女）\t王小明\t欧阳明", "张三\t李四\t王五", "!|---|"]);
    let form = "单位（盖章）：\t填报时间：\n填表人：\t电话：\n";
    says(&body(form), &["单位（盖章）：\t填报时间：", "填表人：\t电话：", "!|---|"]);
    // Rows of words are a table; a lone tab is a blank.
    says(&body("标段\t全部\t公开招标\n勘察\t全部\t公开招标\n"), &["|---|---|---|"]);
    says(&body("甲县\t三十二座\n"), &["甲县　三十二座"]);
}

#[test]
fn days_that_are_not_given_are_printed_as_they_stand() {
    let text = format!(
        "甲市水利局关于清淤的意见\n各县：\n{TEXT}甲市水利局\n2025年　月　日\n甲市水利局办公室　2025年4月×日印发\n"
    );
    says(
        &text,
        &[
            "# 请核对：日期还没有写全，照原样排出",
            "date = \"2025年　月　日\"",
            "print-date = \"2025年4月×日\"",
        ],
    );
}

#[test]
fn who_printed_it_once_more_stands_under_the_printer() {
    let text = format!(
        "甲市水利局关于清淤的通知\n各县：\n{TEXT}{END}甲市水利局办公室　2025年3月6日印发\n乙县水利局　2025年3月20日翻印\n"
    );
    let wanted = [
        "printer = \"甲市水利局办公室\"",
        "reprinter = \"乙县水利局\"",
        "reprint-date = \"2025年3月20日\"  #| 翻印",
    ];
    says(&text, &wanted);
}
