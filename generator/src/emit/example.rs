//! `examples/<operation>.rs`: a program that makes one call with values from the environment and prints the answer.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Source;
use super::docs::{Docs, InnerDocs, code};
use super::ty::{TypeWriter, ident, is_argument};
use crate::config::{Config, Example, ExampleValue};
use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::model::{Api, Object, Operation, Reply, ReplyBody, Shape, Success, Type};

/// What a program brings in by itself; a schema may have any of these names too.
const OWN_NAMES: [&str; 7] = [
    "ApiError",
    "Client",
    "Error",
    "ExitCode",
    "Serialize",
    "Value",
    "WasSent",
];

/// The programs that `client.toml` asks for.
pub(super) fn files<'a>(
    api: &'a Api,
    config: &'a Config,
    crate_name: &'a str,
    sink: &mut Sink,
) -> Vec<Source<'a>> {
    let mut files = Vec::new();
    for (index, example) in config.example.iter().enumerate() {
        match program(api, example, crate_name) {
            // Made again when it is written; what could be wrong with it is known by now.
            Ok((path, _)) => files.push(Source::new(path, move || {
                program(api, example, crate_name)
                    .map_or_else(|_| TokenStream::new(), |(_, tokens)| tokens)
            })),
            Err(why) => {
                let place = config
                    .places
                    .of(&["example", &index.to_string(), "operation"]);
                sink.push(Diagnostic::new(Code::InvalidConfig, place, format!("no example can be made: {why}")))
                    .and_help("`operation` is a method of the client; credential, parameters and body values have their names in the document");
            }
        }
    }
    files
}

fn program(
    api: &Api,
    example: &Example,
    crate_name: &str,
) -> Result<(String, TokenStream), String> {
    let operation = api
        .operations
        .iter()
        .find(|operation| operation.name.as_str() == example.operation);
    let operation =
        operation.ok_or_else(|| format!("there is no operation `{}`", example.operation))?;
    let replies = operation.success.replies();
    if replies.iter().any(|reply| reply.body.is_stream()) {
        return Err("its answer is a stream, which is no one JSON".to_owned());
    }
    let library = format_ident!("{}", crate_name.replace('-', "_"));
    let own_names = OWN_NAMES
        .map(str::to_owned)
        .into_iter()
        .chain([format!("{}Error", operation.type_name)])
        .collect();
    let writer = TypeWriter::beside(&api.types, own_names, quote!(#library::types));
    let program = Program {
        api,
        operation,
        example,
        crate_name,
        writer,
    };
    Ok((format!("examples/{}.rs", operation.name), program.tokens()?))
}

struct Program<'a> {
    api: &'a Api,
    operation: &'a Operation,
    example: &'a Example,
    crate_name: &'a str,
    writer: TypeWriter<'a>,
}

/// What an example sets in a body: values at the leaves.
#[derive(Default)]
struct Tree<'a> {
    value: Option<&'a ExampleValue>,
    children: IndexMap<String, Tree<'a>>,
}

impl Program<'_> {
    fn tokens(&self) -> Result<TokenStream, String> {
        let library = format_ident!("{}", self.crate_name.replace('-', "_"));
        let docs = self.docs();
        let docs = InnerDocs(&docs);
        let credential = self.credential()?;
        let (names, arguments): (Vec<_>, Vec<_>) = self.arguments()?.into_iter().unzip();
        let method = ident(&self.operation.name);
        let success = self.success();
        let errors = self.errors();
        let helpers = self.helpers();
        let error = format_ident!("{}Error", self.operation.type_name.as_str());
        let mut operations = vec![error];
        if matches!(self.operation.success, Success::Several(_)) {
            operations.push(format_ident!("{}Reply", self.operation.type_name.as_str()));
        }
        let imports = super::imports(self.writer.take_used(), &quote!(#library::types));
        Ok(quote! {
            #docs
            use std::env;
            use std::process::ExitCode;

            use #library::operations::{#(#operations),*};
            #imports
            use #library::{ApiError, Client, Error, WasSent};
            use serde::Serialize;
            use serde_json::Value;

            #[tokio::main(flavor = "current_thread")]
            async fn main() -> ExitCode {
                let (answer, code) = match call().await {
                    Ok(answer) => answer,
                    Err(message) => (not_answered(message, WasSent::No), 3),
                };
                println!("{answer}");
                ExitCode::from(code)
            }

            #[doc = " Makes the call; answers what to print and the exit code, or why no call could be made."]
            async fn call() -> Result<(Value, u8), String> {
                let mut builder = Client::builder();
                if let Ok(base_url) = env::var("BASE_URL") {
                    builder = builder.base_url(base_url);
                }
                #credential
                let client = builder.build().map_err(|error| error.to_string())?;
                #(let #names = #arguments;)*
                match client.#method(#(#names),*).await {
                    Ok(response) => {
                        let answer = Value::from_iter([
                            ("status", Value::from(response.status().as_u16())),
                            ("attempts", Value::from(response.attempts())),
                            ("body", #success),
                        ]);
                        Ok((answer, 0))
                    }
                    Err(Error::Api(error)) => {
                        let answer = Value::from_iter([
                            ("status", Value::from(error.status().as_u16())),
                            ("error", error_body(&error)),
                            ("was_sent", Value::from("yes")),
                        ]);
                        Ok((answer, 2))
                    }
                    Err(error) => Ok((not_answered(error.to_string(), error.was_sent()), 3)),
                }
            }

            #[doc = " What is printed when there is no answer that the document knows."]
            fn not_answered(error: String, was_sent: WasSent) -> Value {
                let was_sent = match was_sent {
                    WasSent::No => "no",
                    WasSent::Maybe => "maybe",
                    WasSent::Yes => "yes",
                };
                Value::from_iter([("error", Value::from(error)), ("was_sent", Value::from(was_sent))])
            }

            #errors
            #helpers
        })
    }

    fn docs(&self) -> Docs {
        let mut docs = Docs::of(
            None,
            format!(
                "Calls `{}` and prints the answer as JSON.",
                self.operation.name
            ),
        )
        .paragraph("Exit code: 0 for a success, 2 for an error answer, 3 for anything else.")
        .paragraph("Read from the environment:")
        .paragraph("- `BASE_URL`: where the server is; the document's server without it.");
        let credential = self
            .example
            .credential
            .iter()
            .map(|credential| format!("- `{}`: the credential.", credential.env));
        let values = self
            .example
            .parameters
            .values()
            .chain(self.example.body.values())
            .filter_map(|value| {
                let env = value.env.as_ref()?;
                Some(match &value.default {
                    Some(default) => {
                        format!("- `{env}`: {} without it.", code(default))
                    }
                    None => format!("- `{env}`: must be set."),
                })
            });
        let mut seen = BTreeSet::new();
        for line in credential.chain(values) {
            if seen.insert(line.clone()) {
                docs = docs.line(line);
            }
        }
        docs
    }

    fn credential(&self) -> Result<TokenStream, String> {
        let Some(credential) = &self.example.credential else {
            return Ok(TokenStream::new());
        };
        let scheme = self
            .api
            .security_schemes
            .iter()
            .find(|scheme| scheme.wire == credential.scheme);
        let scheme =
            scheme.ok_or_else(|| format!("there is no security scheme `{}`", credential.scheme))?;
        let (method, env) = (ident(&scheme.method), &credential.env);
        Ok(quote!(builder = builder.#method(required(#env)?);))
    }

    /// The method's arguments: a variable for each, and the expression that it is made from.
    fn arguments(&self) -> Result<Vec<(proc_macro2::Ident, TokenStream)>, String> {
        let mut arguments = Vec::new();
        let is_required = |wire: &String| {
            self.operation
                .parameters
                .iter()
                .any(|known| known.required && known.wire == *wire)
        };
        if let Some(wire) = self
            .example
            .parameters
            .keys()
            .find(|wire| !is_required(wire))
        {
            return Err(format!("the operation has no required parameter `{wire}`"));
        }
        for parameter in self
            .operation
            .parameters
            .iter()
            .filter(|parameter| parameter.required)
        {
            let value = self.example.parameters.get(&parameter.wire);
            let value =
                value.ok_or_else(|| format!("the parameter `{}` has no value", parameter.wire))?;
            arguments.push((ident(&parameter.name), variable(value)?));
        }
        if let Some(body) = &self.operation.body {
            let Some(ty) = body.kind.ty() else {
                return Err("the body is neither JSON nor XML nor a form".to_owned());
            };
            let mut tree = Tree::default();
            for (pointer, value) in &self.example.body {
                let mut at = &mut tree;
                for token in crate::diagnostics::Pointer::parse(pointer.clone()).tokens() {
                    at = at.children.entry(token).or_default();
                }
                at.value = Some(value);
            }
            arguments.push((format_ident!("body"), self.value(ty, &tree, "")?));
        }
        Ok(arguments)
    }

    /// The expression for a value that the example sets, or for the parts of it.
    fn value(&self, ty: &Type, tree: &Tree<'_>, at: &str) -> Result<TokenStream, String> {
        if let Some(value) = tree.value {
            return variable(value);
        }
        let Type::Named(id) = self.api.types.resolve(ty) else {
            return Err(format!("`{at}` is no object"));
        };
        match self.api.types.get(*id) {
            Some(named) => match &named.shape {
                Shape::Object(object) => {
                    self.object(&self.writer.declared(named), object, tree, at)
                }
                _ => Err(format!("`{at}` is no object")),
            },
            None => Err(format!("`{at}` is no object")),
        }
    }

    fn object(
        &self,
        name: &TokenStream,
        object: &Object,
        tree: &Tree<'_>,
        at: &str,
    ) -> Result<TokenStream, String> {
        let mut arguments = Vec::new();
        let mut setters = Vec::new();
        for field in &object.fields {
            let at = format!("{at}/{}", field.wire);
            let child = tree.children.get(&field.wire);
            if is_argument(&self.api.types, field) {
                let child = child.ok_or_else(|| format!("`{at}` is required and has no value"))?;
                arguments.push(self.value(&field.ty, child, &at)?);
            } else if let Some(child) = child {
                let (setter, value) = (ident(&field.name), self.value(&field.ty, child, &at)?);
                setters.push(quote!(.#setter(#value)));
            }
        }
        let stray = tree
            .children
            .keys()
            .find(|key| !object.fields.iter().any(|field| field.wire == **key));
        match stray {
            Some(key) => Err(format!("`{at}/{key}` is not among the properties")),
            None => Ok(quote!(#name::new(#(#arguments),*) #(#setters)*)),
        }
    }

    fn success(&self) -> TokenStream {
        match &self.operation.success {
            Success::One(reply) => written(reply, &quote!(response.body())),
            Success::Several(replies) => {
                let name = format_ident!("{}Reply", self.operation.type_name.as_str());
                let arms = replies.iter().map(|reply| arm(&name, reply));
                quote!(match response.body() { #(#arms)* _ => Value::Null })
            }
        }
    }

    fn errors(&self) -> TokenStream {
        let name = format_ident!("{}Error", self.operation.type_name.as_str());
        let raw = quote!(
            serde_json::from_slice(error.bytes()).unwrap_or_else(|_| Value::from(error.text()))
        );
        let body = if self.operation.errors.is_empty() {
            raw
        } else {
            let arms = self.operation.errors.iter().map(|reply| arm(&name, reply));
            quote!(match error.body() { #(#arms)* _ => #raw })
        };
        quote! {
            #[doc = " The typed body of an error answer; what the server sent when it does not fit."]
            fn error_body(error: &ApiError<#name>) -> Value { #body }

            #[doc = " A typed value as JSON."]
            fn json(value: &impl Serialize) -> Value {
                serde_json::to_value(value).unwrap_or_default()
            }
        }
    }

    /// The functions that read the environment, those that are called.
    fn helpers(&self) -> TokenStream {
        let Example {
            credential,
            parameters,
            body,
            ..
        } = self.example;
        let read = || {
            let values = parameters.values().chain(body.values());
            values.filter(|value| value.env.is_some())
        };
        let is_required = credential.is_some() || read().any(|value| value.default.is_none());
        let is_optional = read().any(|value| value.default.is_some());
        let required = is_required.then(|| quote! {
            #[doc = " A variable that must be set."]
            fn required(name: &str) -> Result<String, String> {
                env::var(name).map_err(|_| format!("the environment variable {name} is not set"))
            }
        });
        let optional = is_optional.then(|| {
            quote! {
                #[doc = " A variable, or what stands for it when it is not set."]
                fn optional(name: &str, default: &str) -> String {
                    env::var(name).unwrap_or_else(|_| default.to_owned())
                }
            }
        });
        quote!(#required #optional)
    }
}

fn arm(name: &proc_macro2::Ident, reply: &Reply) -> TokenStream {
    let variant = ident(&reply.variant);
    match reply.body {
        ReplyBody::Empty => quote!(#name::#variant => Value::Null,),
        _ => {
            let written = written(reply, &quote!(body));
            quote!(#name::#variant(body) => #written,)
        }
    }
}

/// The JSON of an answer's body.
fn written(reply: &Reply, body: &TokenStream) -> TokenStream {
    match reply.body {
        ReplyBody::Json(_) | ReplyBody::Xml(_) | ReplyBody::Text => quote!(json(#body)),
        ReplyBody::Bytes => quote!(Value::from(String::from_utf8_lossy(#body).into_owned())),
        ReplyBody::Empty => quote!(Value::Null),
        // Refused before anything is written.
        ReplyBody::Events(_) | ReplyBody::JsonLines(_) | ReplyBody::JsonSequence(_) => {
            quote!(Value::Null)
        }
    }
}

fn variable(value: &ExampleValue) -> Result<TokenStream, String> {
    match (&value.env, &value.default) {
        (Some(env), Some(default)) => Ok(quote!(optional(#env, #default))),
        (Some(env), None) => Ok(quote!(required(#env)?)),
        (None, Some(fixed)) => Ok(quote!(#fixed)),
        (None, None) => Err("a value needs `env`, `default` or both".to_owned()),
    }
}
