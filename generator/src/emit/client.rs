//! `src/client.rs`: the client, its builder, and what the document says of servers and security.

use proc_macro2::TokenStream;
use quote::quote;

use super::credentials;
use super::docs::{Docs, InnerDocs, code, one_line};
use super::ty::ident;
use crate::model::{Api, Server, ServerVariable};

/// The client's file; `may_be_empty`: whether the client may be compiled without operations.
pub(super) fn file(api: &Api, may_be_empty: bool) -> TokenStream {
    let docs = Docs::of(None, "The client and how it is built.");
    let docs = InnerDocs(&docs);
    let table = table(api);
    let server = server_enum(&api.servers);
    let server_method = server_method(&api.servers);
    let variables = variable_methods(&api.servers);
    let credentials = api
        .security_schemes
        .iter()
        .enumerate()
        .map(|(index, scheme)| credentials::methods(index, scheme));
    let why = match api.operations.is_empty() {
        true => Some("the document has no operations"),
        false => may_be_empty.then_some("the features of all operations may be off"),
    };
    let unused = why.map(|why| quote!(#[allow(dead_code, reason = #why)]));
    let about = Docs::of(None, format!("A client for {}.", one_line(&api.info.title)))
        .paragraph("Cheap to clone, and safe to use from many tasks at once.");
    quote! {
        #docs
        use crate::rt;

        #table
        #server

        #about
        #[derive(Debug, Clone)]
        pub struct Client { #unused pub(crate) core: rt::Client }

        impl Client {
            #[doc = " A builder with the document's first server, no credentials, and the runtime's defaults."]
            pub fn builder() -> ClientBuilder {
                ClientBuilder { core: rt::ClientBuilder::new(&API) }
            }
        }

        #[doc = " Makes a [`Client`]."]
        #[derive(Debug)]
        pub struct ClientBuilder { core: rt::ClientBuilder }

        impl ClientBuilder {
            #server_method
            #variables
            #(#credentials)*
        }

        rt::client_builder!(ClientBuilder => Client);

        rt::calls! {
            #[doc = " A call that is ready to be sent; the types in [`operations`](crate::operations) give it setters."]
            pub struct Call;
        }
    }
}

fn table(api: &Api) -> TokenStream {
    let servers = api.servers.iter().map(server_template);
    let schemes = api.security_schemes.iter().map(credentials::scheme);
    quote! {
        #[doc = " What the document says about the API as a whole."]
        pub(crate) static API: rt::Api = rt::Api {
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            servers: &[#(#servers),*],
            security_schemes: &[#(#schemes),*],
        };
    }
}

/// A server as an expression of the runtime.
pub(super) fn server_template(server: &Server) -> TokenStream {
    let url = &server.url;
    // The runtime refuses to fill in one that it is not told of before a program sets it.
    let variables = server.variables.iter().filter_map(|variable| {
        let ServerVariable { wire, allowed, .. } = variable;
        let default = variable.default.as_ref()?;
        Some(quote!(rt::ServerVariable { name: #wire, default: #default, allowed: &[#(#allowed),*] }))
    });
    quote!(rt::ServerTemplate { url: #url, variables: &[#(#variables),*] })
}

fn server_enum(servers: &[Server]) -> Option<TokenStream> {
    (!servers.is_empty()).then(|| {
        let variants = servers.iter().map(|server| {
            let docs = Docs::of_document(server.description.as_deref());
            let docs = docs.paragraph(code(&server.url));
            let name = ident(&server.name);
            quote!(#docs #name,)
        });
        quote! {
            #[doc = " The servers of the document."]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum Server { #(#variants)* }
        }
    })
}

fn server_method(servers: &[Server]) -> Option<TokenStream> {
    (!servers.is_empty()).then(|| {
        quote! {
            #[doc = " Sends to this server of the document; `base_url` takes any other."]
            #[must_use]
            pub fn server(mut self, server: Server) -> Self {
                self.core.server(server as usize);
                self
            }
        }
    })
}

fn variable_methods(servers: &[Server]) -> TokenStream {
    let mut seen: Vec<&str> = Vec::new();
    let mut methods = Vec::new();
    for variable in servers.iter().flat_map(|server| &server.variables) {
        if seen.contains(&variable.wire.as_str()) {
            continue;
        }
        seen.push(&variable.wire);
        methods.push(variable_method(variable));
    }
    quote!(#(#methods)*)
}

fn variable_method(variable: &ServerVariable) -> TokenStream {
    let (name, wire) = (ident(&variable.name), &variable.wire);
    let mut docs = Docs::of(
        variable.description.as_deref(),
        format!("Sets `{wire}` of the server's URL."),
    );
    match variable.default.as_deref() {
        None => docs = docs.paragraph("The document gives no value for it: it has to be set."),
        Some("") => {}
        Some(default) => docs = docs.paragraph(format!("{} when it is not set.", code(default))),
    }
    if !variable.allowed.is_empty() {
        let allowed = variable
            .allowed
            .iter()
            .map(|value| code(value))
            .collect::<Vec<_>>()
            .join(", ");
        docs = docs.paragraph(format!("One of {allowed}."));
    }
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: impl Into<String>) -> Self {
            self.core.server_variable(#wire, #name.into());
            self
        }
    }
}
