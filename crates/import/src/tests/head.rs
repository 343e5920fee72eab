//! Heads and meetings as they are pasted, each a kind, in wordings of its own.

use crate::import;

/// The data file, and its values by key.
struct File(String, toml::Table);

fn read(text: &str) -> File {
    let file = import("pasted.txt", text.as_bytes().to_vec()).unwrap().toml();
    let table = file.parse().unwrap();
    File(file, table)
}

impl File {
    fn says(&self, key: &str) -> String {
        match self.1.get(key) {
            Some(toml::Value::String(text)) => text.trim_end().to_owned(),
            Some(toml::Value::Array(items)) => {
                items.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join("、")
            }
            _ => String::new(),
        }
    }

    /// Whether a doubt stands above a key, written or commented out.
    fn asks(&self, key: &str) -> bool {
        let mut above = "";
        self.0.lines().any(|line| {
            let own = line.trim_start_matches("# ").starts_with(&format!("{key} = "));
            let asked = own && above.starts_with("# 请核对");
            if !line.starts_with("#|") {
                above = line;
            }
            asked
        })
    }
}

#[test]
fn what_was_passed_says_its_day_and_who_passed_it() {
    let file = read(
        "甲市第三届人民代表大会第二次会议关于预算的决议\n（2024年1月20日甲市第三届人民代表大会第二次会议通过）\n\
         甲市第三届人民代表大会第二次会议审查了预算，决定批准。\n会议号召，全市人民为实现目标而奋斗。",
    );
    assert_eq!(file.says("issuers"), "甲市第三届人民代表大会第二次会议");
    assert_eq!(file.says("date"), "2024年1月20日");
    assert!(file.asks("issuers") && file.asks("date"), "{}", file.0);
    assert!(file.says("body").starts_with("（2024年1月20日"));
    // Of two days the one on which it was passed.
    let two = read(
        "甲市人民代表大会常务委员会关于修改条例的决定\n（2024年3月5日甲市第七届人民代表大会常务委员会第九次会议通过　\
         2024年5月30日乙省人民代表大会常务委员会批准）\n会议决定对条例作出修改，自公布之日起施行，并重新公布。",
    );
    assert_eq!(two.says("date"), "2024年3月5日");
    // A sign-off says it better.
    let signed = read(
        "甲市总工会第六次代表大会决议\n（2024年9月6日通过）\n大会审查了财务报告，同意这个报告。\n甲市总工会\n2024年9月8日",
    );
    assert_eq!(signed.says("date"), "2024年9月8日");
    assert!(!signed.asks("date"), "{}", signed.0);
}

#[test]
fn a_day_in_brackets_under_a_title_is_asked_about() {
    let file =
        read("甲县人民政府关于表彰先进集体的决定\n（2024年4月28日）\n为弘扬先进，县政府决定表彰十个集体。");
    assert_eq!(file.says("date"), "2024年4月28日");
    assert!(file.asks("date"), "{}", file.0);
}

#[test]
fn organs_and_day_under_the_title_of_a_communique() {
    let file = read(
        "甲市第四次文物普查公报\n（第二号）\n——近现代建筑\n甲市文化和旅游局　乙省文物调查队\n甲市第四次文物普查领导小组办公室\n\
         2024年12月3日\n根据普查结果，现将我市近现代建筑的主要数据公布如下：\n一、总量\n全市共有近现代建筑213处。",
    );
    assert_eq!(file.says("title"), "甲市第四次文物普查公报（第二号）");
    assert_eq!(file.says("issuers"), "甲市文化和旅游局、乙省文物调查队、甲市第四次文物普查领导小组办公室");
    assert_eq!(file.says("date"), "2024年12月3日");
    assert_eq!(file.says("subtitle"), "——近现代建筑");
    assert!(file.0.contains("sign-off = false"), "{}", file.0);
    let below = "甲市文化和旅游局　乙省文物调查队\n甲市第四次文物普查领导小组办公室\n2024年12月3日\n根据普查";
    assert!(file.says("body").starts_with(below), "{}", file.0);
    assert!(file.asks("issuers") && file.asks("body"), "{}", file.0);
}

#[test]
fn minutes_without_a_mark_keep_their_meeting_in_the_text() {
    let text = "甲县图书馆选址论证会会议纪要\n时间：2024年5月6日9:30\n地点：县图书馆二楼\n主持：欧阳春\n参加人：欧阳春、李四\n\
                请假：王五\n列席：各股室负责人\n会议研究了选址，形成以下意见。\n一、选在原粮库地块。\n记录：赵六";
    let file = read(text);
    assert_eq!(file.says("format"), "document");
    assert_eq!(file.says("issuers"), "甲县图书馆");
    assert_eq!(file.says("body"), text.split_once('\n').unwrap().1);
    for key in ["format", "issuers", "date", "attendees", "absentees", "observers"] {
        assert!(file.asks(key), "{key}\n{}", file.0);
    }
    // In a chat the head of a message stands between.
    let chat = text
        .replace("\n时间", "\n科员-小李 18:20\n时间")
        .replace("\n会议研究", "\n科员-小李 18:21\n会议研究");
    let chat = read(&format!("科员-小李 18:20\n{chat}"));
    assert_eq!(chat.says("body"), file.says("body"));
}

#[test]
fn a_form_of_minutes_says_mark_number_and_day_in_fields() {
    let file = read(
        "标题：甲市水利局局务会议纪要\n编号：〔2024〕9号　　成文：2024年6月3日　　附件：无\n分送：局领导，局属各单位\n\
         会议时间：2024年6月1日9时\n会议地点：二楼会议室\n主持人：欧阳春\n出席人员：\n欧阳春、李四\n列席人员：\n各科科长\n\
         会议听取了三个科室的汇报，研究了5项议题，议定事项如下：\n一、同意购置水尺20套。\n会议记录：赵六",
    );
    for (key, wanted) in [
        ("mark", "甲市水利局局务会议纪要"),
        ("issuers", "甲市水利局"),
        ("number", "〔2024〕9号"),
        ("date", "2024年6月3日"),
    ] {
        assert_eq!(file.says(key), wanted, "{key}\n{}", file.0);
    }
    assert!(["mark", "issuers", "number", "date"].iter().all(|key| file.asks(key)), "{}", file.0);
    for row in [
        "  { label = \"主持人\", names = \"欧阳春\" },",
        "  { label = \"出席人员\", names = \"欧阳春、李四\" },",
        "  { label = \"列席人员\", names = \"各科科长\" },",
        "  { label = \"会议记录\", names = \"赵六\" },",
        "cc = [{ label = \"分送\", names = \"局领导，局属各单位\" }]",
    ] {
        assert!(file.0.lines().any(|line| line == row), "{row}\n{}", file.0);
    }
    // What no key takes of the meeting is to be seen, and no text.
    assert!(file.says("body").starts_with("会议听取") && file.0.contains("#| 会议地点"), "{}", file.0);
}

#[test]
fn an_order_of_several_organs_is_asked_about() {
    let file = read(
        "甲省公安厅\n甲省商务厅　　令\n第9号\n《甲省电动三轮车登记规定》已经厅务会议审议通过，现予公布，自2024年5月1日起施行。\n\
         厅长　张三\n厅长　李四\n2024年1月16日",
    );
    assert_eq!(file.says("issuers"), "甲省公安厅、甲省商务厅");
    assert!(file.asks("mark"), "{}", file.0);
}

#[test]
fn a_title_parted_before_its_bracket_is_whole() {
    let file = read(
        "甲市人民政府\n甲政议〔2024〕7号\n关于提请审议甲市水网建设规划\n（2023—2035年）的议案\n市人大常委会：\n\
         规划由市水利局组织编制，现提请审议。\n甲市人民政府\n2024年8月1日",
    );
    assert_eq!(file.says("title"), "关于提请审议甲市水网建设规划（2023—2035年）的议案");
}

#[test]
fn whose_page_it_is_says_who_issues_last_of_all() {
    let text = "甲市卫生健康委员会 > 数据发布\n2023年卫生健康事业发展统计公报\n2023年，全市卫生健康系统坚持以人民健康为中心。\n\
                一、资源\n全市共有医院87个。\n2024年6月17日";
    assert_eq!(read(text).says("issuers"), "甲市卫生健康委员会");
    let named = text.replace("\n2023年卫生", "\n乙县人民政府2023年卫生");
    assert_eq!(read(&named).says("issuers"), "乙县人民政府");
}

#[test]
fn numbers_of_courts_companies_and_drafts() {
    let court = read(
        "案号：（2024）甲0702民特5号　案由：宣告失踪\n甲市乙区人民法院关于申请宣告张三失踪的公告\n（2024）甲0702民特5号\n\
         本院于2024年2月20日受理申请，现发出寻人公告，公告期三个月。\n甲市乙区人民法院\n2024年2月26日",
    );
    assert_eq!(court.says("number"), "（2024）甲0702民特5号");
    let company = read(
        "证券代码：600001　　公告编号：2024-017\n甲乙纸业股份有限公司关于停产检修的公告\n公司定于五月起停产检修，现予公告。\n\
         甲乙纸业股份有限公司董事会\n2024年5月20日",
    );
    assert_eq!(company.says("number"), "2024-017");
    let draft = read(
        "甲学院科研处\n（稿件编号 KY-2024-11）\n关于推进本科生进实验室的实施意见\n各二级学院：\n为提高质量，提出以下意见：\n一、对象\n\
         大一学生。\n甲学院科研处\n2024年5月20日",
    );
    assert_eq!(draft.says("number"), "");
    assert!(draft.asks("number"), "{}", draft.0);
}

#[test]
fn lines_with_signs_before_them_are_items() {
    let items = "◆时间：5月11日22时至次日6时，期间北苑街以北、铁路以西区域停水\n\
                 ◆区域：北苑街以北、铁路以西、滨河路以南围合区域，涉及42个小区和三所学校\n\
                 ◆影响：恢复供水初期可能出现短时浑浊、水压偏低，请放水两三分钟后使用即可";
    let file = read(&format!(
        "甲市供水服务中心关于泵房切换停水的公告\n因更换机组，需停水施工。现将有关事项公告如下：\n{items}\n\
         给您带来的不便，敬请谅解。\n甲市供水服务中心\n2024年5月7日"
    ));
    assert!(file.says("body").contains(items), "{}", file.0);
}

#[test]
fn what_an_assistant_cannot_know_is_asked() {
    let file = read(
        "好的，下面是一份议案：\n\n甲市人民政府关于提请审议建立友好城市关系的议案\n市人民代表大会常务委员会：\n\
         为深化合作，现提请审议。\n\n市长：×××\n2024年__月__日\n\n请提供签署日期。",
    );
    assert!(["number", "date", "signature"].iter().all(|key| file.asks(key)), "{}", file.0);
}

#[test]
fn organs_and_a_kind_are_a_title_over_a_sentence_broken_by_the_page() {
    for title in ["甲市公安局 甲市交通运输局 通告", "甲市公安局　甲市交通运输局　公告"]
    {
        let file = read(&format!(
            "{title}\n\n为加强城区道路交通管理，根据《中华人民共和国道路交通安全法》第三十九条规定，现\n\
             就有关事项通告如下：\n一、管制时间：5月11日22时至次日6时。\n特此通告\n甲市公安局\n甲市交通运输局\n2024年5月7日"
        ));
        assert_eq!(file.says("title"), title, "{}", file.0);
        assert!(file.says("body").starts_with("为加强城区"), "{}", file.0);
        assert_eq!(file.says("issuers"), "甲市公安局、甲市交通运输局", "{}", file.0);
    }
}

#[test]
fn labels_under_a_title_say_to_whom_and_when() {
    for label in ["呈", "致", "报送", "主送"] {
        let text = format!(
            "甲县口岸管理站2025年运行情况报告\n{label}：市口岸管理办公室\n报告日期：2025年10月8日\n一、运行数据\n进出境人员18万人次。\n"
        );
        let toml = super::imported(&text).toml();
        for line in [
            "recipients = \"市口岸管理办公室\"",
            "date = \"2025年10月8日\"",
            "issuers = [\"甲县口岸管理站\"]",
        ] {
            assert!(toml.contains(line), "{line}\n{toml}");
        }
        super::keeps_all_words(&text);
    }
}
