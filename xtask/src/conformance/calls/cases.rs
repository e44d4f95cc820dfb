//! The calls to make: each operation with what it must have, then with all that it can have, then once for each further
//! answer that the document describes.

use std::collections::BTreeSet;
use std::fmt;

use clientsmith::model::{
    Api, Body, BodyKind, Location, Operation, Shape, StatusMatch, Type, Types,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::document::{Request, Source, key};
use super::methods::{Method, methods};
use super::values::{Values, is_visible, size};

/// The name of the body among the values of a call.
pub const BODY: &str = "body";

/// What is tried of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Round {
    /// What is required, alone; bodies as the document's example, or with the required properties alone.
    Required,
    /// Every parameter, and bodies with as much in them as can be.
    Everything,
    /// The same with the body in another of its media types, by their order.
    OtherBody(usize),
    /// The same by the method that asks for a stream, by the order of those of the operation.
    Stream(usize),
    /// What is required, and Prism is asked to answer with this status.
    Answer(u16),
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("with what is required"),
            Self::Everything => f.write_str("with everything"),
            Self::OtherBody(_) => f.write_str("with the body in another media type"),
            Self::Stream(_) => f.write_str("as a stream"),
            Self::Answer(status) => write!(f, "answered {status}"),
        }
    }
}

/// Values of parameters by [`key`], and of the body; or why there are none.
type Gathered = Result<Map<String, Value>, String>;

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The operation, by its place in the model.
    pub operation: usize,
    /// The method that is called, by its place in [`methods`].
    pub method: usize,
    /// What is tried of it.
    pub round: Round,
    /// What is sent; or why there is nothing.
    pub values: Gathered,
    /// Why the document admits no such values, where they are what it seems to mean.
    pub doubt: Option<String>,
}

/// Each operation's calls, in the order of the model.
pub fn cases(api: &Api, requests: &[Request], values: &Values<'_>) -> Vec<Case> {
    let mut cases = Vec::new();
    for (place, method) in methods(api).iter().enumerate() {
        let Some(request) = requests.get(method.index) else {
            continue;
        };
        let mut add = |round, values: &Gathered| {
            cases.push(Case {
                operation: method.index,
                method: place,
                round,
                values: values.clone(),
                doubt: None,
            });
        };
        let everything = gathered((&api.types, method), request, values, Round::Everything);
        if let Some(round) = method.round {
            add(round, &everything);
            continue;
        }
        let required = gathered((&api.types, method), request, values, Round::Required);
        add(Round::Required, &required);
        if everything != required {
            add(Round::Everything, &everything);
        }
        if required.is_ok() {
            for status in further_answers(method.operation) {
                add(Round::Answer(status), &required);
            }
        }
    }
    cases
}

/// The calls with others in the place of those that the document leaves no values for; those of the others that have none
/// either are not taken.
pub fn completed(cases: Vec<Case>, others: &[Case]) -> Vec<Case> {
    let mut done: BTreeSet<usize> = BTreeSet::new();
    let mut completed = Vec::new();
    for case in cases {
        if done.contains(&case.method) {
            continue;
        }
        let of_method = || others.iter().filter(|other| other.method == case.method);
        match &case.values {
            Err(why) if of_method().all(|other| other.values.is_ok()) => {
                done.insert(case.method);
                completed.retain(|one: &Case| one.method != case.method);
                completed.extend(of_method().map(|other| Case {
                    doubt: Some(why.clone()),
                    ..other.clone()
                }));
            }
            _ => completed.push(case),
        }
    }
    completed
}

/// The statuses with an answer of their own, but for the lowest success: Prism gives that one unasked.
fn further_answers(operation: &Operation) -> Vec<u16> {
    let replies = || operation.success.replies().iter().chain(&operation.errors);
    let exact = |matched| match matched {
        StatusMatch::Code(status) => Some(status),
        StatusMatch::Range(_) | StatusMatch::Default => None,
    };
    let mut statuses: Vec<u16> = replies().filter_map(|reply| exact(reply.status)).collect();
    let lowest = statuses
        .iter()
        .copied()
        .filter(|status| is_success(*status))
        .min();
    if replies().any(|reply| reply.status == StatusMatch::Default) {
        // Any status that has no answer of its own.
        statuses.extend(
            UNUSUAL
                .into_iter()
                .find(|status| !statuses.contains(status)),
        );
    }
    // A redirect would be followed, to wherever an example says.
    statuses.retain(|status| Some(*status) != lowest && !matches!(status, 300..400));
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

/// Statuses for `default`.
const UNUSUAL: [u16; 3] = [500, 418, 599];

const fn is_success(status: u16) -> bool {
    matches!(status, 200..300)
}

/// The values of a call.
fn gathered(
    (types, method): (&Types, &Method<'_>),
    request: &Request,
    values: &Values<'_>,
    round: Round,
) -> Gathered {
    let wanted = |required: bool| required || round == Round::Everything;
    let mut found = Map::new();
    for parameter in &method.operation.parameters {
        if !wanted(parameter.required) {
            continue;
        }
        let key = key(&location(parameter.location), &parameter.wire);
        match shown(request.parameters.get(&key), values) {
            Ok(value) => {
                found.insert(key, value);
            }
            Err(why) if parameter.required => return Err(format!("`{key}`: {why}")),
            // It can be left out.
            Err(_) => {}
        }
    }
    if let Some(body) = method.body.filter(|body| wanted(body.required)) {
        if is_form_without_fields(body) {
            return Err(format!(
                "the body: a schema that is no object gives the parts of `{}` no names",
                body.media_type
            ));
        }
        let source = request.body(&body.media_type);
        match body_value(source, body, values, round) {
            Ok(mut value) => {
                put_files_in_lists(types, &body.kind, &mut value);
                found.insert(BODY.to_owned(), value);
            }
            Err(why) if body.required => return Err(format!("the body: {why}")),
            Err(_) => {}
        }
    }
    Ok(found)
}

/// Whether a form has no fields by its schema: what is sent for it is left to the caller.
fn is_form_without_fields(body: &Body) -> bool {
    matches!(body.kind, BodyKind::Bytes) && body.media_type.starts_with("multipart/form-data")
}

/// Puts a file into a list where the client takes one: what may be one file or several is a list of them.
fn put_files_in_lists(types: &Types, kind: &BodyKind, value: &mut Value) {
    let BodyKind::Multipart(ty) = kind else {
        return;
    };
    let named = match types.resolve(ty) {
        Type::Named(id) => types.get(*id),
        _ => None,
    };
    let Some(Shape::Object(object)) = named.map(|named| &named.shape) else {
        return;
    };
    for field in &object.fields {
        let is_list = match types.resolve(&field.ty) {
            Type::List(inner) => matches!(types.resolve(inner), Type::File),
            _ => false,
        };
        let member = value.get_mut(&field.wire);
        if let Some(file) = member.filter(|member| is_list && member.is_string()) {
            *file = json!([file.take()]);
        }
    }
}

/// The first value that can be seen in a URL or a header.
fn shown(source: Option<&Source>, values: &Values<'_>) -> Result<Value, String> {
    let Some(source) = source else {
        // The template names it and the document does not describe it.
        return Ok(json!("text"));
    };
    let first = values.of(source)?.into_iter().find(is_visible);
    first.ok_or_else(|| "no value of its schema would be seen".to_owned())
}

/// The document's example or else the plainest body, or the one with the most in it.
fn body_value(
    source: Option<&Source>,
    body: &Body,
    values: &Values<'_>,
    round: Round,
) -> Result<Value, String> {
    let nowhere = Source::default();
    let source = source.unwrap_or(&nowhere);
    if let Some(richest) = values
        .richest(source)
        .filter(|_| round == Round::Everything)
    {
        return Ok(richest);
    }
    let mut found = values.of(source)?;
    if matches!(body.kind, BodyKind::Form(_)) && found.iter().any(has_fields) {
        // A form without fields is no body at all.
        found.retain(has_fields);
    }
    let chosen = match round {
        Round::Required | Round::Answer(_) => found.into_iter().next(),
        // The first of the largest.
        Round::Everything | Round::OtherBody(_) | Round::Stream(_) => {
            found.into_iter().rev().max_by_key(size)
        }
    };
    chosen.ok_or_else(|| "no value".to_owned())
}

/// Whether anything of a value is a field of a form, where objects and lists are what stands in them.
fn has_fields(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(elements) => elements.iter().any(has_fields),
        Value::Object(members) => members.values().any(has_fields),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

/// A location in the document's words, which are the model's in lower case.
pub fn location(location: Location) -> String {
    format!("{location:?}").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::schemas::{Direction, Schemas};

    /// The calls of the operations of a document.
    fn of(paths: &str) -> Vec<Case> {
        let text = format!("openapi: 3.0.3\ninfo: {{ title: A, version: '1' }}\npaths: {paths}\n");
        let document = clientsmith::source::SourceFile {
            path: "openapi.yaml".to_owned(),
            bytes: text.into_bytes(),
        };
        let read = clientsmith::read(&clientsmith::Job {
            name: "a",
            document: &document,
            overlays: &[],
            config: None,
            loader: &crate::loader::FolderLoader::beside(std::path::Path::new("openapi.yaml")),
            runtime_path: String::new(),
            own_workspace: false,
        });
        let tree: Value = {
            let (mut files, mut sink) = Default::default();
            clientsmith::source::parse(&document, &mut files, &mut sink)
                .unwrap()
                .root
        };
        let api = read.api.unwrap();
        let request = |operation: &Operation| {
            super::super::document::request(&tree, operation.origin.as_str())
        };
        let requests: Vec<Request> = api.operations.iter().map(request).collect();
        let pointers = || {
            let parameters = requests
                .iter()
                .flat_map(|request| request.parameters.values());
            let sources = parameters.chain(requests.iter().flat_map(|one| one.bodies.values()));
            sources.filter_map(|source| source.schema.as_deref())
        };
        let schemas = Schemas::new(&tree, Direction::Request, pointers());
        cases(&api, &requests, &Values::new(&schemas, pointers()).unwrap())
    }

    #[test]
    fn what_is_required_then_everything_then_each_answer() {
        let found = of(r#"{ "/a/{id}": { put: {
                operationId: put,
                parameters: [
                  { name: id, in: path, required: true, schema: { type: string } },
                  { name: n, in: query, schema: { type: integer }, example: 7 },
                ],
                requestBody: { required: true, content: { application/json: { schema: {
                  type: object, required: [a], properties: { a: { enum: [x] }, b: { enum: [y] } } } } } },
                responses: { "200": { description: "" }, "302": { description: "" }, "404": { description: "" }, default: { description: "" } },
            } } }"#);
        let rounds: Vec<Round> = found.iter().map(|case| case.round).collect();
        assert_eq!(
            rounds,
            [
                Round::Required,
                Round::Everything,
                Round::Answer(404),
                Round::Answer(500),
            ]
        );
        let values = |index: usize| Value::Object(found[index].values.clone().unwrap());
        assert_eq!(
            values(0),
            json!({ "path/id": "text", "body": { "a": "x" } })
        );
        let everything = values(1);
        assert_eq!(everything["query/n"], 7);
        assert_eq!(everything["body"]["b"], "y");
        assert_eq!(values(2), values(0));
    }

    #[test]
    fn one_file_stands_in_a_list_where_the_client_takes_several() {
        let found = of(r#"{ "/a": { post: {
                operationId: post,
                requestBody: { required: true, content: { multipart/form-data: { schema: { type: object, required: [f, g], properties: {
                  f: { anyOf: [{ type: string, format: binary }, { type: array, items: { type: string, format: binary } }] },
                  g: { type: string, format: binary } } } } } },
                responses: { "200": { description: "" } },
            } } }"#);
        let body = &found[0].values.clone().unwrap()["body"];
        assert!(body["f"][0].is_string(), "{body}");
        assert!(body["g"].is_string(), "{body}");
    }

    #[test]
    fn a_form_that_is_required_has_a_field() {
        assert!(has_fields(&json!({ "a": {}, "b": [{ "c": "" }] })));
        assert!(!has_fields(&json!({ "a": {}, "b": [{ "c": null }] })));
    }

    #[test]
    fn what_has_no_value_says_why() {
        let found = of(r#"{ "/a": { get: {
                operationId: get,
                parameters: [{ name: n, in: query, required: true, schema: { type: integer, not: {} } }],
                responses: { "200": { description: "" } },
            } } }"#);
        let why = found[0].values.clone().unwrap_err();
        assert!(why.starts_with("`query/n`: no value was found"), "{why}");
    }

    #[test]
    fn calls_without_values_give_way_to_others() {
        let case = |method, round, values: &Gathered| Case {
            operation: 0,
            method,
            round,
            values: values.clone(),
            doubt: None,
        };
        let (none, some) = (Err("closed".to_owned()), Ok(Map::new()));
        let cases = vec![
            case(0, Round::Required, &some),
            case(1, Round::Required, &none),
            case(2, Round::Required, &none),
        ];
        let others = [
            case(0, Round::Required, &some),
            case(1, Round::Required, &some),
            case(1, Round::Answer(404), &some),
            case(2, Round::Required, &none),
        ];
        let found = completed(cases, &others);
        let shown: Vec<_> = found
            .iter()
            .map(|case| (case.method, case.values.is_ok(), case.doubt.as_deref()))
            .collect();
        let doubt = Some("closed");
        assert_eq!(
            shown,
            [
                (0, true, None),
                (1, true, doubt),
                (1, true, doubt),
                (2, false, None)
            ]
        );
    }
}
