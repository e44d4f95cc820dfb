//! Which types lead back to themselves.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::{Named, TypeId, Types};

/// The circles that types form by leading to one another (strongly connected components).
pub(super) struct Circles {
    /// By type: which circle it lies on, if any.
    circle: Vec<Option<usize>>,
}

impl Circles {
    /// The circles of the graph in which each type leads to the types that `leads_to` names.
    pub(super) fn of(types: &Types, leads_to: impl Fn(&Named) -> Vec<TypeId>) -> Self {
        let edges = types.iter().flat_map(|(from, named)| {
            let targets = leads_to(named).into_iter();
            targets.map(move |to| (from.0, to.0))
        });
        let graph: DiGraph<(), ()> = DiGraph::from_edges(edges);
        let mut circle = vec![None; types.len()];
        // Of petgraph's two algorithms this one keeps a stack of its own: a long chain of types is no deep recursion.
        for (number, members) in kosaraju_scc(&graph).into_iter().enumerate() {
            let is_circle =
                |member: &NodeIndex| members.len() > 1 || graph.contains_edge(*member, *member);
            for member in members.iter().filter(|member| is_circle(member)) {
                if let Some(circle) = circle.get_mut(member.index()) {
                    *circle = Some(number);
                }
            }
        }
        Self { circle }
    }

    /// Whether the type leads back to itself.
    pub(super) fn contains(&self, id: TypeId) -> bool {
        self.circle_of(id).is_some()
    }

    /// Whether both lie on one circle.
    pub(super) fn same(&self, one: TypeId, other: TypeId) -> bool {
        self.contains(one) && self.circle_of(one) == self.circle_of(other)
    }

    fn circle_of(&self, id: TypeId) -> Option<usize> {
        self.circle.get(id.0 as usize).copied().flatten()
    }
}
