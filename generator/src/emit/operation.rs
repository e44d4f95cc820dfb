//! One operation: the client's method, and what is declared of its calls and their answers.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::constraints::constraints;
use super::docs::{Docs, code};
use super::encodings;
use super::pagination::PaginationItem;
use super::replies::{ErrorEnum, HeaderTrait, ReplyEnum, codec};
use super::ty::{TypeWriter, ident, is_by_value, is_plain};
use crate::model::{
    Body, BodyKind, FurtherBody, Ident, Location, NestedArrays, Operation, Parameter,
    ParameterContent, SecurityScheme, Style, Success, Types,
};

/// An operation to be emitted.
pub(super) struct OperationItem<'a> {
    pub(super) operation: &'a Operation,
    /// The API's security schemes.
    pub(super) schemes: &'a [SecurityScheme],
    pub(super) writer: &'a TypeWriter<'a>,
}

/// A way in which an operation is called: as the document describes it, or for a stream.
pub(super) struct Form<'a> {
    /// The client's method.
    pub(super) name: &'a Ident,
    pub(super) docs: Docs,
    /// What is done to the arguments before they are given to the call.
    pub(super) prelude: Option<TokenStream>,
    /// The type of a call that is not sent yet.
    pub(super) type_name: &'a Ident,
    /// How the answer is read.
    pub(super) codec: TokenStream,
    pub(super) accept: Option<&'a str>,
    pub(super) done: Option<&'a str>,
}

impl OperationItem<'_> {
    /// The client's methods: one, one more where the answer may be a stream as well, and one for each further media type of
    /// the body.
    pub(super) fn methods(&self) -> TokenStream {
        let Operation { name, body, .. } = self.operation;
        let forms = self.forms().into_iter();
        let own = forms.map(|form| self.method(&form, body.as_ref()));
        let further = self.operation.further_bodies.iter();
        let further = further.map(|FurtherBody { method, body }| {
            let media_type = code(&body.media_type);
            let docs = format!("[`{name}`](Self::{name}) with a body of {media_type}.");
            let form = Form {
                name: method,
                docs: Docs::of(None, docs),
                ..self.usual()
            };
            self.method(&form, Some(body))
        });
        own.chain(further).collect()
    }

    fn forms(&self) -> Vec<Form<'_>> {
        let streaming = self.operation.streaming.iter();
        let streaming = streaming.map(|streaming| self.streaming(streaming));
        [self.usual()].into_iter().chain(streaming).collect()
    }

    /// The operation as the document describes it.
    fn usual(&self) -> Form<'_> {
        let operation = self.operation;
        let codec = match &operation.success {
            Success::One(reply) => codec(&reply.body, self.writer),
            Success::Several(_) => {
                let reply = format_ident!("{}Reply", operation.type_name.as_str());
                quote!(replies #reply)
            }
        };
        Form {
            name: &operation.name,
            docs: self.docs(),
            prelude: None,
            type_name: &operation.type_name,
            codec,
            accept: operation.accept.as_deref(),
            done: operation.done.as_deref(),
        }
    }

    /// A method: required values as arguments.
    fn method(&self, form: &Form<'_>, body: Option<&Body>) -> TokenStream {
        let operation = self.operation;
        let Form { docs, prelude, .. } = form;
        let (name, call) = (ident(form.name), ident(form.type_name));
        let deprecated = super::deprecated(operation.deprecated);
        let required = || operation.parameters.iter().filter(|one| one.required);
        let arguments = required().map(|parameter| {
            let (name, ty) = (ident(&parameter.name), self.writer.ty(&parameter.ty));
            if is_plain(&parameter.ty) {
                quote!(#name: #ty)
            } else {
                quote!(#name: impl Into<#ty>)
            }
        });
        let values = required().map(|parameter| {
            let (name, wire) = (ident(&parameter.name), &parameter.wire);
            let (location, ty) = (location(parameter), self.writer.ty(&parameter.ty));
            quote!(.#location::<#ty>(#wire, #name))
        });
        let body = body.map(|body| self.body(body));
        let (body_argument, body_value) = body.unzip();
        let arguments = arguments.chain(body_argument);
        quote! {
            #docs
            #deprecated
            pub fn #name(&self, #(#arguments),*) -> #call {
                #prelude
                self.core.call(&#call) #(#values)* #body_value .into()
            }
        }
    }

    /// The argument for the body, and what gives it to the call.
    fn body(&self, body: &Body) -> (TokenStream, TokenStream) {
        let Body { media_type, .. } = body;
        let is_json = media_type.eq_ignore_ascii_case("application/json");
        let (word, media_type) = match &body.kind {
            BodyKind::Json(_) if is_json => ("json", None),
            BodyKind::Json(_) => ("json_as", Some(media_type.as_str())),
            BodyKind::Xml(_) => ("xml", Some(media_type.as_str())),
            BodyKind::Form(_) => ("form", None),
            BodyKind::Multipart(_) if media_type == "multipart/form-data" => ("multipart", None),
            BodyKind::Multipart(_) => ("multipart_as", Some(media_type.as_str())),
            BodyKind::Text if media_type == "text/plain" => {
                ("bytes", Some("text/plain; charset=utf-8"))
            }
            BodyKind::Text | BodyKind::Bytes => ("bytes", Some(media_type.as_str())),
        };
        let ty = body_type(&body.kind, self.writer);
        let media_type = media_type.map(|media_type| quote!(#media_type,));
        if body.required {
            let set = format_ident!("{word}");
            let value = quote!(.#set::<#ty>(#media_type body));
            return (quote!(body: impl Into<#ty>), value);
        }
        let set = format_ident!("optional_{word}");
        let value = quote!(.#set::<#ty>(#media_type body));
        (quote!(body: impl Into<Option<#ty>>), value)
    }

    fn docs(&self) -> Docs {
        let operation = self.operation;
        let request = code(&format!("{} {}", operation.method.as_str(), operation.path));
        let mut docs = Docs::of(operation.summary.as_deref(), request.as_str());
        docs = docs.markdown(operation.description.as_deref());
        if operation.summary.is_some() {
            docs = docs.paragraph(request);
        }
        if operation.pagination.is_some() {
            let call = &operation.type_name;
            docs = docs.paragraph(format!(
                "Its answers are pages: [`items()`]({call}::items) goes through all of them."
            ));
        }
        let required = operation.parameters.iter().filter(|one| one.required);
        let body = operation.body.as_ref();
        let body = body.and_then(|body| body.docs.as_deref());
        let mut arguments = required
            .map(|one| (one.name.as_str(), described(one)))
            .chain(body.map(|docs| ("body", Docs::of_document(Some(docs)))))
            .filter(|(_, docs)| !docs.is_empty())
            .peekable();
        if arguments.peek().is_some() {
            docs = docs.paragraph("# Arguments").paragraph("");
        }
        arguments.fold(docs, |docs, (name, text)| docs.item(name, &text))
    }

    /// The operation's table with its calls' type and setters, and the types of its answers.
    pub(super) fn declarations(&self) -> TokenStream {
        let Self {
            operation, writer, ..
        } = *self;
        let declarations = self.forms().into_iter();
        let declarations = declarations.map(|form| self.declaration(&form));
        let events = self.event_enum();
        let replies = match &operation.success {
            Success::One(_) => None,
            Success::Several(replies) => Some(ReplyEnum {
                operation,
                replies,
                writer,
            }),
        };
        let replies = replies.map(ToTokens::into_token_stream);
        let errors = ErrorEnum { operation, writer };
        let headers = HeaderTrait { operation, writer };
        let pages = PaginationItem { operation, writer };
        let encodings = encodings::constants(operation, writer.types);
        quote!(#(#encodings)* #(#declarations)* #events #replies #errors #headers #pages)
    }

    fn declaration(&self, form: &Form<'_>) -> TokenStream {
        let operation = self.operation;
        let Operation { id, path, .. } = operation;
        let name = ident(form.type_name);
        let method = operation.method.as_str();
        let method = match Ident::new(method) {
            Some(word) => ident(&word).into_token_stream(),
            None => quote!(#method),
        };
        let error = format_ident!("{}Error", operation.type_name.as_str());
        let success = &form.codec;
        let docs = format!(" A call of [`Client::{}`], to be awaited.", form.name);
        let security = self.security();
        let with = with(operation, form, self.writer.types);
        let rows = operation.parameters.iter().filter_map(|one| self.row(one));
        quote! {
            rt::operation! {
                #[doc = #docs]
                pub type #name = #method #path -> #success, #error {
                    id #id #security #with,
                    #(#rows,)*
                }
            }
        }
    }

    /// `security ["a", "b"] ["c"]`: the alternatives, each the schemes that are needed together.
    fn security(&self) -> Option<TokenStream> {
        let alternatives = &self.operation.security;
        (!alternatives.is_empty()).then(|| {
            let alternatives = alternatives.iter().map(|indexes| {
                let schemes = indexes.iter().filter_map(|index| self.schemes.get(*index));
                let names = schemes.map(|scheme| &scheme.wire);
                quote!([#(#names),*])
            });
            quote!(security #(#alternatives)*)
        })
    }

    /// What is declared of a parameter; nothing where nothing has to be said.
    fn row(&self, parameter: &Parameter) -> Option<TokenStream> {
        let (location, wire) = (location(parameter), &parameter.wire);
        let forms = forms(parameter);
        let forms = (!forms.is_empty()).then(|| {
            let forms = forms.iter().map(|form| format_ident!("{form}"));
            quote!((#(#forms),*))
        });
        let constraints = constraints(&parameter.constraints);
        if parameter.required {
            let is_plain = forms.is_none() && constraints.is_none();
            let needs_row = parameter.location != Location::Path || !is_plain;
            return needs_row.then(|| quote!(#location #wire #forms #constraints));
        }
        let (name, ty) = (ident(&parameter.name), self.writer.ty(&parameter.ty));
        let docs = described(parameter);
        let deprecated = super::deprecated(parameter.deprecated);
        let by_value = is_by_value(&parameter.ty).then(|| quote!(by_value));
        Some(quote!(#docs #deprecated #location #name: #ty = #wire #by_value #forms #constraints))
    }
}

/// The type of the value that is sent as a body.
pub(crate) fn body_type(kind: &BodyKind, writer: &TypeWriter<'_>) -> TokenStream {
    match kind {
        BodyKind::Json(ty) | BodyKind::Xml(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => {
            writer.ty(ty)
        }
        BodyKind::Text => quote!(String),
        BodyKind::Bytes => quote!(rt::Content),
    }
}

/// What the document says of a parameter, and its example.
fn described(parameter: &Parameter) -> Docs {
    let docs = Docs::of_document(parameter.docs.as_deref());
    docs.short_example(parameter.example.as_ref())
}

/// What few operations have.
fn with(operation: &Operation, form: &Form<'_>, types: &Types) -> Option<TokenStream> {
    let idempotent = operation.idempotent.then(|| quote!(idempotent: true));
    let key = operation.idempotency_key.as_ref();
    let key = key.map(|header| quote!(idempotency_key: Some(#header)));
    let servers = (!operation.servers.is_empty()).then(|| {
        let servers = operation.servers.iter().map(super::client::server_template);
        quote!(servers: &[#(#servers),*])
    });
    let scopes = (!operation.scopes.is_empty()).then(|| {
        let alternatives = operation.scopes.iter();
        let alternatives = alternatives.map(|scopes| quote!(&[#(#scopes),*]));
        quote!(scopes: &[#(#alternatives),*])
    });
    let fields = idempotent.into_iter().chain(key).chain(scopes);
    let accept = form.accept.map(|accept| quote!(accept: #accept));
    let done = form.done.map(|done| quote!(done: Some(#done)));
    let fields = fields.chain(servers).chain(accept).chain(done);
    let mut fields = fields.chain(encodings::fields(operation, types)).peekable();
    fields.peek()?;
    Some(quote!(with(#(#fields),*)))
}

/// Where a parameter stands, as a word of the runtime.
fn location(parameter: &Parameter) -> proc_macro2::Ident {
    format_ident!(
        "{}",
        match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Querystring => "querystring",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    )
}

/// How a parameter is written where that is not the usual way, as words of the runtime.
fn forms(parameter: &Parameter) -> Vec<&'static str> {
    let Parameter {
        location,
        style,
        explode,
        allow_reserved,
        ..
    } = *parameter;
    let content = parameter.content.map(|content| match content {
        ParameterContent::Json => "json",
        ParameterContent::Form => "form",
    });
    let nested = match parameter.nested_arrays {
        NestedArrays::Brackets => None,
        NestedArrays::Indices => Some("indexed"),
        NestedArrays::Repeated => Some("repeated"),
    };
    style_forms(location, style, explode, allow_reserved)
        .chain(nested)
        .chain(content)
        .collect()
}

/// The words for a style and what belongs to it, as far as they are not the usual ones of the location.
pub(super) fn style_forms(
    location: Location,
    style: Style,
    explode: bool,
    allow_reserved: bool,
) -> impl Iterator<Item = &'static str> {
    let word = match style {
        Style::Simple | Style::Form => None,
        Style::Label => Some("label"),
        Style::Matrix => Some("matrix"),
        Style::SpaceDelimited => Some("space_delimited"),
        Style::PipeDelimited => Some("pipe_delimited"),
        Style::DeepObject => Some("deep_object"),
        Style::Cookie => Some("cookie_style"),
    };
    let is_usual = match location {
        Location::Path | Location::Header => !explode,
        Location::Query | Location::Querystring | Location::Cookie => explode,
    };
    let explode = match explode {
        // A deep object is written alike either way.
        _ if is_usual || style == Style::DeepObject => None,
        true => Some("exploded"),
        false => Some("joined"),
    };
    let reserved = allow_reserved.then_some("reserved");
    [word, explode, reserved].into_iter().flatten()
}
