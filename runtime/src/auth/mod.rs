//! Access tokens: where they come from, and how long they are kept.
//!
//! A [`TokenSource`] gives tokens: [`ClientCredentials`] and [`RefreshToken`] ask the token endpoint of the document, and
//! what a program does for other flows (authorization code, device, password) it does in a source of its own. The store in
//! front of a source keeps each token until shortly before it expires, and asks once however many calls wait.

mod client;
mod discovery;
mod endpoint;
mod fault;
mod flight;
mod grants;
mod source;
mod store;
mod wire;

pub use client::ClientAuthentication;
pub use fault::TokenEndpointError;
pub use grants::{ClientCredentials, RefreshToken};
pub use source::{AccessToken, TokenRequest, TokenSource};
pub(crate) use store::{SharedFault, TokenStore};
pub(crate) use wire::Http;
