//! What a document says about one operation.

use super::parameter::Parameter;
use super::property::PropertyEncoding;
use super::server::ServerTemplate;

/// An operation, as a table that a generated method hands to the runtime.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// static GET_USER: rt::Operation = rt::Operation {
///     id: "GetUser",
///     path: "/users/{id}",
///     parameters: &[rt::Parameter::path("id")],
///     ..rt::Operation::DEFAULT
/// };
/// ```
#[derive(Debug)]
pub struct Operation {
    /// The operation's name, for errors and traces.
    pub id: &'static str,
    /// The method, as it is sent: methods are told apart by case (RFC 9110 §9.1).
    pub method: &'static str,
    /// The path template, appended to the server's URL.
    pub path: &'static str,
    /// The parameters, in the order in which they are written. One that is not here has nothing to be said about it: the
    /// usual style, no constraints.
    pub parameters: &'static [Parameter],
    /// How properties of a URL-encoded body are written, as far as that is not the usual way.
    pub form: &'static [PropertyEncoding],
    /// The same of a body of parts.
    pub multipart: &'static [PropertyEncoding],
    /// Alternatives, each of names of the API's security schemes. None: no credentials needed; an empty one: none accepted
    /// too.
    pub security: &'static [&'static [&'static str]],
    /// The scopes that each scheme of each alternative needs, with spaces between them; what is not here needs none.
    pub scopes: &'static [&'static [&'static str]],
    /// Servers that stand in for the API's.
    pub servers: &'static [ServerTemplate],
    /// Whether it may be sent twice although its method does not say so.
    pub idempotent: bool,
    /// The header that carries one key per call, the same on every attempt; made up unless an argument of this name is
    /// given.
    pub idempotency_key: Option<&'static str>,
    /// The header `Accept`, where the usual one of the answer's codec does not do; else empty.
    pub accept: &'static str,
    /// The data of the event that says that no other will come (`[DONE]`), where the API has one.
    pub done: Option<&'static str>,
}

impl Operation {
    /// A `GET /` without anything.
    pub const DEFAULT: Self = Self {
        id: "",
        method: "GET",
        path: "/",
        parameters: &[],
        form: &[],
        multipart: &[],
        security: &[],
        scopes: &[],
        servers: &[],
        idempotent: false,
        idempotency_key: None,
        accept: "",
        done: None,
    };

    /// A parameter as the table has it, and its index there; one that is not in the table comes last, as it is.
    pub(crate) fn parameter(&self, parameter: Parameter) -> (usize, Parameter) {
        let is_meant = |known: &&Parameter| {
            known.location == parameter.location && known.name == parameter.name
        };
        let index = self.parameters.iter().position(|known| is_meant(&known));
        let index = index.unwrap_or(self.parameters.len());
        (
            index,
            self.parameters.get(index).copied().unwrap_or(parameter),
        )
    }

    /// Whether sending it twice does no more than sending it once (RFC 9110 §9.2.2, and QUERY).
    pub(crate) fn is_idempotent(&self) -> bool {
        const METHODS: [&str; 7] = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"];
        self.idempotent || METHODS.contains(&self.method)
    }
}
