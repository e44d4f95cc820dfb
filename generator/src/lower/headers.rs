//! Headers of answers (Header Object): their accessors, and the types that they are read into.

use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr, Response};

use super::Lowerer;
use super::naming::{self, Scope};
use super::operations::text;
use super::references::Resolved;
use super::view::{Part, View};
use crate::model::{ResponseHeader, Type};

/// Methods of the runtime's `Response` that an accessor must not hide behind.
const RESPONSE_METHODS: &[&str] = &[
    "status",
    "headers",
    "attempts",
    "request_id",
    "into_body",
    "body",
    "body_mut",
    "map",
    "required_header",
    "optional_header",
    "deref",
    "deref_mut",
];

impl<'a> Lowerer<'a> {
    /// The documented headers of the success answers.
    pub(super) fn response_headers(
        &mut self,
        successes: &[&Resolved<'a, Response>],
    ) -> Vec<ResponseHeader> {
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.headers);
        let mut names = Scope::reserving(RESPONSE_METHODS.iter().copied());
        let mut headers: Vec<ResponseHeader> = Vec::new();
        for response in successes {
            let at = response.at.join("headers");
            for (wire, header) in &response.item.headers {
                let known = headers
                    .iter()
                    .any(|header| header.wire.eq_ignore_ascii_case(wire));
                if known || wire.eq_ignore_ascii_case("content-type") {
                    continue;
                }
                let Some(header) = self.resolve("headers", components, header, &at.join(wire))
                else {
                    continue;
                };
                let name = names.claim(&naming::snake_name(wire));
                let ty = self.header_type(&header);
                // Promised only if every success answer promises it.
                let required = header.item.required && successes.len() == 1;
                headers.push(ResponseHeader {
                    wire: wire.clone(),
                    name,
                    required,
                    ty,
                    docs: self.header_docs(header.item),
                });
            }
        }
        headers
    }

    /// The header's type if it is a scalar or a list of scalars; else text.
    fn header_type(&mut self, header: &Resolved<'a, Header>) -> Type {
        let ParameterSchemaOrContent::Schema(schema) = &header.item.format else {
            return Type::String;
        };
        let view = self.view(&[Part::new(schema, header.at.join("schema"))]);
        match (view.kind, &view.items) {
            (Some("array"), Some(items)) => {
                let items = self.view(std::slice::from_ref(items));
                Type::List(Box::new(self.header_scalar(&items)))
            }
            _ => self.header_scalar(&view),
        }
    }

    /// What stands in a header has no quotes and no escapes, so any type that is read from plain text will do.
    fn header_scalar(&mut self, view: &View<'a>) -> Type {
        let is_scalar = matches!(view.kind, Some("boolean" | "integer" | "number" | "string"));
        if !is_scalar || !view.enumeration.is_empty() || view.constant.is_some() {
            return Type::String;
        }
        // RFC 9110 §5.6.7; the runtime reads it wherever it reads a date and time.
        if view.format.as_deref() == Some("http-date") {
            return Type::DateTime;
        }
        match self.scalar(view) {
            ty @ (Type::Bool
            | Type::Integer(_)
            | Type::Number
            | Type::DateTime
            | Type::Date
            | Type::Uuid) => ty,
            _ => Type::String,
        }
    }

    fn header_docs(&self, header: &'a Header) -> Option<String> {
        let of_schema = match &header.format {
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => {
                schema.schema_data.description.as_deref()
            }
            _ => None,
        };
        text(header.description.as_deref().or(of_schema))
    }
}
