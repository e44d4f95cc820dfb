//! Server-sent events and what they hold.

use crate::error::StreamFault;
use crate::json::{Field, from_slice};
use std::fmt;
use std::ops::Deref;

/// A server-sent event: its data, to which it derefs, and what came with them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The data: all its lines, joined by line feeds.
    pub data: T,
    /// The event's name (`event`), if it has one; otherwise it is a `message`.
    pub name: Option<String>,
    /// The id (`id`) of the last event that had one, this one included.
    pub id: Option<String>,
}

impl<T> Event<T> {
    /// An event of which nothing but the data is known.
    pub const fn new(data: T) -> Self {
        Self {
            data,
            name: None,
            id: None,
        }
    }

    /// The same event with this name.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self {
            name: Some(name.into()),
            ..self
        }
    }

    /// The same event with this id.
    #[must_use]
    pub fn with_id(self, id: impl Into<String>) -> Self {
        Self {
            id: Some(id.into()),
            ..self
        }
    }

    pub(super) fn with<U>(self, data: U) -> Event<U> {
        Event {
            data,
            name: self.name,
            id: self.id,
        }
    }

    /// The data by themselves.
    pub fn into_data(self) -> T {
        self.data
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

impl<T> Deref for Event<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.data
    }
}

/// What the data of events are read into: a JSON text for every type that has a JSON form, [`Text`] for data as they are,
/// and by the event's name for what [`event_data!`](crate::event_data!) declares.
pub trait EventData: Sized {
    /// Reads the data of an event, of which the name is known.
    ///
    /// # Errors
    /// They do not fit.
    fn read(name: Option<&str>, data: &str) -> Result<Self, StreamFault>;
}

impl<T: Field> EventData for T {
    fn read(_name: Option<&str>, data: &str) -> Result<Self, StreamFault> {
        from_slice(data.as_bytes()).map_err(StreamFault::Json)
    }
}

/// The data of an event as they are, without being JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Text(pub String);

impl EventData for Text {
    fn read(_name: Option<&str>, data: &str) -> Result<Self, StreamFault> {
        Ok(Self(data.to_owned()))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An enum of what events hold, by their names; `Unknown` is added to its variants, with the data of an event of any
/// other name. An event without a name is a `message`.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::event_data! {
///     /// What happens to an order.
///     pub enum OrderEvent {
///         /// It was paid.
///         Paid(rt::Value) = "paid",
///         Note(rt::Text) = "note",
///     }
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! event_data {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $($(#[$of_variant:meta])* $variant:ident($data:ty) = $wire:literal),* $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_variant])* #[doc = ""] #[doc = $crate::__private::concat!("`", $wire, "`")] $variant($data),)*
            /// The data of an event whose name this version of the crate does not know.
            Unknown($crate::__private::String),
        }

        impl $crate::EventData for $name {
            fn read(
                name: $crate::__private::Option<&str>,
                data: &str,
            ) -> $crate::__private::Result<Self, $crate::StreamFault> {
                match name.unwrap_or("message") {
                    $($wire => <$data as $crate::EventData>::read(name, data).map(Self::$variant),)*
                    _ => $crate::__private::Ok(Self::Unknown(data.into())),
                }
            }
        }

        $crate::__encode_event! { $name { $($variant = $wire,)* } }
    };
}

/// Nothing without the feature `test-util`.
#[cfg(not(any(test, feature = "test-util")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_event {
    ($($any:tt)*) => {};
}
