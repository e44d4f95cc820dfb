//! The public surface of a crate as a short text: what a user of it sees, a line each, without docs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Fields, ImplItem, Item, TraitItem, Visibility};

/// The surface of the crate's `src`, file by file.
pub fn surface(files: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (path, source) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
        let file =
            syn::parse_file(source).unwrap_or_else(|fault| panic!("{path} is no Rust: {fault}"));
        let lines: Vec<String> = file.items.iter().flat_map(item).collect();
        if !lines.is_empty() {
            writeln!(text, "## {path}\n{}\n", lines.join("\n")).unwrap();
        }
    }
    text
}

fn item(item: &Item) -> Vec<String> {
    match item {
        Item::Struct(item) if public(&item.vis) => {
            let attributes = attributes(&item.attrs);
            head(
                format!("struct {}{attributes}", item.ident),
                fields(&item.fields),
            )
        }
        Item::Enum(item) if public(&item.vis) => {
            let variants = item.variants.iter().map(|variant| {
                let fields = &variant.fields;
                format!("{}{}", variant.ident, spaced(quote!(#fields)))
            });
            head(
                format!("enum {}{}", item.ident, attributes(&item.attrs)),
                variants.collect(),
            )
        }
        Item::Type(item) if public(&item.vis) => {
            vec![format!("type {} = {}", item.ident, spaced(&item.ty))]
        }
        Item::Use(item) if public(&item.vis) => vec![format!("use {}", spaced(&item.tree))],
        Item::Mod(item) if public(&item.vis) => vec![format!("mod {}", item.ident)],
        Item::Fn(item) if public(&item.vis) => vec![spaced(&item.sig)],
        Item::Const(item) if public(&item.vis) => {
            vec![format!("const {}: {}", item.ident, spaced(&item.ty))]
        }
        Item::Trait(item) if public(&item.vis) => {
            let methods = item.items.iter().filter_map(|item| match item {
                TraitItem::Fn(method) => Some(spaced(&method.sig)),
                _ => None,
            });
            head(format!("trait {}", item.ident), methods.collect())
        }
        Item::Impl(item) => {
            let methods: Vec<String> = item
                .items
                .iter()
                .filter_map(|inner| match inner {
                    ImplItem::Fn(method) if public(&method.vis) => Some(spaced(&method.sig)),
                    ImplItem::Const(constant) if public(&constant.vis) => {
                        Some(format!("const {}", constant.ident))
                    }
                    _ => None,
                })
                .collect();
            match &item.trait_ {
                Some((path, _)) => vec![format!(
                    "impl {} for {}",
                    spaced(path),
                    spaced(&item.self_ty)
                )],
                None if methods.is_empty() => Vec::new(),
                None => head(format!("impl {}", spaced(&item.self_ty)), methods),
            }
        }
        Item::Macro(item) => declaration(&item.mac),
        _ => Vec::new(),
    }
}

/// A declaration in one of the runtime's macros: what stands before and behind its braces, then a line per row.
fn declaration(declaration: &syn::Macro) -> Vec<String> {
    let path = spaced(&declaration.path);
    let (mut before, mut rows, mut behind) = (TokenStream::new(), Vec::new(), TokenStream::new());
    for tree in without_docs(declaration.tokens.clone()) {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                rows = split(group.stream());
            }
            tree if rows.is_empty() => before.extend([tree]),
            tree => behind.extend([tree]),
        }
    }
    let line = format!("{path}! {} {}", spaced(before), spaced(behind));
    head(line.trim_end().to_owned(), rows)
}

/// Tokens without doc comments, in groups too.
fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let TokenTree::Group(group) = tree else {
            kept.push(tree);
            continue;
        };
        let is_doc = group.delimiter() == Delimiter::Bracket
            && group.stream().to_string().starts_with("doc =");
        if is_doc {
            kept.pop();
        } else {
            kept.push(Group::new(group.delimiter(), without_docs(group.stream())).into());
        }
    }
    kept.into_iter().collect()
}

/// What stands between commas.
fn split(tokens: TokenStream) -> Vec<String> {
    let mut rows = vec![TokenStream::new()];
    for tree in tokens {
        match &tree {
            TokenTree::Punct(punct) if punct.as_char() == ',' => rows.push(TokenStream::new()),
            _ => rows.last_mut().unwrap().extend([tree]),
        }
    }
    let rows = rows.into_iter().map(spaced);
    rows.filter(|row| !row.is_empty()).collect()
}

fn head(head: String, rows: Vec<String>) -> Vec<String> {
    std::iter::once(head)
        .chain(rows.into_iter().map(|row| format!("    {row}")))
        .collect()
}

fn fields(fields: &Fields) -> Vec<String> {
    fields
        .iter()
        .enumerate()
        .filter(|(_, field)| public(&field.vis))
        .map(|(index, field)| {
            let name = field
                .ident
                .as_ref()
                .map_or(index.to_string(), ToString::to_string);
            format!("{name}: {}", spaced(&field.ty))
        })
        .collect()
}

/// What a caller can tell of the attributes: derives, and what is said to be open, deprecated or not to be dropped.
fn attributes(attributes: &[syn::Attribute]) -> String {
    let shown: Vec<String> = attributes
        .iter()
        .filter(|attribute| !attribute.path().is_ident("doc"))
        .map(|attribute| spaced(&attribute.meta))
        .collect();
    if shown.is_empty() {
        String::new()
    } else {
        format!("  [{}]", shown.join("; "))
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as a person would space them.
fn spaced(tokens: impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string().replace('\n', " ");
    for (loose, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        (" (", "("),
        (" ;", ";"),
        (" : ", ": "),
        (" !", "!"),
        ("->", " -> "),
    ] {
        text = text.replace(loose, tight);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
