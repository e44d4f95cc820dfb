//! `invalid-http-syntax`.

use serde_json::Value;

use super::super::context::{Object, Walk};
use super::super::http;
use crate::diagnostics::Code;

/// The name of a header parameter; answers whether a request can carry it.
pub(in super::super) fn header_name(walk: &mut Walk, key: &str, name: &str) -> bool {
    if http::is_token(name) {
        return true;
    }
    let shown = name.escape_debug();
    let message = format!("`{shown}` cannot be the name of a header; it is left out");
    walk.say_at(key, Code::InvalidHttpSyntax, message)
        .and_help(http::TOKEN);
    false
}

/// Documented headers of an answer that no answer can have.
pub(in super::super) fn response_headers(walk: &mut Walk, response: &mut Object) {
    let Some(Value::Object(headers)) = response.get_mut("headers") else {
        return;
    };
    walk.within("headers", |walk| {
        headers.retain(|name, _| header_name(walk, name, name));
    });
}

/// The media types of a body. One that is none is read if there is no other, since it is meant to be something.
pub(in super::super) fn media_types(walk: &mut Walk, holder: &mut Object) {
    let Some(Value::Object(content)) = holder.get_mut("content") else {
        return;
    };
    let is_only = content.len() == 1;
    walk.within("content", |walk| {
        content.retain(|media_type, _| {
            if http::is_media_type(media_type) {
                return true;
            }
            let stays = is_only && !http::has_controls(media_type);
            let outcome = if stays {
                "it is sent and expected as it is written"
            } else {
                "it is left out"
            };
            let shown = media_type.escape_debug();
            let message = format!("`{shown}` is no media type; {outcome}");
            walk.say_at(media_type, Code::InvalidHttpSyntax, message)
                .and_help("a media type is written `type/subtype` (RFC 9110, section 8.3.1)");
            stays
        });
    });
}

/// Paths with line breaks and the like.
pub(in super::super) fn paths(walk: &mut Walk, paths: &Object) {
    for path in paths.keys().filter(|path| http::has_controls(path)) {
        let shown = path.escape_debug();
        let message =
            format!("the path `{shown}` has control characters; they are percent-encoded");
        walk.say_at(path, Code::InvalidHttpSyntax, message);
    }
}
