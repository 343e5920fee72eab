//! The templates inside the program.

use crate::compose::{BuiltIn, GONGWEN, built_in};

/// A report with cover, contents, tables and charts: it shows that the engine is not for 公文 alone.
const GONGZUO_BAOGAO: BuiltIn = built_in!(
    "gongzuo-baogao":
    "template.toml",
    "schema.json",
    "sample.json",
    "fonts.json",
    "main.typ",
    "style.typ",
    "fonts.typ",
    "cover.typ",
    "blocks.typ",
    "table.typ",
    "chart.typ",
);

/// All templates inside the program.
pub(crate) const BUILT_IN: [BuiltIn; 2] = [GONGWEN, GONGZUO_BAOGAO];
