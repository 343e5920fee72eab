//! Lists and headings, case by case: the lines as they are typed, and for each the face it begins with.

use super::super::body;
use super::*;

/// 黑 or 楷 for a heading or a run-in heading, 仿 for text; level 3 and 4 differ in what they are.
fn faces(text: &str) -> String {
    let of = |block: &Block| match (&block.kind, block.runs.first().map(|run| run.face)) {
        (_, Some(Face::Heiti)) => '黑',
        (_, Some(Face::Kaiti)) => '楷',
        (BlockKind::Heading(_), _) => '标',
        (BlockKind::Table(_), _) => '表',
        _ => '仿',
    };
    body::read(text).iter().map(of).collect()
}

#[test]
fn one_list_has_one_face() {
    let twelve: String = (1..=12).map(|n| format!("\n{n}.第{n}份材料")).collect();
    for (text, expected) in [
        // Items that are introduced and head nothing.
        (format!("请报送下列材料：{twelve}"), "仿仿仿仿仿仿仿仿仿仿仿仿仿".to_owned()),
        ("请报送以下材料：\n一、申请书\n二、身份证明".into(), "仿仿仿".into()),
        ("现批复如下：\n一、同意设立高新区。\n二、规划面积1126公顷。\n此复。".into(), "仿仿仿仿".into()),
        ("应当具备的条件：\n（一）年满十八周岁\n（二）身体健康\n请遵照执行。".into(), "仿仿仿仿".into()),
        ("有下列情形之一的：\n（一）材料不全；\n（二）逾期未报；\n（三）其他情形。".into(), "仿仿仿仿".into()),
        // … in every regulation, the last item short or long.
        (
            "第三条　有下列情形之一的，不予受理：\n（一）不属于本机关职权范围的；\n（二）材料不齐全的。\n第四条　本办法自发布之日起施行。".into(),
            "黑仿仿黑".into(),
        ),
        // What heads something is a heading, whatever introduces it.
        ("现将有关事项通知如下：\n一、会议时间\n5月30日。\n二、会议地点\n市政府。".into(), "仿黑仿黑仿".into()),
        ("做好以下工作：\n（一）加强领导。各单位要重视。\n（二）落实责任。层层压实。".into(), "仿楷楷".into()),
        ("现通告如下：\n一、时间：5月30日。\n二、路段：滨湖大道。".into(), "仿黑黑".into()),
        ("一、总体要求\n（一）甲\n（二）乙\n二、主要任务".into(), "黑楷楷黑".into()),
        ("一、总体要求\n二、主要任务\n三、保障措施".into(), "黑黑黑".into()),
        // One of them is a sentence of more than a line: all are text.
        (
            "一、同意设立高新区。\n二、请你市会同有关部门按照国家和省有关规定认真做好规划建设和日常管理工作。".into(),
            "仿仿".into(),
        ),
        (
            "一、废止下列规章：\n《甲办法》\n二、对《云川市城市道路管理办法》等三部规章的部分条款作如下修改：\n第三条删去。".into(),
            "仿仿仿仿".into(),
        ),
        // Statements, one of which has a second sentence.
        (
            "现函复如下：\n一、原则同意《云岭县青溪水库等十三座水库管理范围和保护范围划定方案》，由你局印发并组织实施。\n二、水库管理范围为坝轴线下游两百米、左右岸各一百五十米，水位以国家高程基准计算。\n三、有关部门要按照“谁管理、谁负责”的原则，做好界桩埋设、告示牌设立等各项工作。经费由县财政解决。".into(),
            "仿仿仿仿".into(),
        ),
        // … and a short heading among them stays one.
        (
            "一、加强领导。各地要重视。\n二、落实责任。层层压实。\n三、请各单位于2025年6月底前将工作总结报送县水利局办公室汇总上报。".into(),
            "黑黑仿".into(),
        ),
        // A sentence that goes on after ： is no heading.
        (
            "会议议定：\n一、由县农业农村局牵头，5月底前制定实施方案。\n二、由县财政局安排资金800万元，其中：建设500万元，补助300万元。".into(),
            "仿仿仿".into(),
        ),
        // Items under items.
        (
            "下列人员：\n1.在编人员：\n（1）教师；\n（2）职员；\n2.聘用人员：\n（1）教师；\n（2）职员。".into(),
            "仿标仿仿标仿仿".into(),
        ),
        // Two lists in one text are two decisions.
        (
            "一、申报材料\n报送下列材料：\n1.申请书\n2.证明\n二、申报程序\n按下列程序办理：\n1.受理\n2.审核".into(),
            "黑仿仿仿黑仿仿仿".into(),
        ),
        // What was asked for stays.
        ("下列材料：\n# 申请书\n# 证明".into(), "仿黑黑".into()),
    ] {
        assert_eq!(faces(&text), expected, "{text}");
    }
}

#[test]
fn no_heading_takes_more_than_two_lines() {
    let statement = "一、PM2.5、PM10、二氧化硫、二氧化氮、一氧化碳、臭氧六项主要污染物年均浓度全部达到国家环境空气质量二级标准，综合指数居全省第3位。";
    assert_eq!(faces(statement), "仿");
    assert_eq!(faces(&format!("{statement}请继续保持。")), "仿");
    let title = "一、关于进一步贯彻落实省委省政府关于加快推进制造业数字化转型和高质量发展的若干意见以及市委市政府有关实施方案的情况说明";
    assert_eq!(faces(title), "仿");
    assert_eq!(faces("一、关于贯彻落实《优化营商环境条例》和深化“放管服”改革有关重点任务分工的情况"), "黑");
}

#[test]
fn a_row_of_headings_is_parted_but_for_its_last() {
    let nine = body::read(&"# 甲\n".repeat(9));
    assert_eq!(parted(&nine), [true, true, true, true, true, true, false, false, false]);
    let usual = body::read("一、甲\n（一）乙\n1.丙\n丁。\n二、戊\n己。");
    assert!(parted(&usual).iter().all(|parted| !parted));
}
