//! `[rename]` of `client.toml`: names that the user chose.

use std::collections::{BTreeMap, HashSet};

use super::Lowerer;
use crate::config::{Config, Rename};
use crate::diagnostics::{Code, Diagnostic, Pointer, Sink};
use crate::model::Ident;

/// Which table of `[rename]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Table {
    Types,
    Fields,
    Variants,
    Operations,
}

impl Table {
    const ALL: [Self; 4] = [Self::Types, Self::Fields, Self::Variants, Self::Operations];

    const fn key(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Fields => "fields",
            Self::Variants => "variants",
            Self::Operations => "operations",
        }
    }

    /// How the things that it names are called.
    const fn noun(self) -> &'static str {
        match self {
            Self::Types => "schema",
            Self::Fields => "property",
            Self::Variants => "value or alternative",
            Self::Operations => "operation",
        }
    }

    const fn of(self, rename: &Rename) -> &BTreeMap<String, String> {
        match self {
            Self::Types => &rename.types,
            Self::Fields => &rename.fields,
            Self::Variants => &rename.variants,
            Self::Operations => &rename.operations,
        }
    }
}

/// The settings that matched something.
pub(super) type Used<'a> = HashSet<(Table, &'a str)>;

impl<'a> Lowerer<'a> {
    /// The name that was chosen for the type of the schema at this place.
    pub(super) fn renamed_type(&mut self, at: &Pointer) -> Option<Ident> {
        self.renamed(Table::Types, &spell(at))
    }

    /// The name that was chosen for a property, value or alternative of the schema at this place.
    pub(super) fn renamed_member(
        &mut self,
        table: Table,
        owner: &Pointer,
        wire: &str,
    ) -> Option<Ident> {
        if table.of(&self.config.rename).is_empty() {
            return None;
        }
        self.renamed(table, &format!("{}.{wire}", spell(owner)))
    }

    /// The name that was chosen for what has this key in a table.
    pub(super) fn renamed(&mut self, table: Table, key: &str) -> Option<Ident> {
        let (key, name) = table.of(&self.config.rename).get_key_value(key)?;
        self.used_renames.insert((table, key));
        // One that is no identifier was said when the settings were read.
        Ident::new(name.as_str())
    }
}

/// How a schema is called in `[rename]`: a component by its name, any other by its JSON pointer.
fn spell(at: &Pointer) -> String {
    let mut tokens = at.tokens();
    let head = (tokens.next(), tokens.next(), tokens.next(), tokens.next());
    match head {
        (Some(components), Some(schemas), Some(name), None)
            if components == "components" && schemas == "schemas" =>
        {
            name
        }
        _ => at.as_str().to_owned(),
    }
}

/// Says which renames match nothing in the document.
pub(super) fn unused(config: &Config, used: &Used<'_>, sink: &mut Sink) {
    for table in Table::ALL {
        for key in table.of(&config.rename).keys() {
            if used.contains(&(table, key.as_str())) {
                continue;
            }
            let place = config.places.of(&["rename", table.key(), key]);
            let message = format!(
                "nothing in the crate comes from the {} `{key}`",
                table.noun()
            );
            sink.push(Diagnostic::new(Code::UnusedConfig, place, message))
                .and_help(help(table));
        }
    }
}

const fn help(table: Table) -> &'static str {
    match table {
        Table::Types => {
            "the key is a name in `components.schemas`, or the JSON pointer of an inline schema"
        }
        Table::Fields => "the key is the schema and the property: `EndUser.createdAt`",
        Table::Variants => "the key is the schema and the value: `Status.in-progress`",
        Table::Operations => "the key is the operationId after the overlays",
    }
}
