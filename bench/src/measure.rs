//! Two ways of doing one thing, in turns.

use std::time::{Duration, Instant};

/// The times of two ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The median time of the first.
    pub first: Duration,
    /// The median time of the second.
    pub second: Duration,
    /// The median of the ratios of first to second of each turn.
    pub ratio: f64,
    /// Its lower and upper quartile.
    pub quartiles: (f64, f64),
}

/// Does both `each` times in each of some turns; who begins changes from turn to turn.
pub fn in_turns(
    turns: usize,
    each: u32,
    mut first: impl FnMut(),
    mut second: impl FnMut(),
) -> Comparison {
    let mut times = Vec::with_capacity(turns);
    // The first turn warms up: connections, caches, the allocator.
    for turn in 0..=turns {
        let (a, b) = if turn % 2 == 0 {
            let a = timed(each, &mut first);
            (a, timed(each, &mut second))
        } else {
            let b = timed(each, &mut second);
            (timed(each, &mut first), b)
        };
        if turn > 0 {
            times.push((a, b));
        }
    }
    let ratios = sorted(times.iter().map(|(a, b)| a / b));
    let seconds = |values: Vec<f64>| Duration::from_secs_f64(at(&values, 0.5) / f64::from(each));
    Comparison {
        first: seconds(sorted(times.iter().map(|(a, _)| *a))),
        second: seconds(sorted(times.iter().map(|(_, b)| *b))),
        ratio: at(&ratios, 0.5),
        quartiles: (at(&ratios, 0.25), at(&ratios, 0.75)),
    }
}

fn timed(times: u32, work: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    (0..times).for_each(|_| work());
    start.elapsed().as_secs_f64()
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The value at a share of the way through sorted ones.
fn at(values: &[f64], share: f64) -> f64 {
    let index = (values.len().saturating_sub(1)) as f64 * share;
    values.get(index.round() as usize).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_at_their_places() {
        let values = sorted([5.0, 1.0, 3.0, 2.0, 4.0].into_iter());
        assert_eq!(
            [0.25, 0.5, 0.75].map(|share| at(&values, share)),
            [2.0, 3.0, 4.0]
        );
        assert_eq!(at(&[], 0.5), 0.0);
    }

    #[test]
    fn each_way_is_taken_as_often_as_the_other() {
        let (mut first, mut second) = (0, 0);
        in_turns(3, 2, || first += 1, || second += 1);
        assert_eq!([first, second], [8, 8]);
    }
}
