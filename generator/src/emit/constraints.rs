//! What `validate()` checks, as expressions of the runtime's `Constraint`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::Constraint;

/// `[MaxLength(36), …]`, where the runtime's macros bring the constraints' names in; nothing when there are none.
pub(super) fn constraints(constraints: &[Constraint]) -> Option<TokenStream> {
    let path = TokenStream::new();
    let constraints = constraints.iter().map(|one| constraint(one, &path));
    (constraints.len() > 0).then(|| quote!([#(#constraints),*]))
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
