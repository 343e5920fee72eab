//! What sites, chats and viewers put around and between a document's lines changes none of its elements.

use proptest::prelude::*;

use super::config;

const HEAD: [&str; 4] = [
    "甲市教育局文件",
    "甲教〔2024〕21号",
    "甲市教育局关于做好招生工作的通知",
    "各县（市、区）教育局，局属各学校：",
];
const TEXT: [&str; 4] = [
    "为做好今年的招生工作，现将有关事项通知如下。",
    "一、总体要求",
    "坚持公平公正，规范招生行为，严禁任何形式的提前招生，确保各项工作平稳有序。",
    "请于4月底前报送方案。",
];
const FOOT: [&str; 3] = ["甲市教育局", "2024年4月2日", "（联系人：张三，电话：0578-7262345）"];
/// Above a document.
const ABOVE: [&str; 6] = [
    "首页 > 政务公开 > 通知公告",
    "当前位置：首页 > 通知公告",
    "索引号：001008-2024-0033",
    "来源：甲市教育局",
    "【字体：大 中 小】",
    "发布日期：2024-04-03 10:22",
];
/// Between its paragraphs.
const BETWEEN: [&str; 3] = ["— 1 —", "第 1 页 共 3 页", "- 2 -"];
/// Under it.
const BELOW: [&str; 6] = [
    "打印 关闭",
    "【打印】【关闭】",
    "上一篇：关于开展检查的通知",
    "下一篇：没有了",
    "分享到：微信 微博",
    "来源：甲市教育局",
];

/// What the file says for each key.
fn said(text: &str) -> Vec<(String, String)> {
    let toml = crate::import("a.txt", text.as_bytes().to_vec()).unwrap().toml();
    let table: ::toml::Table = toml.parse().unwrap();
    table.into_iter().map(|(key, value)| (key, value.to_string())).collect()
}

fn some(of: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(of), 0..4)
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn noise_around_a_document_changes_no_element(
        above in some(&ABOVE),
        between in prop::collection::vec((0..TEXT.len(), prop::sample::select(&BETWEEN[..])), 0..3),
        below in some(&BELOW),
        blank in any::<bool>(),
    ) {
        let clean = [&HEAD[..], &TEXT, &FOOT].concat().join("\n");
        let mut lines: Vec<&str> = above;
        lines.extend(HEAD);
        for (at, line) in TEXT.into_iter().enumerate() {
            lines.push(line);
            lines.extend(between.iter().filter(|(after, _)| *after == at).map(|(_, noise)| *noise));
        }
        lines.extend(FOOT);
        if blank {
            lines.push("");
        }
        lines.extend(below);
        prop_assert_eq!(said(&lines.join("\n")), said(&clean), "\n{}", lines.join("\n"));
    }
}
