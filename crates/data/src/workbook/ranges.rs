//! Sets of numbers that are mostly runs: the hidden rows of a filtered list.

use std::ops::RangeInclusive;

/// Ranges in order and apart, with how many numbers are in those before each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranges(Vec<(RangeInclusive<u32>, u32)>);

impl Ranges {
    /// Those that touch become one.
    pub fn of(mut ranges: Vec<RangeInclusive<u32>>) -> Ranges {
        ranges.sort_by_key(|range| *range.start());
        let mut joined: Vec<RangeInclusive<u32>> = Vec::new();
        for range in ranges {
            match joined.last_mut() {
                Some(last) if *range.start() <= last.end().saturating_add(1) => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => joined.push(range),
            }
        }
        let mut below = 0;
        let counted = joined.into_iter().map(|range| {
            let before = below;
            below += length(&range);
            (range, before)
        });
        Ranges(counted.collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &RangeInclusive<u32>> {
        self.0.iter().map(|(range, _)| range)
    }

    /// The range that a number is in.
    pub fn holding(&self, number: u32) -> Option<&RangeInclusive<u32>> {
        let at = self.0.partition_point(|(range, _)| *range.end() < number);
        self.0.get(at).map(|(range, _)| range).filter(|range| range.contains(&number))
    }

    /// The first number of a range that is in none of these.
    pub fn first_outside(&self, wanted: &RangeInclusive<u32>) -> Option<u32> {
        let first = self.holding(*wanted.start()).map_or(*wanted.start(), |range| range.end() + 1);
        wanted.contains(&first).then_some(first)
    }

    /// How many numbers below one are in these.
    pub fn below(&self, number: u32) -> u32 {
        let at = self.0.partition_point(|(range, _)| *range.end() < number);
        match self.0.get(at) {
            Some((range, before)) => before + number.saturating_sub(*range.start()),
            None => self.0.last().map_or(0, |(range, before)| before + length(range)),
        }
    }
}

fn length(range: &RangeInclusive<u32>) -> u32 {
    range.end() - range.start() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_outside_and_how_many_are_below() {
        let ranges = Ranges::of(vec![7..=8, 2..=3, 4..=4]);
        assert_eq!(ranges.iter().cloned().collect::<Vec<_>>(), [2..=4, 7..=8]);
        let below: Vec<u32> =
            [0, 2, 3, 5, 7, 8, 9, 100].into_iter().map(|number| ranges.below(number)).collect();
        assert_eq!(below, [0, 0, 1, 3, 3, 4, 5, 5]);
        assert_eq!(ranges.first_outside(&(2..=9)), Some(5));
        assert_eq!(ranges.first_outside(&(1..=9)), Some(1));
        assert_eq!(ranges.first_outside(&(3..=4)), None);
    }
}
