//! Values as text, where styles and forms say nothing more about them.

use crate::error::BuildError;
use crate::json::View;
use serde_json::Value;

/// A text as it is, nothing for null, and anything else as JSON.
pub(super) fn text(value: View<'_>) -> String {
    match value.plain() {
        View::Absent | View::Null | View::Json(Value::Null) => String::new(),
        View::Str(text) | View::SecretStr(text) => text.to_owned(),
        View::Json(Value::String(text)) => text.clone(),
        View::Display(value) => value.to_string(),
        View::File(file) => {
            let bytes = file.content().bytes().map(AsRef::as_ref);
            String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
        }
        other => serde_json::to_string(&other).unwrap_or_default(),
    }
}

/// A value as JSON.
///
/// # Errors
/// It has no form in JSON.
pub(super) fn json_text(value: View<'_>) -> Result<String, BuildError> {
    serde_json::to_string(&value)
        .map_err(|error| BuildError::because("an argument cannot be written as JSON", error))
}
