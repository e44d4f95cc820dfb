//! Which operations lead to which pairs of types, and what was found at each.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::diagnostics::Pointer;

use super::{Finding, Pair};

/// Operations at the top, pairs of types below them.
#[derive(Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    of_pairs: HashMap<Pair, usize>,
    /// Pairs that are still to be compared.
    open: VecDeque<(usize, Pair)>,
}

#[derive(Default)]
struct Node {
    /// The operation or webhook, at the top.
    label: Option<String>,
    pair: Option<Pair>,
    findings: Vec<Finding>,
    /// The nodes that lead to this one.
    from: Vec<usize>,
}

impl Graph {
    /// A node at the top: an operation or a webhook, or none for the API as a whole.
    pub(super) fn root(&mut self, label: Option<String>) -> usize {
        self.nodes.push(Node {
            label,
            ..Node::default()
        });
        self.nodes.len().saturating_sub(1)
    }

    /// Notes that `from` leads to a pair, which is to be compared if it has not been.
    pub(super) fn lead(&mut self, from: usize, pair: Pair) {
        let next = self.nodes.len();
        let index = *self.of_pairs.entry(pair).or_insert(next);
        if index == next {
            self.nodes.push(Node {
                pair: Some(pair),
                ..Node::default()
            });
            self.open.push_back((index, pair));
        }
        if let Some(node) = self.nodes.get_mut(index)
            && !node.from.contains(&from)
        {
            node.from.push(from);
        }
    }

    /// The next pair to be compared, with its node.
    pub(super) fn next(&mut self) -> Option<(usize, Pair)> {
        self.open.pop_front()
    }

    pub(super) fn say(&mut self, node: usize, finding: Finding) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.findings.push(finding);
        }
    }

    /// The pairs that were compared, in the order in which operations lead to them.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair> {
        self.nodes.iter().filter_map(|node| node.pair)
    }

    /// The places of which it was said that their types or constraints differ.
    pub(super) fn places(&self) -> HashSet<Pointer> {
        let findings = self.nodes.iter().flat_map(|node| &node.findings);
        let told = findings.filter(|finding| finding.kind.aspect.is_of_values());
        told.flat_map(|finding| finding.before.iter().chain(&finding.after))
            .cloned()
            .collect()
    }

    /// All findings, each with the labels of the nodes at the top that lead to it.
    pub(super) fn findings(mut self) -> Vec<(Finding, Vec<String>)> {
        let mut all = Vec::new();
        for index in 0..self.nodes.len() {
            let findings = match self.nodes.get_mut(index) {
                Some(node) if !node.findings.is_empty() => std::mem::take(&mut node.findings),
                _ => continue,
            };
            let labels = self.labels(index);
            all.extend(findings.into_iter().map(|one| (one, labels.clone())));
        }
        all
    }

    fn labels(&self, start: usize) -> Vec<String> {
        let mut seen = vec![false; self.nodes.len()];
        let mut open = vec![start];
        let mut tops = Vec::new();
        while let Some(index) = open.pop() {
            let (Some(seen), Some(node)) = (seen.get_mut(index), self.nodes.get(index)) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            match &node.label {
                Some(label) => tops.push((index, label)),
                None => open.extend(&node.from),
            }
        }
        // Nodes at the top are in the order of the document.
        tops.sort_unstable();
        tops.into_iter().map(|(_, label)| label.clone()).collect()
    }
}
