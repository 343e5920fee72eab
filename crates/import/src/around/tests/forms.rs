//! Forms of office systems in every make: what their labels say is the document's, and none of their words its text.

use crate::tests::says;

const TEXT: &str = "现将有关事项通知如下，请认真执行。\n一、严格审批。\n";

/// What a form says over the text and below it; nothing of it stands in the body.
fn form(over: &str, below: &str, more: &[&str]) {
    let text = format!("{over}{TEXT}{below}");
    let imported = crate::import("pasted.txt", text.clone().into_bytes()).unwrap();
    assert_eq!(imported.body(), TEXT, "{text}\n{}", imported.toml());
    let absent = |line: &&str| line.strip_prefix('!').is_some_and(|line| imported.toml().contains(line));
    assert!(!more.iter().any(absent), "{more:?}\n{}", imported.toml());
    let wanted: Vec<&str> = more.iter().copied().filter(|line| !line.starts_with('!')).collect();
    says(&text, &wanted);
    // Only what the form says is asked about.
    let toml = imported.toml();
    let asked = toml.lines().filter(|line| line.starts_with("# 请核对：")).collect::<Vec<_>>();
    assert!(asked.iter().all(|line| line.contains("办文系统") || line.contains("以下文字")), "{toml}");
}

#[test]
fn what_a_system_shows_under_the_document_is_none_of_its_attachments() {
    for under in [
        "流转意见\n李三：同意签发。[总经理 / 2025-05-20 08:51:17]　来自手机",
        "审批记录\n李三（已同意）10.13 10:45",
        "李三：已补充，请审阅。[办公室 / 2025-05-19 17:02:09]",
        "返回年报列表　下载Word版",
    ] {
        let text = format!(
            "甲市水务局关于开展排查的通知\n各县水务局：\n现就排查的有关事项通知如下，请认真落实。\n附件：排查表\n甲市水务局\n2025年5月20日\n{under}\n"
        );
        let toml = crate::import("a", text.into_bytes()).unwrap().toml();
        assert!(toml.contains("  \"排查表\",\n]"), "{toml}");
    }
}

#[test]
fn values_that_a_cell_breaks_go_on_in_the_next_line() {
    form(
        "某县公文处理笺\n标题：某县人民政府办公室关于加强用车\n　　　管理的通知\n发文字号：某政办〔2024〕8号　　份数：60\n主　送：各乡镇人民政府，\n　　　　县政府各部门\n抄　送：县委办公室，\n县人大常委会办公室\n紧急程度：□特急　☑加急　密级：无\n领导批示：\n同意印发。\n张三 5月8日\n办公室意见：\n呈张主任审签。李四 5月7日\n正文：\n",
        "某县人民政府办公室\n2024年5月9日\n",
        &[
            "urgency = \"加急\"",
            "number = \"某政办〔2024〕8号\"",
            "title = \"某县人民政府办公室关于加强用车管理的通知\"",
            "recipients = \"各乡镇人民政府，县政府各部门\"",
            "cc = \"县委办公室，县人大常委会办公室\"",
            "copies = 60",
            "issuers = [\"某县人民政府办公室\"]",
        ],
    );
}

#[test]
fn values_stand_under_their_labels_in_lines_of_their_own() {
    let wanted = [
        "signers = [\"张三\"]",
        "title = \"某县水利局关于申请资金的请示\"",
        "number = \"某水〔2024〕7号\"",
        "recipients = \"县人民政府\"",
        "issuers = [\"某县水利局\"]",
        "date = \"2024年6月12日\"",
        "note = \"（联系人：李四，电话：7211234）\"",
        "  \"项目清单\",",
        "  \"测算表\",",
    ];
    let rows =
        "签发人\n张三\n标题\n某县水利局关于申请资金的请示\n发文字号\n某水〔2024〕7号\n主送\n县人民政府\n";
    let files = "附件名称\n1.项目清单\n2.测算表.xlsx（18KB）\n";
    let foot = "落款\n某县水利局\n成文日期\n2024年6月12日\n附注\n（联系人：李四，电话：7211234）\n";
    form(&format!("{rows}正文\n"), &format!("{files}{foot}"), &wanted);
    form(&format!("发文稿纸\n会签\n财政局 已会签\n{rows}{files}正文内容\n"), foot, &wanted);
}

#[test]
fn bars_and_tabs_part_labels_and_values_below_the_text_too() {
    for bar in ["\t", " | ", "│"] {
        let row = |cells: &[&str]| cells.join(bar) + "\n";
        form(
            &(row(&["文件标题", "关于加强用车管理的通知"])
                + &row(&["文号", "某政办〔2024〕8号", "密级", "普通"])
                + &row(&["主送单位", "各乡镇人民政府，县政府各部门"])
                + &row(&["缓急", "特急", "拟稿人", "李四"])
                + "正　文\n"),
            &(row(&["落款", "某县人民政府办公室", "成文日期", "2024年5月9日"])
                + &row(&["附件", "无"])
                + "打印人：李四　打印份数：2　第 1 页 共 1 页\n"),
            &[
                "urgency = \"特急\"",
                "title = \"关于加强用车管理的通知\"",
                "issuers = [\"某县人民政府办公室\"]",
                "date = \"2024年5月9日\"",
                "!attachments = ",
                "!copies = ",
            ],
        );
    }
}

#[test]
fn labels_that_no_list_has_are_read_by_their_ends() {
    form(
        "某县电子公文传输系统　　收文时间：2024-08-27 09:31\n\n份号：000012　密级：秘密★1年　紧急程度：特急\n来文单位：某县水利局\n来文字号：某水〔2024〕7号\n来文标题：某县水利局关于加强用车管理的通知\n------\n各乡镇：\n",
        "某县水利局\n2024年6月12日\n------\n拟办意见：请财务科阅办。王五 2024/8/27\n阅办情况：　财务科 已阅\n",
        &[
            "copy-number = \"000012\"",
            "classification = \"秘密★1年\"",
            "urgency = \"特急\"",
            "title = \"某县水利局关于加强用车管理的通知\"",
            "recipients = \"各乡镇\"  #| ：",
        ],
    );
}

#[test]
fn files_of_a_form_are_the_documents_attachments_where_it_lists_none() {
    let over = "拟稿人：李四　核稿：王五\n标题：某县水利局关于加强用车管理的通知\n主送：各乡镇\n附件：1个（用车申请表.xlsx）\n正文：\n";
    let signed = "某县水利局\n2024年6月12日\n";
    form(over, signed, &["  \"用车申请表\","]);
    form(
        &over.replace("附件：1个（用车申请表.xlsx）\n", ""),
        &format!(
            "附件：用车申请表\n{signed}附件列表：\n1. 用车申请表.xlsx（18.4KB）\n办理意见：\n　同意。——王五 06-14\n"
        ),
        &["  \"用车申请表\",", "!  \"用车申请表.xlsx"],
    );
    form(&over.replace("1个（用车申请表.xlsx）", "（0）个"), signed, &["!attachments = "]);
}

#[test]
fn minutes_of_a_system_say_who_signed_them_and_their_row() {
    let text = "某校校长办公会议纪要\n〔2024〕第9期\n某校校长办公室　　签发: 张三\n时间: 2024年5月8日\n出席: 张三　李四\n参加: 王五\n议题及决定:\n一、审议计划\n会议同意计划。\n发送: 校领导,各学院\n";
    says(
        text,
        &[
            "mark = \"某校校长办公会议纪要\"",
            "number = \"〔2024〕第9期\"",
            "issuers = [\"某校校长办公室\"]",
            "  { label = \"出席\", names = \"张三　李四\" },",
            "  { label = \"参加\", names = \"王五\" },",
            "cc = [{ label = \"发送\", names = \"校领导,各学院\" }]",
            "#| 议题及决定:",
        ],
    );
}

#[test]
fn an_answer_with_labels_is_read_as_a_form_is() {
    form(
        "通知标题：关于举办运动会的通知\n\n正文：\n\n各分工会：\n",
        "附件：1. 报名表\n　　　2. 规程\n\n落款：某县总工会\n日期：2024年9月28日\n\n注意事项：\n1. 请核对时间；\n2. 请补充联系人。\n",
        &[
            "title = \"关于举办运动会的通知\"",
            "issuers = [\"某县总工会\"]",
            "date = \"2024年9月28日\"",
            "  \"规程\",",
        ],
    );
    form(
        "标题：某县水利局关于检查情况的通报\n主送机关：各乡镇人民政府\n正文：\n",
        "发文机关署名：某县水利局\n成文日期：2024年7月3日\n附注：（此件公开发布）\n抄送：县委办公室。\n印发：某县水利局办公室　2024年7月3日印发\n",
        &[
            "issuers = [\"某县水利局\"]",
            "note = \"（此件公开发布）\"",
            "cc = \"县委办公室。\"",
            "printer = \"某县水利局办公室\"",
        ],
    );
    // The colophon's rows are the document's own.
    form(
        "收文登记\n来文单位\t某区应急局\t紧急程度\t平件\n关于加强用车管理的通知\n各单位：\n",
        "某区应急局\n2024年6月19日\n抄送：区委办。\n某区应急局办公室　　2024/6/19印发\n办理意见：请安监站阅办。　石磊 6.22\n",
        &["cc = \"区委办。\"", "printer = \"某区应急局办公室\""],
    );
}

#[test]
fn what_offices_write_beside_the_fifteen_kinds_has_a_title_too() {
    let text = "以下是为您起草的倡议书：\n\n# 关于节约用水的倡议书\n\n全县居民朋友们：\n\n水是生命之源。为此，我们倡议节约用水。\n\n某县水利局\n2024年3月22日\n";
    says(
        text,
        &["format = \"plain\"", "title = \"关于节约用水的倡议书\"", "recipients = \"全县居民朋友们\"  #| ："],
    );
}

#[test]
fn rows_between_blanks_and_lists_over_the_text_are_rows_too() {
    form(
        "[公文查看]\n标题    关于职称评审工作的通知\n来文单位    市人社局\n来文文号    市人社〔2024〕45号\n收文时间    2024-05-21 09:12\n密级    普通    缓急    平件\n各县人社局：\n",
        "市人社局\n2024年5月20日\n",
        &[
            "number = \"市人社〔2024〕45号\"",
            "title = \"关于职称评审工作的通知\"",
            "recipients = \"各县人社局\"  #| ：",
        ],
    );
    form(
        "发文拟稿纸\n签发：　　　会签：\n附件：1．工作清单\n　　　2．分工表\n文号：临农〔2024〕6号　　2024年3月18日封发\n标题：关于春耕情况的通知\n\n各乡镇：\n",
        "某县农业农村局\n2024年3月18日\n",
        &[
            "number = \"临农〔2024〕6号\"",
            "  \"工作清单\",",
            "  \"分工表\",",
            "recipients = \"各乡镇\"  #| ：",
        ],
    );
    // A row of whom to reach in the text begins none below it.
    let text = "公文签批单\n文号\t某卫函〔2024〕9号\n标题\t关于征求意见的函\n主送\t县教育局\n拟稿人\t赵敏\n正文\n现征求你局意见。\n联系人：赵敏，电话：7201234。\n某县卫健局\n2024年6月4日\n";
    says(text, &["date = \"2024年6月4日\"", "issuers = [\"某县卫健局\"]", "联系人：赵敏，电话：7201234。"]);
}

#[test]
fn rows_with_labels_that_no_list_has_are_rows() {
    let text = "甲市水务局发文稿纸\n经办：　　　校对：左青　　文号：甲水〔2024〕37号\n密级：　　缓急：急　　状态：已发布\n打印：李四　　份数：45\n附件：分工.xls（27KB）\n————————\n甲市水务局\n关于开展检查的通知\n各县水务局：\n现将有关事项通知如下，请认真执行。\n附件：分工\n甲市水务局\n2024年4月19日\n";
    says(
        text,
        &[
            "urgency = \"急\"",
            "number = \"甲水〔2024〕37号\"",
            // What stands under a rule is no file of the form.
            "title = \"甲市水务局关于开展检查的通知\"",
            "copies = 45",
        ],
    );
    assert!(!crate::import("a", text.as_bytes().to_vec()).unwrap().toml().contains("一行像是写着它"));
}

#[test]
fn values_under_their_labels_lead_to_the_text_whatever_stands_between() {
    says(
        "收文登记\n来文机关\n甲市纪委\n来文标题\n关于典型问题的通报\n密级\n内部\n保管期限\n10年\n办理情况\n已传阅至全体成员，已在会上传达。\n正文（OCR识别，仅供参考）\n甲市纪委文件\n甲纪〔2024〕23号\n关于典型问题的通报\n各乡镇党委：\n现将查处的典型问题通报如下，请引以为戒。\n甲市纪委\n2024年9月9日\n",
        &[
            "number = \"甲纪〔2024〕23号\"",
            "recipients = \"各乡镇党委\"",
            "现将查处的典型问题通报如下，请引以为戒。",
        ],
    );
}

#[test]
fn a_platform_over_its_form_and_an_empty_list_of_files_are_not_the_documents() {
    const FORM: &str = "甲省协同办公平台 V6.3\n欢迎您，栾静　|　消息(4)　|　退出\n发文拟稿单\n发文编号：甲省文化厅 甲文复〔2024〕18号\n标题：甲省文化厅关于同意设立实验区的批复\n主送机关：乙市人民政府\n拟稿：栾静\n正文\n乙市人民政府：\n你市的请示收悉。经研究，现批复如下，请遵照执行。\n此复。\n甲省文化厅\n2024年6月19日\n附件\n（0个文件）\n流程\n拟稿 → 签发 → 归档\n";
    says(
        FORM,
        &[
            "number = \"甲文复〔2024〕18号\"",
            "recipients = \"乙市人民政府\"",
            "你市的请示收悉。经研究，现批复如下，请遵照执行。",
        ],
    );
    let body = crate::import("a", FORM.as_bytes().to_vec()).unwrap().body();
    assert!(body.starts_with("你市的请示"), "{body}");
    let none = "关于开展检查的通知\n各县：\n现将有关事项通知如下，请认真执行。\n甲局\n2024年4月19日\n附件\n无\n流程\n归档\n";
    assert!(!crate::import("a", none.as_bytes().to_vec()).unwrap().toml().contains("\nattachments = ["));
}

#[test]
fn minutes_and_documents_that_go_down_take_no_title_and_no_signer_from_a_form() {
    let minutes = "文件名称:局务会纪要第7期\t类型:纪要\t状态:已发布\n拟稿:凌波\t审核:同意\t签发:尧正\n甲市体育局局务会议纪要\n〔2024〕7号\n甲市体育局办公室　2024年7月23日\n7月19日，局长主持召开局务会议。纪要如下：\n一、会议同意竞赛规程。\n出席：尧正、程越\n";
    let toml = crate::import("a", minutes.as_bytes().to_vec()).unwrap().toml();
    assert!(!toml.contains("\ntitle = ") && toml.contains("mark = \"甲市体育局局务会议纪要\""), "{toml}");
    let notice = "公文标题\t关于开展检查的通知\n文号\t甲水〔2024〕3号\n签发人\t郏云\t签发意见\t印发\n正文\n甲局文件\n甲水〔2024〕3号\n关于开展检查的通知\n各县：\n现将有关事项通知如下，请认真执行。\n甲局\n2024年4月19日\n";
    let toml = crate::import("a", notice.as_bytes().to_vec()).unwrap().toml();
    assert!(!toml.contains("\nsigners = "), "{toml}");
}

#[test]
fn a_label_anywhere_in_a_row_whose_value_was_not_taken_is_asked_about() {
    says(
        "公文详情\n| 公文标题 | 甲局关于整改情况的报告 |\n| 发文机关 | 甲局 | 发文文号 | 2024第五号报 |\n| 拟稿人 | 尉迟 | 签发人 | 仲书 |\n正文内容：\n乙市人民政府：\n现将整改情况报告如下，请予审阅。\n甲局\n2024年2月27日\n【附件】无\n",
        &["# number = \"\"", "signers = [\"仲书\"]"],
    );
}
