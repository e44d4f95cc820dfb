//! `src/testing.rs`: what users test their programs with (feature `test-util`), and `tests/mock.rs`, a program that does,
//! which the crate's README shows.

use indexmap::IndexMap;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::Source;
use super::docs::{Docs, InnerDocs};
use super::modules::condition;
use super::samples;
use super::ty::{TypeWriter, ident};
use crate::model::{
    Api, BodyKind, Features, Operation, Reply, ReplyBody, SecurityKind, StatusMatch, Success, Type,
    fits,
};

/// How long an answer may be that is shown in the README.
const SHOWN: usize = 400;

/// Both files; none for a crate without operations.
pub(super) fn files<'a>(
    api: &'a Api,
    features: &Features<'_>,
    crate_name: &'a str,
) -> Vec<Source<'a>> {
    if api.operations.is_empty() {
        return Vec::new();
    }
    vec![
        Source::new("src/testing.rs", {
            let files = by_file(api, features);
            move || module(&files)
        }),
        Source::new("tests/mock.rs", move || {
            program(api, crate_name).unwrap_or_default()
        }),
    ]
}

/// The operations of each file, and the features of which it needs one.
fn by_file<'a>(api: &'a Api, features: &Features<'_>) -> Vec<(Vec<String>, Vec<&'a Operation>)> {
    let mut files: IndexMap<&str, Vec<&Operation>> = IndexMap::new();
    for operation in &api.operations {
        let file = files.entry(operation.module.as_str()).or_default();
        file.push(operation);
    }
    let files = files.into_iter();
    files
        .map(|(file, operations)| (features.of_operations(file), operations))
        .collect()
}

/// The module: what is done for all operations is in the runtime, which is told of each.
fn module(files: &[(Vec<String>, Vec<&Operation>)]) -> TokenStream {
    let docs = Docs::of(
        None,
        "A server in memory, to test programs that use this crate.",
    )
    .paragraph(
        "[`Mock::on`] takes the type of an operation's calls from [`operations`](crate::operations) and scripts what is\n\
         answered; [`Mock::requests`] are the requests that were sent.",
    );
    let docs = InnerDocs(&docs);
    let mocked = files.iter().map(|(features, operations)| {
        let condition = condition(features);
        let names = operations.iter().flat_map(|operation| {
            let stream = operation.streaming.as_ref();
            let stream = stream.map(|stream| ident(&stream.type_name));
            std::iter::once(ident(&operation.type_name)).chain(stream)
        });
        quote!(#condition rt::mocked! { #(operations::#names),* })
    });
    let is_whole = files.iter().all(|(features, _)| features.is_empty());
    let allow = (!is_whole).then(
        || quote!(#[allow(unused_imports, reason = "the features of all operations may be off")]),
    );
    quote! {
        #docs
        #allow
        use crate::{Call, Client, ClientBuilder, operations, rt};

        pub use rt::test_util::{Mock, Recorded, Reply, Script};

        rt::testing! { Client, ClientBuilder, Call }
        #(#mocked)*
    }
}

/// An operation, an expression for each of its arguments, and an answer.
struct Chosen<'a> {
    operation: &'a Operation,
    arguments: Vec<TokenStream>,
    status: u16,
    answer: String,
}

/// The first operation whose arguments and answer are simple enough to be shown.
fn choose<'a>(api: &'a Api, writer: &TypeWriter<'_>) -> Option<Chosen<'a>> {
    api.operations.iter().find_map(|operation| {
        let Success::One(reply) = &operation.success else {
            return None;
        };
        let (ReplyBody::Json(ty), StatusMatch::Code(status)) = (&reply.body, reply.status) else {
            return None;
        };
        let answer = answer(api, ty, reply)?;
        // Names of types that are not chosen are not imported.
        writer.take_used();
        Some(Chosen {
            operation,
            arguments: arguments(operation, writer)?,
            status,
            answer,
        })
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

/// The program; none where no operation is simple enough.
fn program(api: &Api, crate_name: &str) -> Option<TokenStream> {
    let library = format_ident!("{}", crate_name.replace('-', "_"));
    let own_names = ["Mock".to_owned()].into();
    let writer = TypeWriter::beside(&api.types, own_names, quote!(#library::types));
    let Chosen {
        operation,
        arguments,
        status,
        answer,
    } = choose(api, &writer)?;
    let docs = Docs::of(None, "A call that needs no server, as README.md shows it.");
    let docs = InnerDocs(&docs);
    let (method, call) = (ident(&operation.name), ident(&operation.type_name));
    let credentials = operation.security.first().into_iter().flatten();
    let credentials = credentials.filter_map(|index| api.security_schemes.get(*index));
    let credentials = credentials.map(|scheme| {
        let method = ident(&scheme.method);
        match scheme.kind {
            SecurityKind::Basic => quote!(.#method("user", "secret")),
            SecurityKind::MutualTls => {
                quote!(.#method(#library::rt::ClientCertificate::of_transport()))
            }
            _ => quote!(.#method("secret")),
        }
    });
    let sent = operation.method.as_str();
    let status = Literal::u16_unsuffixed(status);
    let answer = samples::raw(&answer);
    let imports = super::imports(writer.take_used(), &quote!(#library::types));
    Some(quote! {
        #docs
        #![allow(deprecated)]
        use #library::operations::#call;
        use #library::testing::{self, Mock};
        #imports

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
