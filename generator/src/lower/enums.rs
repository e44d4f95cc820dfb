//! `enum` and `const`.

use super::Lowerer;
use super::naming::{CATCH_ALL, Scope, variant_name};
use super::renames::Table;
use super::view::View;
use crate::model::{Constant, Enum, EnumValues, Ident, Literal, Shape};

impl<'a> Lowerer<'a> {
    /// The enum of a schema that lists scalar values.
    pub(super) fn enumeration(&mut self, view: &View<'a>) -> Shape {
        let mut values: Vec<Literal> = Vec::with_capacity(view.enumeration.len());
        for value in view.enumeration.iter().filter_map(Literal::from_json) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let mut names = Scope::reserving([CATCH_ALL]);
        let chosen: Vec<Option<Ident>> = values
            .iter()
            .map(|value| self.renamed_member(Table::Variants, &view.at, &wire(value)))
            .collect();
        Shape::Enum(Enum {
            values: name_values(&values, &chosen, &mut names),
        })
    }

    /// The zero-size type of a `const`.
    pub(super) fn constant(&mut self, view: &View<'a>) -> Shape {
        match view.constant.and_then(Literal::from_json) {
            Some(value) => Shape::Constant(Constant { value }),
            None => Shape::Alias(self.scalar(view)),
        }
    }
}

/// A value as `[rename.variants]` writes it: a string without quotes.
fn wire(value: &Literal) -> String {
    match value {
        Literal::String(text) => text.clone(),
        other => other.to_json().to_string(),
    }
}

fn name_values(values: &[Literal], chosen: &[Option<Ident>], names: &mut Scope) -> EnumValues {
    let mut strings = Vec::new();
    let mut integers = Vec::new();
    let mut mixed = Vec::new();
    // What was chosen is taken before anything else is named.
    let chosen: Vec<Option<Ident>> = chosen
        .iter()
        .map(|chosen| chosen.as_ref().map(|chosen| names.claim(chosen)))
        .collect();
    for (value, chosen) in values.iter().zip(chosen) {
        let name = chosen.unwrap_or_else(|| literal_name(value, names));
        match value {
            Literal::String(text) => strings.push((name.clone(), text.clone())),
            Literal::Integer(number) => integers.push((name.clone(), *number)),
            Literal::Number(_) | Literal::Boolean(_) => {}
        }
        mixed.push((name, value.clone()));
    }
    if strings.len() == values.len() {
        return EnumValues::Strings(strings);
    }
    if integers.len() == values.len() {
        return EnumValues::Integers(integers);
    }
    EnumValues::Mixed(mixed)
}

/// A value's variant; the listed value `unknown` is `UnknownValue`, because `Unknown` is the catch-all.
fn literal_name(value: &Literal, names: &mut Scope) -> Ident {
    let wanted = match value {
        Literal::String(text) => variant_name(text),
        Literal::Number(number) => number_name(&number.to_string()),
        other => variant_name(&other.to_json().to_string()),
    };
    if wanted.as_str() == CATCH_ALL {
        return names.claim(&wanted.with_suffix("Value"));
    }
    names.claim(&wanted)
}

/// `1.5` is `Value1_5` and `-1.5` is `Minus1_5`: the point must not vanish, or it would be 15.
fn number_name(text: &str) -> Ident {
    let (prefix, digits) = text
        .strip_prefix('-')
        .map_or(("Value", text), |digits| ("Minus", digits));
    Ident::new(format!("{prefix}{}", digits.replace('.', "_")))
        .unwrap_or_else(|| variant_name(text))
}
