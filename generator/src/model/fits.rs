//! Whether a JSON value can be read into a type: for examples of a document, which often do not fit their own schema.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::texts::{is_date, is_date_time, is_decimal, is_duration, is_time, is_uuid};
use super::{
    Constant, Dispatch, Enum, EnumValues, Field, Kind, Object, Presence, Shape, Tuple, Type, Types,
    Union, Width,
};

/// How deep a value is followed; deeper parts are taken to fit.
const DEPTH: usize = 64;

/// Whether the generated type reads `value`: `Err` holds the JSON path of the first part that it does not
/// (`$.items[2].id`) and why.
pub fn fits(types: &Types, ty: &Type, value: &Value) -> Result<(), String> {
    Check { types }.ty(ty, value, "$", DEPTH)
}

struct Check<'a> {
    types: &'a Types,
}

type Verdict = Result<(), String>;

impl Check<'_> {
    fn ty(&self, ty: &Type, value: &Value, at: &str, depth: usize) -> Verdict {
        let Some(depth) = depth.checked_sub(1) else {
            return Ok(());
        };
        match ty {
            Type::Any => Ok(()),
            Type::Bool => need(value.is_boolean(), "a boolean", value, at),
            Type::Integer(width) => need(is_integer(*width, value), "an integer", value, at),
            Type::Number => need(value.is_number(), "a number", value, at),
            Type::List(item) | Type::Set(item) => match value {
                Value::Array(items) => items.iter().enumerate().try_for_each(|(index, value)| {
                    self.ty(item, value, &format!("{at}[{index}]"), depth)
                }),
                other => need(false, "an array", other, at),
            },
            Type::Map(item) => match value {
                Value::Object(map) => map.iter().try_for_each(|(key, value)| {
                    self.ty(item, value, &format!("{at}.{key}"), depth)
                }),
                other => need(false, "an object", other, at),
            },
            Type::Nullable(_) if value.is_null() => Ok(()),
            Type::Nullable(inner) | Type::Redacted(inner) | Type::Boxed(inner) => {
                self.ty(inner, value, at, depth)
            }
            Type::Named(id) => match self.types.get(*id) {
                Some(named) => self.shape(&named.shape, value, at, depth),
                None => Ok(()),
            },
            text => need_text(text, value, at),
        }
    }

    fn shape(&self, shape: &Shape, value: &Value, at: &str, depth: usize) -> Verdict {
        match shape {
            Shape::Object(object) => self.object(object, value, at, depth),
            Shape::Enum(Enum {
                values: EnumValues::Strings(_),
            }) => need(value.is_string(), "a string", value, at),
            Shape::Enum(Enum {
                values: EnumValues::Integers(_),
            }) => need(value.is_i64(), "an integer", value, at),
            Shape::Enum(Enum {
                values: EnumValues::Mixed(_),
            }) => Ok(()),
            Shape::Constant(Constant { value: constant }) => need(
                *value == constant.to_json(),
                &format!("the constant {}", constant.to_json()),
                value,
                at,
            ),
            Shape::Union(union) => self.union(union, value, at, depth),
            Shape::Tuple(tuple) => self.tuple(tuple, value, at, depth),
            Shape::Newtype(ty) | Shape::Alias(ty) => self.ty(ty, value, at, depth),
        }
    }

    fn object(&self, object: &Object, value: &Value, at: &str, depth: usize) -> Verdict {
        let Value::Object(map) = value else {
            return need(false, "an object", value, at);
        };
        for field in &object.fields {
            self.field(field, map.get(&field.wire), at, depth)?;
        }
        let Some(extra) = &object.extra else {
            return Ok(());
        };
        map.iter()
            .filter(|(key, _)| !object.fields.iter().any(|field| field.wire == **key))
            .try_for_each(|(key, value)| self.ty(&extra.ty, value, &format!("{at}.{key}"), depth))
    }

    fn tuple(&self, tuple: &Tuple, value: &Value, at: &str, depth: usize) -> Verdict {
        let Value::Array(items) = value else {
            return need(false, "an array", value, at);
        };
        if items.len() < tuple.required {
            let required = tuple.required;
            return need(false, &format!("at least {required} elements"), value, at);
        }
        let elements = tuple.elements.iter().chain(tuple.rest.iter().cycle());
        let types = elements.map(|element| &element.ty);
        items
            .iter()
            .zip(types)
            .enumerate()
            .try_for_each(|(index, (value, ty))| {
                self.ty(ty, value, &format!("{at}[{index}]"), depth)
            })
    }

    fn field(&self, field: &Field, value: Option<&Value>, at: &str, depth: usize) -> Verdict {
        let at = format!("{at}.{}", field.wire);
        match (value, field.presence) {
            (None, Presence::Required) => Err(format!("{at}: is required and absent")),
            (None, _) => Ok(()),
            (Some(Value::Null), Presence::Required) => self.ty(&field.ty, &Value::Null, &at, depth),
            (Some(Value::Null), _) => Ok(()),
            (Some(value), _) => self.ty(&field.ty, value, &at, depth),
        }
    }

    fn union(&self, union: &Union, value: &Value, at: &str, depth: usize) -> Verdict {
        let tag = match &union.dispatch {
            Dispatch::Tag(property) => value.get(property).and_then(Value::as_str),
            Dispatch::Look => None,
        };
        let Some(tag) = tag else { return Ok(()) };
        match union
            .variants
            .iter()
            .find(|variant| variant.tags.iter().any(|known| known == tag))
        {
            Some(variant) => self.ty(&variant.ty, value, at, depth),
            None => Ok(()),
        }
    }
}

fn need(holds: bool, expected: &str, found: &Value, at: &str) -> Verdict {
    if holds {
        return Ok(());
    }
    let shown: String = found.to_string().chars().take(40).collect();
    Err(format!("{at}: expected {expected}, found {shown}"))
}

/// Values of types that are text in JSON.
fn need_text(ty: &Type, value: &Value, at: &str) -> Verdict {
    let (expected, reads): (_, fn(&str) -> bool) = match ty {
        Type::DateTime => ("a date-time", is_date_time),
        Type::Date => ("a date", is_date),
        Type::Time => ("a time", is_time),
        Type::Span => ("a duration", is_duration),
        Type::Uuid => ("a UUID", is_uuid),
        Type::Ip => ("an IP address", |text| text.parse::<IpAddr>().is_ok()),
        Type::Ipv4 => ("an IPv4 address", |text| text.parse::<Ipv4Addr>().is_ok()),
        Type::Ipv6 => ("an IPv6 address", |text| text.parse::<Ipv6Addr>().is_ok()),
        Type::Decimal => {
            let is_decimal = value.as_str().is_some_and(is_decimal) || value.is_number();
            return need(is_decimal, "a decimal number", value, at);
        }
        _ => ("a string", |_| true),
    };
    need(value.as_str().is_some_and(reads), expected, value, at)
}

fn is_integer(width: Width, value: &Value) -> bool {
    let signed = value.as_i64().map(i128::from);
    signed
        .or_else(|| value.as_u64().map(i128::from))
        .is_some_and(|number| width.holds((number, number)))
}

impl Kind {
    /// Whether a value of JSON kind `other` may stand where this kind is expected.
    pub fn accepts(self, other: Kind) -> bool {
        self == other || self == Kind::Any || (self == Kind::Number && other == Kind::Integer)
    }
}
