//! Words of pages that no list knows, at the edges of what is pasted: each is told, and no clean text is.

use crate::import;

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
    assert!(toml.contains("issuers = [\"甲市生态环境局\"]") && toml.contains("# 请核对：标题下面"), "{toml}");
}

/// The file that a paste becomes has these words, and lacks those after `!`.
fn says(text: &str, wanted: &[&str]) {
    let toml = read(text);
    for words in wanted {
        match words.strip_prefix('!') {
            Some(absent) => assert!(!toml.contains(absent), "{absent}\n{toml}"),
            None => assert!(toml.contains(words), "{words}\n{toml}"),
        }
    }
}

#[test]
fn rows_with_words_that_are_no_labels_are_a_pages() {
    for row in [
        "甲水网　　发布日期：2024年05月08日　　来源：局办公室",
        "2024/5/8 15:27:40　　甲市水务局　　阅读次数：73　　【字号 大 中 小】",
        "甲水资讯 | 2024-05-08 | 阅读：31",
        "建议编号：第118号　　公开时间：2024-05-08",
    ] {
        let text = format!("甲市水务局关于开展取水核查的通知\n{row}\n{TEXT}{SIGN}");
        says(&text, &[&format!("#| {row}"), "!不像这里的字", "!没有认出", "body = '''\n现就取水"]);
    }
    // Rows of tables and of what a meeting was are none.
    let table = "分三类，具体时间如下：\n类别\t时间\n公园\t5:30—22:30\n街巷\t6:00—22:00";
    says(&format!("{HEAD}{table}\n{SIGN}"), &["| 街巷 | 6:00—22:00 |"]);
}

#[test]
fn buttons_tags_and_hosts_under_a_document_are_a_pages() {
    let table = "附件\n取水户名录\n序号\t名称\n1\t甲厂\n2\t乙厂\n";
    for line in [
        "[关闭窗口] [打印文本]",
        "【我要评论】　【返回首页】",
        "#节水 #取水",
        "Publish Date: Fri Nov 10 2023",
        "甲市人民政府主办 甲市大数据发展管理局承办",
        "摄影/李四",
    ] {
        says(&format!("{HEAD}{TEXT}{SIGN}{table}{line}"), &[&format!("#| {line}"), "| 2 | 乙厂 |\n'''"]);
    }
    // A credit over what is surely a page's goes with it.
    says(&format!("{HEAD}{TEXT}{SIGN}图/文：综合科 张三\n编辑：李四"), &["#| 图/文：综合科 张三"]);
}

#[test]
fn an_order_whose_number_stands_in_its_mark_publishes_what_its_own_title_says() {
    for head in ["甲市人民政府令第32号", "甲市人民政府令　第32号", "甲市人民政府令（第32号）"]
    {
        let text = format!(
            "{head}\n来源: 司法局 时间: 2022-11-30 09:12\n《甲市人民政府关于废止〈甲市拆迁细则〉的决定》已经市政府常务会议通过，\
             现予公布，自公布之日起施行。\n代　市　长\n柏翠微\n2022年11月25日\n\
             甲市人民政府关于废止《甲市拆迁细则》的决定\n经市政府常务会议审议，决定废止该细则。"
        );
        says(
            &text,
            &[
                "kind = \"命令\"",
                "issuers = [\"甲市人民政府\"]",
                "第32号",
                "!\ntitle",
                "{ title = \"甲市人民政府关于废止《甲市拆迁细则》的决定\"",
                "signature = { title = \"代　市　长\", name = \"柏翠微\" }",
                "date = \"2022年11月25日\"",
            ],
        );
    }
}

#[test]
fn an_organ_over_a_title_is_of_it_where_blank_lines_part_everything() {
    let text = "甲水\n\n甲市水务局\n\n关于开展取水核查的公告\n\n现就取水核查公告如下。\n\n请于5月底前报送。\n\n甲市水务局\n\n2024年5月6日";
    says(
        text,
        &["title = \"甲市水务局关于开展取水核查的公告\"", "# 请核对：标题上一行“甲市水务局”算进了标题"],
    );
    // Where they part something, a letterhead stays one.
    let letter = "甲市水务局\n\n关于开展取水核查的公告\n现就取水核查公告如下。\n请于5月底前报送。\n甲市水务局\n2024年5月6日";
    says(letter, &["title = \"关于开展取水核查的公告\""]);
}

#[test]
fn what_a_page_says_otherwise_is_asked_about() {
    let page = "文号: 甲水〔2024〕14号 成文日期: 2024-05-05\n标题: 甲市水务局关于开展污水核查的通知\n";
    let text =
        format!("{page}甲市水务局关于开展取水核查的通知\n甲水〔2024〕12号\n各县水务局：\n{TEXT}{SIGN}");
    says(
        &text,
        &[
            "# 请核对：网页、邮件或办文系统上写的是“甲水〔2024〕14号”，与文件里的不同\nnumber",
            "# 请核对：网页、邮件或办文系统上写的是“甲市水务局关于开展污水核查的通知”，与文件里的不同\ntitle",
            "# 请核对：网页、邮件或办文系统上写的是“2024-05-05”，与文件里的不同\ndate",
        ],
    );
    let same = "文号: 甲水[2024]12号 成文日期: 2024-05-06\n标题: 关于开展取水核查的通知\n";
    let text =
        format!("{same}甲市水务局关于开展取水核查的通知\n甲水〔2024〕12号\n各县水务局：\n{TEXT}{SIGN}");
    says(&text, &["!与文件里的不同"]);
}

#[test]
fn who_put_a_page_up_issues_what_nobody_signs() {
    let text = "发布机构：甲市水务局\n生成日期：2024-05-08\n文号：甲水阅〔2024〕3号\n关于研究取水核查的会议纪要\n\
                5月6日，局长主持会议，研究取水核查工作。\n一、关于范围。会议同意。";
    says(
        text,
        &[
            "issuers = [\"甲市水务局\"]",
            "date = \"2024-05-08\"",
            "据网页、邮件",
            "format = \"document\"",
            "!\"letter\"",
        ],
    );
    // A sign-off says it better, a title too.
    let signed = format!("发布机构：甲市信息中心\n生成日期：2024-05-08\n{HEAD}{TEXT}{SIGN}");
    says(&signed, &["issuers = [\"甲市水务局\"]", "date = \"2024年5月6日\"", "!与文件里的不同"]);
}

#[test]
fn rows_of_blank_cells_are_rows() {
    let form = "附件\n回执\n单位\t姓名\t电话\n\t\t\n\t合计\t2\n";
    says(
        &format!("{HEAD}{TEXT}{SIGN}{form}"),
        &["| 单位 | 姓名 | 电话 |\n|---|---|---|\n|  |  |  |\n|  | 合计 | 2 |"],
    );
    let dots = "| 1 | 甲厂 |\n";
    assert!(
        read(&format!("{HEAD}名单如下。\n序号\t名称\n1\t甲厂\n…\t…\n9\t乙厂\n{SIGN}"))
            .contains(&format!("{dots}| … | … |\n| 9 |"))
    );
}

#[test]
fn files_below_a_document_end_where_their_names_end() {
    says(
        &format!("{HEAD}{TEXT}{SIGN}附件:\n1、名录.xlsx (12.3KB)\n2、值班表.docx\n返回上页\n"),
        &["\"值班表\"", "#| 返回上页"],
    );
    for page in ["附件下载： 承诺书样式（点击下载）", "相关附件\n承诺书样式"] {
        let text = format!(
            "{HEAD}{TEXT}{SIGN}甲省水务厅关于取水的通知\n各市水务局：\n现就取水通知如下。\n请落实。\n{page}"
        );
        says(&text, &["# 请核对：网页附有文件“承诺书样式”", "请落实。\n'''"]);
    }
}

#[test]
fn a_mark_over_a_pages_rows_that_nothing_else_says_is_a_section() {
    let text = format!(
        "首页\n政务公开\n县政府办公室文件\n索引号\n001/2024\n发布日期\n2024-05-08\n{HEAD}{TEXT}{SIGN}"
    );
    says(&text, &["issuers = [\"甲市水务局\"]", "#| 县政府办公室文件"]);
}

#[test]
fn pages_rows_are_no_broken_lines() {
    let text = "原创 甲市发布 甲市发布 2024-05-08 18:30 江西\n甲市水务局 甲市财政局\n关于表彰2023年度节水集体的决定\n\
                信息来源：市水务局 | 发布时间：2024-05-08\n甲水〔2024〕7号\n各县水务局，局属各单位：\n2023年，全市上下团结奋斗，涌现出一批节水集体。\n　　希望再立新功。\n甲市水务局\n甲市财政局\n2024年5月6日";
    says(text, &["title = \"甲市水务局 甲市财政局关于表彰2023年度节水集体的决定\"", "!接上了断开的行"]);
    let twice = "名称：\n2023年甲市国民经济和社会发展统计公报\n2023年甲市国民经济和社会发展统计公报\n甲市统计局\n2024年3月29日\n\
                 2023年，全市经济平稳运行。\n一、综合\n全年地区生产总值218.64亿元，比上年增长6.1%。";
    says(twice, &["!统计公报2023年"]);
}

#[test]
fn what_stands_over_a_caption_of_passing_is_a_pages() {
    let passed = "（2024年6月27日甲市第九届人民代表大会常务委员会第十八次会议通过）";
    let text = format!(
        "甲市人民代表大会常务委员会关于批准决算的决议\n语音播报\n{passed}\n会议审查了决算草案，决定批准决算。"
    );
    says(&text, &["#| 语音播报", &format!("body = '''\n{passed}"), "date = \"2024年6月27日\""]);
    // Buttons far apart take no line of the text for their value.
    let shared = format!(
        "甲市人民代表大会常务委员会关于批准决算的决议\n分享到:\n{passed}\n会议审查了决算草案，决定批准决算。\n分享：\n打印"
    );
    says(&shared, &[&format!("body = '''\n{passed}")]);
}

#[test]
fn what_stands_under_a_pages_words_and_at_a_lists_open_end_is_asked_about() {
    let head = format!("{HEAD}{TEXT}");
    let text = format!("{head}{SIGN}附件\n取水规则\n第一条　取水应当节约。\n责任编辑：李四\n地址：中心路1号");
    assert!(asks(&read(&text), "attachments"), "{}", read(&text));
    let list = "附件\n名录\n一、甲县\n甲厂　乙厂\n";
    let page = format!("首页 > 通知\n发布时间：2024-05-08 来源：局办公室\n{head}{SIGN}{list}规划计划");
    assert!(asks(&read(&page), "attachments"), "{}", read(&page));
    assert!(!asks(&read(&format!("{head}{SIGN}{list}丙厂　丁厂")), "attachments"));
    let form = format!("{head}落款单位\t甲市水务局\n成文日期\t2024年5月6日");
    assert!(asks(&read(&form), "body"), "{}", read(&form));
}

#[test]
fn a_site_is_no_mark_and_its_words_no_title() {
    let text = "小编提醒\n2023年甲市国民经济和社会发展统计公报\n甲市统计局\n2024年3月29日\n2023年，全市经济平稳运行。\n一、综合\n增长6.1%。";
    says(text, &["# 请核对：标题上一行“小编提醒”算进了标题"]);
    let site = "甲市门户网站\n首页 > 公报\n2023年甲市环境公报\n甲市生态环境局\n现将环境状况公布如下。\n一、大气\n总体良好。";
    let toml = read(site);
    assert!(!toml.contains("mark =") || asks(&toml, "mark"), "{toml}");
    let order = "信息名称：甲市人民政府令\n甲市人民政府令\n第15号\n《甲市规定》已经会议通过，现予公布，自公布之日起施行。\n市长　张三\n2024年5月6日";
    says(order, &["!\ntitle"]);
}

#[test]
fn sentences_and_brackets_of_pages_are_asked_about() {
    let rules = "附件\n取水规则\n第一条　取水应当节约。\n第二条　本规则自印发之日起施行。\n";
    for line in [
        "为了更好地体验本网站，请使用最新版浏览器。",
        "更多精彩内容，请下载“甲水”APP",
        "（摘自甲市人民政府网）",
    ] {
        let toml = read(&format!("{HEAD}{TEXT}{SIGN}{rules}{line}"));
        assert!(asks(&toml, "attachments") || toml.contains(&format!("#| {line}")), "{toml}");
    }
    for line in ["（2024年2月21日 甲市人民政府网）", "阅读数（88）  点赞数（3）"] {
        let toml = read(&format!("甲市水务局关于取水的通告\n{line}\n{TEXT}{SIGN}"));
        assert!(asks(&toml, "body") || toml.contains(&format!("#| {line}")), "{toml}");
    }
    for name in ["关联文章：\n《规则》政策解读", "热门推荐\n节水小知识"] {
        says(&format!("{HEAD}{TEXT}{SIGN}{rules}{name}"), &["自印发之日起施行。\n'''"]);
    }
    let path = format!("公开目录 > 规范性文件\n发布时间：2024-05-08\n{HEAD}{TEXT}{SIGN}");
    says(&path, &["!mark ="]);
}

#[test]
fn blank_cells_at_a_rows_end_are_cells() {
    let form = "附件\n报名表\n姓名\t\t性别\t\n学历\t\t专业\t\n";
    says(
        &format!("{HEAD}{TEXT}{SIGN}{form}"),
        &["| 姓名 |  | 性别 |  |\n|---|---|---|---|\n| 学历 |  | 专业 |  |"],
    );
}

#[test]
fn urgency_in_one_character_or_with_blanks_is_urgency() {
    for (row, urgency) in [("急", "急"), ("特 急", "特 急"), ("加　急", "加　急"), ("秘密\n急", "急")]
    {
        let text = format!(
            "{row}\n甲市水利局文件\n甲水〔2024〕3号\n甲市水利局关于防汛的通知\n各县水利局：\n请做好防汛准备，并按时上报。\n甲市水利局\n2024年5月6日"
        );
        says(&text, &[&format!("urgency = \"{urgency}\"")]);
    }
}

#[test]
fn two_names_over_a_title_that_nobody_signs_are_two_organs() {
    let text = "中共甲县委员会\n甲县人民政府\n关于给予张三记功奖励的决定\n（2024年8月12日）\n为表彰先进，县委、县政府决定给予张三记三等功一次。";
    says(text, &["issuers = [\"中共甲县委员会\", \"甲县人民政府\"]"]);
    let one = text.replace("中共甲县委员会\n甲县人民政府", "甲县人民政府\n办公室");
    says(&one, &["issuers = [\"甲县人民政府办公室\"]"]);
}
