//! A schema is read into a [`View`], in whichever of `openapiv3`'s kinds it is written.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, VariantOrUnknownOrEmpty};
use serde::Serialize;
use serde_json::Value;

use super::view::{Additional, Part, View, is_anything};
use crate::diagnostics::Pointer;
use crate::dialect::extension;
use crate::model::{Constraint, Example};

impl<'a> View<'a> {
    /// Merges one schema in, without its `allOf`; what is already said stays where only one can be.
    pub(super) fn absorb(&mut self, schema: &'a Schema, at: &Pointer) {
        self.absorb_data(schema, at);
        match &schema.schema_kind {
            SchemaKind::Type(ty) => self.absorb_type(ty, at),
            SchemaKind::OneOf { one_of } => self.absorb_alternatives(one_of, &at.join("oneOf")),
            SchemaKind::AnyOf { any_of } => self.absorb_alternatives(any_of, &at.join("anyOf")),
            SchemaKind::AllOf { .. } => {}
            SchemaKind::Not { not } => {
                self.never |= matches!(&**not, ReferenceOr::Item(inner) if is_anything(inner))
            }
            SchemaKind::Any(any) => self.absorb_any(any, at),
        }
    }

    fn absorb_data(&mut self, schema: &'a Schema, at: &Pointer) {
        let data = &schema.schema_data;
        self.title = self.title.or(data.title.as_deref());
        self.description = self.description.or(data.description.as_deref());
        self.read_only |= data.read_only;
        self.write_only |= data.write_only;
        self.deprecated |= data.deprecated;
        self.default = self.default.or(data.default.as_ref());
        if self.discriminator.is_none() && data.discriminator.is_some() {
            self.discriminator = data.discriminator.as_ref();
            self.discriminator_at = at.join("discriminator");
        }
        self.constant = self
            .constant
            .or_else(|| data.extensions.get(extension::CONST));
        let media_type = data.extensions.get(extension::CONTENT_MEDIA_TYPE);
        self.media_type = self.media_type.or_else(|| media_type?.as_str());
        let elements = data.extensions.get(extension::PREFIX_ITEMS);
        self.tuple = self.tuple.or_else(|| elements?.as_u64()?.try_into().ok());
        self.absorb_wide_bounds(&data.extensions);
        let unreadable = data.extensions.get(extension::UNREADABLE);
        self.unreadable = self.unreadable.or_else(|| unreadable?.as_str());
        if let Some(Value::Array(examples)) = data.extensions.get(extension::EXAMPLES) {
            let at = at.join("examples");
            self.examples
                .extend(examples.iter().enumerate().map(|(index, value)| Example {
                    origin: at.join(index),
                    value: value.clone(),
                }));
        } else if let Some(example) = &data.example {
            self.examples.push(Example {
                origin: at.join("example"),
                value: example.clone(),
            });
        }
        if let Some(Value::String(names)) = data
            .extensions
            .get(extension::PROPERTY_NAMES)
            .and_then(|names| names.get("pattern"))
        {
            self.constraints
                .push(Constraint::PropertyNames(names.clone()));
        }
    }

    /// Bounds of integers that `openapiv3` has no room for.
    fn absorb_wide_bounds(&mut self, extensions: &IndexMap<String, Value>) {
        let bound = |key| extensions.get(key).and_then(Value::as_f64);
        self.constraints
            .extend(bound(extension::MINIMUM).map(Constraint::Minimum));
        self.constraints
            .extend(bound(extension::MAXIMUM).map(Constraint::Maximum));
    }

    fn absorb_alternatives(&mut self, schemas: &'a [ReferenceOr<Schema>], at: &Pointer) {
        if !self.alternatives.is_empty() && !schemas.is_empty() {
            self.second_union = Some(at.clone());
        }
        if self.alternatives.is_empty() {
            self.alternatives = schemas
                .iter()
                .enumerate()
                .map(|(index, schema)| Part::new(schema, at.join(index)))
                .collect();
        }
    }

    fn absorb_type(&mut self, ty: &'a openapiv3::Type, at: &Pointer) {
        match ty {
            openapiv3::Type::String(string) => {
                self.absorb_kind(at, "string", format_text(&string.format));
                self.absorb_enum(
                    string
                        .enumeration
                        .iter()
                        .flatten()
                        .map(|text| Value::from(text.as_str())),
                );
                self.absorb_lengths(
                    string.min_length,
                    string.max_length,
                    string.pattern.as_deref(),
                );
            }
            openapiv3::Type::Number(number) => {
                self.absorb_kind(at, "number", format_text(&number.format));
                self.absorb_enum(number.enumeration.iter().flatten().map(|n| Value::from(*n)));
                let (low, high) = (number.minimum, number.maximum);
                self.absorb_range(
                    low,
                    number.exclusive_minimum,
                    high,
                    number.exclusive_maximum,
                    number.multiple_of,
                );
            }
            openapiv3::Type::Integer(integer) => {
                self.absorb_kind(at, "integer", format_text(&integer.format));
                self.absorb_enum(
                    integer
                        .enumeration
                        .iter()
                        .flatten()
                        .map(|n| Value::from(*n)),
                );
                let (low, high) = (integer.minimum.map(as_float), integer.maximum.map(as_float));
                let step = integer.multiple_of.map(as_float);
                self.absorb_range(
                    low,
                    integer.exclusive_minimum,
                    high,
                    integer.exclusive_maximum,
                    step,
                );
            }
            openapiv3::Type::Boolean(boolean) => {
                self.absorb_kind(at, "boolean", None);
                self.absorb_enum(
                    boolean
                        .enumeration
                        .iter()
                        .flatten()
                        .map(|value| Value::from(*value)),
                );
            }
            openapiv3::Type::Object(object) => {
                self.absorb_kind(at, "object", None);
                self.absorb_properties(&object.properties, &object.required, at);
                self.absorb_additional(object.additional_properties.as_ref(), at);
                self.absorb_counts(object.min_properties, object.max_properties);
            }
            openapiv3::Type::Array(array) => {
                self.absorb_kind(at, "array", None);
                self.absorb_items(array.items.as_ref(), at);
                self.absorb_item_counts(array.min_items, array.max_items, array.unique_items);
            }
        }
    }

    fn absorb_any(&mut self, any: &'a openapiv3::AnySchema, at: &Pointer) {
        if let Some(kind) = any.typ.as_deref() {
            self.absorb_kind(at, kind, None);
        }
        self.format = self.format.take().or_else(|| any.format.clone());
        self.absorb_enum(any.enumeration.iter().cloned());
        self.absorb_lengths(any.min_length, any.max_length, any.pattern.as_deref());
        let (low, high) = (
            any.exclusive_minimum.unwrap_or(false),
            any.exclusive_maximum.unwrap_or(false),
        );
        self.absorb_range(any.minimum, low, any.maximum, high, any.multiple_of);
        self.absorb_properties(&any.properties, &any.required, at);
        self.absorb_additional(any.additional_properties.as_ref(), at);
        self.absorb_counts(any.min_properties, any.max_properties);
        self.absorb_items(any.items.as_ref(), at);
        self.absorb_item_counts(
            any.min_items,
            any.max_items,
            any.unique_items.unwrap_or(false),
        );
        self.absorb_alternatives(&any.one_of, &at.join("oneOf"));
        self.absorb_alternatives(&any.any_of, &at.join("anyOf"));
    }

    fn absorb_kind(&mut self, at: &Pointer, kind: &'a str, format: Option<String>) {
        match self.kind {
            None => {
                self.kind = Some(kind);
                self.kind_at = at.clone();
            }
            Some("integer" | "number") if matches!(kind, "integer" | "number") => {}
            Some(known) if known != kind => self.contradiction = Some((kind, at.clone())),
            Some(_) => {}
        }
        self.format = self.format.take().or(format);
    }

    /// Of two lists that hold together what is in both; where that is nothing, the first.
    fn absorb_enum(&mut self, values: impl Iterator<Item = Value>) {
        let values: Vec<Value> = values.collect();
        if self.enumeration.is_empty() {
            self.enumeration = values;
        } else if self.enumeration.iter().any(|value| values.contains(value)) {
            self.enumeration.retain(|value| values.contains(value));
        }
    }

    fn absorb_properties(
        &mut self,
        properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &'a [String],
        at: &Pointer,
    ) {
        let place = at.join("properties");
        for (name, schema) in properties {
            let part = Part::new(schema, place.join(name));
            self.properties.entry(name.as_str()).or_default().push(part);
        }
        let place = at.join("required");
        for (index, name) in required.iter().enumerate() {
            self.required
                .entry(name.as_str())
                .or_insert_with(|| place.join(index));
        }
    }

    fn absorb_additional(&mut self, additional: Option<&'a AdditionalProperties>, at: &Pointer) {
        let said = match additional {
            None => return,
            Some(AdditionalProperties::Any(true)) => Additional::Allowed,
            Some(AdditionalProperties::Any(false)) => Additional::Denied,
            Some(AdditionalProperties::Schema(schema)) => {
                Additional::Schema(Part::new(&**schema, at.join("additionalProperties")))
            }
        };
        if matches!(self.additional, Additional::Absent | Additional::Denied) {
            self.additional = said;
        }
    }

    fn absorb_items(&mut self, items: Option<&'a ReferenceOr<Box<Schema>>>, at: &Pointer) {
        if self.items.is_none() {
            self.items = items.map(|schema| Part::new(schema, at.join("items")));
        }
    }

    fn absorb_lengths(&mut self, min: Option<usize>, max: Option<usize>, pattern: Option<&str>) {
        self.constraints.extend(
            min.filter(|n| *n > 0)
                .map(|n| Constraint::MinLength(count(n))),
        );
        self.constraints
            .extend(max.map(|n| Constraint::MaxLength(count(n))));
        self.constraints
            .extend(pattern.map(|pattern| Constraint::Pattern(pattern.to_owned())));
    }

    fn absorb_range(
        &mut self,
        min: Option<f64>,
        above: bool,
        max: Option<f64>,
        below: bool,
        step: Option<f64>,
    ) {
        let low = |n| {
            if above {
                Constraint::ExclusiveMinimum(n)
            } else {
                Constraint::Minimum(n)
            }
        };
        let high = |n| {
            if below {
                Constraint::ExclusiveMaximum(n)
            } else {
                Constraint::Maximum(n)
            }
        };
        self.constraints.extend(min.map(low));
        self.constraints.extend(max.map(high));
        self.constraints
            .extend(step.filter(|n| *n > 0.0).map(Constraint::MultipleOf));
    }

    fn absorb_counts(&mut self, min: Option<usize>, max: Option<usize>) {
        self.constraints.extend(
            min.filter(|n| *n > 0)
                .map(|n| Constraint::MinProperties(count(n))),
        );
        self.constraints
            .extend(max.map(|n| Constraint::MaxProperties(count(n))));
    }

    fn absorb_item_counts(&mut self, min: Option<usize>, max: Option<usize>, unique: bool) {
        self.constraints.extend(
            min.filter(|n| *n > 0)
                .map(|n| Constraint::MinItems(count(n))),
        );
        self.constraints
            .extend(max.map(|n| Constraint::MaxItems(count(n))));
        self.constraints
            .extend(unique.then_some(Constraint::UniqueItems));
    }
}

/// Keywords of JSON Schema stay below 2⁵³; what lies beyond only loses its last digits.
#[expect(clippy::cast_precision_loss)]
fn as_float(n: i64) -> f64 {
    n as f64
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The text of a format, known to `openapiv3` or not.
fn format_text<T: Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(known) => match serde_json::to_value(known) {
            Ok(Value::String(text)) => Some(text),
            _ => None,
        },
        VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
