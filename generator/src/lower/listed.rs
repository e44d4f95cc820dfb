//! Alternatives that only list values are one enum: `oneOf: [{const: a}, {const: b}]`, and `anyOf: [{enum: [a, b]}, {type: string}]`
//! for an open one, which every enum here is.

use serde_json::Value;

use super::view::{SchemaRef, View};
use crate::model::Literal;

/// Reads the alternatives of a view as its list of values, if that is all that they are.
pub(super) fn fold(view: &mut View<'_>) {
    let says_more = view.discriminator.is_some()
        || view.second_union.is_some()
        || view.constant.is_some()
        || !view.enumeration.is_empty()
        || !view.properties.is_empty();
    if says_more || view.alternatives.len() < 2 {
        return;
    }
    let Some(lists) = lists(view) else { return };
    let is_open = lists.iter().any(|list| list.values.is_empty());
    let values: Vec<Value> = lists.iter().flat_map(|list| list.values.clone()).collect();
    let kind = lists.first().and_then(|list| list.kind);
    let is_one_kind = lists.iter().all(|list| list.kind == kind);
    let of_strings = kind == Some("string") && is_one_kind;
    if values.is_empty() || (is_open && !of_strings) {
        return;
    }
    view.kind = view.kind.or(kind.filter(|_| is_one_kind));
    view.value_docs = lists.iter().filter_map(List::docs).collect();
    view.enumeration = values;
    view.alternatives.clear();
}

/// What one alternative lists.
struct List<'a> {
    /// Nothing: it is any string.
    values: Vec<Value>,
    kind: Option<&'a str>,
    says: Option<&'a str>,
}

impl List<'_> {
    /// `` `a`: The a. `` for an alternative of one value.
    fn docs(&self) -> Option<String> {
        match (self.values.as_slice(), self.says) {
            ([value], Some(says)) => {
                let value = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                Some(format!("`{value}`: {}", says.trim()))
            }
            _ => None,
        }
    }
}

/// What each alternative lists; `None` when one of them is anything but a list or any string.
fn lists<'a>(view: &View<'a>) -> Option<Vec<List<'a>>> {
    let each = view.alternatives.iter().map(|part| {
        let SchemaRef::Item(schema) = part.schema else {
            return None;
        };
        let mut one = View::default();
        one.absorb(schema, &part.at);
        let is_plain = one.properties.is_empty()
            && one.items.is_none()
            && one.alternatives.is_empty()
            && one.format.is_none()
            && one.unreadable.is_none()
            && !one.never
            && !super::composition::has_all_of(schema);
        let listed = one
            .constant
            .map_or(one.enumeration.as_slice(), std::slice::from_ref);
        let values = listed.iter().filter(|value| !value.is_null());
        let values: Vec<Value> = values.cloned().collect();
        let is_any_string = values.is_empty() && one.kind == Some("string");
        let of_scalars = values
            .iter()
            .all(|value| Literal::from_json(value).is_some());
        (is_plain && of_scalars && (is_any_string || !values.is_empty())).then(|| List {
            kind: one.kind.or_else(|| kind_of(&values)),
            values,
            says: one.description.or(one.title),
        })
    });
    each.collect()
}

/// The kind of some values, if they are all of one.
fn kind_of(values: &[Value]) -> Option<&'static str> {
    let kind = |value: &Value| match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        _ => None,
    };
    let first = values.first().and_then(kind);
    values
        .iter()
        .all(|value| kind(value) == first)
        .then_some(first)?
}
