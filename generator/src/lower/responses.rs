//! Responses of an operation: which answers are a success, what each holds, and their headers (OAS.md 22).

use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr, Response, StatusCode};

use super::naming::{self, Scope};
use super::operations::text;
use super::references::Resolved;
use super::view::Part;
use super::{Context, Lowerer};
use crate::diagnostics::Pointer;
use crate::model::{Reply, ReplyBody, ResponseHeader, StatusMatch, Success, Type};

/// Variants that every error enum has by itself.
const CATCH_ALL: &str = "Undocumented";

/// Methods of the runtime's `Response` that an accessor must not hide behind.
const RESPONSE_METHODS: &[&str] = &[
    "status",
    "headers",
    "attempts",
    "request_id",
    "into_body",
    "body",
    "map",
    "required_header",
    "optional_header",
    "deref",
];

/// The answers of an operation.
pub(super) struct Responses {
    pub(super) success: Success,
    pub(super) errors: Vec<Reply>,
    pub(super) headers: Vec<ResponseHeader>,
}

/// A response of the document and the statuses that it stands for.
struct Found<'a> {
    status: StatusMatch,
    response: Resolved<'a, Response>,
}

impl<'a> Lowerer<'a> {
    /// The answers of an operation, errors in the order exact, range, default.
    pub(super) fn responses(
        &mut self,
        operation: &'a openapiv3::Operation,
        at: &Pointer,
        context: &Context,
    ) -> Responses {
        let found = self.find_responses(operation, at);
        let (mut successes, mut others): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|found| is_success(found.status));
        if successes.is_empty()
            && others.len() == 1
            && others
                .iter()
                .all(|found| found.status == StatusMatch::Default)
        {
            // The only answer that is documented stands for success as well.
            successes.extend(others.iter().map(|found| Found {
                status: found.status,
                response: copy(&found.response),
            }));
        }
        others.sort_by_key(|found| rank(found.status));
        let headers = self.response_headers(&successes);
        let only_one = successes.len() < 2;
        let mut names = Scope::default();
        let successes: Vec<Reply> = successes
            .iter()
            .map(|found| self.reply(found, only_one, "response", &mut names, context))
            .collect();
        let mut names = Scope::reserving([CATCH_ALL]);
        let errors = others
            .iter()
            .map(|found| self.reply(found, false, "error", &mut names, context))
            .collect();
        Responses {
            success: success(successes),
            errors,
            headers,
        }
    }

    fn find_responses(&self, operation: &'a openapiv3::Operation, at: &Pointer) -> Vec<Found<'a>> {
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.responses);
        let at = at.join("responses");
        let resolve = |status, key: &str, response: &'a ReferenceOr<Response>| {
            let response = self.resolve("responses", components, response, &at.join(key))?;
            Some(Found { status, response })
        };
        let numbered = operation
            .responses
            .responses
            .iter()
            .filter_map(|(status, response)| match status {
                StatusCode::Code(code) => {
                    resolve(StatusMatch::Code(*code), &status.to_string(), response)
                }
                StatusCode::Range(digit) => {
                    resolve(StatusMatch::Range(*digit), &status.to_string(), response)
                }
            });
        let default = operation
            .responses
            .default
            .iter()
            .filter_map(|response| resolve(StatusMatch::Default, "default", response));
        numbered.chain(default).collect()
    }

    fn reply(
        &mut self,
        found: &Found<'a>,
        only_one: bool,
        suffix: &str,
        names: &mut Scope,
        context: &Context,
    ) -> Reply {
        let variant = names.claim(&naming::variant_name(&status_name(found.status)));
        let suffix = if only_one {
            suffix.to_owned()
        } else {
            format!("{variant} {suffix}")
        };
        let (body, examples) = self.reply_body(
            &found.response.item.content,
            &found.response.at,
            context,
            &suffix,
        );
        let body = if forbids_body(found.status) {
            ReplyBody::Empty
        } else {
            body
        };
        Reply {
            status: found.status,
            variant,
            body,
            docs: text(Some(&found.response.item.description)),
            examples,
        }
    }

    fn response_headers(&mut self, successes: &[Found<'a>]) -> Vec<ResponseHeader> {
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.headers);
        let mut names = Scope::reserving(RESPONSE_METHODS.iter().copied());
        let mut headers: Vec<ResponseHeader> = Vec::new();
        for found in successes {
            let at = found.response.at.join("headers");
            for (wire, header) in &found.response.item.headers {
                let known = headers
                    .iter()
                    .any(|header| header.wire.eq_ignore_ascii_case(wire));
                if known || wire.eq_ignore_ascii_case("content-type") {
                    continue;
                }
                let Some(header) = self.resolve("headers", components, header, &at.join(wire))
                else {
                    continue;
                };
                let name = names.claim(&naming::snake_name(wire));
                let ty = self.header_type(&header);
                // Promised only if every success answer promises it.
                let required = header.item.required && successes.len() == 1;
                headers.push(ResponseHeader {
                    wire: wire.clone(),
                    name,
                    required,
                    ty,
                    docs: self.header_docs(header.item),
                });
            }
        }
        headers
    }

    /// The header's type if it is a scalar that can be read from text; else text.
    fn header_type(&mut self, header: &Resolved<'a, Header>) -> Type {
        let ParameterSchemaOrContent::Schema(schema) = &header.item.format else {
            return Type::String;
        };
        let view = self.view(&[Part::new(schema, header.at.join("schema"))]);
        match (view.kind, view.enumeration.is_empty()) {
            (Some("integer"), true) => Type::Integer(crate::model::Width::I64),
            (Some("boolean"), true) => Type::Bool,
            (Some("number"), true) => Type::Number,
            _ => Type::String,
        }
    }

    fn header_docs(&self, header: &'a Header) -> Option<String> {
        let of_schema = match &header.format {
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => {
                schema.schema_data.description.as_deref()
            }
            _ => None,
        };
        text(header.description.as_deref().or(of_schema))
    }
}

fn copy<'a>(response: &Resolved<'a, Response>) -> Resolved<'a, Response> {
    Resolved {
        item: response.item,
        at: response.at.clone(),
    }
}

/// One type when all success answers hold the same; an enum of the statuses otherwise.
fn success(replies: Vec<Reply>) -> Success {
    let mut iter = replies.iter();
    let Some(first) = iter.next() else {
        return Success::One(nothing_documented());
    };
    if iter.all(|reply| reply.body == first.body) {
        return Success::One(first.clone());
    }
    Success::Several(replies)
}

fn nothing_documented() -> Reply {
    Reply {
        status: StatusMatch::Range(2),
        variant: naming::variant_name("Success"),
        body: ReplyBody::Empty,
        docs: None,
        examples: Vec::new(),
    }
}

fn is_success(status: StatusMatch) -> bool {
    matches!(status, StatusMatch::Code(200..=299) | StatusMatch::Range(2))
}

/// Statuses whose answers have no content (RFC 9110, §15.3.5, §15.3.6, §15.4.5).
fn forbids_body(status: StatusMatch) -> bool {
    matches!(status, StatusMatch::Code(204 | 205 | 304))
}

fn rank(status: StatusMatch) -> u8 {
    match status {
        StatusMatch::Code(_) => 0,
        StatusMatch::Range(_) => 1,
        StatusMatch::Default => 2,
    }
}

/// The name of a status: its reason phrase in the HTTP Status Code Registry.
fn status_name(status: StatusMatch) -> String {
    let code = match status {
        StatusMatch::Default => return "default".to_owned(),
        StatusMatch::Range(1) => return "informational".to_owned(),
        StatusMatch::Range(2) => return "success".to_owned(),
        StatusMatch::Range(3) => return "redirection".to_owned(),
        StatusMatch::Range(4) => return "client error".to_owned(),
        StatusMatch::Range(5) => return "server error".to_owned(),
        StatusMatch::Range(digit) => return format!("status {digit}xx"),
        StatusMatch::Code(code) => code,
    };
    match reason(code) {
        Some(reason) => reason.to_owned(),
        None => format!("status {code}"),
    }
}

fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        421 => "misdirected request",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        507 => "insufficient storage",
        508 => "loop detected",
        511 => "network authentication required",
        _ => return None,
    })
}
