//! The types that come or go with a value.

use std::collections::HashSet;

use crate::model::{Type, Types};

use super::super::paths;
use super::{Finding, Walk};

impl Walk<'_> {
    /// Says what takes along the types that values of these types lead to.
    pub(super) fn say_taking<'t>(
        &mut self,
        roots: impl IntoIterator<Item = &'t Type>,
        finding: Finding,
    ) {
        let finding = self.taking(finding, roots);
        self.say(finding);
    }

    /// Says what brings the types that values of these types lead to.
    pub(super) fn say_bringing<'t>(
        &mut self,
        roots: impl IntoIterator<Item = &'t Type>,
        mut finding: Finding,
    ) {
        finding.claims.new = reached(&self.after.types, roots);
        self.say(finding);
    }

    /// The finding, with the types that go with values of these types.
    pub(super) fn taking<'t>(
        &self,
        mut finding: Finding,
        roots: impl IntoIterator<Item = &'t Type>,
    ) -> Finding {
        finding.claims.gone = reached(&self.before.types, roots);
        finding
    }
}

/// The paths of the declared types that values of these types may hold.
fn reached<'t>(types: &Types, roots: impl IntoIterator<Item = &'t Type>) -> Vec<String> {
    let mentioned = roots.into_iter().filter_map(Type::mentioned);
    let mut open: Vec<_> = mentioned.collect();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(named) = types.get(id) {
            found.push(paths::ty(&named.name));
            open.extend(named.parts().into_iter().filter_map(Type::mentioned));
        }
    }
    found
}
