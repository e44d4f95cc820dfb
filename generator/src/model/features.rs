//! What can be left out of a large crate: a cargo feature per tag, and which types it needs.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::{Api, Operation, Type, Types};

/// A file of types that more tags than this need is always there: what all of an API has in common is small, and a
/// condition that names half of all features tells nothing.
const COMMON: usize = 4;

/// The feature of types that no operation needs: payloads of webhooks, and schemas that stand for themselves.
const OTHER_TYPES: &str = "other-types";

/// The features of a large crate.
#[derive(Debug, Default)]
pub struct Features<'a> {
    /// The files of operations, in the order of the document.
    tags: Vec<&'a str>,
    /// The features of which each file of types needs one; a file that is not here is always there.
    of_types: HashMap<&'a str, Vec<String>>,
    has_other_types: bool,
}

impl Features<'_> {
    /// From this many operations on, a crate has features. They are on by default and nothing moves because of them, so that a
    /// document that grows past this breaks nobody who keeps the default features.
    pub const LARGE: usize = 100;
}

impl<'a> Features<'a> {
    /// The features of an API; none unless it is large.
    pub fn of(api: &'a Api) -> Self {
        let mut tags: IndexMap<&str, Vec<&Operation>> = IndexMap::new();
        for operation in &api.operations {
            let of_tag = tags.entry(operation.module.as_str()).or_default();
            of_tag.push(operation);
        }
        if api.operations.len() < Self::LARGE || tags.len() < 2 {
            return Self::default();
        }
        let graph = Graph::of(&api.types);
        let mut needed: HashMap<&str, Vec<String>> = HashMap::new();
        for (tag, operations) in &tags {
            let roots = operations.iter().flat_map(|one| graph.of_operation(one));
            // What a file leads to is needed by all that need the file: what is common leads to what is common.
            let is_common = |file: &str| {
                let known = needed.get(file);
                known.is_some_and(|features| features.len() > COMMON)
            };
            for file in graph.reached(roots, is_common) {
                needed.entry(file).or_default().push(feature(tag));
            }
        }
        let others: Vec<&str> = graph
            .files()
            .filter(|file| !needed.contains_key(file))
            .collect();
        let has_other_types = !others.is_empty() || !api.webhooks.is_empty();
        let payloads = api.webhooks.iter().map(|webhook| &webhook.payload);
        let payloads = payloads.filter_map(|ty| file_of(&api.types, ty));
        for file in graph.reached(others.into_iter().chain(payloads), |_| false) {
            needed.entry(file).or_default().push(OTHER_TYPES.to_owned());
        }
        needed.retain(|_, features| features.len() <= COMMON);
        Self {
            tags: tags.into_keys().collect(),
            of_types: needed,
            has_other_types,
        }
    }

    /// The names of all.
    pub fn names(&self) -> Vec<String> {
        let other_types = self.has_other_types.then(|| OTHER_TYPES.to_owned());
        self.tags
            .iter()
            .map(|tag| feature(tag))
            .chain(other_types)
            .collect()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    /// The features of which `operations/<module>.rs` needs one; none: it is always there.
    pub fn of_operations(&self, module: &str) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        vec![feature(module)]
    }

    /// The features of which the events of webhooks and callbacks need one; none: they are always there.
    pub fn of_webhooks(&self) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        vec![OTHER_TYPES.to_owned()]
    }

    /// The features of which `types/<module>.rs` needs one; none: it is always there.
    pub fn of_types(&self, module: &str) -> Vec<String> {
        self.of_types.get(module).cloned().unwrap_or_default()
    }
}

/// The feature of a tag; the prefix keeps it apart from the runtime's.
fn feature(module: &str) -> String {
    format!("tag-{}", module.trim_start_matches("r#").replace('_', "-"))
}

/// Which file of types names which others. Files are there or not as a whole, so that their imports need no conditions:
/// whoever needs a file needs all that it names.
struct Graph<'a> {
    types: &'a Types,
    names: HashMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Graph<'a> {
    fn of(types: &'a Types) -> Self {
        let mut names: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for (_, named) in types.iter() {
            let named_here = names.entry(named.module.as_str()).or_default();
            let parts = named.parts().into_iter();
            named_here.extend(parts.filter_map(|part| file_of(types, part)));
        }
        Self { types, names }
    }

    fn files(&self) -> impl Iterator<Item = &'a str> {
        self.names.keys().copied()
    }

    /// The files of the types that an operation names.
    fn of_operation(&self, operation: &Operation) -> Vec<&'a str> {
        let types = operation.types().into_iter();
        types.filter_map(|ty| file_of(self.types, ty)).collect()
    }

    /// These files and all that they lead to, but for files that are known already, with all that those lead to.
    fn reached(
        &self,
        roots: impl IntoIterator<Item = &'a str>,
        is_known: impl Fn(&str) -> bool,
    ) -> HashSet<&'a str> {
        let mut reached = HashSet::new();
        let mut open: Vec<&str> = roots.into_iter().collect();
        while let Some(file) = open.pop() {
            if !is_known(file) && reached.insert(file) {
                open.extend(self.names.get(file).into_iter().flatten().copied());
            }
        }
        reached
    }
}

/// The file of the declared type that a type mentions.
fn file_of<'a>(types: &'a Types, ty: &Type) -> Option<&'a str> {
    let named = types.get(ty.mentioned()?)?;
    Some(named.module.as_str())
}
