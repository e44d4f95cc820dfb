//! A folder of modules: a file per module, and the file that gathers them under one name.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Source;
use super::docs::{Docs, InnerDocs};
use super::ty::ident;
use crate::model::Ident;

/// The files of `src/<folder>/`: `items` by module, in order, each module written by `file`; `docs` says what they are,
/// `shared` what all of them take from the crate's root, `features` the cargo features of which a module needs one (none: it is
/// always there), `declares` what an item brings along, if that is one name.
pub(super) fn files<'a, T: Sync + 'a>(
    folder: &str,
    docs: &'static str,
    shared: &'static [&'static str],
    features: impl Fn(&str) -> Vec<String>,
    declares: impl Fn(&'a T) -> Option<Declared<'a>>,
    items: impl Iterator<Item = (&'a str, &'a T)>,
    file: impl Fn(&[&'a T]) -> TokenStream + Copy + Send + Sync + 'a,
) -> Vec<Source<'a>> {
    let mut modules: IndexMap<&str, Vec<&T>> = IndexMap::new();
    for (module, item) in items {
        modules.entry(module).or_default().push(item);
    }
    let mut gathered: Vec<Module<'_>> = modules
        .iter()
        .map(|(name, items)| Module {
            name,
            features: features(name),
            declared: items.iter().map(|item| declares(item)).collect(),
        })
        .collect();
    gathered.sort_unstable_by_key(|module| module.name);
    let gathering = Source::new(format!("src/{folder}/mod.rs"), move || {
        gathering(docs, shared, &gathered)
    });
    let each = modules.into_iter().map(|(module, items)| {
        Source::new(format!("src/{folder}/{module}.rs"), move || file(&items))
    });
    std::iter::once(gathering).chain(each).collect()
}

/// The one name that an item declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Declared<'a> {
    pub(super) name: &'a Ident,
    pub(super) deprecated: bool,
}

/// A module of the folder, as the file that gathers them sees it.
struct Module<'a> {
    name: &'a str,
    features: Vec<String>,
    /// All that it declares, where that can be told.
    declared: Option<BTreeSet<Declared<'a>>>,
}

/// A module that declares more names than this is exported as a whole: a list of them says less than it takes lines.
const LISTED: usize = 12;

impl Module<'_> {
    /// `pub use self::module::{A, B};`. Names and not `*` where that can be: for each name that some file imports from among
    /// a thousand modules, the compiler looks behind every `*`, and that takes as long as all else together.
    fn export(&self) -> TokenStream {
        let module = format_ident!("{}", self.name);
        let listed = self.declared.as_ref();
        let Some(declared) = listed.filter(|declared| declared.len() <= LISTED) else {
            return quote!(pub use self::#module::*;);
        };
        let names: Vec<_> = declared.iter().map(|one| ident(one.name)).collect();
        let allow = super::allow_deprecated(declared.iter().any(|one| one.deprecated));
        match names.as_slice() {
            [only] => quote!(#allow pub use self::#module::#only;),
            several => quote!(#allow pub use self::#module::{#(#several),*};),
        }
    }
}

fn gathering(docs: &str, shared: &[&str], modules: &[Module<'_>]) -> TokenStream {
    let docs = Docs::of(None, docs);
    let docs = InnerDocs(&docs);
    let names = modules
        .iter()
        .map(|module| format_ident!("{}", module.name));
    let exports = modules.iter().map(Module::export);
    let conditions: Vec<_> = modules
        .iter()
        .map(|module| condition(&module.features))
        .collect();
    let is_whole = modules.iter().all(|module| module.features.is_empty());
    let allow = (!is_whole).then(|| quote!(#[allow(unused_imports)]));
    let shared = shared.iter().map(|name| (*name).to_owned()).collect();
    let shared = super::imports(shared, &quote!(crate));
    let allow = allow.filter(|_| shared.is_some());
    quote! {
        #docs
        #allow
        #shared
        #(#conditions mod #names;)*
        #(#conditions #exports)*
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
