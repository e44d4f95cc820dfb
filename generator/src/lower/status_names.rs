//! What statuses are called: their reason phrases in the HTTP Status Code Registry.

use crate::model::StatusMatch;

/// The words that a variant for a status is named after.
pub(super) fn status_name(status: StatusMatch) -> String {
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
