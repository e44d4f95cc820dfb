//! YAML's aliases: what an alias repeats stands where its anchor is.

use std::collections::HashMap;
use std::ops::Range;

use super::Tracker;

/// How many steps are played again for aliases. With aliases of aliases a text of a few lines asks for any number; those
/// beyond are one value each, where the alias stands.
const MAX_REPLAYED: usize = 1_000_000;

/// How deep aliases in what aliases repeat are followed.
const MAX_DEPTH: usize = 16;

/// What the parser tells, with places in bytes.
#[derive(Debug)]
pub(super) enum Step {
    /// A key, or a value that holds no others.
    Scalar(String, Range<usize>),
    /// The number of an anchor.
    Alias(usize, Range<usize>),
    /// A container begins, a mapping or not.
    Start(usize, bool),
    End(usize),
}

/// The containers with an anchor, and the steps in them.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    /// Kept only while a container with an anchor is open.
    steps: Vec<Step>,
    open: Vec<Anchored>,
    /// By anchor, the steps between start and end, and whether it is a mapping.
    contents: HashMap<usize, (Range<usize>, bool)>,
    replayed: usize,
}

/// A container with an anchor that is open.
#[derive(Debug)]
struct Anchored {
    anchor: usize,
    is_mapping: bool,
    first: usize,
    /// How many containers are open in it.
    depth: usize,
}

impl Aliases {
    /// Keeps a step if an alias may repeat it; `anchor` is zero for one without.
    pub(super) fn record(&mut self, anchor: usize, step: Step) {
        match step {
            Step::Start(..) => self.open.iter_mut().for_each(|open| open.depth += 1),
            Step::End(_) => self.close(),
            Step::Scalar(..) | Step::Alias(..) => {}
        }
        let starts = match step {
            Step::Start(_, is_mapping) if anchor > 0 => Some(is_mapping),
            _ => None,
        };
        if !self.open.is_empty() {
            self.steps.push(step);
        }
        self.open.extend(starts.map(|is_mapping| Anchored {
            anchor,
            is_mapping,
            first: self.steps.len(),
            depth: 0,
        }));
    }

    /// A container ends: the one that was opened last, which has an anchor if nothing else is open in it.
    fn close(&mut self) {
        if let Some(ended) = self.open.pop_if(|open| open.depth == 0) {
            let steps = ended.first..self.steps.len();
            self.contents
                .insert(ended.anchor, (steps, ended.is_mapping));
        }
        for open in &mut self.open {
            open.depth = open.depth.saturating_sub(1);
        }
    }

    /// Tells the tracker of a step; of an alias, all that it repeats.
    pub(super) fn play(&mut self, step: &Step, tracker: &mut Tracker) {
        let mut left = MAX_REPLAYED.saturating_sub(self.replayed);
        self.follow(step, tracker, MAX_DEPTH, &mut left);
        self.replayed = MAX_REPLAYED.saturating_sub(left);
    }

    fn follow(&self, step: &Step, tracker: &mut Tracker, depth: usize, left: &mut usize) {
        match step {
            Step::Scalar(text, range) if tracker.at_key() => tracker.key(text, range.clone()),
            // An alias as a key is written nowhere as a text that a pointer could name.
            Step::Alias(_, range) if tracker.at_key() => tracker.key("", range.clone()),
            Step::Scalar(_, range) => tracker.scalar(range.clone()),
            Step::Start(start, is_mapping) => tracker.start(*start, *is_mapping),
            Step::End(end) => tracker.end(*end),
            Step::Alias(anchor, range) => {
                let content = self.contents.get(anchor).filter(|_| depth > 0);
                let steps = content.and_then(|(steps, _)| self.steps.get(steps.clone()));
                let (Some((_, is_mapping)), Some(steps)) = (content, steps) else {
                    return tracker.scalar(range.clone());
                };
                let affordable = steps.len() <= *left;
                if !tracker.alias(range.clone(), *is_mapping, affordable) {
                    return;
                }
                *left = left.saturating_sub(steps.len());
                for step in steps {
                    self.follow(step, tracker, depth - 1, left);
                }
                tracker.end_of_alias();
            }
        }
    }
}
