//! 图表: figures that are drawn.

use std::ops::Range;

use super::body::{Block, BlockKind};
use super::marked::Marked;

/// How they are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// 柱形.
    Bar,
    /// 堆积柱形.
    Stacked,
    /// 折线.
    Line,
    /// 饼图.
    Pie,
}

/// A row of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What they are figures of; empty: the chart says it.
    pub name: String,
    /// One for each label, where there is one.
    pub values: Vec<Option<f64>>,
}

/// A chart as the data have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// How it is drawn.
    pub kind: ChartKind,
    /// What stands under the values, or beside the shares.
    pub labels: Vec<String>,
    /// The figures.
    pub series: Vec<Series>,
    /// Empty: none. It may call notes.
    pub caption: Marked,
    /// What the figures are in.
    pub unit: Option<String>,
    /// With how many decimals values are printed; none: as they are.
    pub decimals: Option<u8>,
    /// The width as hundredths of a percent of the type area; none: all of it.
    pub width: Option<u32>,
}

// No reader makes a figure that is no number.
impl Eq for Chart {}

impl Chart {
    /// One whose keys stand between fences, and are still to be read.
    pub(super) fn fenced(range: Range<usize>) -> Block {
        let chart = Chart {
            kind: ChartKind::Bar,
            labels: Vec::new(),
            series: Vec::new(),
            caption: Marked::default(),
            unit: None,
            decimals: None,
            width: None,
        };
        Block::new(BlockKind::Chart(chart), Vec::new(), range)
    }

    /// What is printed on it: labels, names, the unit.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let names = self.series.iter().map(|series| series.name.as_str());
        self.labels.iter().map(String::as_str).chain(names).chain(self.unit.as_deref())
    }
}
