//! What differs on the wire: operations are matched by method and path template, schemas along what operations send and
//! receive.
//!
//! A pair of declared types is compared once in each direction, however many operations lead to it; so recursion ends, and the
//! cost is bounded by the number of pairs.

mod bodies;
mod constraints;
mod demands;
mod describe;
mod graph;
mod headers;
mod objects;
mod operations;
mod parameters;
mod reach;
mod relation;
mod responses;
mod security;
mod servers;
mod shapes;
mod site;
mod unions;
mod values;
mod webhooks;

use std::collections::HashMap;

use crate::diagnostics::Pointer;
use crate::model::{Api, Ident, TypeId};

use super::Side;
use super::kind::{Direction, Kind};
use super::label::Labels;
use super::report::Wire;
use graph::Graph;

/// A difference on the wire.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) kind: Kind,
    pub(super) wire: Wire,
    /// What it is about, by names of the wire.
    pub(super) subject: String,
    pub(super) before: Option<Pointer>,
    pub(super) after: Option<Pointer>,
    pub(super) message: String,
    /// The items of the crate that it is about.
    pub(super) claims: Claims,
}

/// Items of the crate, by the names that they have on either side.
#[derive(Debug, Clone, Default)]
pub(super) struct Claims {
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
    /// Types before that this leads to: those go with it that nothing leads to after.
    pub(super) gone: Vec<String>,
    /// Types after that this leads to: those come with it that nothing led to before.
    pub(super) new: Vec<String>,
}

impl Claims {
    fn new(before: Vec<String>, after: Vec<String>) -> Self {
        Self {
            before,
            after,
            ..Self::default()
        }
    }
}

/// What a comparison of the wire gives.
pub(super) struct Compared {
    /// Each finding with the operations and webhooks that it touches.
    pub(super) findings: Vec<(Finding, Vec<String>)>,
    pub(super) names: Names,
}

/// What is the same under another name.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the name of a type after the change, the one that it had before.
    pub(super) types: HashMap<Ident, Ident>,
    /// By the index of an operation after the change, its index before.
    pub(super) operations: HashMap<usize, usize>,
}

/// Compares what two models send and receive.
pub(super) fn compare(before: Side<'_>, after: Side<'_>) -> Compared {
    let demands = (before.demands, after.demands);
    let (before, after) = (before.api, after.api);
    let labels = [before, after].map(Labels::of);
    let [labels_before, labels_after] = &labels;
    let mut walk = Walk {
        before,
        after,
        labels_before,
        labels_after,
        graph: Graph::default(),
        at: 0,
    };
    walk.at = walk.graph.root(None);
    walk.security_schemes();
    walk.servers();
    let operations = walk.operations();
    walk.webhooks();
    while let Some((node, pair)) = walk.graph.next() {
        walk.at = node;
        walk.shapes(pair);
    }
    walk.at = walk.graph.root(None);
    walk.demands(demands.0, demands.1);
    let types = walk.renamed_types();
    Compared {
        findings: walk.graph.findings(),
        names: Names { types, operations },
    }
}

/// A declared type before and after, and the direction in which its values travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Pair {
    before: TypeId,
    after: TypeId,
    direction: Direction,
}

/// What the comparison carries along.
struct Walk<'a> {
    before: &'a Api,
    after: &'a Api,
    labels_before: &'a Labels,
    labels_after: &'a Labels,
    graph: Graph,
    /// The node of the graph whose findings are being made.
    at: usize,
}

impl<'a> Walk<'a> {
    fn say(&mut self, finding: Finding) {
        self.graph.say(self.at, finding);
    }

    /// Types that were declared by another name: none has the old name after the change, and none had the new one before.
    fn renamed_types(&self) -> HashMap<Ident, Ident> {
        let names = |api: &'a Api| -> std::collections::HashSet<&'a Ident> {
            api.types.iter().map(|(_, named)| &named.name).collect()
        };
        let (before, after) = (names(self.before), names(self.after));
        let mut renamed: HashMap<Ident, Ident> = HashMap::new();
        let mut taken = std::collections::HashSet::new();
        for pair in self.graph.pairs() {
            let old = self.before.types.get(pair.before);
            let new = self.after.types.get(pair.after);
            let (Some(old), Some(new)) = (old, new) else {
                continue;
            };
            let is_clean = !after.contains(&old.name) && !before.contains(&new.name);
            if is_clean && !renamed.contains_key(&new.name) && taken.insert(&old.name) {
                renamed.insert(new.name.clone(), old.name.clone());
            }
        }
        renamed
    }
}
