//! Which keys `client.toml` has, and the places of those that were written.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use toml::de::{DeTable, DeValue};

use super::{
    AllowedChange, Example, ExampleCredential, ExampleValue, Level, LintEntry, Operation, Package,
    Pagination, PaginationKind, Parameters, Rename, Security, Select, Selector, Stream, Types,
    Webhooks,
};
use crate::diagnostics::{Code, Diagnostic, FileId, Place, Sink, most_like};

/// A table of `client.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Root,
    Select,
    Selector,
    Package,
    Types,
    Parameters,
    Formats,
    Rename,
    Names,
    Securities,
    Security,
    Operations,
    Operation,
    Stream,
    Pagination,
    Webhooks,
    Events,
    Lints,
    Lint,
    Patterns,
    AllowedChange,
    Example,
    Credential,
    Values,
    Value,
}

impl Table {
    /// The keys of this table; none when the document's names are the keys.
    ///
    /// Asked of the types themselves, so that a key which is added there is known here.
    fn keys(self) -> Option<Vec<String>> {
        match self {
            Self::Root => Some(keys_of(&super::Config::default())),
            Self::Select => Some(keys_of(&Select::default())),
            Self::Selector => Some(keys_of(&Selector::default())),
            Self::Package => Some(keys_of(&Package::default())),
            Self::Types => Some(keys_of(&Types::default())),
            Self::Parameters => Some(keys_of(&Parameters::default())),
            Self::Rename => Some(keys_of(&Rename::default())),
            Self::Security => Some(keys_of(&Security::default())),
            Self::Operation => Some(keys_of(&Operation::default())),
            Self::Stream => Some(keys_of(&Stream::default())),
            Self::Pagination => Some(keys_of(&Pagination::new(PaginationKind::Link))),
            Self::Webhooks => Some(keys_of(&Webhooks::default())),
            Self::AllowedChange => Some(keys_of(&AllowedChange::default())),
            Self::Example => Some(keys_of(&Example {
                operation: String::new(),
                credential: None,
                parameters: Default::default(),
                body: Default::default(),
            })),
            Self::Credential => Some(keys_of(&ExampleCredential {
                scheme: String::new(),
                env: String::new(),
            })),
            Self::Value => Some(keys_of(&ExampleValue {
                env: None,
                default: None,
            })),
            Self::Lints => Some(
                Code::ALL
                    .iter()
                    .map(|code| code.as_str().to_owned())
                    .collect(),
            ),
            Self::Lint => Some(keys_of(&LintEntry {
                level: Level::Allow,
                at: None,
                reason: None,
            })),
            Self::Formats | Self::Names | Self::Securities | Self::Operations | Self::Events => {
                None
            }
            Self::Patterns => None,
            Self::Values => None,
        }
    }

    /// The table that stands under a key of this one.
    fn under(self, key: &str) -> Option<Self> {
        match (self, key) {
            (Self::Root, "select") => Some(Self::Select),
            (Self::Select, "include" | "exclude") => Some(Self::Selector),
            (Self::Root, "package") => Some(Self::Package),
            (Self::Root, "types") => Some(Self::Types),
            (Self::Root, "parameters") => Some(Self::Parameters),
            (Self::Root, "formats") => Some(Self::Formats),
            (Self::Root, "rename") => Some(Self::Rename),
            (Self::Rename, _) => Some(Self::Names),
            (Self::Root, "security") => Some(Self::Securities),
            (Self::Root, "operations") => Some(Self::Operations),
            (Self::Root, "webhooks") => Some(Self::Webhooks),
            (Self::Webhooks, "events") => Some(Self::Events),
            (Self::Root, "lints") => Some(Self::Lints),
            (Self::Lints, _) => Some(Self::Lint),
            (Self::Lint, "at") => Some(Self::Patterns),
            (Self::Root, "allowed-changes") => Some(Self::AllowedChange),
            (Self::Root, "example") => Some(Self::Example),
            (Self::Securities, _) => Some(Self::Security),
            (Self::Operations, _) => Some(Self::Operation),
            (Self::Operation, "stream") => Some(Self::Stream),
            (Self::Operation, "pagination") => Some(Self::Pagination),
            (Self::Example, "credential") => Some(Self::Credential),
            (Self::Example, "parameters" | "body") => Some(Self::Values),
            (Self::Values, _) => Some(Self::Value),
            _ => None,
        }
    }

    /// How messages call this table.
    const fn name(self) -> &'static str {
        match self {
            Self::Root => "client.toml",
            Self::Select => "`[select]`",
            Self::Selector => "an entry of `[select]`",
            Self::Package => "`[package]`",
            Self::Types => "`[types]`",
            Self::Parameters => "`[parameters]`",
            Self::Formats => "`[formats]`",
            Self::Rename | Self::Names => "`[rename]`",
            Self::Securities | Self::Security => "`[security.<scheme>]`",
            Self::Operations | Self::Operation => "`[operations.<operationId>]`",
            Self::Stream => "an operation's stream",
            Self::Pagination => "`[operations.<operationId>.pagination]`",
            Self::Webhooks | Self::Events => "`[webhooks]`",
            Self::Lints => "`[lints]`",
            Self::Lint | Self::Patterns => "`[lints.<code>]`",
            Self::AllowedChange => "`[[allowed-changes]]`",
            Self::Example => "`[[example]]`",
            Self::Credential => "an example's credential",
            Self::Values | Self::Value => "an example's value",
        }
    }
}

/// Every key that `client.toml` has, as a path of tables; `*` stands for a name of the document's. Levels stand under each
/// code, and what a level can say is asked of one.
#[cfg(test)]
pub(crate) fn every_key() -> Vec<Vec<String>> {
    fn below(table: Table, at: &[String], keys: &mut Vec<Vec<String>>) {
        let names = match table {
            Table::Lints => Some(Vec::new()),
            _ => table.keys(),
        };
        for name in names.unwrap_or_else(|| vec!["*".to_owned()]) {
            let path = [at, std::slice::from_ref(&name)].concat();
            keys.push(path.clone());
            if let Some(inner) = table.under(&name) {
                below(inner, &path, keys);
            }
        }
    }
    let mut keys = Vec::new();
    below(Table::Root, &[], &mut keys);
    let codes = Code::ALL.iter().filter(|code| !super::is_final(**code));
    keys.extend(codes.map(|code| vec!["lints".to_owned(), code.to_string()]));
    keys
}

fn keys_of(table: &impl Serialize) -> Vec<String> {
    match serde_json::to_value(table) {
        Ok(serde_json::Value::Object(map)) => map.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// Where the settings of a `client.toml` are written, by their path in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<Vec<String>, Place>);

impl Places {
    /// The place of a setting: `["operations", "create_user"]`, `["select", "include", "0"]`. The file as a whole when it is not written anywhere.
    pub fn of(&self, path: &[&str]) -> Place {
        let path: Vec<String> = path.iter().map(|&key| key.to_owned()).collect();
        self.0
            .get(&path)
            .cloned()
            .unwrap_or_else(|| Place::Path("client.toml".to_owned()))
    }

    /// Whether a setting is written.
    pub fn knows(&self, path: &[&str]) -> bool {
        let path: Vec<String> = path.iter().map(|&key| key.to_owned()).collect();
        self.0.contains_key(&path)
    }
}

/// Removes the keys that `client.toml` does not have, and says so; answers where the others are.
pub(super) fn prune(root: &mut DeTable<'_>, file: FileId, sink: &mut Sink) -> Places {
    let mut pruner = Pruner {
        file,
        sink,
        places: Places::default(),
        path: Vec::new(),
    };
    pruner.table(Table::Root, root);
    pruner.places
}

struct Pruner<'a> {
    file: FileId,
    sink: &'a mut Sink,
    places: Places,
    path: Vec<String>,
}

impl Pruner<'_> {
    /// Recursion ends with [`Table::under`], five tables deep.
    fn table(&mut self, table: Table, entries: &mut DeTable<'_>) {
        let known = table.keys();
        for (key, mut value) in std::mem::take(entries) {
            let name = key.get_ref().to_string();
            if let Some(known) = known.as_ref().filter(|known| !known.contains(&name)) {
                self.unknown(table, &name, known, key.span());
                continue;
            }
            let place = Place::Span(self.file, key.span());
            self.path.push(name);
            self.places.0.insert(self.path.clone(), place);
            if let Some(inner) = self.path.last().and_then(|name| table.under(name)) {
                self.value(inner, value.get_mut());
            }
            self.path.pop();
            entries.insert(key, value);
        }
    }

    fn value(&mut self, table: Table, value: &mut DeValue<'_>) {
        match value {
            DeValue::Table(entries) => self.table(table, entries),
            DeValue::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.path.push(index.to_string());
                    let place = Place::Span(self.file, item.span());
                    self.places.0.insert(self.path.clone(), place);
                    if let DeValue::Table(entries) = item.get_mut() {
                        self.table(table, entries);
                    }
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    fn unknown(&mut self, table: Table, key: &str, known: &[String], span: Range<usize>) {
        let message = match table {
            Table::Lints => format!("`{key}` is not the code of a finding"),
            _ => format!("{} has no key `{key}`", table.name()),
        };
        let diagnostic = self.sink.push(Diagnostic::new(
            Code::UnknownConfigKey,
            Place::Span(self.file, span),
            message,
        ));
        if let Some(meant) = most_like(key, known.iter().map(String::as_str)) {
            diagnostic.and_help(format!("did you mean `{meant}`?"));
        }
        if table != Table::Lints {
            diagnostic.and_help(format!("possible are: {}", known.join(", ")));
        }
    }
}
