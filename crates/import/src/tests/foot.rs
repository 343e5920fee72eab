//! What stands at a document's foot, as people and pages write it: one case a kind.

use crate::import;

/// The file that a paste becomes has these lines, and lacks those after `!`.
fn says(text: &str, wanted: &[&str]) {
    let toml = import("a.txt", text.as_bytes().to_vec()).unwrap().toml();
    let lines: Vec<&str> = toml.lines().collect();
    for line in wanted {
        match line.strip_prefix('!') {
            Some(absent) => assert!(!lines.iter().any(|line| line.contains(absent)), "{absent}\n{toml}"),
            None => assert!(lines.iter().any(|said| said.starts_with(line)), "{line}\n{toml}"),
        }
    }
}

const HEAD: &str = "甲市水务局关于开展取水核查的通知\n各县水务局：\n现就取水核查的有关事项通知如下。\n请于5月底前报送结果。\n";

fn under(foot: &str, wanted: &[&str]) {
    says(&format!("{HEAD}{foot}"), wanted);
}

#[test]
fn the_day_of_passing_is_the_date_of_what_nobody_signs() {
    for (caption, date) in [
        ("（2024年3月7日乙县第三届人民代表大会第一次会议通过）", "2024年3月7日"),
        ("（2023年12月1日乙县人大常委会通过　2024年3月7日甲市人大常委会批准）", "2023年12月1日"),
        ("（2024年3月7日）", "2024年3月7日"),
    ] {
        let text = format!("乙县人民代表大会关于财政预算的决议\n{caption}\n会议审查了财政预算，决定批准。");
        let date = format!("date = \"{date}\"");
        says(&text, &["# 请核对：原文没有单独写出，据题注补出", &date, caption, "!没有认出成文日期"]);
    }
    // Who signs says the day.
    let signed = "乙县水务局关于节水的决定\n（2024年3月7日局务会议通过）\n现就节水工作作出如下决定。\n乙县水务局\n2024年3月9日";
    says(signed, &["date = \"2024年3月9日\"", "!据题注补出"]);
}

#[test]
fn dates_in_figures_and_behind_a_label() {
    under(
        "甲市水务局\n（公章）\n2024.5.6",
        &["date = \"2024.5.6\"", "issuers = [\"甲市水务局\"]", "!只写数字的日期"],
    );
    under("甲市水务局\n签发日期：2024年5月6日", &["date = \"2024年5月6日\"  #| 签发日期："]);
    for open in ["签署日期：　　年　　月　　日", "2024年__月__日"] {
        under(
            &format!("甲市水务局\n{open}"),
            &["issuers = [\"甲市水务局\"]", "date = \"", "# 请核对：日期还没有写全，照原样排出"],
        );
    }
    under("[局名] / 2024年__月__日", &["date = \"2024年__月__日\"", "请于5月底前报送结果。"]);
}

#[test]
fn organs_that_quote_a_word_and_seals_of_others_sign() {
    under(
        "乙县“五水共治”工作领导小组办公室\n（代章）\n2024年5月6日",
        &["issuers = [\"乙县“五水共治”工作领导小组办公室\"]", "# 请核对：“（代章）”是盖章处的提示"],
    );
    // Nothing but the organ.
    under("甲市水务局", &["issuers = [\"甲市水务局\"]", "# 请核对：没有认出成文日期"]);
}

#[test]
fn a_name_that_is_not_given_signs_nothing() {
    says(
        "甲市人民政府关于提请审议规划的议案\n市人民代表大会常务委员会：\n现提请审议。\n市长：×××\n2024年__月__日",
        &["# 请核对：署名还没有写全", "# signature = ", "date = \"2024年__月__日\""],
    );
}

#[test]
fn notes_stand_over_the_sign_off_and_in_several_rows() {
    under(
        "（举报电话：0571-1234567）\n甲市水务局\n2024年5月6日",
        &["# 请核对：落款上下的字，按位置认作附注", "note = \"（举报电话：0571-1234567）\""],
    );
    under(
        "甲市水务局\n2024年5月6日\n联系人：陈三\n电　话：0571-1234567\n邮　箱：sw@example.org",
        &[
            "# 请核对：落款上下的字，按位置认作附注",
            "note = \"联系人：陈三　电　话：0571-1234567　邮　箱：sw@example.org\"",
        ],
    );
    // Under the attachments that a page lists behind the date.
    under(
        "甲市水务局\n2024年5月6日\n附件：核查表.doc\n联系人：陈三\n电　话：0571-1234567",
        &["  \"核查表\",", "note = \"联系人：陈三　电　话：0571-1234567\""],
    );
}

#[test]
fn rows_without_brackets_under_plain_paper_stand_as_they_are() {
    let paper = "甲县水务局\n行政处罚告知书\n乙公司：\n经查，你单位未办取水许可。现告知如下。\n甲县水务局\n2024年5月6日\n";
    let said = |foot: &str, wanted: &[&str]| {
        let text = format!("{paper}{foot}");
        says(&text, wanted);
        super::keeps_all_words(&text);
    };
    said(
        "本告知书一式两份，一份送达，一份存档。\n当事人（签名）：\t日期：",
        &[
            "format = \"plain\"",
            "postscript = ",
            "本告知书一式两份，一份送达，一份存档。",
            "当事人（签名）：",
            "!没有认出",
            "!note = ",
        ],
    );
    said(
        "联系人：张三\n电话：0571-1234567",
        &["# 请核对：落款下不加括号的各行，按位置认作附言", "联系人：张三", "!note = "],
    );
    said(
        "（此件公开）\n联系人：张三",
        &["note = \"（此件公开）\"", "postscript = ", "联系人：张三", "!认作附注"],
    );
    // What a page shows behind it is known; any other line leaves all as it was.
    said("本告知书一式两份。\n上一篇：关于节水的公告", &["本告知书一式两份。", "#| 上一篇：关于节水的公告"]);
    said("本告知书一式两份。\n你单位可以陈述、申辩。", &["#| 本告知书一式两份。", "!postscript"]);
    said("责任编辑：李四", &["!postscript"]);
    // A notice has a note.
    under("甲市水务局\n2024年5月6日\n联系人：陈三", &["note = \"联系人：陈三\"", "!postscript"]);
}

#[test]
fn files_of_pages_are_attachments_only_under_a_doubt() {
    under(
        "附件：核查表\n甲市水务局\n2024年5月6日\n附件下载：\n取水户名录.xlsx",
        &["  \"核查表\",", "# 请核对：网页附有文件“取水户名录.xlsx”", "#| 取水户名录.xlsx"],
    );
    under(
        "甲市水务局\n2024年5月6日\n相关附件：取水户名录.pdf",
        &["# 请核对：网页附有文件“取水户名录.pdf”", "# attachments = [\"\"]"],
    );
    under(
        "甲市水务局\n2024年5月6日\n相关附件：\n取水口示意图.jpg",
        &["# 请核对：网页附有文件“取水口示意图.jpg”"],
    );
    under(
        "甲市水务局\n2024年5月6日\n附：取水口照片6张（另附）",
        &["# 请核对：附件列在落款后面", "# 请核对：附件名称后面的“（另附）”像是提示", "  \"取水口照片6张\","],
    );
    // The list again, as files with their sizes.
    under(
        "附件\n1.核查表\n2.名录\n甲市水务局\n2024年5月6日\n附件\n核查表.xlsx（18.4KB）\n名录.docx（11KB）",
        &["  \"核查表\",", "  \"名录\",", "!按位置认作附件"],
    );
    // What stands in brackets behind other names is of them.
    under("附件：核查表（2024年）\n甲市水务局\n2024年5月6日", &["  \"核查表（2024年）\",", "!像是提示"]);
}

#[test]
fn a_list_names_attachments_whatever_the_title_says_of_them() {
    says(
        "甲市水务局关于印发取水管理细则的通知\n各县水务局：\n现印发给你们，请遵照执行。\n附：取水管理细则\n甲市水务局\n2024年5月6日\n取水管理细则\n一、总则\n为了加强取水管理，制定本细则。\n二、附则\n本细则自印发之日起施行。",
        &["  { title = \"取水管理细则\", body = '''", "# 请核对：落款后没有标明“附件”的文字", "!issued = ["],
    );
    // 值班电话：… is no title of an attachment.
    under(
        "甲市水务局\n2024年5月6日\n应急值班：0571-7654321\n提示如下，请大家注意：\n1.保持手机畅通；\n2.不信谣，不传谣。",
        &["!attachments"],
    );
}

#[test]
fn those_who_were_there_stay_in_the_text_of_minutes_without_a_mark() {
    says(
        "乙县取水核查推进会会议纪要\n时间：2024年5月6日\n参会：陈三、李四\n请假：王五\n会议研究了取水核查，形成以下意见。\n一、加快进度。",
        &[
            "参会：陈三、李四",
            "# 请核对：参会的字在正文里",
            "# attendees = \"\"",
            "# absentees = \"\"",
            "format = \"document\"",
        ],
    );
}

#[test]
fn lists_of_attachments_in_one_row_in_brackets_and_as_files() {
    under(
        "附件：1.核查表；2.名录；3.方案。\n甲市水务局\n2024年5月6日",
        &["  \"核查表\",", "  \"名录\",", "  \"方案\",", "]  #| 附件： 1. ； 2. ； 3. 。"],
    );
    under(
        "（附件：核查表）\n甲市水务局\n2024年5月6日",
        &["# 请核对：原文写在正文末尾的括号里", "  \"核查表\",", "!（附件：核查表）"],
    );
    for files in [
        "附件下载\n1. 核查表.docx [下载]\n2. 名录.xlsx [下载]",
        "【附件】核查表.docx\n【附件】名录.xlsx",
        "附件(2)\n核查表.docx 18KB 下载\n名录.xlsx 11KB 下载",
    ] {
        let foot = format!("甲市水务局\n2024年5月6日\n{files}");
        under(&foot, &["# 请核对：网页附有文件“核查表.docx、名录.xlsx”", "# attachments = "]);
    }
    // What a text says in brackets of attachments is a text.
    under("（附件：略。）\n甲市水务局\n2024年5月6日", &["（附件：略。）", "!attachments"]);
}

#[test]
fn months_without_a_day_and_days_in_chinese_that_are_not_given() {
    for day in ["二〇二四年五月　日", "2024年5月"] {
        under(
            &format!("甲市水务局\n{day}"),
            &["issuers = [\"甲市水务局\"]", "# 请核对：没有认出成文日期", &format!("#| {day}")],
        );
    }
    under("甲市水务局（盖章）　　2024年5月", &["issuers = [\"甲市水务局\"]", "#| 2024年5月"]);
    // A month alone is of the text.
    under("核查分三步：\n2024年5月", &["2024年5月"]);
}

#[test]
fn the_colophons_last_row_says_several_things() {
    under(
        "甲市水务局\n2024年5月6日\n抄送：市委办公室\n甲市水务局办公室　2024年5月7日印制　共印50份",
        &[
            "cc = \"市委办公室\"",
            "printer = \"甲市水务局办公室\"",
            "print-date = \"2024年5月7日\"  #| 印制",
            "copies = 50  #| 共印 份",
        ],
    );
    under(
        "甲市水务局\n2024年5月6日\n打字：李四　校对：赵六　共印80份",
        &["copies = 80", "#| 打字：李四　校对：赵六"],
    );
    under(
        "甲市水务局\n2024年5月6日\n（依申请公开）\n联系人：张三",
        &["# 请核对：落款上下的字，按位置认作附注", "note = \"（依申请公开）　联系人：张三\""],
    );
    under(
        "甲市水务局\n2024年5月6日\n（联系人：张三，\n电话：0571-123）",
        &["note = \"（联系人：张三，电话：0571-123）\""],
    );
}

/// Minutes with a mark, and this under their text.
fn met(foot: &str, wanted: &[&str]) {
    let head = "丙县人民政府\n专题会议纪要\n（第3期）\n丙县人民政府办公室　2024年5月7日\n5月6日，副县长王五主持召开专题会议，研究取水核查工作。\n一、会议要求加快进度。\n";
    says(&format!("{head}{foot}"), wanted);
}

#[test]
fn those_who_were_there_stand_behind_longer_labels_and_behind_a_blank() {
    for label in
        ["参加会议人员：", "参会人员：", "会议出席人员：", "与会同志：", "出席人员　", "出席　", "出　席　"]
    {
        let wanted = if label.starts_with(['参', '与']) {
            let label = label.trim_end_matches('：');
            format!("attendance = [{{ label = \"{label}\", names = \"陈三　李四\" }}]")
        } else {
            format!("attendees = \"陈三　李四\"  #| {}", label.trim_end())
        };
        met(&format!("{label}陈三　李四"), &[&wanted, "一、会议要求加快进度。"]);
    }
    met(
        "主持：陈三\n出席：陈三、李四\n缺席：马超\n记　录：王五",
        &[
            "  { label = \"主持\", names = \"陈三\" },",
            "  { label = \"出席\", names = \"陈三、李四\" },",
            "  { label = \"缺席\", names = \"马超\" },",
            "  { label = \"记录\", names = \"王五\" },",
            "!attendees",
        ],
    );
    met(
        "出席人员\n陈三　李四\n列席单位　县水务局、县财政局\n请假　赵六（出差）",
        &["attendees = \"陈三　李四\"", "observers = \"县水务局、县财政局\"", "absentees = \"赵六（出差）\""],
    );
    met(
        "出席人员：陈三、\n李四。\n因事请假：赵六",
        &["attendees = \"陈三、李四。\"", "absentees = \"赵六\"", "!按位置"],
    );
    // 参加单位 are those who met.
    met("参加单位：县水务局", &["参加单位：县水务局", "!attendees"]);
    // A sentence that begins so is text.
    met("出席 会议的各单位要抓好落实。", &["出席 会议的各单位要抓好落实。", "!attendees"]);
}

#[test]
fn lists_by_rank_are_rows_with_their_words() {
    met(
        "出席：陈三\n\n报：县委常委，县政协主席。\n送：县委办公室，\n县政协办公室\n发：各镇人民政府。\n丙县人民政府办公室　2024年5月8日印发",
        &[
            "  { label = \"报\", names = \"县委常委，县政协主席。\" },",
            "  { label = \"送\", names = \"县委办公室，县政协办公室\" },",
            "  { label = \"发\", names = \"各镇人民政府。\" },",
            "printer = \"丙县人民政府办公室\"",
            "一、会议要求加快进度。",
        ],
    );
    under(
        "甲市水务局\n2024年5月6日\n抄报：省水利厅。\n抄送：市委办公室。",
        &[
            "  { label = \"抄报\", names = \"省水利厅。\" },",
            "  { label = \"抄送\", names = \"市委办公室。\" },",
        ],
    );
}

#[test]
fn lists_of_attachments_under_other_labels_and_in_one_row_are_lists() {
    for list in [
        "附件：1、核查表\n附件：2、名录\n",
        "附件：1.核查表\n附件：2.名录\n",
        "附件清单：核查表.et　名录.xlsx\n",
        "附件（2）：核查表.ofd　名录.ofd\n",
        "附件(2个)：核查表.ofd；名录.ofd\n",
    ] {
        says(
            &format!("{HEAD}{list}甲市水务局\n2024年5月6日\n"),
            &["  \"核查表\",", "  \"名录\",", "date = \"2024年5月6日\""],
        );
    }
    // One with its text under 附件, named under the date.
    says(
        &format!(
            "{HEAD}甲市水务局\n2024年5月6日\n附件：核查经过\n附件\n核查经过\n5月1日，核查组到达现场。\n"
        ),
        &["  { title = \"核查经过\", body = '''", "!  \"核查经过\","],
    );
}

#[test]
fn a_bill_with_a_letters_number_is_no_letter() {
    says(
        "甲府函〔2025〕33号\n甲市人民政府关于提请审议职务任免的议案\n市人民代表大会常务委员会：\n现提请任命，请审议决定。\n市长　李三\n2025年6月20日\n",
        &["number = \"甲府函〔2025〕33号\"", "!format = "],
    );
}

#[test]
fn copies_stand_behind_who_proofread() {
    says(
        &format!("{HEAD}甲市水务局\n2024年5月6日\n抄送：市科协。\n校对：李三　　打印：张四　　共印30份\n"),
        &["copies = 30  #| 共印 份"],
    );
    says(
        &format!("{HEAD}甲市水务局\n2024年5月6日\n抄送：市科协\n[附件1 说明.pdf] [附件2 报表.xlsx]\n"),
        &["cc = \"市科协\""],
    );
}
