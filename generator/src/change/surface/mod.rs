//! What differs in the public items of both crates, as programs see them.
//!
//! The items are listed from the models by the rules of [`crate::emit`], and not read from what it writes: what the runtime's
//! macros make of a declaration (setters, `Default`, `From`) is known here as it is documented there.

mod client;
mod compare;
mod operations;
mod text;
mod types;

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::model::{Api, Ident};

use super::kind::Item as Sort;
use super::wire::Names;

pub(super) use compare::{Diff, Diffs};

/// A public item.
#[derive(Debug, Clone)]
struct Item {
    /// Its path in its own crate.
    path: String,
    sort: Sort,
    /// The item that it belongs to, by its key; what that is decides.
    of: Option<String>,
    /// What a caller sees of it; items are the same when this is.
    signature: String,
    /// As shown to people.
    shown: String,
}

/// The items of a crate, by what they are called before the change.
type Surface = IndexMap<String, Item>;

/// Compares the public items of the crates of two models.
pub(super) fn compare(before: &Api, after: &Api, names: &Names) -> Diffs {
    let old = surface(before, &Renamed::default());
    let new = surface(after, &Renamed::of(before, after, names));
    compare::compare(&old, &new)
}

/// What is called otherwise than before: by its name, the one that it had.
#[derive(Default)]
struct Renamed {
    types: HashMap<String, String>,
    /// Names of methods and types of operations.
    operations: HashMap<String, String>,
}

impl Renamed {
    fn of(before: &Api, after: &Api, names: &Names) -> Self {
        let types = names.types.iter();
        let types = types.map(|(new, old)| (new.to_string(), old.to_string()));
        let mut operations = HashMap::new();
        let taken: Vec<&Ident> = after.operations.iter().map(|one| &one.name).collect();
        for (new, old) in &names.operations {
            let (Some(new), Some(old)) = (after.operations.get(*new), before.operations.get(*old))
            else {
                continue;
            };
            // A name that another operation has is that operation's.
            if old.name == new.name || taken.contains(&&old.name) {
                continue;
            }
            for (new, old) in [(&new.name, &old.name), (&new.type_name, &old.type_name)] {
                operations.insert(new.to_string(), old.to_string());
            }
        }
        Self {
            types: types.collect(),
            operations,
        }
    }

    fn ty<'a>(&'a self, name: &'a str) -> &'a str {
        self.types.get(name).map_or(name, String::as_str)
    }

    fn operation<'a>(&'a self, name: &'a str) -> &'a str {
        self.operations.get(name).map_or(name, String::as_str)
    }
}

/// Lists the items of a crate.
fn surface(api: &Api, renamed: &Renamed) -> Surface {
    let mut list = List {
        items: Surface::new(),
        texts: text::Texts::new(&api.types, renamed),
        renamed,
    };
    list.client(api);
    list.types(api);
    for operation in &api.operations {
        list.operation(operation);
    }
    list.webhooks(api);
    list.features(api);
    list.items
}

/// The list that is being made.
struct List<'a> {
    items: Surface,
    texts: text::Texts<'a>,
    renamed: &'a Renamed,
}

/// What an item is called: in its own crate, and before the change.
#[derive(Debug, Clone)]
struct Name {
    path: String,
    key: String,
}

impl Name {
    fn same(path: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            key: path.clone(),
            path,
        }
    }

    /// A member of an item: `Pet` and `::new`.
    fn member(&self, rest: &str) -> Self {
        Self {
            path: format!("{}{rest}", self.path),
            key: format!("{}{rest}", self.key),
        }
    }
}

impl List<'_> {
    /// Adds an item; `of` is the item that it belongs to.
    fn add(&mut self, name: &Name, sort: Sort, of: Option<&Name>, signature: String) {
        let shown = format!("{}{signature}", name.path);
        self.add_shown(name, sort, of, signature, shown);
    }

    fn add_shown(
        &mut self,
        name: &Name,
        sort: Sort,
        of: Option<&Name>,
        signature: String,
        shown: String,
    ) {
        let item = Item {
            path: name.path.clone(),
            sort,
            of: of.map(|of| of.key.clone()),
            signature,
            shown,
        };
        self.items.insert(name.key.clone(), item);
    }
}
