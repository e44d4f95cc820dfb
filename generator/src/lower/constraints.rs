//! Which constraints bind which values, and which types have any.

use super::category::Category;
use crate::model::{Constraint, Type, TypeId, Types};

/// Whether a constraint says anything about a value of this category and JSON type: `maxLength` on an integer does not.
pub(super) fn applies(constraint: &Constraint, category: Category, kind: Option<&str>) -> bool {
    match constraint {
        Constraint::MinLength(_) | Constraint::MaxLength(_) | Constraint::Pattern(_) => {
            category == Category::Scalar && kind == Some("string")
        }
        Constraint::Minimum(_)
        | Constraint::Maximum(_)
        | Constraint::ExclusiveMinimum(_)
        | Constraint::ExclusiveMaximum(_)
        | Constraint::MultipleOf(_) => {
            category == Category::Scalar && matches!(kind, Some("integer" | "number"))
        }
        Constraint::MinItems(_)
        | Constraint::MaxItems(_)
        | Constraint::UniqueItems
        | Constraint::Items(_) => category == Category::List,
        Constraint::MinProperties(_)
        | Constraint::MaxProperties(_)
        | Constraint::PropertyNames(_)
        | Constraint::Values(_) => category == Category::Map,
    }
}

/// Marks every type that has constraints or holds a type that has: those get a `validate()`.
pub(super) fn mark(types: &mut Types) {
    let own: Vec<TypeId> = types
        .iter()
        .filter(|(_, named)| !named.constraints().is_empty())
        .map(|(id, _)| id)
        .collect();
    let holders = holders(types);
    let mut open = own;
    while let Some(id) = open.pop() {
        let Some(named) = types.get_mut(id) else {
            continue;
        };
        if !std::mem::replace(&mut named.constrained, true) {
            open.extend(holders.get(id.0 as usize).into_iter().flatten().copied());
        }
    }
}

/// For each type, the types that mention it.
fn holders(types: &Types) -> Vec<Vec<TypeId>> {
    let mut holders = vec![Vec::new(); types.len()];
    for (id, named) in types.iter() {
        for inner in named.parts().into_iter().filter_map(Type::mentioned) {
            if let Some(list) = holders.get_mut(inner.0 as usize) {
                list.push(id);
            }
        }
    }
    holders
}
