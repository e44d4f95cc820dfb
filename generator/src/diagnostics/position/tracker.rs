//! Follows a scanner through a text and notes where the wanted values stand.

use std::collections::HashMap;
use std::ops::Range;

use super::Position;
use crate::diagnostics::Pointer;

/// What a scanner tells, in the order of the text: keys, scalars, and the starts and ends of containers.
#[derive(Debug)]
pub(super) struct Tracker {
    /// The wanted pointers as a tree of their tokens; the first node is the document itself.
    nodes: Vec<Node>,
    open: Vec<Container>,
    /// How many of the open containers are merged into the ones around them.
    merging: usize,
}

#[derive(Debug, Default)]
struct Node {
    children: HashMap<String, usize>,
    found: Vec<(Option<Range<usize>>, Range<usize>)>,
}

#[derive(Debug)]
struct Container {
    start: usize,
    /// Whether it stands where a key stands, as YAML allows; no pointer names what is in it.
    is_key: bool,
    /// Whether its members are merged into the mapping around it.
    is_merge: bool,
    slot: Slot,
    holds: Holds,
}

#[derive(Debug)]
enum Holds {
    Elements(usize),
    /// The key whose value comes next; `None` when a key comes next.
    Members(Option<Slot>),
}

/// The place that a value takes: its key, and its node if it, or something in it, is wanted.
#[derive(Debug, Clone, Default)]
struct Slot {
    key: Option<Range<usize>>,
    node: Option<usize>,
    /// Whether the key is `<<`.
    is_merge: bool,
}

impl Tracker {
    pub(super) fn new(pointers: &[Pointer]) -> Self {
        let mut tracker = Self {
            nodes: vec![Node::default()],
            open: Vec::new(),
            merging: 0,
        };
        for pointer in pointers {
            let mut node = 0;
            for token in pointer.tokens() {
                node = tracker.child_or_new(node, token);
            }
        }
        tracker
    }

    fn child_or_new(&mut self, parent: usize, token: String) -> usize {
        let next = self.nodes.len();
        let Some(node) = self.nodes.get_mut(parent) else {
            return parent;
        };
        let child = *node.children.entry(token).or_insert(next);
        if child == next {
            self.nodes.push(Node::default());
        }
        child
    }

    fn child(&self, parent: Option<usize>, token: &str) -> Option<usize> {
        let children = &self.nodes.get(parent?)?.children;
        (!children.is_empty()).then(|| children.get(token).copied())?
    }

    /// Whether the next scalar is a key.
    pub(super) fn at_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Container {
                holds: Holds::Members(None),
                ..
            })
        )
    }

    /// A key of the mapping that is open.
    pub(super) fn key(&mut self, text: &str, range: Range<usize>) {
        let parent = self.open.last().and_then(|container| container.slot.node);
        let node = self.child(parent, text);
        if let Some(Container {
            holds: Holds::Members(pending),
            ..
        }) = self.open.last_mut()
        {
            *pending = Some(Slot {
                key: Some(range),
                node,
                is_merge: text == "<<",
            });
        }
    }

    /// A value that holds no others.
    pub(super) fn scalar(&mut self, range: Range<usize>) {
        let slot = self.take_slot();
        self.note(slot, range);
    }

    /// An alias of a mapping or sequence; answers whether something in it is wanted, and open. What is in it is then told
    /// as if it stood here, and [`Tracker::end_of_alias`] after it.
    ///
    /// The members of an alias under `<<` are those of the mapping around it (YAML's merge key), unless it has them itself.
    pub(super) fn alias(&mut self, range: Range<usize>, mapping: bool, follow: bool) -> bool {
        let slot = self.take_slot();
        let merged = slot.is_merge && mapping;
        let node = match merged {
            true => self.open.last().and_then(|around| around.slot.node),
            false => slot.node,
        };
        self.note(slot, range);
        let wanted = node
            .and_then(|node| self.nodes.get(node))
            .is_some_and(|node| !node.children.is_empty());
        if !wanted || !follow {
            return false;
        }
        let slot = Slot {
            node,
            ..Slot::default()
        };
        self.merging += usize::from(merged);
        self.open.push(Container {
            start: 0,
            is_key: false,
            is_merge: merged,
            slot,
            holds: match mapping {
                true => Holds::Members(None),
                false => Holds::Elements(0),
            },
        });
        true
    }

    /// The end of what an alias repeats: the alias itself was noted where it stands.
    pub(super) fn end_of_alias(&mut self) {
        let ended = self.open.pop();
        let merged = ended.is_some_and(|container| container.is_merge);
        self.merging = self.merging.saturating_sub(usize::from(merged));
    }

    /// The start of a mapping or sequence.
    pub(super) fn start(&mut self, start: usize, mapping: bool) {
        let is_key = self.at_key();
        let slot = if is_key {
            Slot::default()
        } else {
            self.take_slot()
        };
        let holds = if mapping {
            Holds::Members(None)
        } else {
            Holds::Elements(0)
        };
        self.open.push(Container {
            start,
            is_key,
            is_merge: false,
            slot,
            holds,
        });
    }

    /// The end of the container that was opened last.
    pub(super) fn end(&mut self, end: usize) {
        let Some(container) = self.open.pop() else {
            return;
        };
        self.note(container.slot, container.start..end);
        if container.is_key
            && let Some(Container {
                holds: Holds::Members(pending),
                ..
            }) = self.open.last_mut()
        {
            *pending = Some(Slot::default());
        }
    }

    fn take_slot(&mut self) -> Slot {
        let Some(container) = self.open.last_mut() else {
            return Slot {
                node: Some(0),
                ..Slot::default()
            };
        };
        let parent = container.slot.node;
        match &mut container.holds {
            Holds::Members(pending) => pending.take().unwrap_or_default(),
            Holds::Elements(count) => {
                let index = *count;
                *count = index.saturating_add(1);
                let node = parent.and_then(|parent| self.child(Some(parent), &index.to_string()));
                Slot {
                    node,
                    ..Slot::default()
                }
            }
        }
    }

    fn note(&mut self, slot: Slot, range: Range<usize>) {
        if let Some(node) = slot.node.and_then(|node| self.nodes.get_mut(node)) {
            let is_own = self.merging == 0 || node.found.is_empty();
            node.found.extend(is_own.then_some((slot.key, range)));
        }
    }

    /// The end of the text: containers that it left open end here.
    pub(super) fn finish(&mut self, end: usize) {
        while !self.open.is_empty() {
            self.end(end);
        }
    }

    /// Where the value of `pointer` stands, or its nearest ancestor.
    pub(super) fn nearest(&self, pointer: &Pointer) -> Option<Position> {
        let mut node = Some(0);
        let mut nearest = self.last_found(0)?;
        for token in pointer.tokens() {
            node = self.child(node, &token);
            match node.and_then(|node| self.last_found(node)) {
                Some(found) => nearest = found,
                None => {
                    return Some(Position {
                        exact: false,
                        ..nearest
                    });
                }
            }
        }
        Some(nearest)
    }

    fn last_found(&self, node: usize) -> Option<Position> {
        let (key, value) = self.nodes.get(node)?.found.last()?.clone();
        Some(Position {
            key,
            value,
            exact: true,
        })
    }

    /// Every place of the value of `pointer`.
    pub(super) fn all(&self, pointer: &Pointer) -> Vec<Position> {
        let node = pointer
            .tokens()
            .try_fold(0, |node, token| self.child(Some(node), &token));
        let found = node
            .and_then(|node| self.nodes.get(node))
            .map(|node| node.found.as_slice())
            .unwrap_or_default();
        found
            .iter()
            .map(|(key, value)| Position {
                key: key.clone(),
                value: value.clone(),
                exact: true,
            })
            .collect()
    }
}
