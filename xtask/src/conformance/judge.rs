//! Which values a schema admits: the `jsonschema` crate's word, formats included.

use std::collections::BTreeMap;

use anyhow::Context as _;
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use super::schemas::Schemas;

/// A name for the schemas as a whole; nothing is fetched from there.
const BASE: &str = "urn:clientsmith:document";

/// A validator for each named schema of a document.
#[derive(Debug)]
pub struct Judge {
    validators: BTreeMap<String, Validator>,
    /// The schemas that the validator cannot read, and why.
    unreadable: BTreeMap<String, String>,
}

impl Judge {
    /// A judge for the definitions of these names.
    pub fn new<'a>(
        schemas: &Schemas,
        names: impl IntoIterator<Item = &'a str>,
    ) -> anyhow::Result<Self> {
        let registry = Registry::new()
            .add(BASE, schemas.root())
            .and_then(|registry| registry.prepare())
            .context("the schemas are none to the validator")?;
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("byte", is_base64)
            .with_registry(&registry);
        let mut judge = Self {
            validators: BTreeMap::new(),
            unreadable: BTreeMap::new(),
        };
        for name in names {
            match options.build(&json!({ "$ref": format!("{BASE}#/$defs/{name}") })) {
                Ok(validator) => {
                    judge.validators.insert(name.to_owned(), validator);
                }
                Err(error) => {
                    judge.unreadable.insert(name.to_owned(), error.to_string());
                }
            }
        }
        Ok(judge)
    }

    /// Why the definition `name` cannot be read, if so.
    pub fn unreadable(&self, name: &str) -> Option<&str> {
        self.unreadable.get(name).map(String::as_str)
    }

    /// Whether the definition `name` admits `value`; if not, where and why.
    pub fn check(&self, name: &str, value: &Value) -> Result<(), String> {
        let Some(validator) = self.validators.get(name) else {
            return Err("no such schema".to_owned());
        };
        validator
            .validate(value)
            .map_err(|error| format!("{}: {error}", error.instance_path()))
    }
}

/// RFC 4648, with padding.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::schemas::Direction;

    fn admits(version: &str, schema: Value, value: &Value) -> bool {
        let document = json!({ "openapi": version, "components": { "schemas": { "A": schema, "B": { "type": "integer" } } } });
        let pointer = "/components/schemas/A";
        let schemas = Schemas::new(&document, Direction::Whole, [pointer]);
        let name = schemas.name(pointer).unwrap();
        Judge::new(&schemas, [name])
            .unwrap()
            .check(name, value)
            .is_ok()
    }

    #[test]
    fn openapi_30_is_judged_by_its_own_words() {
        let nullable = json!({ "type": "string", "nullable": true });
        assert!(admits("3.0.3", nullable.clone(), &Value::Null));
        assert!(!admits("3.1.0", nullable, &Value::Null));
        let above = json!({ "type": "number", "minimum": 1, "exclusiveMinimum": true });
        assert!(!admits("3.0.3", above.clone(), &json!(1)));
        assert!(admits("3.0.3", above, &json!(1.5)));
        let siblings = json!({ "$ref": "#/components/schemas/B", "minimum": 5 });
        assert!(admits("3.0.3", siblings.clone(), &json!(1)));
        assert!(!admits("3.1.0", siblings, &json!(1)));
    }

    #[test]
    fn a_tag_demands_the_schema_that_it_stands_for() {
        let union = json!({
            "oneOf": [{ "type": "object" }],
            "discriminator": { "propertyName": "kind", "mapping": { "b": "#/components/schemas/B" } },
        });
        assert!(admits("3.0.3", union.clone(), &json!({ "kind": "c" })));
        assert!(!admits("3.0.3", union, &json!({ "kind": "b" })));
    }

    #[test]
    fn a_tag_is_what_the_alternative_itself_allows() {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": {
            "Union": {
                "oneOf": [{ "$ref": "#/components/schemas/Tool" }],
                "discriminator": { "propertyName": "kind" },
            },
            "Tool": { "required": ["kind"], "properties": { "kind": { "enum": ["function"] } } },
        } } });
        let pointer = "/components/schemas/Union";
        let schemas = Schemas::new(&document, Direction::Whole, [pointer]);
        let name = schemas.name(pointer).unwrap();
        let sampler = crate::conformance::sample::Sampler::new(&schemas, 8);
        assert_eq!(sampler.samples(name)[0], json!({ "kind": "function" }));
    }

    #[test]
    fn a_tag_is_what_the_alternative_limits_the_property_to() {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": {
            "A": { "oneOf": [{ "$ref": "#/components/schemas/B" }], "discriminator": { "propertyName": "kind" } },
            "B": { "properties": { "kind": { "enum": ["b"] } }, "required": ["x"] },
        } } });
        let pointer = "/components/schemas/A";
        let schemas = Schemas::new(&document, Direction::Whole, [pointer]);
        let name = schemas.name(pointer).unwrap();
        let judge = Judge::new(&schemas, [name]).unwrap();
        assert!(judge.check(name, &json!({ "kind": "b", "x": 1 })).is_ok());
        assert!(judge.check(name, &json!({ "kind": "b" })).is_err());
    }

    #[test]
    fn a_tag_of_a_base_demands_the_child() {
        let schemas = |name: &str| {
            let document = json!({ "openapi": "3.0.3", "components": { "schemas": {
                "Pet": { "type": "object", "discriminator": { "propertyName": "kind", "mapping": { "kitten": "Cat" } } },
                "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "required": ["lives"] }] },
            } } });
            let pointer = format!("/components/schemas/{name}");
            let schemas = Schemas::new(&document, Direction::Whole, [pointer.as_str()]);
            let name = schemas.name(&pointer).unwrap().to_owned();
            let judge = Judge::new(&schemas, [name.as_str()]).unwrap();
            move |value: Value| judge.check(&name, &value).is_ok()
        };
        let (pet, cat) = (schemas("Pet"), schemas("Cat"));
        assert!(pet(json!({ "kind": "dog" })));
        for tag in ["Cat", "kitten"] {
            assert!(!pet(json!({ "kind": tag })));
            assert!(pet(json!({ "kind": tag, "lives": 7 })));
            assert!(cat(json!({ "kind": tag, "lives": 7 })));
        }
    }

    #[test]
    fn what_one_part_calls_read_only_is_so_in_the_others() {
        let pointer = "/components/schemas/A";
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": {
            "A": { "allOf": [{ "properties": { "in": { "properties": { "id": { "readOnly": true } } } } }, { "$ref": "#/components/schemas/B" }] },
            "B": { "properties": { "in": { "properties": { "id": { "type": "integer" } }, "required": ["id"] } } },
        } } });
        let admits = |direction, value: &Value| {
            let schemas = Schemas::new(&document, direction, [pointer]);
            let name = schemas.name(pointer).unwrap();
            let judge = Judge::new(&schemas, [name]).unwrap();
            judge.check(name, value).is_ok()
        };
        assert!(admits(Direction::Request, &json!({ "in": {} })));
        assert!(!admits(Direction::Response, &json!({ "in": {} })));
    }

    #[test]
    fn formats_are_checked() {
        assert!(!admits(
            "3.1.0",
            json!({ "format": "date-time" }),
            &json!("2024-02-30T00:00:00Z")
        ));
        assert!(!admits(
            "3.1.0",
            json!({ "type": "integer", "format": "int32" }),
            &json!(3_000_000_000_u32)
        ));
        assert!(!admits(
            "3.0.3",
            json!({ "type": "string", "format": "byte" }),
            &json!("a")
        ));
    }
}
