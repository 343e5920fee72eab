//! The charts of a document, drawn before anything is set: the marks as a picture, the words beside it for the template.

use std::sync::Arc;

use serde_json::{Value as Json, json};

#[cfg(feature = "charts")]
use crate::charts::draw;
use crate::diagnostic::Diagnostic;
#[cfg(not(feature = "charts"))]
use crate::document::ChartFault;
use crate::document::{Body, BodyFinding, Spot};
use crate::text::chart::{Chart, ChartKind};
use crate::text::{Block, BlockKind};

/// A point in mm.
const PT: f64 = 25.4 / 72.0;

/// The charts of a document in its order, and why some cannot be drawn.
#[derive(Default)]
pub(crate) struct Charts {
    /// What the template is told of each.
    pub told: Vec<Json>,
    /// Their pictures by name.
    pub pictures: Vec<(String, Arc<[u8]>)>,
    pub faults: Vec<Diagnostic>,
}

impl Charts {
    /// Draws those of a body, which has a type area so wide, in pt.
    pub(super) fn add(&mut self, body: &Body, blocks: &[Block], room: f64) {
        for (index, block) in blocks.iter().enumerate() {
            let BlockKind::Chart(chart) = &block.kind else { continue };
            match draw(&described(chart, room * PT)) {
                Ok((svg, mut drawn)) => {
                    // Typst never forgets a name it has seen.
                    let name = format!("chart-{}.svg", self.pictures.len());
                    drawn["picture"] = json!(name);
                    self.told.push(drawn);
                    self.pictures.push((name, Arc::from(svg.into_bytes())));
                }
                Err((inside, fault)) => {
                    let Spot { place, path } = body.spot(index);
                    let label = inside.strip_prefix("/labels/").and_then(|at| at.parse::<usize>().ok());
                    let label = label.and_then(|at| chart.labels.get(at));
                    let place = match label {
                        Some(label) => place.map(|place| place.find_within(label)),
                        None => place,
                    };
                    let path = path + &inside.split('/').map(step).collect::<String>();
                    self.faults.push(Diagnostic::new(BodyFinding::Chart(fault)).at(place).path(path));
                }
            }
        }
    }
}

/// A step of a pointer as paths in the data have it.
fn step(step: &str) -> String {
    match step {
        "" => String::new(),
        index if index.bytes().all(|b| b.is_ascii_digit()) => format!("[{index}]"),
        key => format!(".{key}"),
    }
}

/// A chart as it is drawn, in a type area so wide, in mm.
fn described(chart: &Chart, room: f64) -> Json {
    let share = chart.width.map_or(1.0, |width| f64::from(width) / 10_000.0);
    let mut described = json!({
        "kind": match chart.kind {
            ChartKind::Bar => "bar",
            ChartKind::Stacked => "stacked",
            ChartKind::Line => "line",
            ChartKind::Pie => "pie",
        },
        "labels": chart.labels,
        "series": chart.series.iter().map(|series| json!({ "name": series.name, "values": series.values })).collect::<Json>(),
        "width": share * room,
        "title": chart.caption.text,
    });
    if let Some(unit) = &chart.unit {
        described["unit"] = json!(unit);
    }
    if let Some(decimals) = chart.decimals {
        described["decimals"] = json!(decimals);
    }
    described
}

#[cfg(not(feature = "charts"))]
fn draw(_: &Json) -> Result<(String, Json), (String, ChartFault)> {
    Err((String::new(), ChartFault::NotBuiltIn))
}
