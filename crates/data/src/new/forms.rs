//! Papers of the daily office that are none of the 15 kinds, or a special sort of one: each a text, written by hand.

use crate::document::Format;

/// A form: its names, its page format, its data file.
pub(super) struct Form {
    /// Its Chinese name.
    pub name: &'static str,
    /// Its English name, then other names.
    pub also: &'static [&'static str],
    /// The one page format it has.
    pub format: Format,
    /// The data file.
    pub text: &'static str,
}

macro_rules! forms {
    ($($name:literal, [$($also:literal),+], $format:ident, $file:literal;)+) => {
        /// Every form.
        pub(super) const FORMS: &[Form] = &[$(Form {
            name: $name,
            also: &[$($also),+],
            format: Format::$format,
            text: include_str!(concat!("forms/", $file, ".toml")),
        }),+];
    };
}

forms! {
    "白头件", ["plain", "白头", "汇报", "情况汇报", "情况说明", "工作总结", "总结", "工作要点", "要点", "工作计划", "计划", "工作方案", "方案", "实施方案"], Plain, "baitou";
    "会议通知", ["meeting-notice", "开会通知"], Document, "huiyi-tongzhi";
    "印发通知", ["issuing-notice", "印发", "办法", "规定", "细则"], Document, "yinfa-tongzhi";
    "任免通知", ["appointment", "任免", "任职通知", "任命通知"], Document, "renmian-tongzhi";
    "表彰决定", ["commendation", "表彰"], Document, "biaozhang-jueding";
    "规章", ["regulation", "政府规章", "部门规章"], Order, "guizhang";
    "提案答复", ["proposal-reply", "建议答复", "提案办理答复"], Letter, "tian-dafu";
    "邀请函", ["invitation", "邀请信"], Letter, "yaoqinghan";
    "呈批件", ["approval-sheet", "签报", "呈批表", "呈报", "督办单"], Plain, "chengpijian";
    "发文稿纸", ["draft-sheet", "稿纸", "拟稿纸", "发文处理单"], Plain, "fawen-gaozhi";
    "公示", ["public-list", "任前公示", "拟任公示", "启事", "声明"], Plain, "gongshi";
    "证明", ["certificate", "证明信", "在职证明", "身份证明"], Plain, "zhengming";
    "介绍信", ["introduction", "存根", "组织关系介绍信"], Plain, "jieshaoxin";
    "授权委托书", ["authorisation", "authorization", "委托书", "授权书", "企业授权书"], Plain, "weituoshu";
    "责任书", ["pledge", "目标责任书", "承诺书"], Plain, "zerenshu";
    "协议", ["agreement", "协议书", "合同"], Plain, "xieyi";
    "司法建议书", ["judicial-advice", "司法建议", "检察建议书", "检察建议"], Plain, "sifa-jianyi";
    "感谢信", ["open-letter", "慰问信", "贺信", "公开信", "倡议书"], Plain, "ganxiexin";
    "讲话稿", ["speech", "讲话", "致辞", "发言稿", "主持词", "述职报告", "对照检查材料"], Plain, "jianghua";
    "会议材料", ["meeting-paper", "汇报材料", "会议手册"], Plain, "huiyi-cailiao";
    "应急预案", ["emergency-plan", "预案"], Plain, "yingji-yuan";
    "简报", ["briefing", "工作简报", "动态", "专报", "信息专报", "值班信息", "快报", "工作动态"], Briefing, "jianbao";
    "明电", ["telegram", "内部明电", "内部电报", "电报", "传真电报"], Telegram, "mingdian";
    "送审稿", ["draft", "代拟稿", "征求意见稿"], Document, "songshengao";
}
