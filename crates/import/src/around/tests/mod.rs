//! paste.md 2 and 3: what stands around a document, and its foot, row by row.

mod forms;

use crate::tests::says;

const HEAD: &str = "甲市教育局关于招生工作的通知\n";
const TEXT: &str = "各县教育局：\n现将有关事项通知如下，请认真执行。\n";
const END: &str = "甲市教育局\n2024年4月2日\n";

const RIGHT: [&str; 3] = [
    "title = \"甲市教育局关于招生工作的通知\"",
    "recipients = \"各县教育局\"  #| ：",
    "现将有关事项通知如下，请认真执行。",
];

fn right(text: &str, more: &[&str]) {
    says(text, &RIGHT);
    says(text, more);
}

#[test]
fn rows_under_the_title_are_no_recipients() {
    for row in [
        "2024-04-03",
        "时间：2024-04-03 10:22",
        "2024-04-03 10:22 来源：甲市教育局 【字体：大 中 小】 打印",
        "日期：2024-04-03　点击：128",
        "发布时间：2024/4/3　阅读次数：12　【打印】【关闭】",
        "作者：办公室 | 浏览：77次 | 更新：2024-04-03",
    ] {
        right(&format!("{HEAD}{row}\n{TEXT}{END}"), &["date = \"2024年4月2日\""]);
    }
}

#[test]
fn rows_over_the_title_are_no_title() {
    for row in [
        "信息分类：通知",
        "生成日期：2024-04-03",
        "甲市教育 2024年4月3日 17:46 浙江",
        "甲市发布 2024-04-03 08:30 发表于甘肃",
        "首页 > 通知公告 > 正文",
        "点击上方蓝字 关注我们",
        "【公开日期】2024-04-03　【公开方式】主动公开",
    ] {
        right(&format!("{row}\n{HEAD}{TEXT}{END}"), &["issuers = [\"甲市教育局\"]"]);
    }
}

#[test]
fn tables_of_metadata_are_told_apart_and_say_what_the_document_does_not() {
    let one_a_line = "发文机关\n甲市教育局\n发布日期\n2024-04-03\n索引号\n001/2024\n";
    right(&format!("{one_a_line}{HEAD}{TEXT}{END}"), &["issuers = [\"甲市教育局\"]"]);
    let tabs = "索引号\t001/2024\t发文字号\t甲教〔2024〕5号\n成文日期\t2024年4月2日\t主题分类\t教育\n";
    right(
        &format!("{tabs}{HEAD}{TEXT}"),
        &[
            "# 请核对：文件里没有写，据网页、邮件或办文系统上的说明补出",
            "number = \"甲教〔2024〕5号\"",
            "date = \"2024年4月2日\"",
        ],
    );
}

#[test]
fn what_follows_the_text_is_none_of_it() {
    for foot in [
        "上一篇：关于放假的通知\n下一篇：没有了\n版权所有：甲市教育局",
        "网站地图 | 联系我们 | 甲ICP备12345678号-1",
        "扫一扫在手机打开当前页",
        "编辑：张三　审核：李四",
        "相关链接\n甲市教育局解读招生政策",
        "— END —\n喜欢就点个在看吧",
    ] {
        right(&format!("{HEAD}{TEXT}{END}{foot}\n"), &["date = \"2024年4月2日\""]);
        let toml = right_body(&format!("甲市教育局工作公报\n全市教育工作取得新的进展，现予公布。\n{foot}\n"));
        assert_eq!(toml, "全市教育工作取得新的进展，现予公布。\n", "{foot}");
    }
    right(
        &format!("{HEAD}{TEXT}附件：日程安排表.docx\n{END}编辑：张三\n审核：李四\n"),
        &["  \"日程安排表\","],
    );
}

fn right_body(text: &str) -> String {
    crate::import("pasted.txt", text.as_bytes().to_vec()).unwrap().body()
}

#[test]
fn page_numbers_are_told_apart() {
    for number in ["2", "1 / 3", "— 1 —", "第 1 页 共 3 页", "- 1 -"] {
        let text = format!(
            "{HEAD}{TEXT}一、要严格按照计划招生，不得擅自扩大。\n{number}\n二、要公布结果，接受社会监督。\n{END}"
        );
        right(&text, &["二、要公布结果，接受社会监督。"]);
        assert!(!right_body(&text).lines().any(|line| line == number), "{number}");
    }
}

#[test]
fn messages_of_others_are_none_of_the_document() {
    let chat = format!(
        "办公室-小王 08:12\n@所有人 请看通知\n办公室-小王 08:12\n{HEAD}{TEXT}办公室-小王 08:13\n{END}三科-老李 08:15\n收到\n"
    );
    right(&chat, &["issuers = [\"甲市教育局\"]", "date = \"2024年4月2日\""]);
    let mail = format!(
        "发件人：办公室 <a@b.example>\n收件人：各科\n抄送：王科\n主题：转发：招生的通知\n\n{HEAD}{TEXT}{END}"
    );
    right(&mail, &["issuers = [\"甲市教育局\"]"]);
    assert!(!crate::import("a", mail.into_bytes()).unwrap().toml().contains("cc = "));
}

#[test]
fn lists_of_attachments_in_any_form() {
    for list in [
        "附件1：日程安排表\n附件2：名单",
        "附件 1.日程安排表\n2.名单",
        "附件：1.日程安排表\n2.名单",
        "附：1.日程安排表\n2.名单",
        "附件\n1.日程安排表\n2.名单",
    ] {
        right(&format!("{HEAD}{TEXT}{list}\n{END}"), &["  \"日程安排表\",", "  \"名单\","]);
    }
    right(&format!("{HEAD}{TEXT}附：日程安排表\n{END}"), &["  \"日程安排表\","]);
}

#[test]
fn printers_and_those_who_get_copies() {
    let text = |foot: &str| format!("{HEAD}{TEXT}{END}{foot}\n");
    right(
        &text("抄送：市委办公室\n甲市教育局办公室　　2024年4月　日印发"),
        &["cc = \"市委办公室\"", "printer = \"甲市教育局办公室\"", "print-date = \"2024年4月　日\"  #| 印发"],
    );
    right(
        &text("抄送：市委办公室。\n甲市教育局办公室　　2024-04-03 印发"),
        &["cc = \"市委办公室。\"", "printer = \"甲市教育局办公室\"", "print-date = \"2024-04-03\"  #| 印发"],
    );
    right(&text("分送：市政府领导。"), &["cc = [{ label = \"分送\", names = \"市政府领导。\" }]"]);
}

#[test]
fn those_who_were_there_end_where_another_label_begins() {
    says(
        "甲市教育局局务会议纪要\n第3期\n2024年4月2日，局长张三主持召开局务会议，纪要如下。\n一、会议同意招生方案。\n出　席：张三、李四\n缺席：马超\n记录：王五\n分送：市政府领导。\n",
        &[
            "  { label = \"出席\", names = \"张三、李四\" },",
            "  { label = \"缺席\", names = \"马超\" },",
            "  { label = \"记录\", names = \"王五\" },",
            "cc = [{ label = \"分送\", names = \"市政府领导。\" }]",
        ],
    );
}

#[test]
fn organs_of_the_text_do_not_sign() {
    says(
        &format!("{HEAD}{TEXT}参加单位：\n甲市公安局\n甲市财政局\n{END}"),
        &["issuers = [\"甲市教育局\"]", "甲市公安局", "甲市财政局"],
    );
}

#[test]
fn offices_and_names_under_orders_and_bills() {
    for row in ["市　长　　周明远", "市长：周明远", "市长　周明远"] {
        says(
            &format!(
                "甲市人民政府关于提请审议条例的议案\n市人大常委会：\n条例草案已经讨论通过，现提请审议。\n{row}\n2024年4月2日\n"
            ),
            &["signature = { title = \"市"],
        );
    }
}

#[test]
fn orders_without_a_date_are_signed() {
    let text = "甲市防汛抗旱指挥部令\n第2号\n全市进入紧急防汛期，各单位应当服从调度。\n甲市防汛抗旱指挥部\n总指挥　张三\n";
    says(text, &["signature = { title = \"总指挥\", name = \"张三\" }"]);
}

#[test]
fn what_parts_and_names_pictures_is_no_text() {
    right(&format!("{HEAD}{TEXT}— PART 01 —\n图1 招生流程\n{END}"), &["#| — PART 01 —", "#| 图1 招生流程"]);
    says(
        &format!("{HEAD}{TEXT}{END}抄送：各县教育局\n会议时间：2024年4月2日\n"),
        &["cc = \"各县教育局\"", "#| 会议时间：2024年4月2日"],
    );
}

/// A form's words stand behind `#|`, and none of them in the body.
fn form(over: &str, below: &str, more: &[&str]) {
    let text = format!("{over}现将有关事项通知如下，请认真执行。\n{below}");
    let imported = crate::import("pasted.txt", text.clone().into_bytes()).unwrap();
    assert_eq!(imported.body(), "现将有关事项通知如下，请认真执行。\n", "{text}");
    says(&text, more);
}

#[test]
fn a_drafting_sheet_says_what_the_document_does_not() {
    form(
        "甲市教育局发文稿纸\n标题\t甲市教育局关于招生工作的通知\n文号\t甲教〔2024〕5号\n缓急\t特急\t密级\t无\n主送单位\t各县教育局\n抄送单位\t市委办公室\n会签\t\n签发\t同意印发。张三 2024-04-02\n【正文】\n",
        "落款单位：甲市教育局、甲市财政局\n落款日期：2024年4月2日\n",
        &[
            "title = \"甲市教育局关于招生工作的通知\"",
            "number = \"甲教〔2024〕5号\"",
            "urgency = \"特急\"",
            "recipients = \"各县教育局\"",
            "cc = \"市委办公室\"",
            "issuers = [\"甲市教育局\", \"甲市财政局\"]",
            "date = \"2024年4月2日\"",
            "#| 签发\t同意印发。张三 2024-04-02",
            "#| 【正文】",
            "# 请核对：文件里没有写，据网页、邮件或办文系统上的说明补出",
        ],
    );
}

#[test]
fn an_approval_form_gives_title_recipients_and_printer() {
    form(
        "签　发：同意。张三 4月1日\n核　稿：李四\n拟稿单位：办公室　拟稿人：王五\n事　由：甲市教育局关于招生工作的通知\n主送机关：各县教育局，局属各单位。\n",
        "甲市教育局\n2024年4月2日\n印发单位：甲市教育局办公室　印发日期：2024年4月3日　份数：50\n",
        &[
            "title = \"甲市教育局关于招生工作的通知\"",
            "recipients = \"各县教育局，局属各单位\"",
            "printer = \"甲市教育局办公室\"",
            "print-date = \"2024年4月3日\"",
            "copies = 50",
            "date = \"2024年4月2日\"",
        ],
    );
}

#[test]
fn opinions_under_their_label_are_none_of_the_text() {
    for opinions in [
        "局领导审批意见：\n张三：同意。 2024-04-01 09:12\n李四 已阅\n",
        "领导批示\n同意。张三 2024-04-01\n核稿意见：无意见\n",
        "流转记录：\n办公室 王五 呈张局长阅示 2024-04-01 08:30:00\n",
    ] {
        let over = format!("公文流转单\n拟稿人：王五\n收文单位：某县教育局\n{opinions}{HEAD}各县教育局：\n");
        // The document's own recipients are taken before those of the form.
        form(&over, END, &["recipients = \"各县教育局\"  #| ：", "#| 收文单位：某县教育局"]);
    }
}

#[test]
fn what_came_in_stands_on_a_sheet_of_its_own() {
    form(
        "收文处理单\n来文单位：市教育局\t收文编号：2024-12\n拟办意见：请张局长阅示。王五 2024-04-01\n各县教育局：\n",
        END,
        &["recipients = \"各县教育局\"  #| ：", "#| 拟办意见：请张局长阅示。王五 2024-04-01"],
    );
}

#[test]
fn labels_of_a_document_make_no_form() {
    // The labels of what is attached are its own.
    right(
        &format!("{HEAD}{TEXT}{END}附件\n申请表\n落款：甲市公安局\n印数：3\n"),
        &["issuers = [\"甲市教育局\"]", "落款：甲市公安局"],
    );
    says(
        &format!("甲教〔2024〕5号　　签发人：张三\n{HEAD}{TEXT}{END}"),
        &["signers = [\"张三\"]", "recipients = \"各县教育局\"  #| ："],
    );
}

#[test]
fn the_section_of_a_site_is_no_mark() {
    let text = "规范性文件\n来源：丙县水务局　发布时间：2024-05-06 10:00\n丙县水务局关于开展取水核查的通知\n丙水〔2024〕5号\n各镇水务站：\n现就取水核查的有关事项通知如下。\n丙县水务局\n2024年5月6日";
    says(text, &["issuers = [\"丙县水务局\"]", "number = \"丙水〔2024〕5号\"", "#| 规范性文件"]);
}

#[test]
fn readings_of_a_regulation_are_none_of_its_text() {
    for below in
        ["解读材料：\n1.《丙县取水办法》解读", "关联解读\n一图读懂丙县取水办法", "精彩回顾\n1.节水周启动"]
    {
        let text = format!(
            "丙县水务局关于印发《丙县取水办法》的通知\n各镇水务站：\n现印发给你们，请遵照执行。\n丙县水务局\n2024年5月6日\n丙县取水办法\n第一条　为了节水，制定本办法。\n第二条　本办法自印发之日起施行。\n{below}"
        );
        let first = below.lines().next().unwrap_or_default();
        says(&text, &["  { title = \"丙县取水办法\", body = '''", &format!("#| {first}")]);
    }
}

#[test]
fn a_day_under_an_organ_is_no_time_of_a_chat() {
    right(
        &format!(
            "穆桂芬 9:31\n{HEAD}{TEXT}甲市教育局\n2024.4.2\n联系人：战天 139****6071\n穆桂芬 9:32\n杨排云 9:40\n收到\n"
        ),
        &["date = \"2024.4.2\"", "note = \"联系人：战天 139****6071\""],
    );
}
