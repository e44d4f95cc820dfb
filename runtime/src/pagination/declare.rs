//! [`paginated!`](crate::paginated!): what a generated crate says of an operation whose answers are pages.

/// Gives the calls of an operation `pages()` and `items()`.
///
/// After the operation's type stand the types of its answer and of its errors; in braces the functions of
/// [`Pagination`](crate::Pagination) that say how the pages follow each other, the variants of
/// [`PageArgument`](crate::PageArgument) at hand, and what takes the items out of an answer: `None` for an answer that has
/// no place for items.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::calls! {
///     /// A call of this API.
///     pub struct Call;
/// }
///
/// rt::operation! {
///     /// A call of `list_gists`.
///     pub type ListGists = GET "/gists" -> json GistPage, ListGistsError {
///         id "gists/list",
///         query after: String = "after",
///     }
/// }
///
/// rt::replies! { pub enum ListGistsError {} }
///
/// rt::object! {
///     pub struct GistPage {
///         gists: required_value(Vec<String>) = "gists",
///         next: optional(String) = "next",
///     }
/// }
///
/// rt::paginated! {
///     ListGists -> GistPage, ListGistsError {
///         by cursor(Query("after"), &["next"]).items(&["gists"]),
///         fn items(page) -> String { Some(page.gists) }
///     }
/// }
///
/// async fn all(call: ListGists) -> Result<Vec<String>, rt::Error<ListGistsError>> {
///     call.items().collect().await
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! paginated {
    ($name:ident -> $page:ty, $error:ty {
        by $kind:ident($($argument:tt)*) $(.$more:ident($($path:tt)*))*,
        fn items($answer:ident) -> $item:ty $take:block $(,)?
    }) => {
        impl $name {
            /// All pages, as a stream of answers.
            pub fn pages(self) -> $crate::Pages<$page, $error> {
                static TABLE: $crate::Pagination = {
                    #[allow(unused_imports)] // not all kinds have an argument
                    use $crate::PageArgument::*;
                    $crate::Pagination::$kind($($argument)*) $(.$more($($path)*))*
                };
                $crate::Pages::new(self.core, &TABLE, |call| Self::from(call).send())
            }

            /// All items of all pages, as a stream.
            pub fn items(self) -> $crate::Items<$page, $item, $error> {
                $crate::Items::new(self.pages(), |$answer| $take)
            }
        }
    };
}
