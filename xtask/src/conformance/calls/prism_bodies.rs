//! Bodies as Prism can judge them, and give them. Of requests it takes JSON apart, and forms as far as each field is one
//! text; so:
//!
//! - a form has schemas for its scalar fields alone: Prism knows neither fields that are there several times nor JSON in a
//!   part nor `a[b]`;
//! - a form has no `encoding`: Prism would take a space that is sent as `+` for a character that is reserved;
//! - a body of any other media type has no schema unless it is a text: Prism would hold its text against the schema of an
//!   object.
//!
//! An answer in any media type (`*/*`) is one in JSON unless it is a text: Prism would give an object as `text/plain`, and
//! nothing to who wants JSON.

use serde_json::{Map, Value, json};

use super::document::essence;
use crate::conformance::schemas::{list, object, pointer_of, types};

/// How deep compositions are followed.
const DEPTH: usize = 8;
/// How many references are followed from one to the next.
const HOPS: usize = 16;
const JSON: &str = "application/json";
/// Keywords of which each element is a schema that stands for the whole form.
const COMPOSITIONS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Changes the `content` of the Request Body Object `body`; `document` is what references lead into.
pub fn judgeable(document: &Value, body: &mut Value) {
    let content = body.get_mut("content").and_then(Value::as_object_mut);
    for (media_type, entry) in content.into_iter().flatten() {
        let Some(entry) = entry.as_object_mut() else {
            continue;
        };
        match essence(media_type).as_str() {
            "application/x-www-form-urlencoded" | "multipart/form-data" => {
                entry.remove("encoding");
                if let Some(schema) = entry.get_mut("schema") {
                    *schema = form(document, schema, DEPTH);
                }
            }
            json if json == JSON || json.ends_with("+json") => {}
            _ if is_text(document, entry) => {}
            _ => {
                entry.remove("schema");
            }
        }
    }
}

/// Changes the `content` of the Response Object `response`.
pub fn givable(document: &Value, response: &mut Value) {
    let content = response.get_mut("content").and_then(Value::as_object_mut);
    let Some(content) = content.filter(|content| !content.contains_key(JSON)) else {
        return;
    };
    for range in ["*/*", "application/*"] {
        let entry = content.get(range).and_then(Value::as_object);
        if entry.is_some_and(|entry| is_json(document, entry))
            && let Some(entry) = content.remove(range)
        {
            content.insert(JSON.to_owned(), entry);
            return;
        }
    }
}

/// Whether the content of any media type is taken for JSON: it has a schema, and of more than any text or bytes.
fn is_json(document: &Value, entry: &Map<String, Value>) -> bool {
    let Some(schema) = entry.get("schema").map(|schema| target(document, schema)) else {
        return false;
    };
    let format = schema.get("format");
    let is_bytes = format.is_some_and(|format| format == "binary");
    let is_any = format.is_none() && schema.get("enum").is_none() && schema.get("const").is_none();
    types(schema) != ["string"] || !(is_bytes || is_any)
}

/// Whether a Media Type Object has a schema of texts.
fn is_text(document: &Value, entry: &Map<String, Value>) -> bool {
    let schema = entry.get("schema").map(|schema| target(document, schema));
    schema.is_some_and(|schema| types(schema) == ["string"])
}

/// The schema of a form with no more than its scalar fields.
fn form(document: &Value, schema: &Value, depth: usize) -> Value {
    let schema = target(document, schema);
    let mut out = schema.as_object().cloned().unwrap_or_default();
    if depth == 0 {
        return json!({});
    }
    let mut fields = Map::new();
    for (name, field) in object(schema, "properties").into_iter().flatten() {
        let field = target(document, field);
        let field = if is_scalar(field) { field } else { &json!({}) };
        fields.insert(name.clone(), field.clone());
    }
    let is_judged = |name: &&Value| {
        let field = name.as_str().and_then(|name| fields.get(name));
        field.is_some_and(|field| *field != json!({}))
    };
    if out.contains_key("required") {
        let required: Vec<Value> = list(schema, "required")
            .filter(is_judged)
            .cloned()
            .collect();
        out.insert("required".to_owned(), json!(required));
    }
    if out.contains_key("properties") {
        out.insert("properties".to_owned(), Value::Object(fields));
    }
    for keyword in COMPOSITIONS {
        if let Some(Value::Array(parts)) = out.get_mut(keyword) {
            for part in parts {
                *part = form(document, part, depth - 1);
            }
        }
    }
    Value::Object(out)
}

/// Whether a value is one text in a form, by a schema that leads to no others.
fn is_scalar(schema: &Value) -> bool {
    const TYPES: [&str; 4] = ["string", "number", "integer", "boolean"];
    let types = types(schema);
    !types.is_empty()
        && types.iter().all(|kind| TYPES.contains(kind))
        && COMPOSITIONS
            .iter()
            .all(|keyword| schema.get(keyword).is_none())
}

/// What a schema refers to, or itself.
fn target<'a>(document: &'a Value, mut schema: &'a Value) -> &'a Value {
    for _ in 0..HOPS {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let pointer = reference.and_then(pointer_of);
        match pointer.and_then(|pointer| document.pointer(&pointer)) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(media_type: &str, schema: Value) -> Value {
        let document = json!({ "components": { "schemas": {
            "Text": { "type": "string", "maxLength": 3 },
            "Form": { "type": "object", "required": ["text", "list"], "properties": {
                "text": { "$ref": "#/components/schemas/Text" },
                "list": { "type": "array", "items": { "$ref": "#/components/schemas/Text" } },
            } },
        } } });
        let mut body =
            json!({ "content": { media_type: { "schema": schema, "encoding": { "text": {} } } } });
        judgeable(&document, &mut body);
        body["content"][media_type].take()
    }

    fn form() -> Value {
        json!({ "$ref": "#/components/schemas/Form" })
    }

    #[test]
    fn a_form_has_its_scalar_fields_alone() {
        let expected = json!({ "type": "object", "required": ["text"], "properties": {
            "text": { "type": "string", "maxLength": 3 }, "list": {},
        } });
        for media_type in [
            "application/x-www-form-urlencoded",
            "multipart/form-data; charset=utf-8",
        ] {
            assert_eq!(judged(media_type, form()), json!({ "schema": expected }));
        }
        let all = json!({ "allOf": [form()] });
        assert_eq!(
            judged("multipart/form-data", all),
            json!({ "schema": { "allOf": [expected] } })
        );
    }

    #[test]
    fn what_is_no_form_and_no_json_is_judged_as_a_text_or_not_at_all() {
        let text = json!({ "$ref": "#/components/schemas/Text" });
        assert_eq!(judged("text/plain", text.clone())["schema"], text);
        assert_eq!(judged("multipart/related", form())["schema"], Value::Null);
        assert_eq!(judged("application/a+json", form())["schema"], form());
    }

    #[test]
    fn an_answer_in_any_media_type_is_json_unless_it_is_a_text() {
        let given = |schema: &Value| {
            let mut response = json!({ "content": { "*/*": { "schema": schema } } });
            givable(&json!({}), &mut response);
            response
        };
        let (object, text) = (json!({ "type": "object" }), json!({ "type": "string" }));
        let choice = json!({ "type": "string", "enum": ["a"] });
        assert_eq!(
            given(&choice),
            json!({ "content": { "application/json": { "schema": choice } } })
        );
        assert_eq!(
            given(&object),
            json!({ "content": { "application/json": { "schema": object } } })
        );
        assert_eq!(
            given(&text),
            json!({ "content": { "*/*": { "schema": text } } })
        );
    }
}
