//! A folder of modules: a file per module, and the file that gathers them under one name.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Source;
use super::docs::{Docs, InnerDocs};

/// The files of `src/<folder>/`: `items` by module, in order, each module written by `file`; `docs` says what they are,
/// `shared` what all of them take from the crate's root, `features` the cargo features of which a module needs one (none: it is
/// always there).
pub(super) fn files<'a, T: Sync + 'a>(
    folder: &str,
    docs: &'static str,
    shared: &'static [&'static str],
    features: impl Fn(&str) -> Vec<String>,
    items: impl Iterator<Item = (&'a str, &'a T)>,
    file: impl Fn(&[&'a T]) -> TokenStream + Copy + Send + Sync + 'a,
) -> Vec<Source<'a>> {
    let mut modules: IndexMap<&str, Vec<&T>> = IndexMap::new();
    for (module, item) in items {
        modules.entry(module).or_default().push(item);
    }
    let mut names: Vec<(&str, Vec<String>)> = modules
        .keys()
        .map(|module| (*module, features(module)))
        .collect();
    names.sort_unstable();
    let gathering = Source::new(format!("src/{folder}/mod.rs"), move || {
        gathering(docs, shared, &names)
    });
    let each = modules.into_iter().map(|(module, items)| {
        Source::new(format!("src/{folder}/{module}.rs"), move || file(&items))
    });
    std::iter::once(gathering).chain(each).collect()
}

fn gathering(docs: &str, shared: &[&str], modules: &[(&str, Vec<String>)]) -> TokenStream {
    let docs = Docs::of(None, docs);
    let docs = InnerDocs(&docs);
    let names = modules.iter().map(|(module, _)| format_ident!("{module}"));
    let exported = names.clone();
    let conditions: Vec<_> = modules
        .iter()
        .map(|(_, features)| condition(features))
        .collect();
    let is_whole = modules.iter().all(|(_, features)| features.is_empty());
    let allow = (!is_whole).then(|| quote!(#[allow(unused_imports)]));
    let shared = shared.iter().map(|name| (*name).to_owned()).collect();
    let shared = super::imports(shared, &quote!(crate));
    let allow = allow.filter(|_| shared.is_some());
    quote! {
        #docs
        #allow
        #shared
        #(#conditions mod #names;)*
        #(#conditions pub use self::#exported::*;)*
    }
}

/// `#[cfg(…)]`: what one of these features turns on.
pub(super) fn condition(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [only] => Some(quote!(#[cfg(feature = #only)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}
