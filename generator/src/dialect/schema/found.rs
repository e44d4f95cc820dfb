//! Which of the rarer keywords a schema has.

use super::super::context::Object;

/// Groups of keywords that are there. Most schemas have none of them, and looking once at each key is cheaper than
/// asking for each keyword.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) date_time: bool,
    pub(super) pattern: bool,
    pub(super) xml: bool,
    pub(super) content: bool,
    pub(super) exclusive: bool,
    pub(super) constant: bool,
    pub(super) tuple: bool,
    pub(super) patterns: bool,
    pub(super) unions: bool,
    pub(super) examples: bool,
    pub(super) rest: bool,
}

impl Found {
    pub(super) fn of(schema: &Object) -> Self {
        let mut found = Self::default();
        for (key, value) in schema {
            match key.as_str() {
                "format" => found.date_time = value == "date-time",
                "pattern" => found.pattern = true,
                "xml" => found.xml = true,
                "contentEncoding" | "contentMediaType" => found.content = true,
                "exclusiveMinimum" | "exclusiveMaximum" => found.exclusive = true,
                "const" => found.constant = true,
                "prefixItems" => found.tuple = true,
                "items" => found.tuple |= value.is_array(),
                "patternProperties" | "unevaluatedProperties" => found.patterns = true,
                "allOf" | "oneOf" | "anyOf" => found.unions = true,
                "examples" => found.examples = true,
                "if" | "then" | "else" | "dependentSchemas" | "dependentRequired" | "contains"
                | "minContains" | "maxContains" | "unevaluatedItems" | "additionalItems"
                | "contentSchema" | "propertyNames" | "$defs" | "definitions" => found.rest = true,
                _ => {}
            }
        }
        found
    }
}
