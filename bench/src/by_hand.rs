//! The calls as somebody writes them who has no generator: reqwest, and types with serde's derive.

#![allow(missing_docs, reason = "fields are what they are called")]

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EndUser {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_user_id: Option<String>,
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

/// What is known of a user.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub display_name: Option<String>,
    pub avatar: Option<String>,
    pub email: Option<String>,
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<BTreeMap<String, Metadata>>,
}

/// A value of one's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Metadata {
    Boolean(bool),
    Integer(i64),
    String(String),
}

/// A page of users.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub data: Vec<EndUser>,
    pub meta: Meta,
}

/// Where a page stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    pub next_page_url: Option<String>,
}

/// What a search answers: a page, or the one user who was looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "as the generated one")]
pub enum SearchResult {
    Page(Page),
    EndUser(EndUser),
}

/// The user to create.
#[derive(Debug, Clone, Serialize)]
pub struct EndUserCreate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileInput>,
}

/// What is to be known of a user.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ProfileInput {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A client by hand.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
}

/// As long as the generated client waits.
const TIMEOUT: Duration = Duration::from_secs(60);

impl Client {
    /// A client that calls the server at `url`.
    ///
    /// # Errors
    /// reqwest cannot be set up.
    pub fn new(url: &str) -> reqwest::Result<Self> {
        // Another client of this process may have done so already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            http: reqwest::Client::builder().timeout(TIMEOUT).build()?,
            url: url.to_owned(),
        })
    }

    /// `POST /api/v2/end-users/`
    ///
    /// # Errors
    /// There is no answer, or not the one that is wanted.
    pub async fn create(&self) -> reqwest::Result<EndUser> {
        let body = EndUserCreate {
            external_id: Some("crm-42".to_owned()),
            profile: Some(ProfileInput {
                first_name: Some("Ada".to_owned()),
                last_name: Some("Lovelace".to_owned()),
                email: Some("ada.lovelace@example.com".to_owned()),
            }),
        };
        let request = self.http.post(format!("{}/api/v2/end-users/", self.url));
        let request = request.bearer_auth(crate::TOKEN).json(&body);
        request.send().await?.error_for_status()?.json().await
    }

    /// `GET /api/v2/end-users/`
    ///
    /// # Errors
    /// There is no answer, or not the one that is wanted.
    pub async fn list(&self) -> reqwest::Result<SearchResult> {
        let request = self.http.get(format!("{}/api/v2/end-users/", self.url));
        let request = request.bearer_auth(crate::TOKEN).query(&[("limit", 100)]);
        request.send().await?.error_for_status()?.json().await
    }
}
