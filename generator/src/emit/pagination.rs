//! What is declared of an operation whose answers are pages.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, TokenStreamExt, format_ident, quote};

use super::ty::{TypeWriter, ident};
use crate::model::{
    Operation, PageArgument, PageReply, PageStep, Pagination, Presence, Reach, ReplyBody, Success,
};

/// `pages()` and `items()` of an operation's calls; nothing where it has no pages.
pub(super) struct PaginationItem<'a> {
    pub(super) operation: &'a Operation,
    pub(super) writer: &'a TypeWriter<'a>,
}

impl ToTokens for PaginationItem<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Some(pagination) = &self.operation.pagination else {
            return;
        };
        let name = ident(&self.operation.type_name);
        let error = format_ident!("{name}Error");
        let page = match &self.operation.success {
            Success::One(reply) => match &reply.body {
                ReplyBody::Json(page) => self.writer.ty(page),
                _ => return,
            },
            Success::Several(_) => format_ident!("{name}Reply").into_token_stream(),
        };
        let table = table(pagination);
        let item = self.writer.ty(&pagination.item);
        let take = self.take(&pagination.reach, quote!(page));
        let replies = self.replies(&pagination.reach);
        tokens.append_all(quote! {
            #replies
            rt::paginated! {
                #name -> #page, #error {
                    by #table,
                    fn items(page) -> #item { #take }
                }
            }
        });
    }
}

impl PaginationItem<'_> {
    /// The variants of the enum of successes that are pages with a body.
    fn replies(&self, reach: &Reach) -> Option<TokenStream> {
        let Reach::Replies(variants) = reach else {
            return None;
        };
        let reply = format_ident!("{}Reply", self.operation.type_name.as_str());
        let variants = variants.iter().filter_map(|(variant, page)| match page {
            PageReply::Json(_) => Some(ident(variant)),
            PageReply::Empty => None,
        });
        Some(quote!(rt::reply_pages! { #reply { #(#variants),* } }))
    }

    /// The items in a value, as an `Option` that is none where there is no place for items. As deep as the path is long.
    fn take(&self, reach: &Reach, value: TokenStream) -> TokenStream {
        match reach {
            Reach::List => quote!(Some(#value)),
            Reach::Set => quote!(Some(#value.into_iter().collect())),
            Reach::Alone => quote!(Some(vec![#value])),
            Reach::Boxed(inner) => self.take(inner, quote!((*#value))),
            Reach::Redacted(inner) => self.take(inner, quote!(#value.into_inner())),
            Reach::Field(name, presence, inner) => {
                let name = ident(name);
                let value = match presence {
                    Presence::Required => return self.take(inner, quote!(#value.#name)),
                    Presence::RequiredNullable | Presence::Optional => quote!(#value.#name),
                    Presence::OptionalNullable => quote!(#value.#name.into_value()),
                };
                if **inner == Reach::List {
                    return quote!(Some(#value.unwrap_or_default()));
                }
                let inner = self.take(inner, name.to_token_stream());
                quote!(match #value { Some(#name) => #inner, None => Some(Vec::new()) })
            }
            Reach::Replies(variants) => {
                let reply = format_ident!("{}Reply", self.operation.type_name.as_str());
                let arms = variants.iter().map(|(variant, page)| {
                    let variant = ident(variant);
                    match page {
                        PageReply::Empty => quote!(#reply::#variant => Some(Vec::new()),),
                        PageReply::Json(reach) => {
                            let take = self.take(reach, quote!(page));
                            quote!(#reply::#variant(page) => #take,)
                        }
                    }
                });
                let has_others = self.operation.success.replies().len() > variants.len();
                let otherwise = has_others.then(|| quote!(_ => None,));
                quote!(match #value { #(#arms)* #otherwise })
            }
            Reach::Alternatives(union, alternatives) => {
                let Some(named) = self.writer.types.get(*union) else {
                    return quote!(None);
                };
                let union = self.writer.declared(named);
                let arms = alternatives.iter().map(|(variant, reach)| {
                    let (variant, take) = (ident(variant), self.take(reach, quote!(value)));
                    quote!(#union::#variant(value) => #take,)
                });
                quote!(match #value { #(#arms)* _ => None })
            }
        }
    }
}

/// The table, in the words of the runtime's macro.
fn table(pagination: &Pagination) -> TokenStream {
    let step = match &pagination.step {
        PageStep::Cursor { argument, next } => {
            let (argument, next) = (page_argument(argument), path(next));
            quote!(cursor(#argument, #next))
        }
        PageStep::NextUrl { next } => {
            let next = path(next);
            quote!(next_url(#next))
        }
        PageStep::Link => quote!(link()),
        PageStep::Offset { argument } => {
            let argument = page_argument(argument);
            quote!(offset(#argument))
        }
        PageStep::Page { argument, first } => {
            let (argument, first) = (page_argument(argument), Literal::i64_unsuffixed(*first));
            quote!(page(#argument, #first))
        }
    };
    let items = (!pagination.items.is_empty()).then(|| {
        let items = path(&pagination.items);
        quote!(.items(#items))
    });
    let more = pagination.has_more.as_deref().map(path);
    let more = more.map(|more| quote!(.more(#more)));
    let total = pagination.total.as_deref().map(path);
    let total = total.map(|total| quote!(.total(#total)));
    quote!(#step #items #more #total)
}

fn path(steps: &[String]) -> TokenStream {
    quote!(&[#(#steps),*])
}

fn page_argument(argument: &PageArgument) -> TokenStream {
    match argument {
        PageArgument::Query(name) => quote!(Query(#name)),
        PageArgument::Header(name) => quote!(Header(#name)),
        PageArgument::Body(steps) => {
            let path = path(steps);
            quote!(Body(#path))
        }
    }
}
