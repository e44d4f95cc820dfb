use quote::quote;

fn layout(tokens: proc_macro2::TokenStream) -> String {
    super::layout(tokens).unwrap()
}

#[test]
fn declarations_have_a_line_per_row() {
    insta::assert_snapshot!(layout(quote! {
        use crate::rt;
        rt::object! {
            #[doc = " An end user."]
            #[deprecated]
            pub struct EndUser: Default {
                #[doc = " The user's id."]
                #[doc = ""]
                #[doc = " It says \"hello\"."]
                id: required(String) = "id" [MaxLength(36), Pattern("^a\"$"), Items(&[Minimum(-1.5)])],
                object: preset(EndUserObject = EndUserObject::EndUser) = "object",
                nick: maybe(rt::Map<Option<i64>>, null_nick) = "nick" [MaxLength(20)],
                size: optional_value(u64, deprecated) = "size",
                others: extra(i64),
            } validate
        }
    }));
}

#[test]
fn short_lists_stay_on_a_line() {
    insta::assert_snapshot!(layout(quote! {
        rt::string_enum! { pub enum A { New = "new", Parsed = "parsed" } }
        rt::string_enum! { #[doc = " Docs."] pub enum B { New = "new", Parsed = "parsed" } }
        rt::string_enum! { pub enum C { Nine = "nine nine nine nine nine nine nine nine", Ten = "ten ten ten ten ten" } }
        rt::union! { pub enum Value { String(String): string, Dog(Box<Dog>): object requires ["bark"] constants ["kind" = "dog"], Other(Cat): object | array } validate }
        rt::tagged_union! { pub enum Pet tag "petType" { Cat(Cat) = "cat" | "kitten", Dog(Dog) = "dog" } }
        rt::constant! { pub struct Kind = "cat"; }
        rt::newtype! { pub struct Tree(Vec<Tree>) [MinItems(1)] validate; }
        rt::tuple! { pub struct Point(f64, Option<String>) rest(i64); }
        rt::object! { pub struct Empty: Default {} }
    }));
}

#[test]
fn what_is_too_long_is_broken() {
    insta::assert_snapshot!(layout(quote! {
        use super::{Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, Bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, Cccccccccccccccccccccccccccc, D};
        use super::{A};
        use super::{A, B,};
        rt::object! {
            #[doc = " Docs."]
            pub struct Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa {
                some_argument: required(String) = "someArgument",
            }
        }
    }));
}

#[test]
fn code_is_laid_out_as_rust() {
    insta::assert_snapshot!(layout(quote! {
        #![doc = " Docs of the file."]
        #![allow(deprecated)]
        mod a;
        mod b;
        pub use self::a::*;
        #[doc = " An alias."]
        pub type Other = Option<Vec<A>>;
        impl Client {
            #[doc = " Gets it."]
            pub fn get(&self, id: impl Into<String>) -> Get { Get { id: id.into() } }
            pub fn put(&self) -> Put { Put }
        }
        rt::replies! {
            #[doc = " The errors of [`Client::get`]."]
            pub enum GetError { 400 BadRequest: json Error, 4XX Client, default Default: json Error }
        }
    }));
}
