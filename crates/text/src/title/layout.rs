//! Lines: the best way to break a title, given what each gap costs.
//!
//! One walk over the title finds, for every number of lines, the layout with the fewest faults and among those the
//! least cost. The shape of the whole is decided by neighbouring lines only, as long as the walk remembers whether
//! the lines have been growing or shrinking.

use super::gaps::Gap;

/// A part of the title that is never broken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// In em.
    pub width: f64,
    /// The part of the width that vanishes at a line's end: spaces.
    pub trailing: f64,
    pub characters: usize,
    /// What a line's end before this piece costs; of no meaning for the first piece.
    pub gap: Gap,
}

/// What speaks against a layout: faults first.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Score {
    pub faults: u32,
    pub cost: f64,
}

impl Score {
    const NONE: Self = Self { faults: 0, cost: 0.0 };

    fn plus(self, faults: u32, cost: f64) -> Self {
        Self { faults: self.faults + faults, cost: self.cost + cost }
    }
}

/// How the lines have been running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    /// One line, or lines of one length.
    Level,
    Growing,
    Shrinking,
}

/// A run, and whether the last two lines are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    run: Run,
    twins: bool,
}

impl State {
    const COUNT: usize = 6;

    fn index(self) -> usize {
        self.run as usize * 2 + usize::from(self.twins)
    }
}

/// Lines whose widths differ by less than this (in em) look equal.
pub(super) const EQUAL: f64 = 0.9;

/// A line of fewer characters is a fault.
pub(super) const FEWEST: usize = 4;

/// As many lines more than needed are tried to avoid a fault.
pub(super) const MORE: usize = 2;

/// A line wider than this (in em) begins to look full.
const COMFORTABLE: f64 = 18.6;

/// A walk as far as the end of one line.
#[derive(Debug, Clone, Copy)]
struct Node {
    score: Score,
    width: f64,
    state: State,
    /// Where in the layer before the walk comes from.
    from: usize,
}

/// All walks of one number of lines, by the end of the last line, its length in pieces, and the state.
struct Layer {
    nodes: Vec<Option<Node>>,
    longest: usize,
}

impl Layer {
    fn new(pieces: usize, longest: usize) -> Self {
        Self { nodes: vec![None; (pieces + 1) * longest * State::COUNT], longest }
    }

    /// The places of all walks whose last line ends at `end`.
    fn ending_at(&self, end: usize) -> std::ops::Range<usize> {
        let width = self.longest * State::COUNT;
        end * width..(end + 1) * width
    }

    fn offer(&mut self, line: (usize, usize), node: Node) {
        let (start, end) = line;
        let place = (end * self.longest + (end - start - 1)) * State::COUNT + node.state.index();
        let slot = &mut self.nodes[place];
        if slot.is_none_or(|held| node.score < held.score) {
            *slot = Some(node);
        }
    }

    /// The best walk whose last line ends at `end`.
    fn best(&self, end: usize) -> Option<usize> {
        let score = |place: &usize| self.nodes[*place].map(|node| node.score);
        self.ending_at(end)
            .filter(|place| self.nodes[*place].is_some())
            .min_by(|a, b| score(a).partial_cmp(&score(b)).unwrap_or(std::cmp::Ordering::Equal))
    }
}

/// The lines as ranges of pieces: as few as fit, or one or two more where that avoids a fault.
pub(super) fn lines(pieces: &[Piece], measure: f64) -> Vec<(usize, usize)> {
    let mut layers: Vec<Layer> = vec![first_layer(pieces, measure)];
    // A layer at most for every piece: each line holds one.
    while layers.len() < pieces.len() && layers[layers.len() - 1].best(pieces.len()).is_none() {
        layers.push(next_layer(pieces, measure, &layers[layers.len() - 1]));
    }
    let faults = |layer: &Layer| {
        let best = layer.best(pieces.len()).and_then(|place| layer.nodes[place]);
        best.map_or(u32::MAX, |node| node.score.faults)
    };
    let fewest = layers.len();
    let mut taken = fewest;
    while fewest > 1 && layers.len() < (fewest + MORE).min(pieces.len()) && faults(&layers[taken - 1]) > 0 {
        layers.push(next_layer(pieces, measure, &layers[layers.len() - 1]));
        if faults(&layers[layers.len() - 1]) < faults(&layers[taken - 1]) {
            taken = layers.len();
        }
    }
    trace(&layers[..taken], pieces.len())
}

/// Walks back from the best end.
fn trace(layers: &[Layer], pieces: usize) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut end = pieces;
    let mut place = layers.last().and_then(|layer| layer.best(pieces));
    for layer in layers.iter().rev() {
        let Some((at, node)) = place.and_then(|at| layer.nodes[at].map(|node| (at, node))) else {
            break;
        };
        let length = at / State::COUNT % layer.longest + 1;
        lines.push((end - length, end));
        end -= length;
        place = Some(node.from);
    }
    lines.reverse();
    lines
}

fn first_layer(pieces: &[Piece], measure: f64) -> Layer {
    let longest = (0..pieces.len()).map(|start| ends(pieces, measure, start).count()).max();
    let mut layer = Layer::new(pieces.len(), longest.unwrap_or(1));
    for end in ends(pieces, measure, 0) {
        let width = width(&pieces[..end]);
        let (faults, cost) = line_cost(pieces, (0, end), width);
        let state = State { run: Run::Level, twins: false };
        layer.offer((0, end), Node { score: Score::NONE.plus(faults, cost), width, state, from: 0 });
    }
    layer
}

fn next_layer(pieces: &[Piece], measure: f64, before: &Layer) -> Layer {
    let mut layer = Layer::new(pieces.len(), before.longest);
    for start in 1..pieces.len() {
        for end in ends(pieces, measure, start) {
            let width = width(&pieces[start..end]);
            let (faults, cost) = line_cost(pieces, (start, end), width);
            for from in before.ending_at(start) {
                let Some(node) = before.nodes[from] else {
                    continue;
                };
                let (state, shape_faults, shape_cost) = follow(node, width);
                let rectangle = end == pieces.len() && state.run == Run::Level;
                let score = node.score.plus(faults + shape_faults + u32::from(rectangle), cost + shape_cost);
                layer.offer((start, end), Node { score, width, state, from });
            }
        }
    }
    layer
}

/// The ends that a line from `start` can have: what fits, or one piece.
fn ends(pieces: &[Piece], measure: f64, start: usize) -> impl Iterator<Item = usize> {
    (start + 1..=pieces.len())
        .take_while(move |&end| end == start + 1 || width(&pieces[start..end]) <= measure)
}

/// The width of a line, without the spaces at its end.
pub(super) fn width(line: &[Piece]) -> f64 {
    let whole: f64 = line.iter().map(|piece| piece.width).sum();
    whole - line.last().map_or(0.0, |piece| piece.trailing)
}

/// Faults and cost of one line: of the gap before it and of its width.
pub(super) fn line_cost(pieces: &[Piece], line: (usize, usize), width: f64) -> (u32, f64) {
    let (start, end) = line;
    let (mut faults, mut cost) = (0, 0.0);
    if start > 0 {
        faults += u32::from(pieces[start].gap.fault);
        cost += pieces[start].gap.cost;
    }
    cost += (width - COMFORTABLE).max(0.0) * 3.0;
    if start > 0 || end < pieces.len() {
        let characters: usize = pieces[start..end].iter().map(|piece| piece.characters).sum();
        faults += u32::from(characters < FEWEST);
    }
    if start > 0 && end == pieces.len() {
        cost += (6.0 - width).max(0.0) * 3.0;
    } else {
        cost += (5.0 - width).max(0.0) * 4.0;
    }
    (faults, cost)
}

/// What a line of `width` after `node` makes of the shape: lines grow, or shrink, or grow and then shrink.
fn follow(node: Node, width: f64) -> (State, u32, f64) {
    let difference = width - node.width;
    let equal = difference.abs() < EQUAL;
    let run = match node.state.run {
        run if equal => run,
        _ if difference > 0.0 => Run::Growing,
        _ => Run::Shrinking,
    };
    let hourglass = node.state.run == Run::Shrinking && run == Run::Growing;
    let triplets = equal && node.state.twins;
    let faults = u32::from(hourglass) + u32::from(triplets);
    (State { run, twins: equal }, faults, step_cost(difference.abs()))
}

/// Lines that differ by two to five characters look best.
pub(super) fn step_cost(difference: f64) -> f64 {
    if difference < EQUAL {
        8.0
    } else if difference < 1.9 {
        2.5
    } else {
        (difference - 5.0).max(0.0) * 1.2
    }
}
