//! One operation: its table, the client's method, and the call that the method returns.

use heck::ToShoutySnakeCase;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::constraints::{constraint, holds_constrained};
use super::docs::Docs;
use super::replies::{ErrorEnum, HeaderTrait, ReplyEnum, codec};
use super::ty::{TypeWriter, ident};
use crate::model::{BodyKind, Location, Operation, Parameter, Style, Success, Type};

/// An operation to be emitted.
pub(super) struct OperationItem<'a> {
    pub(super) operation: &'a Operation,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl OperationItem<'_> {
    fn table_name(&self) -> proc_macro2::Ident {
        format_ident!("{}", self.operation.name.as_str().to_shouty_snake_case())
    }

    fn error_name(&self) -> proc_macro2::Ident {
        format_ident!("{}Error", self.operation.type_name.as_str())
    }

    /// The static description that the runtime works from.
    pub(super) fn table(&self) -> TokenStream {
        let Operation { id, path, .. } = self.operation;
        let name = self.table_name();
        let method = format_ident!("{}", self.operation.method.as_str());
        let parameters = self.operation.parameters.iter().map(parameter);
        let security = self.operation.security.iter().map(|alternative| {
            let indexes = alternative
                .iter()
                .map(|index| Literal::usize_unsuffixed(*index));
            quote!(&[#(#indexes),*])
        });
        let accept = self.accept();
        let servers = self
            .operation
            .servers
            .iter()
            .map(super::client::server_template);
        let servers =
            (!self.operation.servers.is_empty()).then(|| quote!(servers: &[#(#servers),*],));
        let idempotent = self.operation.idempotent.then(|| quote!(idempotent: true,));
        let key = self
            .operation
            .idempotency_key
            .as_ref()
            .map(|header| quote!(idempotency_key: Some(#header),));
        quote! {
            static #name: rt::Operation = rt::Operation {
                id: #id,
                method: rt::Method::#method,
                path: #path,
                parameters: &[#(#parameters),*],
                security: &[#(#security),*],
                accept: #accept,
                #servers
                #idempotent
                #key
                ..rt::Operation::DEFAULT
            };
        }
    }

    /// The `Accept` header: JSON wherever any answer is JSON.
    fn accept(&self) -> &'static str {
        use crate::model::ReplyBody;
        let bodies = || {
            self.operation
                .success
                .replies()
                .iter()
                .map(|reply| &reply.body)
        };
        if bodies().any(|body| matches!(body, ReplyBody::Json(_))) {
            return "application/json";
        }
        if bodies().any(|body| matches!(body, ReplyBody::Text)) {
            return "text/*, */*;q=0.1";
        }
        "*/*"
    }

    /// The client's method: required values as arguments.
    pub(super) fn method(&self) -> TokenStream {
        let operation = self.operation;
        let (name, call) = (ident(&operation.name), ident(&operation.type_name));
        let table = self.table_name();
        let docs = self.docs();
        let deprecated = super::deprecated(operation.deprecated);
        let required = || {
            operation
                .parameters
                .iter()
                .enumerate()
                .filter(|(_, parameter)| parameter.required)
        };
        let arguments = required().map(|(_, parameter)| {
            let name = ident(&parameter.name);
            let ty = self.writer.argument(&parameter.ty, &name).0;
            quote!(#name: #ty)
        });
        let values = required().map(|(index, parameter)| self.set(index, parameter, &quote!(call)));
        let (body_argument, body_value) = self.body();
        let arguments: Vec<TokenStream> = arguments.chain(body_argument).collect();
        let mutable = (required().next().is_some() || body_value.is_some()).then(|| quote!(mut));
        quote! {
            #docs
            #deprecated
            pub fn #name(&self, #(#arguments),*) -> #call {
                let #mutable call = rt::Call::new(&self.core, &#table);
                #(#values)*
                #body_value
                #call { call }
            }
        }
    }

    /// The statement that gives a parameter to the call.
    fn set(&self, index: usize, parameter: &Parameter, call: &TokenStream) -> TokenStream {
        let name = ident(&parameter.name);
        let index = Literal::usize_unsuffixed(index);
        let convert = self.conversion(&parameter.ty, &name);
        if parameter.constraints.is_empty() {
            return quote!(#convert #call.parameter(#index, &#name););
        }
        let path = quote!(rt::Constraint::);
        let constraints = parameter
            .constraints
            .iter()
            .map(|one| constraint(one, &path));
        quote!(#convert #call.checked_parameter(#index, &#name, &[#(#constraints),*]);)
    }

    /// The statement that makes a value of an `impl Into` argument.
    fn conversion(&self, ty: &Type, name: &proc_macro2::Ident) -> Option<TokenStream> {
        match ty {
            Type::Bool | Type::Integer(_) | Type::Number | Type::Uuid | Type::Date => None,
            _ => {
                let ty = self.writer.ty(ty);
                Some(quote!(let #name: #ty = #name.into();))
            }
        }
    }

    /// The argument for the body, and the statement that gives it to the call.
    fn body(&self) -> (Option<TokenStream>, Option<TokenStream>) {
        let Some(body) = &self.operation.body else {
            return (None, None);
        };
        let media_type = &body.media_type;
        let (ty, give) = match &body.kind {
            BodyKind::Json(ty) => (self.writer.ty(ty), self.give_json(ty, media_type)),
            BodyKind::Form(ty) => {
                let check = self.check(ty);
                (self.writer.ty(ty), quote!(#check call.form(&body);))
            }
            BodyKind::Text if media_type == "text/plain" => {
                (quote!(String), quote!(call.text(body);))
            }
            BodyKind::Text => (quote!(String), quote!(call.bytes(#media_type, body);)),
            BodyKind::Bytes => (quote!(rt::Bytes), quote!(call.bytes(#media_type, body);)),
        };
        if body.required {
            let value = quote! {
                let body: #ty = body.into();
                #give
            };
            return (Some(quote!(body: impl Into<#ty>)), Some(value));
        }
        let value = quote! {
            let body: Option<#ty> = body.into();
            if let Some(body) = body { #give }
        };
        (Some(quote!(body: impl Into<Option<#ty>>)), Some(value))
    }

    fn give_json(&self, ty: &Type, media_type: &str) -> TokenStream {
        let check = self.check(ty);
        let give = if media_type.eq_ignore_ascii_case("application/json") {
            quote!(call.json(&body);)
        } else {
            quote!(call.json_as(#media_type, &body);)
        };
        quote!(#check #give)
    }

    /// The statement that validates the body, if its type has constraints.
    fn check(&self, ty: &Type) -> Option<TokenStream> {
        holds_constrained(self.writer.types, ty).then(|| quote!(call.validate(&body);))
    }

    fn docs(&self) -> Docs {
        let operation = self.operation;
        let path = operation.path.replace('`', "'");
        let mut docs = Docs::of(
            operation.summary.as_deref(),
            format!("`{} {path}`", operation.method.as_str()),
        );
        docs = docs.markdown(operation.description.as_deref());
        if operation.summary.is_some() {
            docs = docs.paragraph(format!("`{} {path}`", operation.method.as_str()));
        }
        let parameters = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.required);
        let body = operation
            .body
            .as_ref()
            .and_then(|body| body.docs.as_deref());
        let mut arguments = parameters
            .filter_map(|parameter| Some((parameter.name.as_str(), parameter.docs.as_deref()?)))
            .chain(body.map(|docs| ("body", docs)))
            .peekable();
        if arguments.peek().is_some() {
            docs = docs.paragraph("# Arguments").paragraph("");
        }
        for (name, text) in arguments {
            let mut lines = super::markdown::doc_lines(text).into_iter();
            docs = docs.line(format!("- `{name}`: {}", lines.next().unwrap_or_default()));
            docs = lines
                .filter(|line| !line.is_empty())
                .fold(docs, |docs, line| docs.line(format!("  {line}")));
        }
        docs
    }

    /// The call's type, its setters, and the types of its answers.
    pub(super) fn call(&self) -> TokenStream {
        let operation = self.operation;
        let (name, error) = (ident(&operation.type_name), self.error_name());
        let docs = Docs::of(
            None,
            format!("A call of [`Client::{}`], to be awaited.", operation.name),
        );
        let setters: Vec<TokenStream> = operation
            .parameters
            .iter()
            .enumerate()
            .filter(|(_, parameter)| !parameter.required)
            .map(|(index, parameter)| self.setter(index, parameter))
            .collect();
        let setters = (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }));
        let reply = format_ident!("{}Reply", operation.type_name.as_str());
        let (codec, replies) = match &operation.success {
            Success::One(reply) => (codec(&reply.body, self.writer), None),
            Success::Several(replies) => {
                let item = ReplyEnum {
                    name: &reply,
                    operation,
                    replies,
                    writer: self.writer,
                };
                (quote!(replies #reply), Some(quote!(#item)))
            }
        };
        let errors = ErrorEnum {
            name: &error,
            operation,
            writer: self.writer,
        };
        let headers = HeaderTrait {
            operation,
            writer: self.writer,
            reply: &reply,
        };
        quote! {
            #docs
            #[derive(Debug)]
            #[must_use = "a call does nothing until it is awaited"]
            pub struct #name { call: rt::Call }
            #setters
            rt::call!(#name: #codec, #error);
            #replies
            #errors
            #headers
        }
    }

    fn setter(&self, index: usize, parameter: &Parameter) -> TokenStream {
        let name = ident(&parameter.name);
        let ty = self.writer.argument(&parameter.ty, &name).0;
        let docs = Docs::of(
            parameter.docs.as_deref(),
            format!("Sets `{}`.", parameter.wire.replace('`', "'")),
        );
        let deprecated = super::deprecated(parameter.deprecated);
        let set = self.set(index, parameter, &quote!(self.call));
        quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #name: #ty) -> Self {
                #set
                self
            }
        }
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let wire = &parameter.wire;
    let constructor = match parameter.location {
        Location::Path => quote!(rt::Parameter::path(#wire)),
        Location::Query => quote!(rt::Parameter::query(#wire)),
        Location::Header => quote!(rt::Parameter::header(#wire)),
        Location::Cookie => quote!(rt::Parameter::cookie(#wire)),
    };
    let usual_style = match parameter.location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    };
    let style = (parameter.style != usual_style).then(|| {
        let style = style(parameter.style);
        quote!(.style(rt::Style::#style))
    });
    let usual_explode = parameter.style == Style::Form;
    let explode = (parameter.explode != usual_explode).then(|| {
        let explode = parameter.explode;
        quote!(.explode(#explode))
    });
    let reserved = parameter
        .allow_reserved
        .then(|| quote!(.allow_reserved(true)));
    let json = parameter.json.then(|| quote!(.json()));
    quote!(#constructor #style #explode #reserved #json)
}

fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(Simple),
        Style::Label => quote!(Label),
        Style::Matrix => quote!(Matrix),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
    }
}
