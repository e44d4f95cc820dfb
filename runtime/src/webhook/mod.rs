//! Requests that a server makes to its user: webhooks (OpenAPI 3.1 `webhooks`) and callbacks (Callback Object).
//!
//! Whoever takes them has headers and a body from a server library of their own; here they become values.
//! [`webhooks!`](crate::webhooks!) declares the events of a document.

mod declare;

use crate::error::DecodeFault;
use crate::json::Field;
use crate::response::{Answer, Head, readers};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::convert::identity;

/// An event that the document does not have.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// What it was told apart by: the name that was given, or the text of the field or header; empty if there was none.
    pub name: String,
    /// The payload as it came.
    pub payload: Value,
}

/// Reads the JSON payload of an event.
///
/// # Errors
/// It is not JSON, or not what `T` needs.
pub fn payload<T: Field>(headers: &HeaderMap, body: &[u8]) -> Result<T, DecodeFault> {
    // An answer without a body may stand for null; an event without one is none.
    if body.trim_ascii().is_empty() {
        return Err(DecodeFault::Empty);
    }
    let head = Head {
        status: StatusCode::OK,
        headers: headers.clone(),
    };
    let bytes = Bytes::copy_from_slice(body);
    readers::json(&Answer::new(head, bytes), identity)
}

/// Reads the payload of an event that is none of the document's.
///
/// # Errors
/// It is not JSON.
pub fn unknown_event(
    name: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<UnknownEvent, DecodeFault> {
    Ok(UnknownEvent {
        name: name.to_owned(),
        payload: payload(headers, body)?,
    })
}

/// What tells events apart, by the words of [`webhooks!`](crate::webhooks!).
pub mod event {
    use super::{DecodeFault, HeaderMap, Value, payload};

    /// The text of a field of the payload; empty if it has none.
    ///
    /// # Errors
    /// The payload is not JSON.
    pub fn field(path: &[&str], headers: &HeaderMap, body: &[u8]) -> Result<String, DecodeFault> {
        let payload: Value = payload(headers, body)?;
        let field = path.iter().try_fold(&payload, |value, key| value.get(key));
        Ok(match field {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        })
    }

    /// The text of a header; empty if there is none.
    ///
    /// # Errors
    /// None.
    pub fn header(name: &str, headers: &HeaderMap, _body: &[u8]) -> Result<String, DecodeFault> {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        Ok(value.unwrap_or_default().trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::event;
    use crate as rt;
    use http::{HeaderMap, HeaderValue};
    use rt::DecodeFault;
    use serde_json::json;

    rt::object! {
        pub struct Arrival {
            ship: required(String) = "ship",
        }
    }

    #[allow(dead_code)] // of a library
    mod by_field {
        use super::{Arrival, rt};
        rt::webhooks! {
            /// Events of the harbour.
            pub enum Event by field(&["meta", "kind"]) {
                /// A ship is in.
                ShipArrived(Arrival) = "ship-arrived" by ship_arrived when "arrival",
                Tide(i64) = "tide" by tide when "3",
            }
        }
    }

    #[allow(dead_code)] // of a library
    mod by_header {
        use super::{Arrival, rt};
        rt::webhooks! {
            /// Events of the harbour.
            pub enum Event by header("X-Event") {
                ShipArrived(Arrival) = "ship-arrived" by ship_arrived when "arrival",
            }
        }
    }

    #[allow(dead_code)] // of a library
    mod by_path {
        use super::{Arrival, rt};
        rt::webhooks! {
            /// Events of the harbour.
            pub enum Event { ShipArrived(Arrival) = "ship-arrived" by ship_arrived }
        }
    }

    const ARRIVAL: &[u8] = br#"{"meta":{"kind":"arrival"},"ship":"Ada"}"#;

    fn headers() -> HeaderMap {
        HeaderMap::new()
    }

    #[test]
    fn a_field_tells_which_event_it_is() {
        let event = by_field::parse(&headers(), ARRIVAL).unwrap();
        assert_eq!(event, by_field::Event::ShipArrived(Arrival::new("Ada")));
        assert_eq!(event.name(), "ship-arrived");
        let place = event::field(&["meta", "kind"], &headers(), br#"{"meta":{"kind":3}}"#);
        assert_eq!(place.unwrap(), "3");
    }

    #[test]
    fn a_header_tells_which_event_it_is() {
        let mut headers = headers();
        headers.insert("x-event", HeaderValue::from_static("arrival"));
        let event = by_header::parse(&headers, ARRIVAL).unwrap();
        assert_eq!(event, by_header::Event::ShipArrived(Arrival::new("Ada")));
    }

    #[test]
    fn a_name_tells_which_event_it_is() {
        let event = by_path::parse_named("ship-arrived", &headers(), ARRIVAL).unwrap();
        assert_eq!(event, by_path::Event::ShipArrived(Arrival::new("Ada")));
        let payload = by_path::ship_arrived(&headers(), ARRIVAL).unwrap();
        assert_eq!(payload, Arrival::new("Ada"));
    }

    #[test]
    fn an_event_that_the_document_does_not_have_is_kept() {
        for body in [
            r#"{"meta":{"kind":"storm"},"wind":9}"#,
            r#"{"wind":9}"#,
            "[]",
        ] {
            let by_field::Event::Unknown(event) =
                by_field::parse(&headers(), body.as_bytes()).unwrap()
            else {
                panic!("{body} is unknown")
            };
            assert_eq!(event.payload.to_string(), body);
            assert_eq!(event.name.is_empty(), !body.contains("storm"));
        }
        let event = by_path::parse_named("storm", &headers(), b"1").unwrap();
        assert_eq!(event.name(), "storm");
        assert!(matches!(event, by_path::Event::Unknown(event) if event.payload == json!(1)));
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        let fault =
            by_field::parse(&headers(), br#"{"meta":{"kind":"arrival"},"ship":7}"#).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "$.ship: expected a string, found integer `7`"
        );
        let DecodeFault::Empty = by_field::parse(&headers(), b"").unwrap_err() else {
            panic!("there is no body")
        };
        let mut html = headers();
        html.insert("content-type", HeaderValue::from_static("text/html"));
        let fault = by_path::ship_arrived(&html, b"<p>").unwrap_err();
        assert!(matches!(fault, DecodeFault::MediaType { .. }), "{fault}");
    }
}
