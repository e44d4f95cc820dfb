//! Parameters of an operation (OAS.md 1–12).

use openapiv3::{
    Parameter as Source, ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr,
};
use serde_json::Value;

use super::naming::{self, Scope};
use super::operations::text;
use super::schemas::Lowered;
use super::styles::{self, WireForm};
use super::view::{Part, SchemaRef};
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Place, Pointer};
use crate::model::{Location, NestedArrays, Parameter, ParameterContent, Style, Type};

/// Methods and arguments that every call has by itself (`rt::calls!`).
const CALL_METHODS: &[&str] = &[
    "body",
    "call",
    "send",
    "wait",
    "timeout",
    "attempt_timeout",
    "max_retries",
    "header",
    "extra_query",
    "credential",
    "into_future",
    "fmt",
];

/// Header parameters that the specification says to ignore (Parameter Object, `name`).
const IGNORED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// A parameter of the document and where it stands.
pub(super) struct Found<'a> {
    pub(super) source: &'a Source,
    pub(super) at: Pointer,
}

impl<'a> Lowerer<'a> {
    /// The parameters of an operation and its path, those in the path first, in the template's order.
    pub(super) fn parameters(
        &mut self,
        item: &'a PathItem,
        item_at: &Pointer,
        operation: &'a openapiv3::Operation,
        at: &Pointer,
        path: &str,
        context: &Context,
    ) -> Vec<Parameter> {
        let mut found = self.resolve_parameters(&operation.parameters, at);
        for inherited in self.resolve_parameters(&item.parameters, item_at) {
            if !found
                .iter()
                .any(|own| identity(own.source) == identity(inherited.source))
            {
                found.push(inherited);
            }
        }
        let mut names = Scope::reserving(CALL_METHODS.iter().copied());
        let mut parameters = Vec::with_capacity(found.len());
        for parameter in found {
            parameters.extend(self.parameter(&parameter, &mut names, context));
        }
        self.fit_template(&mut parameters, path, at, &mut names);
        parameters
    }

    fn resolve_parameters(
        &mut self,
        list: &'a [ReferenceOr<Source>],
        at: &Pointer,
    ) -> Vec<Found<'a>> {
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.parameters);
        let at = at.join("parameters");
        let mut found: Vec<Found<'a>> = Vec::with_capacity(list.len());
        // Where each of them is listed: what a reference leads to may stand anywhere.
        let mut places: Vec<Pointer> = Vec::with_capacity(list.len());
        for (index, parameter) in list.iter().enumerate() {
            let Some(resolved) = self.resolve("parameters", components, parameter, &at.join(index))
            else {
                continue;
            };
            if styles::wire_form(resolved.item).is_none() {
                // It is left out, which was said; another one of its name is no second one.
                continue;
            }
            let here = at.join(index);
            let same = |other: &Found<'_>| identity(other.source) == identity(resolved.item);
            if let Some(first) = found.iter().position(same) {
                let (name, _) = identity(resolved.item);
                let message = format!("the parameter `{name}` is listed twice");
                let finding = self.sink.say(Code::DuplicateParameter, &here, message);
                if let Some(first) = places.get(first) {
                    let place = Place::Document(first.clone());
                    finding.related.push((place, "the first one".to_owned()));
                }
                finding.and_help(
                    "a parameter is known by its name and location; the first one counts",
                );
                continue;
            }
            places.push(here);
            found.push(Found {
                source: resolved.item,
                at: resolved.at,
            });
        }
        found
    }

    fn parameter(
        &mut self,
        found: &Found<'a>,
        names: &mut Scope,
        context: &Context,
    ) -> Option<Parameter> {
        let data = found.source.parameter_data_ref();
        let WireForm {
            location,
            style,
            allow_reserved,
        } = styles::wire_form(found.source)?;
        if location == Location::Header
            && IGNORED_HEADERS.contains(&data.name.to_ascii_lowercase().as_str())
        {
            self.sink
                .say(
                    Code::IgnoredHeader,
                    &found.at,
                    format!("the header parameter `{}` is ignored", data.name),
                )
                .and_help("OpenAPI says so: the client sets this header itself");
            return None;
        }
        let wanted = naming::snake_name(&data.name);
        let claim = names.claim_at(&wanted, &found.at);
        self.name_claimed(&wanted, &claim, &data.name, &found.at);
        let name = claim.name;
        let (
            Lowered {
                ty,
                nullable,
                constraints,
            },
            content,
            deprecated,
        ) = self.parameter_type(data, &found.at, &context.child(&data.name));
        let explode = data.explode.unwrap_or(style.explodes());
        if content.is_none() {
            self.check_style(found, style, explode);
        }
        Some(Parameter {
            wire: data.name.clone(),
            name,
            location,
            style,
            explode,
            allow_reserved,
            content,
            nested_arrays: match style {
                Style::DeepObject => self.config.parameters.nested_arrays.into(),
                _ => NestedArrays::default(),
            },
            required: data.required || location == Location::Path,
            nullable,
            ty,
            constraints,
            docs: text(data.description.as_deref()),
            default: self.parameter_default(data, &found.at),
            example: self.parameter_example(data, &found.at),
            deprecated: data.deprecated.unwrap_or(false) || deprecated,
            origin: found.at.clone(),
        })
    }

    /// What the server takes when the parameter is not given, as its schema says.
    fn parameter_default(&self, data: &'a ParameterData, at: &Pointer) -> Option<Value> {
        match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let view = self.view(&[Part::new(schema, at.join("schema"))]);
                view.default.cloned()
            }
            ParameterSchemaOrContent::Content(_) => None,
        }
    }

    fn parameter_example(&self, data: &'a ParameterData, at: &Pointer) -> Option<Value> {
        let own = self.examples(data.example.as_ref(), &data.examples, at);
        let schema = match &data.format {
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => Some(schema),
            _ => None,
        };
        let of_schema = || schema?.schema_data.example.clone();
        own.into_iter()
            .next()
            .map(|example| example.value)
            .or_else(of_schema)
    }

    /// The type, what it is written as, and whether its schema is deprecated.
    fn parameter_type(
        &mut self,
        data: &'a ParameterData,
        at: &Pointer,
        context: &Context,
    ) -> (Lowered, Option<ParameterContent>, bool) {
        match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let part = Part::new(schema, at.join("schema"));
                let deprecated =
                    matches!(part.schema, SchemaRef::Item(schema) if schema.schema_data.deprecated);
                (self.lower(&part, context), None, deprecated)
            }
            ParameterSchemaOrContent::Content(content) => {
                let first = content
                    .iter()
                    .find_map(|(media_type, entry)| Some((media_type, entry.schema.as_ref()?)));
                match first {
                    Some((media_type, schema)) => {
                        let part = Part::new(schema, at.at(["content", media_type, "schema"]));
                        let written = styles::content(media_type);
                        (self.lower(&part, context), written, false)
                    }
                    None => (Lowered::of(Type::String), None, false),
                }
            }
        }
    }

    /// Puts the path's parameters first, in the order of the template; adds those that nobody declared and drops those
    /// that the template does not have.
    fn fit_template(
        &mut self,
        parameters: &mut Vec<Parameter>,
        path: &str,
        at: &Pointer,
        names: &mut Scope,
    ) {
        let template = template_names(path);
        let mut ordered = Vec::with_capacity(parameters.len());
        for wire in &template {
            let declared = parameters
                .iter()
                .position(|p| p.location == Location::Path && p.wire == **wire);
            match declared {
                Some(index) => ordered.push(parameters.remove(index)),
                None => {
                    let message =
                        format!("`{{{wire}}}` of the path `{path}` is not among the parameters");
                    let finding = self.sink.say(Code::PathParameterMismatch, at, message);
                    finding.related.extend(the_path(at));
                    finding.and_help("it is taken to be a string; declare it with `in: path`");
                    ordered.push(undeclared(wire, names, at));
                }
            }
        }
        for stray in parameters.iter().filter(|p| p.location == Location::Path) {
            let message = format!("the path `{path}` has no `{{{}}}`", stray.wire);
            let finding = self
                .sink
                .say(Code::PathParameterMismatch, &stray.origin, message);
            finding.related.extend(the_path(at));
            finding.and_help("the parameter is ignored: correct its name, or the path");
        }
        ordered.extend(
            parameters
                .drain(..)
                .filter(|p| p.location != Location::Path),
        );
        *parameters = ordered;
    }
}

/// The path of the operation at `at`, to be shown with a finding.
fn the_path(at: &Pointer) -> Option<(Place, String)> {
    Some((Place::Document(at.parent()?), "the path".to_owned()))
}

fn undeclared(wire: &str, names: &mut Scope, at: &Pointer) -> Parameter {
    Parameter {
        wire: wire.to_owned(),
        name: names.claim(&naming::snake_name(wire)),
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        content: None,
        nested_arrays: NestedArrays::default(),
        required: true,
        nullable: false,
        ty: Type::String,
        constraints: Vec::new(),
        docs: None,
        default: None,
        example: None,
        deprecated: false,
        origin: at.clone(),
    }
}

/// The names between braces of a path template, each once.
fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in path.split('{').skip(1) {
        if let Some((name, _)) = piece.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// What makes a parameter the same as another (Parameter Object): its name, without regard to case in a header, and
/// its location.
fn identity(parameter: &Source) -> (String, Location) {
    let name = &parameter.parameter_data_ref().name;
    match parameter {
        Source::Header { .. } => (name.to_ascii_lowercase(), Location::Header),
        Source::Query { .. } => (name.clone(), Location::Query),
        Source::Path { .. } => (name.clone(), Location::Path),
        Source::Cookie { .. } => (name.clone(), Location::Cookie),
    }
}

#[cfg(test)]
mod tests {
    use super::template_names;

    #[test]
    fn names_of_a_template() {
        assert_eq!(
            template_names("/o/{organisation_id}/users/{id}.{format}/{id}"),
            ["organisation_id", "id", "format"]
        );
        assert_eq!(template_names("/plain"), Vec::<&str>::new());
        assert_eq!(template_names("/broken/{name"), Vec::<&str>::new());
    }
}
