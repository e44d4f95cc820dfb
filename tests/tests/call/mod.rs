//! The call that is made where it does not matter which one.

use clientsmith_tests::SECRET;
use heron_client::operations::CreateEndUser;
use heron_client::types::{CreateEndUserRequest, EndUserPostParams};
use heron_client::{Client, ClientBuilder};

/// An answer that it succeeds with; its status is 201.
pub const CREATED: &str = r#"{"end_user":{"end_user_id":"crm-42"}}"#;

pub fn builder(url: &str) -> ClientBuilder {
    Client::builder().api_key(SECRET).base_url(url)
}

pub fn call(client: &Client) -> CreateEndUser {
    client.create_end_user(CreateEndUserRequest::new().end_user(EndUserPostParams::new("crm-42")))
}
