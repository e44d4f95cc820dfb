//! Whether a JSON value can be read into a type: for examples of a document, which often do not fit their own schema.

use serde_json::Value;

use super::{
    Constant, Dispatch, Enum, EnumValues, Field, Kind, Object, Presence, Shape, Type, Types, Union,
    Width,
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
            Type::String | Type::Secret | Type::Base64 | Type::Bytes => {
                need(value.is_string(), "a string", value, at)
            }
            Type::DateTime => need(
                value.as_str().is_some_and(is_date_time),
                "a date-time",
                value,
                at,
            ),
            Type::Date => need(value.as_str().is_some_and(is_date), "a date", value, at),
            Type::Uuid => need(value.as_str().is_some_and(is_uuid), "a UUID", value, at),
            Type::List(item) => match value {
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
            Type::Nullable(inner) if value.is_null() => {
                let _ = inner;
                Ok(())
            }
            Type::Nullable(inner) | Type::Redacted(inner) | Type::Boxed(inner) => {
                self.ty(inner, value, at, depth)
            }
            Type::Named(id) => match self.types.get(*id) {
                Some(named) => self.shape(&named.shape, value, at, depth),
                None => Ok(()),
            },
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

fn is_integer(width: Width, value: &Value) -> bool {
    match width {
        Width::I32 => value.as_i64().is_some_and(|n| i32::try_from(n).is_ok()),
        Width::U32 => value.as_u64().is_some_and(|n| u32::try_from(n).is_ok()),
        Width::U64 => value.is_u64(),
        Width::I64 => value.is_i64(),
    }
}

/// RFC 3339 `full-date`, to the ranges of its fields but not to the length of the month.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    year.len() == 4 && digits(year).is_some() && two(month, 1..=12) && two(day, 1..=31)
}

/// RFC 3339 `date-time` as servers write it: `T`, `t` or a space; the offset may be missing.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    let clock_end = time
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
        .unwrap_or(time.len());
    let (clock, offset) = time.split_at_checked(clock_end).unwrap_or((time, ""));
    let mut fields = clock.split(':');
    let (Some(hour), Some(minute), Some(second), None) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return false;
    };
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    is_date(date)
        && two(hour, 0..=23)
        && two(minute, 0..=59)
        && two(second, 0..=60)
        && digits(fraction).is_some()
        && is_offset(offset.trim_start())
}

fn is_offset(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['+', '-']) else {
        return matches!(text, "" | "Z" | "z");
    };
    let (hours, minutes) = rest
        .split_once(':')
        .or_else(|| rest.split_at_checked(2))
        .unwrap_or((rest, ""));
    two(hours, 0..=23) && (minutes.is_empty() || two(minutes, 0..=59))
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let hexadecimal = text.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    hexadecimal && (lengths == [8, 4, 4, 4, 12] || lengths == [32])
}

fn digits(text: &str) -> Option<u64> {
    (!text.is_empty() && text.chars().all(|c| c.is_ascii_digit()))
        .then(|| text.parse().unwrap_or(u64::MAX))
}

fn two(text: &str, range: std::ops::RangeInclusive<u64>) -> bool {
    text.len() == 2 && digits(text).is_some_and(|n| range.contains(&n))
}

impl Kind {
    /// Whether a value of JSON kind `other` may stand where this kind is expected.
    pub fn accepts(self, other: Kind) -> bool {
        self == other || self == Kind::Any || (self == Kind::Number && other == Kind::Integer)
    }
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_date_time};

    #[test]
    fn date_times_as_servers_write_them() {
        for text in [
            "2026-05-15T19:44:51.427900",
            "2020-09-20T00:00:00+00:00",
            "2024-01-01 12:34:56Z",
            "2024-01-01T12:34:56.789z",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2026-05-15",
            "yesterday",
            "2024-13-01T00:00:00Z",
            "2024-01-01T25:00:00Z",
            "2024-01-01T10:00:00 CET",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn dates() {
        assert!(is_date("2024-02-29"));
        assert!(!is_date("2024-2-9"));
        assert!(!is_date("24-02-09"));
    }
}
