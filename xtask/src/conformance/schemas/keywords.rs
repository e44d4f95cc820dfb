//! Which keywords are kept, and the shape that their values must have.

use serde_json::Value;

/// What a keyword's value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A schema.
    Schema,
    /// A schema, or a boolean.
    SchemaOrBoolean,
    /// An array of schemas with at least one.
    Schemas,
    /// An object of schemas.
    SchemasByName,
    /// A number.
    Number,
    /// A number above zero.
    Positive,
    /// A count.
    Count,
    /// A boolean.
    Boolean,
    /// A text.
    Text,
    /// A pattern that the validator can read.
    Pattern,
    /// An array of texts.
    Texts,
    /// An array of values.
    Values,
    /// Any value.
    Value,
}

/// The form of a keyword that is kept as it is; the others are left out, or turned into something else.
pub(super) fn form(keyword: &str) -> Option<Form> {
    Some(match keyword {
        "items" | "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems" => {
            Form::SchemaOrBoolean
        }
        "not" | "contains" | "propertyNames" | "if" | "then" | "else" => Form::Schema,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Form::Schemas,
        "properties" | "patternProperties" | "dependentSchemas" => Form::SchemasByName,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => Form::Number,
        "multipleOf" => Form::Positive,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
        | "minContains" | "maxContains" => Form::Count,
        "uniqueItems" => Form::Boolean,
        "format" => Form::Text,
        "pattern" => Form::Pattern,
        "required" => Form::Texts,
        "enum" | "examples" => Form::Values,
        "const" => Form::Value,
        _ => return None,
    })
}

impl Form {
    /// Whether a value without schemas in it has this form.
    pub(super) fn fits(self, value: &Value) -> bool {
        match self {
            Self::Schema => value.is_object() || value.is_boolean(),
            Self::SchemaOrBoolean => value.is_object() || value.is_boolean(),
            Self::Schemas => value.as_array().is_some_and(|list| !list.is_empty()),
            Self::SchemasByName => value.is_object(),
            Self::Number => value.is_number(),
            Self::Positive => value.as_f64().is_some_and(|number| number > 0.0),
            Self::Count => value.is_u64(),
            Self::Boolean => value.is_boolean(),
            Self::Text => value.is_string(),
            Self::Pattern => value.as_str().is_some_and(is_readable),
            Self::Texts => value
                .as_array()
                .is_some_and(|list| list.iter().all(Value::is_string)),
            Self::Values => value.as_array().is_some_and(|list| !list.is_empty()),
            Self::Value => true,
        }
    }
}

/// Whether the validator can read a pattern.
fn is_readable(pattern: &str) -> bool {
    jsonschema::draft202012::new(&serde_json::json!({ "pattern": pattern })).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pattern_is_kept_if_it_can_be_read() {
        assert!(Form::Pattern.fits(&json!("^[a-z]+$")));
        assert!(!Form::Pattern.fits(&json!("(")));
    }

    #[test]
    fn what_openapi_adds_is_no_keyword() {
        for keyword in ["xml", "nullable", "discriminator", "x-internal", "example"] {
            assert_eq!(form(keyword), None);
        }
    }
}
