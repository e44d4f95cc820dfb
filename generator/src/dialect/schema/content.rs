//! `contentEncoding` and `contentMediaType`, which replaced 3.0's formats `byte` and `binary`.

use serde_json::{Value, json};

use super::super::context::Object;
use crate::dialect::extension;

pub(super) fn content(map: &mut Object) {
    let encoding = map.shift_remove("contentEncoding");
    let media_type = map.shift_remove("contentMediaType");
    if let Some(format) = format(text(encoding.as_ref()), text(media_type.as_ref())) {
        map.entry("type").or_insert_with(|| json!("string"));
        map.entry("format").or_insert_with(|| json!(format));
    }
    let carried = [
        (extension::CONTENT_ENCODING, encoding),
        (extension::CONTENT_MEDIA_TYPE, media_type),
    ];
    for (key, value) in carried {
        if let Some(value) = value {
            map.insert(key.to_owned(), value);
        }
    }
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

/// The format of 3.0 that says the same.
fn format(encoding: &str, media_type: &str) -> Option<&'static str> {
    match encoding {
        "base64" => Some("byte"),
        "" | "binary" if !media_type.is_empty() && !is_text(media_type) => Some("binary"),
        "binary" => Some("binary"),
        _ => None,
    }
}

fn is_text(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/")
        || [
            "json",
            "xml",
            "yaml",
            "javascript",
            "x-www-form-urlencoded",
            "sql",
            "graphql",
            "jwt",
        ]
        .iter()
        .any(|suffix| essence.ends_with(suffix))
}
