//! Reading a type from a JSON tree that had to be kept because nobody knew yet what it was.
//!
//! serde_json reads from `Value` (taking it apart) or from `&'de Value` (borrowing). Unions need neither: they read from a
//! tree that they may read again, into types that borrow nothing. One reader for both saves compiling all types twice.

use super::locate::{Segment, at};
use serde_core::de::value::StrDeserializer;
use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_core::forward_to_deserialize_any;
use serde_json::Value;
use std::marker::PhantomData;

/// A JSON tree to be read, with errors of type `E`.
pub struct Buffered<'a, E> {
    value: &'a Value,
    error: PhantomData<E>,
}

impl<'a, E> Buffered<'a, E> {
    pub(crate) const fn new(value: &'a Value) -> Self {
        Self {
            value,
            error: PhantomData,
        }
    }
}

impl<'de, E: Error> Deserializer<'de> for Buffered<'_, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), ..) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (.., Some(value)) => visitor.visit_f64(value),
                _ => Err(E::custom("a number out of range")),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(elements) => visitor.visit_seq(Elements {
                left: elements.iter(),
                error: PhantomData,
            }),
            Value::Object(entries) => visitor.visit_map(Entries {
                left: entries.iter(),
                value: &Value::Null,
                error: PhantomData,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if self.value.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Elements<'a, E> {
    left: std::slice::Iter<'a, Value>,
    error: PhantomData<E>,
}

impl<'de, E: Error> SeqAccess<'de> for Elements<'_, E> {
    type Error = E;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, E> {
        self.left
            .next()
            .map(|value| seed.deserialize(Buffered::new(value)))
            .transpose()
    }
}

struct Entries<'a, E> {
    left: serde_json::map::Iter<'a>,
    value: &'a Value,
    error: PhantomData<E>,
}

impl<'de, E: Error> MapAccess<'de> for Entries<'_, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        let Some((key, value)) = self.left.next() else {
            return Ok(None);
        };
        self.value = value;
        let key: StrDeserializer<'_, E> = key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        seed.deserialize(Buffered::new(self.value))
    }
}

/// The entries of an object of which some have been read ahead: those first, then the rest.
pub(crate) struct ReadAhead<A> {
    ahead: std::vec::IntoIter<(String, Value)>,
    value: Option<Value>,
    rest: Option<A>,
}

impl<A> ReadAhead<A> {
    /// `rest` is none when the object has been read to its end.
    pub(crate) fn new(ahead: Vec<(String, Value)>, rest: Option<A>) -> Self {
        Self {
            ahead: ahead.into_iter(),
            value: None,
            rest,
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for ReadAhead<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if let Some((key, value)) = self.ahead.next() {
            self.value = Some(value);
            let key: StrDeserializer<'_, A::Error> = key.as_str().into_deserializer();
            return seed.deserialize(key).map(Some);
        }
        match &mut self.rest {
            Some(rest) => rest.next_key_seed(seed),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match (self.value.take(), &mut self.rest) {
            (Some(value), _) => seed.deserialize(Buffered::new(&value)),
            (None, Some(rest)) => rest.next_value_seed(seed),
            (None, None) => Err(A::Error::custom("a value was asked for before its key")),
        }
    }
}

/// Reads all entries that are left into a JSON object after those read before.
pub(crate) fn read_rest<'de, A: MapAccess<'de>>(
    mut ahead: Vec<(String, Value)>,
    mut rest: A,
) -> Result<Value, A::Error> {
    while let Some(key) = rest.next_key::<String>()? {
        match rest.next_value() {
            Ok(value) => ahead.push((key, value)),
            Err(error) => return Err(at(error, Segment::Key(&key))),
        }
    }
    Ok(Value::Object(ahead.into_iter().collect()))
}
