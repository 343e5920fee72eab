//! The figures of GB/T 9704-2012 as a reader of the standard knows them, in mm from the page's
//! top-left corner unless another unit is named. Written apart from the template's dimensions.

/// 5.1 A4.
pub const PAPER: (f64, f64) = (210.0, 297.0);
/// GB/T 148: as high as A4, and twice as wide.
pub const A3_WIDTH: f64 = 420.0;
/// 5.2.1 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm.
pub const AREA_LEFT: f64 = 28.0;
pub const AREA_RIGHT: f64 = 28.0 + 156.0;
pub const AREA_TOP: f64 = 37.0;
pub const AREA_BOTTOM: f64 = 37.0 + 225.0;
pub const AREA_WIDTH: f64 = 156.0;
pub const AREA_CENTRE: f64 = (AREA_LEFT + AREA_RIGHT) / 2.0;

/// 5.2.3 一般每面排 22 行，每行排 28 个字，并撑满版心.
pub const LINES: usize = 22;
pub const CELLS: f64 = 28.0;
/// 3.1 字: 28 of them fill 156 mm (3号: 15.79 pt).
pub const EM: f64 = 5.5704;
pub const SIZE_3: f64 = 15.79;
/// 5.2.2, 7.3.1 2号; 7.4, 7.5 4号, in pt.
pub const SIZE_2: f64 = 22.0;
pub const SIZE_4: f64 = 14.0;
pub const EM_4: f64 = 14.0 * 25.4 / 72.0;
/// 3.2 行: one character and 7/8 of its height (29.61 pt); 22 of them from em top to em bottom are 225 mm.
pub const PITCH: f64 = 10.446;
/// What a place or a distance may be off.
pub const HAIR: f64 = 0.05;

/// 空 n 行 between two lines of 3号, from baseline to baseline.
pub const fn blank_lines(n: usize) -> f64 {
    (n as f64 + 1.0) * PITCH
}

/// 空 n 行 from the em box of a line of any size to that of the 3号 line under it.
pub const fn under(n: usize) -> f64 {
    blank_lines(n) - EM
}

/// 空二行 from an edge (ink, rule) to the em box under it: n lines, with at most the leading of one.
pub const TWO_BLANK_LINES: std::ops::RangeInclusive<f64> = 20.9..=25.9;

/// 7.2.4 发文机关标志上边缘至版心上边缘 35 mm; 10.1 上边缘至上页边 30 mm; 10.2 至版心上边缘 20 mm.
pub const MARK_TOP: f64 = AREA_TOP + 35.0;
pub const LETTER_MARK_TOP: f64 = 30.0;
pub const ORDER_MARK_TOP: f64 = AREA_TOP + 20.0;
/// The mark's size: 1999's figure, the project's decision.
pub const MARK_HEIGHT: f64 = 22.0;
/// 醒目: 小2号 at least, larger than the text's 3号; characters as narrow as 15 mm by 22 mm (1999).
pub const MARK_LEAST: f64 = 18.0;
pub const MARK_NARROWEST: f64 = 15.0 / 22.0;
/// 7.2.7 发文字号之下 4 mm 处, 与版心等宽; 0.35 mm thick by decision.
pub const RULE_GAP: f64 = 4.0;
pub const RULE_THICKNESS: f64 = 0.35;

/// 7.5 一字线上距版心下边缘 7 mm.
pub const DASH_TOP: f64 = AREA_BOTTOM + 7.0;

/// 7.3.7 附件标题居中编排在版心第三行: its em box's top.
pub const ROW_3_TOP: f64 = 57.9;

/// 10.1 首页红色双线 170 mm, 居中; 标志下 4 mm; 下双线距下页边 20 mm; the rows 3号的 7/8 under the rule.
pub const LETTER_RULE: (f64, f64) = (20.0, 190.0);
pub const LETTER_LOWER_RULE: f64 = 297.0 - 20.0;
pub const LETTER_ROW_GAP: f64 = 4.87;

/// 6.2 red: the printed red is Y 80 % and M 80 %.
pub const CMYK_RED: (f32, f32, f32, f32) = (0.0, 0.8, 0.8, 0.0);
