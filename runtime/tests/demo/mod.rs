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

    /// The session cookie.
    pub fn session(mut self, token: impl Into<rt::SecretString>) -> Self {
        self.core.credential(1, rt::Credential::token(token.into()));
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
        required id: String = "id",
        preset kind: Kind = "kind" (Kind),
        optional last: rt::DateTime = "last",
        optional status: Status = "status",
        optional metadata: rt::Map<Metadata> = "metadata",
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
    pub struct UserCreate new(external_id: impl Into<String>) {
        /// Your own id.
        required external_id: String = "externalId" [MaxLength(36)],
        extra extra: rt::Value,
    } validate
}

rt::object! {
    /// A problem.
    pub struct Problem new(message: impl Into<String>) {
        required message: String = "message",
    }
}

static CREATE_USER: rt::Operation = rt::Operation {
    id: "CreateUser",
    method: rt::Method::POST,
    path: "/o/{organisation_id}/users/",
    parameters: &[
        rt::Parameter::path("organisation_id"),
        rt::Parameter::query("limit"),
        rt::Parameter::cookie("theme"),
        rt::Parameter::header("X-Trace"),
    ],
    security: &[&[0], &[1]],
    accept: "application/json",
    ..rt::Operation::DEFAULT
};

static UPDATE_USER: rt::Operation = rt::Operation {
    id: "UpdateUser",
    method: rt::Method::PATCH,
    path: "/users/{id}",
    parameters: &[rt::Parameter::path("id")],
    ..rt::Operation::DEFAULT
};

impl Client {
    /// Creates a user.
    pub fn create_user(
        &self,
        organisation_id: impl Into<String>,
        body: impl Into<UserCreate>,
    ) -> CreateUser {
        let mut call = rt::Call::new(&self.core, &CREATE_USER);
        call.parameter(0, &organisation_id.into());
        call.validated_json(&body.into());
        CreateUser { call }
    }

    /// Updates a user.
    pub fn update_user(&self, id: impl Into<String>) -> UpdateUser {
        let mut call = rt::Call::new(&self.core, &UPDATE_USER);
        call.parameter(0, &id.into());
        UpdateUser { call }
    }
}

/// A call of `CreateUser`.
#[derive(Debug, Clone)]
#[must_use = "a call does nothing until it is awaited"]
pub struct CreateUser {
    call: rt::Call,
}
rt::call!(CreateUser: json User, CreateUserError);

impl CreateUser {
    /// At most so many.
    pub fn limit(mut self, limit: impl Into<i64>) -> Self {
        self.call.parameter(1, &limit.into());
        self
    }

    /// The cookie `theme`.
    pub fn theme(mut self, theme: impl Into<String>) -> Self {
        self.call.parameter(2, &theme.into());
        self
    }

    /// The header `X-Trace`.
    pub fn trace(mut self, trace: impl Into<String>) -> Self {
        self.call.parameter(3, &trace.into());
        self
    }
}

/// The errors of `CreateUser`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CreateUserError {
    /// 404
    NotFound,
    /// 4XX
    ClientError(Problem),
    /// default
    Default(String),
    /// Any other.
    Undocumented,
}
rt::replies!(CreateUserError { default => Default: text, 4XX => ClientError: json Problem, 404 => NotFound: empty });

/// A call of `UpdateUser`.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct UpdateUser {
    call: rt::Call,
}
rt::call!(UpdateUser: replies UserUpdateOk, ());

/// The answers of `UpdateUser`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum UserUpdateOk {
    /// 200
    Ok(User),
    /// 204
    NoContent,
}
rt::success_replies!(UserUpdateOk { 200 => Ok: json User, 204 => NoContent: empty });
