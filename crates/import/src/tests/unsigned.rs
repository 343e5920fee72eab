//! What nobody signs, and what stands in the place of a sign-off.

use super::{imported, says};

const TITLE: &str = "甲市水务局关于节水工作的通知\n";
const TEXT: &str = "各县水务局：\n为做好节水工作，现将有关事项通知如下。\n一、严格取水许可。\n";

fn lacks(text: &str, line: &str) {
    let toml = imported(text).toml();
    assert!(!toml.lines().any(|known| known.starts_with(line)), "{line}\n{toml}");
}

#[test]
fn a_note_as_the_last_line_of_what_nobody_signs_is_one() {
    for note in
        ["（此件发至村级）", "（此件公开发布）", "(依申请公开)", "（联系人：张三，电话：0990-1234567）"]
    {
        let text = format!("甲市水务局文件\n甲水〔2025〕1号\n{TITLE}{TEXT}{note}\n");
        says(&text, &[&format!("note = \"{note}\"")]);
    }
    let text = format!("甲市水务局文件\n甲水〔2025〕1号\n{TITLE}{TEXT}（以上数据为初步统计）\n");
    lacks(&text, "note = ");
}

#[test]
fn the_mark_alone_says_who_issues_and_its_words_are_asked_about() {
    let text = format!("甲市水务局文件\n甲水〔2025〕1号\n{TITLE}{TEXT}");
    says(&text, &["# 请核对：没有落款，发文机关取自发文机关标志", "issuers = [\"甲市水务局\"]"]);
}

#[test]
fn a_day_over_the_organ_that_signs_is_its_day() {
    let text = format!("水务局关于节水工作的通知\n{TEXT}2025年9月2日\n甲市乙区水务局\n");
    says(&text, &["issuers = [\"甲市乙区水务局\"]", "date = \"2025年9月2日\""]);
    // Who signs over the day signs; what is below prints.
    let text = format!("{TITLE}{TEXT}甲市水务局\n2025年9月2日\n甲市水务局办公室\n");
    says(&text, &["issuers = [\"甲市水务局\"]"]);
}

#[test]
fn minutes_are_of_the_day_on_which_they_met() {
    for when in [
        "时间：2025年5月12日上午9时",
        "时　间：2025年5月12日（星期一）",
        "会议时间: 2025年5月12日9:00",
        "**时间：** 2025年5月12日（周一）19:30",
    ] {
        let text = format!(
            "甲县人民政府第67次常务会议纪要\n{when}\n地点：三楼会议室\n出席：张三、李四\n会议研究了以下事项：\n一、审议方案。会议同意。\n"
        );
        says(&text, &["# 请核对：原文没有单独写出，据会议时间补出", "date = \"2025年5月12日\""]);
    }
    // A notice of a meeting is not of its day.
    let text = format!("{TITLE}{TEXT}时间：2025年5月12日上午9时\n地点：三楼会议室\n");
    lacks(&text, "date = ");
}

#[test]
fn the_day_of_the_page_is_the_last_that_is_asked() {
    for row in ["发布时间：2025-01-22 来源：甲市水务局", "来源：甲市水务局　发布日期：2025-01-22"]
    {
        let report = "甲市水务局2024年度法治政府建设情况报告";
        let text = format!("{report}\n{row}\n2024年，市水务局认真落实各项要求。\n一、主要举措\n依法取水。\n");
        says(&text, &["# 请核对：文件里没有写，据网页", "date = \"2025-01-22\""]);
        let signed = format!("{TITLE}{row}\n{TEXT}甲市水务局\n2025年1月20日\n");
        says(&signed, &["date = \"2025年1月20日\""]);
    }
}

#[test]
fn a_head_that_no_key_took_is_asked_about() {
    for head in [
        "甲市人大常委会公报\n2025年第3号（总第57号）\n甲市人大常委会决定任免名单",
        "甲市人大常委会公报\n甲市人大常委会任免名单（一）",
    ] {
        let text = format!(
            "{head}\n（2025年6月27日甲市第八届人民代表大会常务委员会第二十九次会议通过）\n任命：\n李三为甲市教育局局长。\n"
        );
        let toml = imported(&text).toml();
        let at = toml.lines().position(|line| line.starts_with("title = ")).unwrap_or_default();
        assert!(toml.lines().nth(at - 1).is_some_and(|line| line.starts_with("# 请核对")), "{toml}");
    }
    says(
        "甲市人民代表大会常务委员会公告\n〔八届〕第23号\n《甲市条例》已于2025年4月29日通过，现予公布。\n甲市人民代表大会常务委员会\n2025年6月5日\n",
        &["number = \"〔八届〕第23号\"", "# mark = \"\""],
    );
}

#[test]
fn the_masthead_of_minutes_has_its_organ_beside_the_number() {
    for row in ["甲市数据局 2025年第6期", "甲市数据局　　第6期"] {
        let text = format!(
            "会议纪要\n{row}\n时间：7月4日 地点：局会议室\n参加人：张三 李四\n一、会议听取了汇报，决定搬迁。\n甲市数据局\n2025年7月7日\n"
        );
        let number = row.split(['局']).next_back().unwrap_or_default().trim();
        says(
            &text,
            &["mark = \"会议纪要\"", &format!("number = \"{number}\""), "issuers = [\"甲市数据局\"]"],
        );
    }
}

#[test]
fn two_organs_without_a_blank_sign_as_two_and_are_asked_about() {
    for (both, two) in [
        ("甲川市财政局甲川市民政局", "\"甲川市财政局\", \"甲川市民政局\""),
        ("乙山县公安局乙山县司法局", "\"乙山县公安局\", \"乙山县司法局\""),
    ] {
        let text = format!("{TITLE}{TEXT}{both}\n2025年4月3日\n");
        says(&text, &["# 请核对：按位置认作署名", &format!("issuers = [{two}]")]);
    }
    for one in ["桐溪区桐溪街道办事处", "甲川市甲川中学校"] {
        says(&format!("{TITLE}{TEXT}{one}\n2025年4月3日\n"), &[&format!("issuers = [\"{one}\"]")]);
    }
}

#[test]
fn several_lists_of_those_it_is_sent_on_to_keep_their_words() {
    let text = format!("{TITLE}{TEXT}甲市水务局\n2025年1月20日\n抄报：省水利厅。\n抄送：市财政局。\n");
    let rows = ["抄报\", names = \"省水利厅。", "抄送\", names = \"市财政局。"];
    says(&text, &rows.map(|row| format!("  {{ label = \"{row}\" }},")).each_ref().map(String::as_str));
    let text = format!("{TITLE}{TEXT}报：市政府，省水利厅。\n送：各县水务局。\n");
    let rows = ["报\", names = \"市政府，省水利厅。", "送\", names = \"各县水务局。"];
    says(&text, &rows.map(|row| format!("  {{ label = \"{row}\" }},")).each_ref().map(String::as_str));
}
