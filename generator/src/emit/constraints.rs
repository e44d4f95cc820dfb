//! `validate()`: the constraints of a struct as a table.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use super::ty::ident;
use crate::model::{Constraint, Field, Named, Object, Type, Types};

/// The `rt::constraints!` table of a struct.
pub(super) struct Constraints<'a> {
    pub(super) named: &'a Named,
    pub(super) object: &'a Object,
    pub(super) types: &'a Types,
}

impl ToTokens for Constraints<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(&self.named.name);
        let rows = self
            .object
            .fields
            .iter()
            .filter_map(|field| self.row(field));
        tokens.append_all(quote!(rt::constraints!(#name { #(#rows,)* });));
    }
}

impl Constraints<'_> {
    fn row(&self, field: &Field) -> Option<TokenStream> {
        let (name, wire) = (ident(&field.name), &field.wire);
        let nested = holds_constrained(self.types, &field.ty);
        match (field.constraints.is_empty(), nested) {
            (true, false) => None,
            (true, true) => Some(quote!(#wire #name: nested)),
            (false, nested) => {
                // The macro brings the constraints' names in.
                let constraints = field
                    .constraints
                    .iter()
                    .map(|one| constraint(one, &TokenStream::new()));
                let nested = nested.then(|| quote!(nested));
                Some(quote!(#wire #name: [#(#constraints),*] #nested))
            }
        }
    }
}

/// Whether a value of this type holds one that has constraints of its own.
pub(super) fn holds_constrained(types: &Types, ty: &Type) -> bool {
    let mut found = false;
    ty.mentions(&mut |id| found |= types.get(id).is_some_and(|named| named.constrained));
    found
}

/// A constraint as an expression of the runtime's `Constraint`, whose variants are named with `path` before them.
pub(super) fn constraint(constraint: &Constraint, path: &TokenStream) -> TokenStream {
    let list = |inner: &[Constraint]| {
        let inner = inner.iter().map(|one| self::constraint(one, path));
        quote!(&[#(#inner),*])
    };
    let value = match constraint {
        Constraint::MinLength(n) => whole(quote!(MinLength), *n),
        Constraint::MaxLength(n) => whole(quote!(MaxLength), *n),
        Constraint::Pattern(pattern) => quote!(Pattern(#pattern)),
        Constraint::Minimum(n) => number(quote!(Minimum), *n),
        Constraint::Maximum(n) => number(quote!(Maximum), *n),
        Constraint::ExclusiveMinimum(n) => number(quote!(ExclusiveMinimum), *n),
        Constraint::ExclusiveMaximum(n) => number(quote!(ExclusiveMaximum), *n),
        Constraint::MultipleOf(n) => number(quote!(MultipleOf), *n),
        Constraint::MinItems(n) => whole(quote!(MinItems), *n),
        Constraint::MaxItems(n) => whole(quote!(MaxItems), *n),
        Constraint::UniqueItems => quote!(UniqueItems),
        Constraint::MinProperties(n) => whole(quote!(MinProperties), *n),
        Constraint::MaxProperties(n) => whole(quote!(MaxProperties), *n),
        Constraint::PropertyNames(pattern) => quote!(PropertyNames(#pattern)),
        Constraint::Items(inner) => {
            let inner = list(inner);
            quote!(Items(#inner))
        }
        Constraint::Values(inner) => {
            let inner = list(inner);
            quote!(Values(#inner))
        }
    };
    quote!(#path #value)
}

/// A constraint by a count.
fn whole(name: TokenStream, n: u64) -> TokenStream {
    let n = Literal::u64_unsuffixed(n);
    quote!(#name(#n))
}

/// A constraint by a number; JSON has only finite ones.
fn number(name: TokenStream, n: f64) -> TokenStream {
    let n = Literal::f64_unsuffixed(if n.is_finite() { n } else { f64::MAX });
    quote!(#name(#n))
}
