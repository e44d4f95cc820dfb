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

/// A constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Kind;
rt::constant!(Kind = "user");

/// A user.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct User {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// When it was last there.
    pub last: Option<rt::DateTime>,
    /// What it is.
    pub status: Option<Status>,
    /// Whatever.
    pub metadata: Option<rt::Map<Metadata>>,
}
rt::object!(User {
    required id: "id",
    required kind: "kind",
    optional last: "last",
    optional status: "status",
    optional metadata: "metadata",
});

/// A status.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// New.
    New,
    /// Any other.
    Unknown(String),
}
rt::string_enum!(Status { New: "new" });

/// A value of metadata.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Metadata {
    /// Text.
    String(String),
    /// A number.
    Integer(i64),
    /// Any other.
    Unknown(rt::Value),
}
rt::union!(Metadata {
    String: string,
    Integer: integer
});

/// A new user.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct UserCreate {
    /// Your own id.
    pub external_id: String,
    /// Others.
    pub extra: rt::Map<rt::Value>,
}
rt::object!(UserCreate { required external_id: "externalId", extra extra });
rt::constraints!(UserCreate { "externalId" external_id: [MaxLength(36)] });

impl UserCreate {
    /// With what is required.
    pub fn new(external_id: impl Into<String>) -> Self {
        Self {
            external_id: external_id.into(),
            extra: rt::Map::new(),
        }
    }
}

/// A problem.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// Why.
    pub message: String,
}
rt::object!(Problem { required message: "message" });

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
