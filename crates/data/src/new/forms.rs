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
    "白头件", ["plain", "白头"], Plain, "baitou";
    "会议通知", ["meeting-notice"], Document, "huiyi-tongzhi";
    "任免通知", ["appointment"], Document, "renmian-tongzhi";
    "表彰决定", ["commendation"], Document, "biaozhang-jueding";
    "公示", ["public-list"], Plain, "gongshi";
    "证明", ["certificate"], Plain, "zhengming";
    "授权委托书", ["authorisation", "authorization", "委托书"], Plain, "weituoshu";
    "责任书", ["pledge"], Plain, "zerenshu";
    "协议", ["agreement", "协议书"], Plain, "xieyi";
    "讲话稿", ["speech", "讲话"], Plain, "jianghua";
    "会议材料", ["meeting-paper"], Plain, "huiyi-cailiao";
    "应急预案", ["emergency-plan", "预案"], Plain, "yingji-yuan";
    "简报", ["briefing", "工作简报"], Briefing, "jianbao";
    "明电", ["telegram", "内部明电"], Telegram, "mingdian";
    "送审稿", ["draft"], Document, "songshengao";
}
