//! Ada's webhooks: what arrives becomes a typed event.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are no tests to clippy"
)]

use ada_client::types::EndUserEvent;
use ada_client::webhooks::{self, Event};
use clientsmith_runtime::{DecodeFault, HeaderMap};

const CREATED: &[u8] = br#"{"type":"v1.end_user.created","timestamp":"2020-09-20T00:00:00.000+00:00","data":{"end_user_id":"5f7e0e2c"},"tags":["a"]}"#;
const UPDATED: &[u8] = br#"{"type":"v1.end_user.updated","data":{"end_user_id":"5f7e0e2c"}}"#;

fn id(event: &EndUserEvent) -> Option<&str> {
    event.data.as_ref()?.end_user_id.as_deref()
}

#[test]
fn the_type_of_a_payload_tells_which_event_it_is() {
    let headers = HeaderMap::new();
    let Event::EndUserCreated(created) = webhooks::parse(&headers, CREATED).unwrap() else {
        panic!("an end user was created")
    };
    assert_eq!(id(&created), Some("5f7e0e2c"));
    let Event::EndUserUpdated(updated) = webhooks::parse(&headers, UPDATED).unwrap() else {
        panic!("an end user was updated")
    };
    assert_eq!(id(&updated), Some("5f7e0e2c"));
}

#[test]
fn so_does_the_name_of_the_webhook() {
    let headers = HeaderMap::new();
    let event = webhooks::parse_named("end-user-updated", &headers, UPDATED).unwrap();
    assert!(matches!(event, Event::EndUserUpdated(_)));
    assert_eq!(event.name(), "end-user-updated");
    let event = webhooks::end_user_created(&headers, CREATED).unwrap();
    assert_eq!(event.tags.as_deref(), Some(["a".to_owned()].as_slice()));
}

#[test]
fn an_event_that_the_document_does_not_have_is_kept() {
    let body = br#"{"type":"v1.end_user.deleted","data":{"end_user_id":"5f7e0e2c"}}"#;
    let Event::Unknown(event) = webhooks::parse(&HeaderMap::new(), body).unwrap() else {
        panic!("there is no such event")
    };
    assert_eq!(event.name, "v1.end_user.deleted");
    assert_eq!(event.payload.to_string().as_bytes(), body);
}

#[test]
fn what_does_not_fit_is_told_with_its_place() {
    let body = br#"{"type":"v1.end_user.created","data":{"end_user_id":7}}"#;
    let fault = webhooks::parse(&HeaderMap::new(), body).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "$.data.end_user_id: expected a string, found integer `7`"
    );
    let fault = webhooks::parse(&HeaderMap::new(), b"{").unwrap_err();
    assert!(matches!(fault, DecodeFault::Json(_)), "{fault}");
}
