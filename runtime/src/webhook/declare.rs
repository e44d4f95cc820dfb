//! [`webhooks!`](crate::webhooks!): what a generated crate says of the requests that the server makes.

/// The events that a server sends: an enum of them, `parse_named`, which reads the event of a name, and a function for
/// each that reads its payload.
///
/// A row is a variant with its payload (`json T`, `form T` for `application/x-www-form-urlencoded`, `xml T`,
/// `text String`, `bytes rt::Bytes`, `empty ()`), its name in the document, and the name of its function. Where a header or a field
/// of the payload tells the events apart (`by header("X-Event")`, `by field(&["meta", "type"])`), each row says by which
/// text, and `parse` finds the event by itself.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::object! {
///     pub struct Arrival { ship: required(String) = "ship" }
/// }
///
/// rt::webhooks! {
///     /// What the harbour sends.
///     pub enum Event by field(&["type"]) {
///         /// A ship is in.
///         ShipArrived(json Arrival) = "ship-arrived" by ship_arrived when "ship.arrived",
///     }
/// }
///
/// let event = parse(&rt::HeaderMap::new(), br#"{"type":"ship.arrived","ship":"Ada"}"#)?;
/// assert_eq!(event, Event::ShipArrived(Arrival::new("Ada")));
/// # Ok::<(), rt::DecodeFault>(())
/// ```
#[macro_export]
macro_rules! webhooks {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident by $selector:ident($place:expr) {
            $($(#[$of_variant:meta])* $variant:ident($codec:ident $payload:ty) = $wire:literal by $parse:ident when $value:literal),* $(,)?
        }
    ) => {
        $crate::webhooks! {
            $(#[$attribute])*
            pub enum $name {
                $($(#[$of_variant])* $variant($codec $payload) = $wire by $parse,)*
            }
        }

        /// Reads an event, which tells by itself which one it is.
        ///
        /// # Errors
        /// The payload is not what the document says of this event.
        pub fn parse(
            headers: &$crate::HeaderMap,
            body: &[u8],
        ) -> $crate::__private::Result<$name, $crate::DecodeFault> {
            let value = $crate::__private::event::$selector($place, headers, body)?;
            match &*value {
                $($value => $parse(headers, body).map($name::$variant),)*
                other => $crate::__private::unknown_event(other, headers, body).map($name::Unknown),
            }
        }
    };
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $($(#[$of_variant:meta])* $variant:ident($codec:ident $payload:ty) = $wire:literal by $parse:ident),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_variant])* #[doc = ""] #[doc = $crate::__private::concat!("`", $wire, "`")] $variant($payload),)*
            /// An event that the document does not have.
            Unknown($crate::UnknownEvent),
        }

        impl $name {
            /// The event's name in the document; of an unknown one, what it was told apart by.
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $wire,)*
                    Self::Unknown(event) => &event.name,
                }
            }
        }

        /// Reads the event of this name: its name in the document, by which whoever receives it tells it from others.
        ///
        /// # Errors
        /// The payload is not what the document says of this event.
        pub fn parse_named(
            name: &str,
            headers: &$crate::HeaderMap,
            body: &[u8],
        ) -> $crate::__private::Result<$name, $crate::DecodeFault> {
            match name {
                $($wire => $parse(headers, body).map($name::$variant),)*
                other => $crate::__private::unknown_event(other, headers, body).map($name::Unknown),
            }
        }

        $(
            #[doc = $crate::__private::concat!("Reads the payload of `", $wire, "`.")]
            ///
            /// # Errors
            /// It is not what the document says of it.
            pub fn $parse(
                headers: &$crate::HeaderMap,
                body: &[u8],
            ) -> $crate::__private::Result<$payload, $crate::DecodeFault> {
                $crate::__private::payloads::$codec(headers, body)
            }
        )*
    };
}
