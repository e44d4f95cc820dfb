//! Schemas read as who wrote them meant them. Two mistakes are so common that otherwise nothing could be tried of whole
//! documents: closed objects as parts of `allOf`, each of which forbids what the others demand, and `oneOf` of alternatives
//! that hold for the same values.

use serde_json::{Value, json};

use super::keywords::{Form, form};

/// Opens what is closed, and makes `oneOf` an `anyOf`, in a schema and in all that stand in it.
pub(super) fn relax(schema: &mut Value) {
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    for closing in ["additionalProperties", "unevaluatedProperties"] {
        if keywords.get(closing) == Some(&Value::Bool(false)) {
            keywords.remove(closing);
        }
    }
    for (keyword, value) in keywords.iter_mut() {
        match (form(keyword), value) {
            (Some(Form::Schema | Form::SchemaOrBoolean), schema) => relax(schema),
            (Some(Form::Schemas), Value::Array(schemas)) => schemas.iter_mut().for_each(relax),
            (Some(Form::SchemasByName), Value::Object(schemas)) => {
                schemas.values_mut().for_each(relax);
            }
            _ => {}
        }
    }
    let Some(choices) = keywords.remove("oneOf") else {
        return;
    };
    match keywords.remove("anyOf") {
        None => keywords.insert("anyOf".to_owned(), choices),
        Some(others) => {
            let mut all = match keywords.remove("allOf") {
                Some(Value::Array(all)) => all,
                _ => Vec::new(),
            };
            all.extend([json!({ "anyOf": others }), json!({ "anyOf": choices })]);
            keywords.insert("allOf".to_owned(), Value::Array(all))
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_change_and_what_is_called_like_them_does_not() {
        let mut schema = json!({
            "additionalProperties": false,
            "properties": { "oneOf": { "additionalProperties": { "oneOf": [{}] } } },
            "const": { "oneOf": 1, "additionalProperties": false },
            "anyOf": [true], "oneOf": [{ "unevaluatedProperties": false }],
        });
        relax(&mut schema);
        let expected = json!({
            "properties": { "oneOf": { "additionalProperties": { "anyOf": [{}] } } },
            "const": { "oneOf": 1, "additionalProperties": false },
            "allOf": [{ "anyOf": [true] }, { "anyOf": [{}] }],
        });
        assert_eq!(schema, expected);
    }
}
