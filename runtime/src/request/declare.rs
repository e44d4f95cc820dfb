//! [`operation!`](crate::operation!): what a generated crate says of an operation.

/// A method's text, of a word of Rust or of a literal where it is none (`"M-SEARCH"`).
pub const fn method(written: &'static str) -> &'static str {
    if let [b'"', inside @ .., b'"'] = written.as_bytes()
        && let Ok(inside) = std::str::from_utf8(inside)
    {
        return inside;
    }
    written
}

/// An operation: its table, the type of its calls, and their setters.
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
///     /// A call of `list_gists`, to be awaited.
///     pub type ListGists = GET "/users/{user}/gists" -> json Vec<String>, ListGistsError {
///         id "gists/list" security ["token"] ["key", "secret"],
///         /// Only gists since then.
///         query since: rt::DateTime = "since",
///         query fields: Vec<String> = "fields" (joined) [MinItems(1)],
///         query "q" [MaxLength(100)],
///     }
/// }
///
/// rt::replies! {
///     /// What goes wrong.
///     pub enum ListGistsError { NotFound = "404": empty }
/// }
///
/// fn list_gists(client: &rt::Client, user: impl Into<String>, q: impl Into<String>) -> ListGists {
///     client.call(&ListGists).path::<String>("user", user).query::<String>("q", q).into()
/// }
/// # fn main() {}
/// ```
///
/// The type and the table share a name, as those of a unit struct do. The type is that of [`calls!`](crate::calls!), which
/// is expected at the root of the crate. A success is read as `json T`, `text`, `bytes`, `empty`, or `replies T` where `T`
/// is made by [`success_replies!`](crate::success_replies!); or handed over as it comes in: `events T`, `json_lines T`,
/// `json_seq T`, `stream` (bytes). The method is sent in the case in which it is written; one that
/// is no word of Rust is written as a string: `"M-SEARCH"`.
///
/// The first row says what is no parameter: the operation's name, the alternatives of security schemes, and, as
/// `with(idempotent: true)`, other fields of [`Operation`](crate::Operation). Each further row is a parameter: where it
/// stands, its setter and type if it is optional (`by_value` after its name: the setter takes the type itself), how it is
/// written (in parentheses: methods of [`Parameter`](crate::Parameter)), what is demanded of it. A parameter of which
/// nothing has to be said need not be there.
#[macro_export]
#[allow(clippy::crate_in_macro_def)] // the crate of the client
macro_rules! operation {
    (
        $(#[$attribute:meta])*
        pub type $name:ident = $method:tt $path:literal -> $codec:ident $($body:ty)?, $error:ty {
            id $id:literal
            $(security $([$($scheme:literal),*])*)?
            $(with($($field:ident: $value:expr),* $(,)?))?,
            $(
                $(#[$of_parameter:meta])*
                $location:ident $($setter:ident: $type:ty =)? $wire:literal
                $($by_value:ident)? $(($($form:ident),*))? $([$($constraint:expr),* $(,)?])?
            ),* $(,)?
        }
    ) => {
        #[allow(non_upper_case_globals)] // named as the type
        pub(crate) static $name: $crate::Operation = $crate::Operation {
            id: $id,
            method: $crate::__private::method($crate::__private::stringify!($method)),
            path: $path,
            parameters: &[$(
                $crate::Parameter::$location($wire)
                    $($(.$form())*)?
                    $(.constrained({
                        use $crate::Constraint::*;
                        &[$($constraint),*]
                    }))?
            ),*],
            security: &[$($(&[$($scheme),*]),*)?],
            $($($field: $value,)*)?
            ..$crate::Operation::DEFAULT
        };

        $(#[$attribute])*
        pub type $name = crate::Call<$crate::__private::codecs::$codec $(<$body>)?, $error>;

        $crate::__setters! { $name $([$(#[$of_parameter])*] $location $($setter: $type =)? $wire $($by_value)?,)* }
    };
}

/// The setters of optional parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($name:ident) => {};
    ($name:ident $([$(#[$attribute:meta])*] $location:ident $($setter:ident: $type:ty =)? $wire:literal $($by_value:ident)?,)*) => {
        #[allow(missing_docs)]
        impl $name {
            $($crate::__parameter! { [$(#[$attribute])*] $location $($setter: $type =)? $wire $($by_value)? })*
        }
    };
}

/// The setter of a parameter, if it is optional.
#[doc(hidden)]
#[macro_export]
macro_rules! __parameter {
    ([$(#[$attribute:meta])*] $location:ident $wire:literal) => {};
    ([$(#[$attribute:meta])*] $location:ident $setter:ident: $type:ty = $wire:literal) => {
        $(#[$attribute])*
        pub fn $setter(self, $setter: impl $crate::__private::Into<$type>) -> Self {
            self.core.$location::<$type>($wire, $setter).into()
        }
    };
    ([$(#[$attribute:meta])*] $location:ident $setter:ident: $type:ty = $wire:literal by_value) => {
        $(#[$attribute])*
        pub fn $setter(self, $setter: $type) -> Self {
            self.core.$location::<$type>($wire, $setter).into()
        }
    };
}

#[cfg(test)]
mod tests {
    use super::method;

    #[test]
    fn a_method_is_written_as_a_word_or_in_quotes() {
        assert_eq!(
            [method("GET"), method("\"M-SEARCH\""), method("\"")],
            ["GET", "M-SEARCH", "\""]
        );
    }
}
