//! The simplest values of types: for programs that show how a crate is used.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use super::ty::{TypeWriter, is_argument};
use crate::model::{Enum, EnumValues, Field, Named, Object, Presence, Shape, Type, Types, fits};

/// How deep a value is made; what goes deeper is left.
const DEPTH: usize = 4;

/// How many properties an object may need; who wants to see one with more must write it.
const FIELDS: usize = 8;

/// A value of a type as JSON: what must be there, and the document's examples where it has them. None where it takes more
/// than that to know one.
pub(super) fn json(types: &Types, ty: &Type) -> Option<Value> {
    let value = json_within(types, ty, DEPTH)?;
    fits(types, ty, &value).is_ok().then_some(value)
}

fn json_within(types: &Types, ty: &Type, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    Some(match types.resolve(ty) {
        Type::Bool => json!(true),
        Type::Integer(_) => json!(1),
        Type::Number => json!(1.5),
        Type::String => json!("text"),
        Type::DateTime => json!("2026-01-02T03:04:05Z"),
        Type::Date => json!("2026-01-02"),
        Type::Uuid => json!("67e55044-10b1-426f-9247-bb680e5fe0c8"),
        Type::List(_) | Type::Set(_) => json!([]),
        Type::Map(_) | Type::Any => json!({}),
        Type::Nullable(_) => Value::Null,
        Type::Redacted(inner) => json_within(types, inner, depth)?,
        Type::Named(id) => match &types.get(*id)?.shape {
            Shape::Object(object) => object_of(types, object, depth)?,
            Shape::Constant(constant) => constant.value.to_json(),
            Shape::Enum(Enum { values }) => match values {
                EnumValues::Strings(values) => json!(values.first()?.1),
                EnumValues::Integers(values) => json!(values.first()?.1),
                EnumValues::Mixed(values) => values.first()?.1.to_json(),
            },
            _ => return None,
        },
        _ => return None,
    })
}

fn object_of(types: &Types, object: &Object, depth: usize) -> Option<Value> {
    let required = || {
        object.fields.iter().filter(|field| {
            matches!(
                field.presence,
                Presence::Required | Presence::RequiredNullable
            )
        })
    };
    if required().nth(FIELDS).is_some() {
        return None;
    }
    let members = required().map(|field| {
        let example = field.example.as_ref();
        let fits = |example: &&Value| fits(types, &field.ty, example).is_ok();
        let value = match (example.filter(fits), field.presence) {
            (Some(example), _) => example.clone(),
            (None, Presence::RequiredNullable) => Value::Null,
            (None, _) => json_within(types, &field.ty, depth)?,
        };
        Some((field.wire.clone(), value))
    });
    members.collect::<Option<Map<_, _>>>().map(Value::Object)
}

/// An expression for an argument of a type. None where it takes more to make one than what must be given.
pub(super) fn argument(
    writer: &TypeWriter<'_>,
    ty: &Type,
    example: Option<&Value>,
    is_free: bool,
) -> Option<TokenStream> {
    argument_within(writer, ty, example, is_free, DEPTH)
}

/// `is_free`: nothing is demanded of the value but its type.
fn argument_within(
    writer: &TypeWriter<'_>,
    ty: &Type,
    example: Option<&Value>,
    is_free: bool,
    depth: usize,
) -> Option<TokenStream> {
    let depth = depth.checked_sub(1)?;
    match writer.types.resolve(ty) {
        Type::String => {
            let example = example.and_then(Value::as_str);
            let text = example.filter(|text| !text.is_empty());
            let text = text.or(is_free.then_some("some-text"))?;
            Some(quote!(#text))
        }
        Type::Integer(_) if is_free => Some(quote!(1)),
        Type::Bool => Some(quote!(true)),
        Type::List(_) if is_free => Some(quote!(Vec::new())),
        Type::Named(id) => {
            let named = writer.types.get(*id)?;
            let Shape::Object(object) = &named.shape else {
                return None;
            };
            new_object(writer, named, object, depth)
        }
        _ => None,
    }
}

/// A struct made of what must be given.
fn new_object(
    writer: &TypeWriter<'_>,
    named: &Named,
    object: &Object,
    depth: usize,
) -> Option<TokenStream> {
    let needed = |field: &&Field| is_argument(writer.types, field);
    let is_nullable = |field: &Field| field.presence == Presence::RequiredNullable;
    let has_too_many = object.fields.iter().filter(needed).nth(FIELDS).is_some();
    if has_too_many || object.fields.iter().any(is_nullable) {
        return None;
    }
    let arguments = object.fields.iter().filter(needed).map(|field| {
        let is_free = field.constraints.is_empty();
        argument_within(writer, &field.ty, field.example.as_ref(), is_free, depth)
    });
    let arguments = arguments.collect::<Option<Vec<_>>>()?;
    let name = writer.declared(named);
    Some(quote!(#name::new(#(#arguments),*)))
}

/// A text as a raw literal, where it can be one.
pub(super) fn raw(text: &str) -> TokenStream {
    let raw = (!text.contains("\"#")).then(|| format!("r#\"{text}\"#").parse().ok());
    raw.flatten().unwrap_or_else(|| quote!(#text))
}
