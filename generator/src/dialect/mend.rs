//! Values of the wrong JSON type, mended where the meaning is certain and removed where it is not.
//!
//! Every function gets one value and answers whether it may stay.

use serde_json::{Number, Value};

use super::context::{Walk, noun};
use crate::diagnostics::Code;
use crate::source::shape::Field;

impl Walk<'_> {
    /// A value that holds no further objects.
    pub(super) fn plain(&mut self, field: Field, value: &mut Value) -> bool {
        match field {
            Field::Text | Field::SchemaName => self.text(value, true),
            Field::LooseText => self.text(value, false),
            Field::Flag => self.flag(value),
            Field::Count => self.count(value),
            Field::Number => self.number(value),
            Field::Bound => value.is_boolean() || self.bound(value),
            Field::Values => self.values(value),
            Field::Texts => self.texts(value),
            Field::TextMap | Field::Mapping => self.text_map(value),
            Field::ValueMap => value.is_object() || self.drop_wrong(value, "an object"),
            Field::Any
            | Field::One(_)
            | Field::List(_)
            | Field::Map(_)
            | Field::SchemaOrList
            | Field::SchemaOrFlag => true,
        }
    }

    /// Says that a value has the wrong type and is left out.
    pub(super) fn drop_wrong(&mut self, value: &Value, wanted: &str) -> bool {
        let key = self.name();
        self.say(
            Code::WrongType,
            format!(
                "`{key}` must be {wanted}, not {}; it is left out",
                noun(value)
            ),
        );
        false
    }

    /// Says that a value has the wrong type and was read as another one.
    pub(super) fn mended(&mut self, found: &str, wanted: &str) {
        let key = self.name();
        self.say(
            Code::WrongType,
            format!("`{key}` must be {wanted}, not {found}; it is read as one"),
        );
    }

    fn text(&mut self, value: &mut Value, say: bool) -> bool {
        let text = match value {
            Value::String(_) => return true,
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            other => return self.drop_wrong(other, "a string"),
        };
        if say {
            self.mended(noun(value), "a string");
        }
        *value = Value::String(text);
        true
    }

    fn flag(&mut self, value: &mut Value) -> bool {
        let flag = match value {
            Value::Bool(_) => return true,
            Value::String(text) if text.eq_ignore_ascii_case("true") => true,
            Value::String(text) if text.eq_ignore_ascii_case("false") => false,
            other => return self.drop_wrong(other, "a boolean"),
        };
        self.mended(noun(value), "a boolean");
        *value = Value::Bool(flag);
        true
    }

    fn count(&mut self, value: &mut Value) -> bool {
        if value
            .as_u64()
            .is_some_and(|count| usize::try_from(count).is_ok())
        {
            return true;
        }
        if let Value::String(text) = value
            && let Ok(count) = text.trim().parse::<u32>()
        {
            self.mended("a string", "an integer");
            *value = count.into();
            return true;
        }
        match value.as_f64() {
            // JSON Schema: a number without a fraction is an integer, `10.0` too.
            Some(number)
                if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) =>
            {
                // The range was checked on the line above.
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let count = number as u32;
                *value = count.into();
                true
            }
            // No value is so long: the limit says nothing.
            Some(number) if number.fract() == 0.0 && number > 0.0 => false,
            Some(_) => {
                let key = self.name();
                self.say(
                    Code::WrongType,
                    format!("`{key}` must be an integer that is not negative, not {value}; it is left out"),
                );
                false
            }
            None => self.drop_wrong(value, "an integer"),
        }
    }

    fn number(&mut self, value: &mut Value) -> bool {
        if value.is_number() {
            return true;
        }
        if let Some(text @ (".inf" | "-.inf" | ".nan")) = value.as_str() {
            let message = format!(
                "`{}` must be a number of JSON, which `{text}` is not; it is left out",
                self.name()
            );
            self.say(Code::WrongType, message);
            return false;
        }
        let Some(number) = value.as_str().and_then(number_in) else {
            return self.drop_wrong(value, "a number");
        };
        self.mended("a string", "a number");
        *value = Value::Number(number);
        true
    }

    fn bound(&mut self, value: &mut Value) -> bool {
        match value.as_str() {
            Some("true" | "false") => self.flag(value),
            _ => self.number(value),
        }
    }

    fn values(&mut self, value: &mut Value) -> bool {
        match value {
            Value::Array(_) => true,
            Value::Object(_) | Value::Null => self.drop_wrong(value, "a list"),
            _ => {
                self.mended(noun(value), "a list");
                *value = Value::Array(vec![value.take()]);
                true
            }
        }
    }

    /// A list of strings; one string alone is a list of it.
    fn texts(&mut self, value: &mut Value) -> bool {
        match value {
            Value::Array(items) => {
                let mut kept = Vec::with_capacity(items.len());
                for (index, item) in items.iter_mut().enumerate() {
                    let keep =
                        item.is_string() || self.within_index(index, |walk| walk.text(item, false));
                    kept.push(keep);
                }
                if kept.contains(&false) {
                    self.retain(items, &kept);
                }
                true
            }
            Value::String(_) => {
                self.mended("a string", "a list of strings");
                *value = Value::Array(vec![value.take()]);
                true
            }
            other => self.drop_wrong(other, "a list of strings"),
        }
    }

    fn text_map(&mut self, value: &mut Value) -> bool {
        match value {
            Value::Object(map) => {
                map.retain(|key, value| {
                    value.is_string() || self.within(key, |walk| walk.text(value, true))
                });
                true
            }
            other => self.drop_wrong(other, "an object"),
        }
    }
}

/// The number that a string spells.
fn number_in(text: &str) -> Option<Number> {
    let text = text.trim();
    text.parse::<i64>()
        .map(Number::from)
        .ok()
        .or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
}
