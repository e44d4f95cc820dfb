//! A folder of modules: a file per module, and the file that gathers them under one name.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Source;
use super::docs::{Docs, InnerDocs};

/// The files of `src/<folder>/`: `items` by module, in order, each module written by `file`; `docs` says what they are,
/// `shared` what all of them take from the crate's root.
pub(super) fn files<'a, T: Sync + 'a>(
    folder: &str,
    docs: &'static str,
    shared: &'static [&'static str],
    items: impl Iterator<Item = (&'a str, &'a T)>,
    file: impl Fn(&[&'a T]) -> TokenStream + Copy + Send + Sync + 'a,
) -> Vec<Source<'a>> {
    let mut modules: IndexMap<&str, Vec<&T>> = IndexMap::new();
    for (module, item) in items {
        modules.entry(module).or_default().push(item);
    }
    let names: Vec<&str> = modules.keys().copied().collect();
    let gathering = Source::new(format!("src/{folder}/mod.rs"), move || {
        gathering(docs, shared, &names)
    });
    let each = modules.into_iter().map(|(module, items)| {
        Source::new(format!("src/{folder}/{module}.rs"), move || file(&items))
    });
    std::iter::once(gathering).chain(each).collect()
}

fn gathering(docs: &str, shared: &[&str], modules: &[&str]) -> TokenStream {
    let docs = Docs::of(None, docs);
    let docs = InnerDocs(&docs);
    let mut names: Vec<_> = modules
        .iter()
        .map(|module| format_ident!("{module}"))
        .collect();
    names.sort();
    let shared = shared.iter().map(|name| (*name).to_owned()).collect();
    let shared = super::imports(shared, &quote!(crate));
    quote! {
        #docs
        #shared
        #(mod #names;)*
        #(pub use self::#names::*;)*
    }
}
