//! What pages and accounts put at a document's edges, and what they say that the document does not.

use super::says;

const TEXT: &str = "各县教育局：\n现就有关工作通知如下，请认真落实。\n一、加强领导。\n";
const TITLE: &str = "甲市教育局关于招生工作的通知\n";
const FOOT: &str = "甲市教育局\n2024年4月2日\n";

fn toml(text: &str) -> String {
    crate::import("a.txt", text.as_bytes().to_vec()).unwrap().toml()
}

#[test]
fn a_row_that_gave_a_day_still_gives_its_number() {
    for label in ["公文编号", "发文编号", "本件编号"] {
        let row = format!("公文种类：通知　　{label}：甲教〔2024〕5号　　成文日期：2024年4月2日\n");
        says(
            &format!("{row}{TITLE}{TEXT}甲市教育局\n"),
            &["number = \"甲教〔2024〕5号\"", "date = \"2024年4月2日\"", "# 请核对：文件里没有写"],
        );
    }
}

#[test]
fn how_an_attachment_is_handed_in_is_no_part_of_its_name() {
    for remark in ["（一式两份）", "（共3页）", "（另发）", "（略）"] {
        let text = format!("{TITLE}{TEXT}附件：经费测算表{remark}\n{FOOT}");
        says(&text, &["  \"经费测算表\",", "# 请核对：附件名称后面的"]);
    }
    says(&format!("{TITLE}{TEXT}附件：规划（文本）\n{FOOT}"), &["  \"规划（文本）\""]);
}

#[test]
fn organ_and_day_under_a_title_are_asked_about_in_the_text_too() {
    let text = "2024年甲市环境状况公报\n甲市生态环境局\n（2024年6月5日）\n根据法律规定，现予公布。\n一、大气\n空气良好。\n";
    let data = toml(text);
    assert_eq!(data.matches("# 请核对：原文没有单独写出，据题注补出").count(), 2, "{data}");
    assert!(data.contains("# 请核对：标题下面的机关") && !data.contains("像是网页"), "{data}");
    assert!(data.contains("body = '''\n甲市生态环境局\n（2024年6月5日）\n根据"), "{data}");
    assert!(data.contains("date = \"2024年6月5日\""), "{data}");
}

#[test]
fn a_session_is_named_as_its_title_names_it() {
    says(
        "甲市第九届人民代表大会第三次会议关于预算的决议\n会议审查了预算，决定批准这个预算。\n",
        &["issuers = [\"甲市第九届人民代表大会第三次会议\"]", "# 请核对：原文没有单独写出，据标题补出"],
    );
    says(
        "中国共产党甲市第八届委员会第九次全体会议公报\n全会听取和讨论了工作报告。\n全会号召，继续奋斗。\n",
        &["issuers = [\"中国共产党甲市第八届委员会第九次全体会议\"]"],
    );
}

#[test]
fn what_stands_under_a_text_and_looks_unlike_it_is_left_out_and_told() {
    for noise in ["甲市日报社全媒体中心出品", "网站纠错　　留言评议", "[批注 [李1]: 数已核对]"]
    {
        let text = format!(
            "{TITLE}各县教育局：\n现将有关事项通知如下，请认真落实。\n以上各项，请抓好落实。\n{noise}\n编辑｜小鱼\n"
        );
        let data = toml(&text);
        let told = ["不像文件的字，没有写进来", "没有认出属于哪个要素"];
        assert!(told.iter().any(|told| data.contains(told)), "{data}");
        let body = data.split("'''").nth(1).unwrap();
        assert!(!body.contains(noise), "{data}");
    }
    // Who raises a bill, and a list's last name, stay.
    for own in ["提案人：甲市代表团（召集人　张三）", "监督举报电话：0991-12388（示意）"]
    {
        let text = format!(
            "{TITLE}各县教育局：\n现将有关事项通知如下，请认真落实。\n以上各项，请抓好落实。\n{own}\n"
        );
        assert!(toml(&text).split("'''").nth(1).unwrap().contains(own), "{own}");
    }
}

#[test]
fn the_end_that_a_page_says_ends_the_document() {
    for end in ["THE END", "- 本文结束 -", "相关文档", "——正文结束——"] {
        let data = toml(&format!("{TITLE}{TEXT}{FOOT}{end}\n某某办法解读\n扫描分享\n"));
        let body = data.split("'''").nth(1).unwrap();
        assert!(!body.contains("解读") && !data.contains("attachments"), "{data}");
    }
}

#[test]
fn a_mark_that_a_page_calls_a_title_leaves_the_title_to_the_document() {
    says(
        "名称\t甲县人民政府通告\t发布机构\t县政府办\n索引号\tJX-2025-1\t成文日期\t2025-03-01\n甲县人民政府通告\n为保护资源，现就禁渔有关事项通告如下，请遵照执行。\n一、三月起禁渔。\n甲县人民政府\n2025年3月1日\n",
        &["title = \"甲县人民政府通告\""],
    );
}

#[test]
fn who_signs_beside_another_label_is_taken_and_asked_about() {
    says(
        &format!(
            "甲教函〔2025〕66号\n签发人：费国璋　　　　办理结果：A类\n甲市教育局关于提案的答复函\n闵素娥委员：\n您的提案收悉，现答复如下，请予支持。\n{FOOT}"
        ),
        &["signers = [\"费国璋\"]", "# 请核对：文件里没有写，据网页、邮件或办文系统上的说明补出"],
    );
}

#[test]
fn a_commission_that_tells_of_cases_is_who_issues() {
    let text = "某县纪委监委通报3起典型问题\n清风某县 2023年12月22日 10:00\n“清风某县”欢迎您的关注！\n为严明纪律，现将3起典型问题通报如下：\n一、张某违规收受礼品问题。张某受到处分。\n上述问题，教训深刻，要引以为戒。\n";
    says(text, &["title = \"某县纪委监委通报3起典型问题\"", "issuers = [\"某县纪委监委\"]"]);
}

#[test]
fn an_order_without_a_number_is_one() {
    let text = "甲县防汛抗旱指挥部令\n沿河各乡镇人民政府：\n当前水位已超警戒，现命令：\n一、全县进入紧急防汛期。\n总指挥　乌长河\n2024年8月2日\n";
    says(text, &["format = \"order\"", "issuers = [\"甲县防汛抗旱指挥部\"]"]);
}

#[test]
fn the_name_of_a_site_is_no_mark_and_its_summary_no_text() {
    let data = toml(&format!("甲市信息公开平台\n{TITLE}甲教〔2024〕5号\n{TEXT}{FOOT}"));
    assert!(!data.contains("\nmark = "), "{data}");
    let data = toml(&format!("首页 > 公告\n{TITLE}【内容概述】四月起招生。\n{TEXT}{FOOT}"));
    assert!(!data.split("'''").nth(1).unwrap().contains("内容概述"), "{data}");
}
