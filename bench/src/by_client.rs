//! The calls through the generated client.

use ada_client::operations::{CreateEndUserError, GetEndUsersError};
use ada_client::types::{EndUser, EndUserCreate, EndUserProfileInput, EndUserSearchResult};
use ada_client::{BuildError, Client, Error, Response};

/// A client that calls the server at `url`.
///
/// # Errors
/// The URL is none.
pub fn client(url: &str) -> Result<Client, BuildError> {
    Client::builder()
        .base_url(url)
        .bearer_token(crate::TOKEN)
        .build()
}

/// `POST /api/v2/end-users/`
///
/// # Errors
/// There is no answer, or not the one that is wanted.
pub async fn create(client: &Client) -> Result<Response<EndUser>, Error<CreateEndUserError>> {
    let profile = EndUserProfileInput::new()
        .first_name("Ada")
        .last_name("Lovelace")
        .email("ada.lovelace@example.com");
    let body = EndUserCreate::new().external_id("crm-42").profile(profile);
    client.create_end_user(body).await
}

/// `GET /api/v2/end-users/`
///
/// # Errors
/// There is no answer, or not the one that is wanted.
pub async fn list(
    client: &Client,
) -> Result<Response<EndUserSearchResult>, Error<GetEndUsersError>> {
    client.get_end_users().limit(100).await
}
