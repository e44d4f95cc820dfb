//! A folder of modules: a file per module, and the file that gathers them under one name.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{Docs, InnerDocs};

/// The files of `src/<folder>/`: `items` by module, in order, each module written by `file`; `docs` says what they are.
pub(super) fn files<'a, T: 'a>(
    folder: &str,
    docs: &str,
    items: impl Iterator<Item = (&'a str, &'a T)>,
    file: impl Fn(&[&'a T]) -> TokenStream,
) -> Vec<(String, TokenStream)> {
    let mut modules: IndexMap<&str, Vec<&T>> = IndexMap::new();
    for (module, item) in items {
        modules.entry(module).or_default().push(item);
    }
    let gathering = gathering(docs, modules.keys().copied());
    let mut files = vec![(format!("src/{folder}/mod.rs"), gathering)];
    files.extend(
        modules
            .iter()
            .map(|(module, items)| (format!("src/{folder}/{module}.rs"), file(items))),
    );
    files
}

fn gathering<'a>(docs: &str, modules: impl Iterator<Item = &'a str>) -> TokenStream {
    let docs = Docs::of(None, docs);
    let docs = InnerDocs(&docs);
    let mut names: Vec<_> = modules.map(|module| format_ident!("{module}")).collect();
    names.sort();
    quote! {
        #docs
        #(mod #names;)*
        #(pub use self::#names::*;)*
    }
}
