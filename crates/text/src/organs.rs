//! How the names of organs end.
//!
//! One place, several lists: the more a rule knows of where a name stands, the more endings it may trust.

/// Last characters that names of organs have, and few other words.
const SURE: [char; 12] = ['局', '府', '会', '委', '厅', '部', '院', '署', '室', '队', '行', '社'];
/// Those that other words end in as well (去处, 主办, 核心): of organs where names are expected.
const AMONG_NAMES: [char; 6] = ['处', '校', '司', '所', '办', '心'];
/// What parts of organs and enterprises end in beside: who fills in a table.
const FILLING_IN: [char; 4] = ['科', '站', '厂', '团'];

/// Whether a text, whatever it is, ends as names of organs do.
pub(crate) fn ends_as_organ(text: &str) -> bool {
    text.ends_with(SURE)
}

/// Whether what stands where names of organs do ends as one: 石溪市北山 does not.
#[must_use]
pub fn ends_as_organ_among_names(name: &str) -> bool {
    name.ends_with(SURE) || name.ends_with(AMONG_NAMES)
}

/// Whether what stands after 单位： ends as who fills the table in, and not as what is counted.
pub(crate) fn ends_as_who_fills_in(name: &str) -> bool {
    ends_as_organ_among_names(name) || name.ends_with(FILLING_IN)
}

/// How titles name organs, in names of three characters and more: words, for a title is cut by them.
pub(crate) const ORGAN_ENDS: &[&str] = &[
    "国务院",
    "办公厅",
    "办公室",
    "委员会",
    "人民政府",
    "省政府",
    "市政府",
    "县政府",
    "区政府",
    "镇政府",
    "乡政府",
    "中共中央",
    "党组",
    "领导小组",
    "指挥部",
    "法院",
    "检察院",
    "大学",
    "学院",
    "集团",
    "公司",
    "中心",
    "协会",
    "党委",
    "总局",
    "部",
    "局",
    "厅",
    "委",
    "署",
];

/// The last characters of the names of institutions that are no organs.
pub(crate) const INSTITUTION_ENDS: &[&str] = &[
    "公司",
    "集团",
    "医院",
    "卫生院",
    "保健院",
    "中学",
    "小学",
    "学校",
    "高中",
    "幼儿园",
    "银行",
    "支行",
    "分局",
    "支队",
    "大队",
    "海关",
    "海事局",
    "联合会",
    "联合社",
    "合作社",
    "基金会",
    "研究院",
    "研究所",
    "人民法院",
    "敬老院",
    "福利院",
    "博物馆",
    "图书馆",
    "林场",
    "农场",
    "水厂",
    "电厂",
    "电站",
    "矿业",
    "观摩团",
    "考察团",
    "代表团",
    "调研组",
    "督导组",
    "检查组",
    "巡视组",
    "巡察组",
    "工作组",
    "考察组",
    "园区",
    "开发区",
    "保税区",
    "水库",
    "机场",
    "火车站",
];
