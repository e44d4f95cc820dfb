//! One view of a schema, whichever way it is written: `openapiv3`'s kinds, `allOf` merged, references followed.

use indexmap::IndexMap;
use openapiv3::{Discriminator, ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::model::{Constraint, Example, Xml};

/// A schema where it stands: inline or a reference.
#[derive(Debug, Clone, Copy)]
pub(super) enum SchemaRef<'a> {
    /// `$ref`, as written.
    Reference(&'a str),
    /// The schema itself.
    Item(&'a Schema),
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(item) => Self::Item(item),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(item) => Self::Item(item),
        }
    }
}

/// A schema and its place.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) at: Pointer,
}

impl<'a> Part<'a> {
    pub(super) fn new(schema: impl Into<SchemaRef<'a>>, at: Pointer) -> Self {
        Self {
            schema: schema.into(),
            at,
        }
    }
}

/// `additionalProperties`.
#[derive(Debug, Clone, Default)]
pub(super) enum Additional<'a> {
    /// Not said.
    #[default]
    Absent,
    /// `true`
    Allowed,
    /// `false`
    Denied,
    /// A schema for them.
    Schema(Part<'a>),
}

/// Everything that a schema says, with all parts of its `allOf` merged in.
#[derive(Debug, Clone, Default)]
pub(super) struct View<'a> {
    pub(super) at: Pointer,
    pub(super) title: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) nullable: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) deprecated: bool,
    pub(super) default: Option<&'a Value>,
    pub(super) examples: Vec<Example>,
    pub(super) discriminator: Option<&'a Discriminator>,
    /// Where that stands.
    pub(super) discriminator_at: Pointer,
    pub(super) kind: Option<&'a str>,
    /// The part that says so.
    pub(super) kind_at: Pointer,
    /// Another kind that a part asks for at the same time, and where: no value is of both.
    pub(super) contradiction: Option<(&'a str, Pointer)>,
    pub(super) format: Option<String>,
    /// `contentMediaType`.
    pub(super) media_type: Option<&'a str>,
    pub(super) enumeration: Vec<Value>,
    /// What is said of single values of the enumeration.
    pub(super) value_docs: Vec<String>,
    pub(super) constant: Option<&'a Value>,
    /// By name; a property that several parts of an `allOf` describe has several parts itself.
    pub(super) properties: IndexMap<&'a str, Vec<Part<'a>>>,
    /// Names in `required`, and where they stand.
    pub(super) required: IndexMap<&'a str, Pointer>,
    pub(super) additional: Additional<'a>,
    pub(super) items: Option<Part<'a>>,
    /// `oneOf`, else `anyOf`.
    pub(super) alternatives: Vec<Part<'a>>,
    /// Further alternatives that must hold together with those, and where.
    pub(super) second_union: Option<Pointer>,
    pub(super) constraints: Vec<Constraint>,
    /// How many elements have a place of their own (`prefixItems`); `items` offers their schemas as alternatives.
    pub(super) tuple: Option<usize>,
    /// Why the document's words could not be read, if they could not.
    pub(super) unreadable: Option<&'a str>,
    /// `not: {}`: nothing fits (JSON Schema `false`).
    pub(super) never: bool,
    /// `xml`, of the schema itself: the parts of its `allOf` speak for themselves.
    pub(super) xml: Option<Box<Xml>>,
}

impl<'a> View<'a> {
    /// The empty view of what stands where the first of these parts does.
    pub(super) fn at(parts: &[Part<'a>]) -> Self {
        let at = parts
            .first()
            .map(|part| part.at.clone())
            .unwrap_or_default();
        View {
            at,
            ..View::default()
        }
    }

    /// `description`, else `title`, and what is said of single values.
    pub(super) fn docs(&self) -> Option<String> {
        let text = self.description.or(self.title).map(str::trim);
        let text = text.filter(|text| !text.is_empty()).map(str::to_owned);
        let values = self.value_docs.iter().map(|docs| format!("- {docs}"));
        let values = values.collect::<Vec<_>>().join("\n");
        let values = Some(values).filter(|values| !values.is_empty());
        let paragraphs: Vec<String> = text.into_iter().chain(values).collect();
        (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
    }
}

/// Whether the schema says nothing of what a value is: no type, no keyword that binds.
pub(super) fn is_anything(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Any(any) => *any == openapiv3::AnySchema::default(),
        _ => false,
    }
}
