//! What the generator would write for a small API.
#![allow(dead_code)] // a generated crate is a library; each test uses some of it

use clientsmith_runtime as rt;

pub(crate) static API: rt::Api = rt::Api {
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &[
        rt::ServerTemplate {
            url: "https://{handle}.api.test/v1",
            variables: &[rt::ServerVariable {
                name: "handle",
                default: "example",
                allowed: &[],
            }],
        },
        rt::ServerTemplate {
            url: "https://staging.test/",
            variables: &[],
        },
    ],
    security_schemes: &[
        rt::SecurityScheme::bearer("bearerToken"),
        rt::SecurityScheme::api_key_cookie("session", "sid"),
        rt::SecurityScheme::mutual_tls("certificate"),
    ],
};

/// The servers.
#[derive(Debug, Clone, Copy)]
pub enum Server {
    /// Production.
    Production,
    /// Staging.
    Staging,
}

/// The client.
#[derive(Debug, Clone)]
pub struct Client {
    pub(crate) core: rt::Client,
}

impl Client {
    /// Starts building a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            core: rt::ClientBuilder::new(&API),
        }
    }
}

/// Builds a client.
#[derive(Debug)]
#[must_use]
pub struct ClientBuilder {
    core: rt::ClientBuilder,
}

impl ClientBuilder {
    /// The bearer token.
    pub fn bearer_token(mut self, token: impl Into<rt::SecretString>) -> Self {
        self.core.credential(0, rt::Credential::token(token.into()));
        self
    }

    /// What gives bearer tokens.
    pub fn token_source(mut self, source: impl rt::TokenSource) -> Self {
        self.core.credential(0, rt::Credential::source(source));
        self
    }

    /// The session cookie.
    pub fn session(mut self, token: impl Into<rt::SecretString>) -> Self {
        self.core.credential(1, rt::Credential::token(token.into()));
        self
    }

    /// The client's certificate.
    pub fn certificate(mut self, certificate: rt::ClientCertificate) -> Self {
        self.core.client_certificate(2, certificate);
        self
    }

    /// The server.
    pub fn server(mut self, server: Server) -> Self {
        self.core.server(server as usize);
        self
    }

    /// The variable `handle`.
    pub fn handle(mut self, value: impl Into<String>) -> Self {
        self.core.server_variable("handle", value.into());
        self
    }
}

rt::client_builder!(ClientBuilder => Client);

rt::constant! {
    /// A constant.
    pub struct Kind = "user";
}

rt::object! {
    /// A user.
    pub struct User {
        id: required(String) = "id",
        kind: preset(Kind = Kind) = "kind",
        last: optional(rt::DateTime) = "last",
        status: optional(Status) = "status",
        metadata: optional(rt::Map<Metadata>) = "metadata",
    }
}

rt::string_enum! {
    /// A status.
    pub enum Status { New = "new" }
}

rt::union! {
    /// A value of metadata.
    pub enum Metadata { String(String): string, Integer(i64): integer }
}

rt::object! {
    /// A new user.
    pub struct UserCreate {
        /// Your own id.
        external_id: required(String) = "externalId" [MaxLength(36)],
        extra: extra(rt::Value),
    } validate
}

rt::object! {
    /// A problem.
    pub struct Problem {
        message: required(String) = "message",
    }
}

rt::calls! {
    /// A call of this API, to be awaited.
    pub struct Call;
}

impl Client {
    /// Creates a user.
    pub fn create_user(
        &self,
        organisation_id: impl Into<String>,
        body: impl Into<UserCreate>,
    ) -> CreateUser {
        self.core
            .call(&CreateUser)
            .path::<String>("organisation_id", organisation_id)
            .json::<UserCreate>(body)
            .into()
    }

    /// Updates a user.
    pub fn update_user(&self, id: impl Into<String>) -> UpdateUser {
        self.core.call(&UpdateUser).path::<String>("id", id).into()
    }
}

rt::operation! {
    /// A call of [`Client::create_user`], to be awaited.
    pub type CreateUser = POST "/o/{organisation_id}/users/" -> json User, CreateUserError {
        id "CreateUser" security ["bearerToken"] ["session"],
        /// At most so many.
        query limit: i64 = "limit" [Maximum(100.0)],
        /// The cookie `theme`.
        cookie theme: String = "theme",
        header trace: String = "X-Trace",
    }
}

rt::replies! {
    /// Error answers of [`Client::create_user`], by status.
    pub enum CreateUserError {
        Default = "default": text String,
        /// A fault of ours.
        ClientError = "4XX": json Problem,
        NotFound = "404": empty,
    }
}

rt::operation! {
    /// A call of [`Client::update_user`], to be awaited.
    pub type UpdateUser = PATCH "/users/{id}" -> replies UserUpdateOk, UpdateUserError {
        id "UpdateUser" with(idempotency_key: Some("Idempotency-Key")),
    }
}

rt::success_replies! {
    /// What [`Client::update_user`] answers when it succeeds, by status.
    pub enum UserUpdateOk { Ok = "200": json User, NoContent = "204": empty }
}

rt::replies! { pub enum UpdateUserError {} }

#[cfg(feature = "test-util")]
pub mod testing {
    use super::{Call, Client, ClientBuilder};

    super::rt::testing!(Client, ClientBuilder, Call);
}

#[cfg(feature = "test-util")]
rt::mocked!(CreateUser, UpdateUser);
