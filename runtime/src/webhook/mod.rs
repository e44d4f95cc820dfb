//! Requests that a server makes to its user: webhooks (OpenAPI 3.1 `webhooks`) and callbacks (Callback Object).
//!
//! Whoever takes them has headers and a body from a server library of their own; here they become values.
//! [`webhooks!`](crate::webhooks!) declares the events of a document.

mod declare;
mod form;
pub mod payloads;

use crate::error::DecodeFault;
use http::HeaderMap;
use serde_json::Value;

/// An event that the document does not have.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// What it was told apart by: the name that was given, or the text of the field or header; empty if there was none.
    pub name: String,
    /// The payload as it came.
    pub payload: Value,
}

/// Reads the payload of an event that is none of the document's.
///
/// # Errors
/// It is neither JSON nor a form.
pub fn unknown_event(
    name: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<UnknownEvent, DecodeFault> {
    Ok(UnknownEvent {
        name: name.to_owned(),
        payload: payloads::any(headers, body)?,
    })
}

/// What tells events apart, by the words of [`webhooks!`](crate::webhooks!).
pub mod event {
    use super::{DecodeFault, HeaderMap, Value, payloads};

    /// The text of a field of the payload; empty if it has none.
    ///
    /// # Errors
    /// The payload is neither JSON nor a form.
    pub fn field(path: &[&str], headers: &HeaderMap, body: &[u8]) -> Result<String, DecodeFault> {
        let payload = payloads::any(headers, body)?;
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
                ShipArrived(json Arrival) = "ship-arrived" by ship_arrived when "arrival",
                Tide(json i64) = "tide" by tide when "3",
            }
        }
    }

    #[allow(dead_code)] // of a library
    mod by_header {
        use super::{Arrival, rt};
        rt::webhooks! {
            /// Events of the harbour.
            pub enum Event by header("X-Event") {
                ShipArrived(json Arrival) = "ship-arrived" by ship_arrived when "arrival",
            }
        }
    }

    #[allow(dead_code)] // of a library
    mod by_path {
        use super::{Arrival, rt};
        rt::webhooks! {
            /// Events of the harbour.
            pub enum Event { ShipArrived(json Arrival) = "ship-arrived" by ship_arrived }
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

    #[allow(dead_code)] // of a library
    mod by_form {
        use super::rt;

        rt::object! {
            pub struct Report {
                ship: required(String) = "ship",
                speed: required_value(f64) = "speed",
                late: optional(bool) = "late",
                ports: optional(Vec<i64>) = "ports",
                cargo: optional(rt::Value) = "cargo",
                captain: optional(String) = "captain",
            }
        }

        rt::webhooks! {
            /// Events of the harbour.
            pub enum Event by field(&["kind"]) {
                Reported(form Report) = "reported" by reported when "report",
                Note(text String) = "note" by note when "note",
                Chart(bytes rt::Bytes) = "chart" by chart when "chart",
                Ping(empty ()) = "ping" by ping when "ping",
            }
        }
    }

    fn form() -> HeaderMap {
        let mut headers = headers();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert("content-type", form);
        headers
    }

    #[test]
    fn a_form_is_read_by_its_types() {
        let body = b"kind=report&ship=7+seas&speed=12&ports=1&ports=2&late=true&cargo=%7B%22t%22%3A1%7D&captain=";
        let by_form::Event::Reported(report) = by_form::parse(&form(), body).unwrap() else {
            panic!("it is a report")
        };
        assert_eq!((report.ship.as_str(), report.speed), ("7 seas", 12.0));
        assert_eq!(report.ports, Some(vec![1, 2]));
        assert_eq!(
            (report.late, report.captain.as_deref()),
            (Some(true), Some(""))
        );
        assert_eq!(
            report.cargo,
            Some(json!("{\"t\":1}")),
            "any JSON may be text"
        );
        let one = by_form::reported(&form(), b"ship=a&speed=1.5&ports=3").unwrap();
        assert_eq!((one.speed, one.ports), (1.5, Some(vec![3])));
        let fault = by_form::reported(&form(), b"ship=a&speed=fast").unwrap_err();
        assert_eq!(
            fault.to_string(),
            "$.speed: expected a number (f64), found string \"fast\""
        );
        let fault = by_form::reported(&form(), b"ship=a").unwrap_err();
        assert!(fault.to_string().contains("speed"), "{fault}");
        let by_form::Event::Unknown(event) = by_form::parse(&form(), b"kind=x&a=1&a=2").unwrap()
        else {
            panic!("the document does not have it")
        };
        assert_eq!(event.payload, json!({"kind": "x", "a": ["1", "2"]}));
    }

    #[cfg(feature = "xml")]
    #[allow(dead_code)] // of a library
    mod by_xml {
        use super::{Arrival, rt};

        rt::xml! { Arrival (element "arrival") object { "ship" (attribute "ship") text(), } }

        rt::webhooks! {
            /// Events of the harbour.
            pub enum Event by header("X-Event") {
                Arrived(xml Arrival) = "arrived" by arrived when "arrival",
            }
        }
    }

    #[cfg(feature = "xml")]
    #[test]
    fn xml_is_read_by_its_type() {
        let mut headers = headers();
        headers.insert("x-event", HeaderValue::from_static("arrival"));
        let event = by_xml::parse(&headers, br#"<arrival ship="Ada"/>"#).unwrap();
        assert_eq!(event, by_xml::Event::Arrived(Arrival::new("Ada")));
        let fault = by_xml::arrived(&headers, b"<arrival>").unwrap_err();
        assert!(matches!(fault, DecodeFault::Xml(_)), "{fault}");
        assert!(matches!(
            by_xml::arrived(&headers, b""),
            Err(DecodeFault::Empty)
        ));
    }

    #[test]
    fn text_bytes_and_nothing_are_payloads_too() {
        let named = |name: &str, body: &[u8]| by_form::parse_named(name, &headers(), body).unwrap();
        assert_eq!(named("note", b"hi"), by_form::Event::Note("hi".to_owned()));
        let chart = rt::Bytes::from_static(&[0, 255]);
        assert_eq!(named("chart", &[0, 255]), by_form::Event::Chart(chart));
        assert_eq!(named("ping", b""), by_form::Event::Ping(()));
        assert!(by_form::note(&headers(), &[0xff]).is_err());
        assert!(by_form::reported(&headers(), b"").is_err());
    }
}
