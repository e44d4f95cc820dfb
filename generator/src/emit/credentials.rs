//! Security schemes: their table, and the builder methods that take credentials.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Docs, code};
use super::ty::ident;
use crate::model::{OAuth2, SecurityKind, SecurityScheme};

/// A scheme as an expression of the runtime.
pub(super) fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let wire = &scheme.wire;
    match &scheme.kind {
        SecurityKind::Bearer => quote!(rt::SecurityScheme::bearer(#wire)),
        SecurityKind::OAuth2(addresses) => {
            let addresses = oauth2(addresses);
            quote!(rt::SecurityScheme::oauth2(#wire, &rt::OAuth2 { #addresses }))
        }
        SecurityKind::Basic => quote!(rt::SecurityScheme::basic(#wire)),
        SecurityKind::Header { name, prefix } if prefix.is_empty() => {
            quote!(rt::SecurityScheme::api_key_header(#wire, #name))
        }
        SecurityKind::Header { name, prefix } => {
            quote!(rt::SecurityScheme::api_key_header(#wire, #name).prefix(#prefix))
        }
        SecurityKind::Query { name } => quote!(rt::SecurityScheme::api_key_query(#wire, #name)),
        SecurityKind::Cookie { name } => quote!(rt::SecurityScheme::api_key_cookie(#wire, #name)),
        SecurityKind::MutualTls => quote!(rt::SecurityScheme::mutual_tls(#wire)),
    }
}

/// The addresses that the document gives.
fn oauth2(addresses: &OAuth2) -> TokenStream {
    let given = [
        (
            quote!(client_credentials_url),
            &addresses.client_credentials_url,
        ),
        (quote!(token_url), &addresses.token_url),
        (quote!(refresh_url), &addresses.refresh_url),
        (quote!(authorization_url), &addresses.authorization_url),
        (
            quote!(device_authorization_url),
            &addresses.device_authorization_url,
        ),
        (quote!(metadata_url), &addresses.metadata_url),
    ];
    let all = given.iter().all(|(_, url)| url.is_some());
    let rest = (!all).then(|| quote!(..rt::OAuth2::NONE));
    let given = given
        .iter()
        .filter_map(|(field, url)| url.as_ref().map(|url| quote!(#field: #url,)));
    quote!(#(#given)* #rest)
}

/// The builder methods of the scheme with this index: one for the credential itself, and those for what gives it.
pub(super) fn methods(index: usize, scheme: &SecurityScheme) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let credential = credential(&index, scheme);
    let grants = match &scheme.kind {
        SecurityKind::OAuth2(oauth2) => grants(&index, oauth2),
        _ => TokenStream::new(),
    };
    let source = scheme.token_source.as_ref().map(|method| {
        let method = ident(method);
        let docs = Docs::of(
            None,
            "Takes the token from this source, which is asked when there is none and shortly before one expires.",
        );
        quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, source: impl rt::TokenSource) -> Self {
                self.core.credential(#index, rt::Credential::source(source));
                self
            }
        }
    });
    quote!(#credential #grants #source)
}

fn credential(index: &Literal, scheme: &SecurityScheme) -> TokenStream {
    let method = ident(&scheme.method);
    let docs = Docs::of_document(scheme.description.as_deref());
    let docs = docs.paragraph(travels(&scheme.kind));
    match scheme.kind {
        SecurityKind::Basic => quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, user: impl Into<String>, password: impl Into<rt::SecretString>) -> Self {
                self.core.credential(#index, rt::Credential::basic(user.into(), password.into()));
                self
            }
        },
        SecurityKind::MutualTls => quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, certificate: rt::ClientCertificate) -> Self {
                self.core.client_certificate(#index, certificate);
                self
            }
        },
        _ => quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, credential: impl Into<rt::SecretString>) -> Self {
                self.core.credential(#index, rt::Credential::token(credential.into()));
                self
            }
        },
    }
}

/// The methods for the grants that need no person.
fn grants(index: &Literal, oauth2: &OAuth2) -> TokenStream {
    let client_credentials = oauth2.client_credentials.as_ref().map(|method| {
        let method = ident(method);
        let docs = Docs::of(
            None,
            "Asks the token endpoint for tokens with these client credentials (RFC 6749 §4.4), as they are needed.",
        );
        quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, credentials: rt::ClientCredentials) -> Self {
                self.core.credential(#index, rt::Credential::source(credentials));
                self
            }
        }
    });
    let refresh_token = oauth2.refresh_token.as_ref().map(|method| {
        let method = ident(method);
        let docs = Docs::of(
            None,
            "Asks the token endpoint for tokens with this refresh token (RFC 6749 §6), as they are needed.",
        );
        quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, token: rt::RefreshToken) -> Self {
                self.core.credential(#index, rt::Credential::source(token));
                self
            }
        }
    });
    quote!(#client_credentials #refresh_token)
}

/// How a credential travels, in one sentence.
fn travels(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Bearer | SecurityKind::OAuth2(_) => {
            "Sent as `Authorization: Bearer …`.".to_owned()
        }
        SecurityKind::Basic => "Sent as `Authorization: Basic …`.".to_owned(),
        SecurityKind::Header { name, prefix } => {
            format!("Sent in the header `{name}`{}.", preceded(prefix))
        }
        SecurityKind::Query { name } => format!("Sent in the query parameter `{name}`."),
        SecurityKind::Cookie { name } => format!("Sent in the cookie `{name}`."),
        SecurityKind::MutualTls => "Shown to the server when the client connects.".to_owned(),
    }
}

fn preceded(prefix: &str) -> String {
    if prefix.is_empty() {
        String::new()
    } else {
        format!(", with {} put before it", code(prefix.trim_end()))
    }
}
