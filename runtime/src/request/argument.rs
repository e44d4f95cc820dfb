//! A parameter's value as it is sent.

use super::call::header;
use super::encode::Encoding;
use super::form;
use super::parameter::{Location, Media, Parameter, Style};
use super::style::{self, Pair};
use super::text::{json_text, text};
use crate::error::BuildError;
use crate::json::View;
use http::{HeaderName, HeaderValue};

/// A parameter's value as it is written.
#[derive(Clone)]
pub(crate) enum Argument {
    Path(String),
    Query(Vec<String>),
    Header(HeaderName, HeaderValue),
    Cookie(String),
}

impl Argument {
    /// What is sent for a parameter's value; nothing for null.
    ///
    /// # Errors
    /// It cannot be written as the document asks for, or has characters that could end it where it stands.
    pub(super) fn of(parameter: &Parameter, value: View<'_>) -> Result<Option<Self>, BuildError> {
        if value.is_null() {
            return Ok(None);
        }
        if parameter.location == Location::Querystring {
            let query = querystring(parameter, value)?;
            let pieces = (!query.is_empty()).then_some(query).into_iter();
            return Ok(Some(Self::Query(pieces.collect())));
        }
        let written = match parameter.media {
            Some(Media::Json) => Some(json_text(value)?),
            Some(Media::Form) => Some(form::form(value, &[])?),
            None => None,
        };
        let value = written.as_deref().map_or(value, View::Str);
        Ok(Some(match parameter.location {
            Location::Path => Self::Path(style::inline(parameter, value)),
            Location::Query | Location::Querystring => {
                Self::Query(pairs(parameter, value).map(joined).collect())
            }
            Location::Cookie => Self::Cookie(cookie(parameter, value)?),
            Location::Header => {
                let (name, value) = header(parameter.name, &style::inline(parameter, value))?;
                Self::Header(name, value)
            }
        }))
    }
}

fn pairs(parameter: &Parameter, value: View<'_>) -> impl Iterator<Item = Pair> + use<> {
    style::pairs(parameter, value, Encoding::of(parameter)).into_iter()
}

fn joined((name, value): Pair) -> String {
    format!("{name}={value}")
}

/// The whole query (OpenAPI 3.2.0 §4.12.1, `querystring`): a form is one already, anything else is encoded.
fn querystring(parameter: &Parameter, value: View<'_>) -> Result<String, BuildError> {
    let encoding = Encoding::of(parameter);
    Ok(match parameter.media {
        Some(Media::Form) => form::form(value, &[])?,
        Some(Media::Json) => encoding.apply(&json_text(value)?),
        None => encoding.apply(&text(value)),
    })
}

/// What stands between the semicolons of the header `Cookie`. The style `cookie` encodes nothing, so that a value could
/// bring in further cookies: one that could is refused (RFC 6265 §4.1.1).
fn cookie(parameter: &Parameter, value: View<'_>) -> Result<String, BuildError> {
    let pairs = pairs(parameter, value);
    if parameter.style != Style::Cookie {
        return Ok(pairs.map(joined).collect::<Vec<_>>().join("&"));
    }
    let pairs: Vec<Pair> = pairs.collect();
    let ends = |c: char| c == ';' || c.is_control();
    let unfit = |(name, value): &Pair| {
        name.contains(|c: char| c == '=' || c == ' ' || ends(c)) || value.contains(ends)
    };
    if pairs.iter().any(unfit) {
        return Err(BuildError::argument(
            parameter.name,
            "has characters that a cookie cannot hold",
        ));
    }
    Ok(pairs.into_iter().map(joined).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::{Argument, Parameter, View};
    use serde_json::{Value, json};

    fn sent(parameter: &Parameter, value: &Value) -> Result<Option<String>, String> {
        let argument = Argument::of(parameter, View::Json(value));
        let text = |argument| match argument {
            Argument::Path(text) | Argument::Cookie(text) => text,
            Argument::Query(pieces) => pieces.join("&"),
            Argument::Header(name, value) => format!("{name}: {}", value.to_str().unwrap()),
        };
        argument
            .map(|argument| argument.map(text))
            .map_err(|error| error.to_string())
    }

    fn sent_as(parameter: Parameter, value: Value) -> String {
        sent(&parameter, &value).unwrap().unwrap()
    }

    #[test]
    fn null_is_not_sent_and_the_empty_text_is() {
        let parameter = Parameter::query("q");
        assert_eq!(sent(&parameter, &json!(null)), Ok(None));
        assert_eq!(sent_as(parameter, json!("")), "q=");
    }

    #[test]
    fn content_is_written_wherever_it_stands() {
        let value = || json!({"a": [1, "x y"]});
        assert_eq!(
            sent_as(Parameter::query("q").json(), value()),
            "q=%7B%22a%22%3A%5B1%2C%22x%20y%22%5D%7D"
        );
        assert_eq!(
            sent_as(Parameter::path("p").json(), value()),
            "%7B%22a%22%3A%5B1%2C%22x%20y%22%5D%7D"
        );
        assert_eq!(
            sent_as(Parameter::header("X-H").json(), value()),
            r#"x-h: {"a":[1,"x y"]}"#
        );
        assert_eq!(
            sent_as(Parameter::cookie("c").json(), json!({"a": 1})),
            "c=%7B%22a%22%3A1%7D"
        );
        assert_eq!(
            sent_as(Parameter::query("q").form(), value()),
            "q=a%3D1%26a%3Dx%2By"
        );
    }

    #[test]
    fn the_whole_query_is_a_form_json_or_a_text() {
        let parameter = Parameter::querystring("q");
        let value = || json!({"a b": ["1", "&"], "c": null});
        assert_eq!(sent_as(parameter.form(), value()), "a+b=1&a+b=%26");
        assert_eq!(
            sent_as(parameter.json(), json!({"a": 1})),
            "%7B%22a%22%3A1%7D"
        );
        assert_eq!(
            sent_as(parameter, json!("$.a[?@.b]")),
            "%24.a%5B%3F%40.b%5D"
        );
        assert_eq!(sent_as(parameter.form(), json!({})), "");
        assert!(sent(&parameter.form(), &json!([1])).is_err());
    }

    #[test]
    fn nothing_can_end_a_header_or_a_cookie() {
        for text in ["a\r\nX-B: c", "a\nb", "a\0b"] {
            assert!(sent(&Parameter::header("X-A"), &json!(text)).is_err());
            assert!(sent(&Parameter::cookie("c").cookie_style(), &json!(text)).is_err());
        }
        assert_eq!(
            sent(&Parameter::cookie("c").cookie_style(), &json!("a; b=c")),
            Err("the argument `c` has characters that a cookie cannot hold".to_owned())
        );
        assert_eq!(
            sent_as(Parameter::cookie("c"), json!("a; b\r\n")),
            "c=a%3B%20b%0D%0A"
        );
        assert_eq!(
            sent_as(Parameter::cookie("c").cookie_style(), json!("a b%")),
            "c=a b%"
        );
    }
}
