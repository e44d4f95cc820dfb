//! `tests/mock.rs`: a program that calls the server in memory, which the crate's README shows.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::{Docs, InnerDocs};
use super::samples;
use super::ty::{TypeWriter, ident};
use crate::model::{
    Api, BodyKind, EventData, Operation, Reply, ReplyBody, SecurityKind, Shape, StatusMatch,
    Success, Type, fits,
};

/// How long an answer may be that is shown in the README.
const SHOWN: usize = 400;

/// The program; none where no operation is simple enough.
pub(super) fn program(api: &Api, crate_name: &str) -> Option<TokenStream> {
    let library = format_ident!("{}", crate_name.replace('-', "_"));
    let writer = |own_names: Vec<String>| {
        let own_names = own_names.into_iter().collect();
        TypeWriter::beside(&api.types, own_names, quote!(#library::types))
    };
    let mut own_names = vec!["Mock".to_owned()];
    let scratch = writer(own_names.clone());
    let one = api
        .operations
        .iter()
        .find_map(|one| choose(api, one, &scratch));
    let stream = api
        .operations
        .iter()
        .find_map(|one| choose_stream(one, &scratch));
    let calls = one.iter().map(|one| one.operation.type_name.to_string());
    own_names.extend(calls.chain(stream.iter().map(|stream| stream.type_name.to_string())));
    let trial = Trial {
        api,
        writer: writer(own_names),
        library: &library,
    };
    let calls: Vec<Ident> = [
        one.as_ref().map(|one| ident(&one.operation.type_name)),
        stream.as_ref().map(|stream| ident(stream.type_name)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let tests: Vec<TokenStream> = [
        one.and_then(|one| trial.of_one(&one)),
        stream.and_then(|stream| trial.of_stream(&stream)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if tests.is_empty() {
        return None;
    }
    let docs = match tests.len() {
        1 => "A call that needs no server, as README.md shows it.",
        _ => "Calls that need no server, as README.md shows them.",
    };
    let docs = Docs::of(None, docs);
    let docs = InnerDocs(&docs);
    let imports = super::imports(trial.writer.take_used(), &quote!(#library::types));
    let calls = match calls.as_slice() {
        [only] => quote!(#only),
        several => quote!({#(#several),*}),
    };
    Some(quote! {
        #docs
        #![allow(deprecated)]
        use #library::operations::#calls;
        use #library::testing::{self, Mock};
        #imports
        #(#tests)*
    })
}

/// An operation and an answer.
struct Chosen<'a> {
    operation: &'a Operation,
    status: u16,
    answer: String,
}

/// An operation whose arguments and answer are simple enough to be shown.
fn choose<'a>(api: &Api, operation: &'a Operation, writer: &TypeWriter<'_>) -> Option<Chosen<'a>> {
    let Success::One(reply) = &operation.success else {
        return None;
    };
    let (ReplyBody::Json(ty), StatusMatch::Code(status)) = (&reply.body, reply.status) else {
        return None;
    };
    arguments(operation, writer)?;
    Some(Chosen {
        operation,
        status,
        answer: answer(api, ty, reply)?,
    })
}

/// An answer: the first example that is short, else the simplest there is.
fn answer(api: &Api, ty: &Type, reply: &Reply) -> Option<String> {
    let of_type = match api.types.resolve(ty) {
        Type::Named(id) => api.types.get(*id).map(|named| named.examples.as_slice()),
        _ => None,
    };
    let examples = reply.examples.iter().chain(of_type.unwrap_or_default());
    let mut shown = examples.filter(|example| {
        let is_value = example.value.is_object() || example.value.is_array();
        let is_short = example.value.to_string().len() <= SHOWN;
        is_value && is_short && fits(&api.types, ty, &example.value).is_ok()
    });
    match shown.next() {
        Some(example) => Some(example.value.to_string()),
        None => samples::json(&api.types, ty).map(|value| value.to_string()),
    }
}

/// A method whose answer is a stream.
struct ChosenStream<'a> {
    operation: &'a Operation,
    method: &'a crate::model::Ident,
    type_name: &'a crate::model::Ident,
    body: &'a ReplyBody,
}

/// The method of an operation that answers a stream, if its arguments and items are simple enough to be shown.
fn choose_stream<'a>(
    operation: &'a Operation,
    writer: &TypeWriter<'_>,
) -> Option<ChosenStream<'a>> {
    let own = match &operation.success {
        Success::One(reply) => Some((&operation.name, &operation.type_name, &reply.body)),
        Success::Several(_) => None,
    };
    let further = operation.streaming.iter();
    let further = further.map(|one| (&one.name, &one.type_name, &one.body));
    let mut streams = own.into_iter().chain(further);
    let (method, type_name, body) = streams.find(|(_, _, body)| item(body, writer).is_some())?;
    arguments(operation, writer)?;
    Some(ChosenStream {
        operation,
        method,
        type_name,
        body,
    })
}

/// The method of a script for a stream, and an item.
fn item(body: &ReplyBody, writer: &TypeWriter<'_>) -> Option<(TokenStream, Item)> {
    let of_type = |ty: &Type| match writer.types.resolve(ty) {
        Type::Any => Some(Item::Any),
        Type::Named(id) => {
            let is_object = matches!(writer.types.get(*id)?.shape, Shape::Object(_));
            let made = is_object.then(|| samples::argument(writer, ty, None, true));
            made.flatten().map(Item::Made)
        }
        _ => None,
    };
    match body {
        ReplyBody::Events(EventData::Text) => Some((quote!(events), Item::Text)),
        ReplyBody::Events(EventData::Json(ty)) => Some((quote!(events), of_type(ty)?)),
        ReplyBody::JsonLines(ty) | ReplyBody::JsonSequence(ty) => {
            Some((quote!(items), of_type(ty)?))
        }
        _ => None,
    }
}

/// An item of a stream.
enum Item {
    Text,
    Any,
    /// By this expression.
    Made(TokenStream),
}

/// What a method needs to be given.
fn arguments(operation: &Operation, writer: &TypeWriter<'_>) -> Option<Vec<TokenStream>> {
    let required = operation.parameters.iter().filter(|one| one.required);
    let parameters = required.map(|one| {
        let is_free = one.constraints.is_empty();
        samples::argument(writer, &one.ty, one.example.as_ref(), is_free)
    });
    let body = operation.body.iter().map(|body| match &body.kind {
        BodyKind::Json(ty) => samples::argument(writer, ty, None, true),
        _ => None,
    });
    parameters.chain(body).collect()
}

/// What the tests share.
struct Trial<'a> {
    api: &'a Api,
    writer: TypeWriter<'a>,
    library: &'a Ident,
}

impl Trial<'_> {
    fn of_one(&self, chosen: &Chosen<'_>) -> Option<TokenStream> {
        let Chosen {
            operation,
            status,
            answer,
        } = chosen;
        let (method, call) = (ident(&operation.name), ident(&operation.type_name));
        let arguments = arguments(operation, &self.writer)?;
        let credentials = self.credentials(operation);
        let sent = operation.method.as_str();
        let status = Literal::u16_unsuffixed(*status);
        let answer = samples::raw(answer);
        Some(quote! {
            #[tokio::test]
            async fn a_call_without_a_server() -> Result<(), Box<dyn std::error::Error>> {
                let mock = Mock::new();
                let answer = #answer;
                mock.on::<#call>().text(#status, answer);
                let client = testing::client(&mock) #(#credentials)* .build()?;

                let response = client.#method(#(#arguments),*).await?;
                assert_eq!(response.status(), #status);

                let requests = mock.requests_of::<#call>();
                let methods: Vec<_> = requests.iter().map(|one| one.method().as_str()).collect();
                assert_eq!(methods, [#sent]);
                Ok(())
            }
        })
    }

    /// What comes before a stream breaks off is given, then the fault.
    fn of_stream(&self, chosen: &ChosenStream<'_>) -> Option<TokenStream> {
        let (method, call) = (ident(chosen.method), ident(chosen.type_name));
        let arguments = arguments(chosen.operation, &self.writer)?;
        let credentials = self.credentials(chosen.operation);
        let library = self.library;
        let (script, item) = item(chosen.body, &self.writer)?;
        let item = match item {
            Item::Text => quote!(#library::rt::Text("some text".to_owned())),
            Item::Any => quote!(#library::rt::Value::from("some text")),
            Item::Made(item) => item,
        };
        Some(quote! {
            #[tokio::test]
            async fn a_stream_that_breaks_off() -> Result<(), Box<dyn std::error::Error>> {
                let mock = Mock::new();
                mock.on::<#call>().#script([#item]).cut();
                let client = testing::client(&mock) #(#credentials)* .build()?;

                let mut stream = client.#method(#(#arguments),*).await?;
                let item = stream.next().await;
                assert!(matches!(item, Some(Ok(_))));
                let fault = stream.next().await;
                assert!(matches!(fault, Some(Err(_))));
                Ok(())
            }
        })
    }

    /// What the builder needs to be given.
    fn credentials(&self, operation: &Operation) -> impl Iterator<Item = TokenStream> {
        let library = self.library;
        let needed = operation.security.first().into_iter().flatten();
        let schemes = needed.filter_map(|index| self.api.security_schemes.get(*index));
        schemes.map(move |scheme| {
            let method = ident(&scheme.method);
            match scheme.kind {
                SecurityKind::Basic => quote!(.#method("user", "secret")),
                SecurityKind::MutualTls => {
                    quote!(.#method(#library::rt::ClientCertificate::of_transport()))
                }
                _ => quote!(.#method("secret")),
            }
        })
    }
}
