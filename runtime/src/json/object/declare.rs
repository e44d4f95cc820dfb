//! [`object!`](crate::object!): a struct, its constructor, its setters and its JSON form.

/// A struct whose JSON form is an object.
///
/// Each field is told by its name, what it is, and its key:
///
/// - `name: required(T) = "key"`: a `T` that must come, and that `new` takes as `impl Into<T>`.
/// - `required_value(T)`: the same, but `new` takes a `T`.
/// - `preset(T = value)`: the same, filled in by `new`.
/// - `optional(T)`: an `Option<T>`; absent or null reads `None`, which is not written.
/// - `nullable(T)`: an `Option<T>` that is always written, as null if need be; `new` takes it.
/// - `maybe(T, null_name)`: a [`Maybe<T>`](crate::Maybe), which tells absent from null; `null_name` is the setter for null.
/// - `name: extra(T)`: a [`Map<T>`](crate::Map) of all other keys; at most one, last. Without it other keys are skipped.
///
/// What may be left out or null gets a setter of its name, which takes `impl Into<T>`; of an `optional_value(T)`, a
/// `nullable_value(T)` or a `maybe_value(T, null_name)` it takes a `T`. The word `deprecated` at the end of the parentheses makes the setters so.
/// What is deprecated here is used by what the declaration expands to: its file allows that.
///
/// Of a `received struct`, which the server alone makes, `new` and the setters are there with the crate's feature `test-util`
/// alone: a program does not break when the server sends more.
///
/// `: Default` after the struct's name is for a `new` without arguments. [Constraints](crate::Constraint) stand in brackets
/// at the end of a field; with the word `validate` after the body the type gets a method of that name, which checks them.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::object! {
///     /// Somebody.
///     pub struct User {
///         id: required(String) = "id" [MaxLength(36)],
///         email: optional(String) = "email",
///         last_seen: nullable(i64) = "lastSeen",
///         nick: maybe(String, null_nick) = "nick",
///         others: extra(i64),
///     } validate
/// }
///
/// let user: User = rt::from_slice(br#"{"id": "u1", "nick": null, "logins": 3}"#)?;
/// assert_eq!((&user.nick, user.others["logins"]), (&rt::Maybe::Null, 3));
/// assert_eq!(User::new("u2", None).email("a@b.c").email.as_deref(), Some("a@b.c"));
/// assert!(user.validate().is_ok());
/// # Ok::<(), rt::JsonError>(())
/// ```
// `$never` matches nothing: without a variable in it, `received` could not be asked for below.
// One level: a macro within for each field would cost more than all that it expands to. Who reads a row takes one of the
// groups in parentheses; the others are empty then.
#[macro_export]
macro_rules! object {
    (
        $(#[$attribute:meta])*
        $vis:vis $(received $($never:lifetime)?)? struct $object:ident $(: $default:ident)? {
            $(
                $(#[$of_field:meta])*
                $field:ident:
                    $(required($required:ty))?
                    $(required_value($value:ty))?
                    $(preset($preset:ty = $given:expr))?
                    $(optional($optional:ty $(, $old_optional:ident)?))?
                    $(optional_value($optional_value:ty $(, $old_optional_value:ident)?))?
                    $(nullable($nullable:ty $(, $old_nullable:ident)?))?
                    $(nullable_value($nullable_value:ty $(, $old_nullable_value:ident)?))?
                    $(maybe($maybe:ty, $null:ident $(, $old_maybe:ident)?))?
                    $(maybe_value($maybe_value:ty, $null_value:ident $(, $old_maybe_value:ident)?))?
                    $(extra($extra:ty))?
                    $(= $name:literal)? $([$($constraint:expr),* $(,)?])?
            ),* $(,)?
        } $($validate:ident)?
    ) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[non_exhaustive]
        $vis struct $object {
            $(
                $(#[$of_field])*
                pub $field:
                    $($required)?
                    $($value)?
                    $($preset)?
                    $($crate::__private::Option<$optional>)?
                    $($crate::__private::Option<$optional_value>)?
                    $($crate::__private::Option<$nullable>)?
                    $($crate::__private::Option<$nullable_value>)?
                    $($crate::Maybe<$maybe>)?
                    $($crate::Maybe<$maybe_value>)?
                    $($crate::Map<$extra>)?,
            )*
        }

        // Who declares a type need not call all that it brings.
        $(#[cfg(feature = "test-util")] $($never)?)?
        #[allow(dead_code, missing_docs, unused_mut, clippy::all)]
        impl $object {
            /// With all that is required; the rest is absent.
            pub fn new($(
                $($field: impl $crate::__private::Into<$required>,)?
                $($field: $value,)?
                $($field: impl $crate::__private::Into<$crate::__private::Option<$nullable>>,)?
                $($field: impl $crate::__private::Into<$crate::__private::Option<$nullable_value>>,)?
            )*) -> Self {
                let mut this: Self = $crate::Field::blank();
                $(
                    $(this.$field = $crate::__private::Into::<$required>::into($field);)?
                    $(this.$field = $crate::__private::Into::<$value>::into($field);)?
                    $(this.$field = $crate::__private::Into::<$crate::__private::Option<$nullable>>::into($field);)?
                    $(this.$field = $crate::__private::Into::<$crate::__private::Option<$nullable_value>>::into($field);)?
                )*
                this
            }

            $(
                $(
                    $(#[$old_optional])?
                    pub fn $field(mut self, value: impl $crate::__private::Into<$optional>) -> Self {
                        self.$field = $crate::__private::Some(value.into());
                        self
                    }
                )?
                $(
                    $(#[$old_optional_value])?
                    pub fn $field(mut self, value: $optional_value) -> Self {
                        self.$field = $crate::__private::Some(value);
                        self
                    }
                )?
                $(
                    $(#[$old_nullable])?
                    pub fn $field(mut self, value: impl $crate::__private::Into<$nullable>) -> Self {
                        self.$field = $crate::__private::Some(value.into());
                        self
                    }
                )?
                $(
                    $(#[$old_nullable_value])?
                    pub fn $field(mut self, value: $nullable_value) -> Self {
                        self.$field = $crate::__private::Some(value);
                        self
                    }
                )?
                $(
                    $(#[$old_maybe])?
                    pub fn $field(mut self, value: impl $crate::__private::Into<$maybe>) -> Self {
                        self.$field = $crate::Maybe::Value(value.into());
                        self
                    }

                    $(#[$old_maybe])?
                    pub fn $null(mut self) -> Self {
                        self.$field = $crate::Maybe::Null;
                        self
                    }
                )?
                $(
                    $(#[$old_maybe_value])?
                    pub fn $field(mut self, value: $maybe_value) -> Self {
                        self.$field = $crate::Maybe::Value(value);
                        self
                    }

                    $(#[$old_maybe_value])?
                    pub fn $null_value(mut self) -> Self {
                        self.$field = $crate::Maybe::Null;
                        self
                    }
                )?
            )*
        }

        $(
            impl $object {
                /// Whether all values are as the document demands.
                ///
                /// # Errors
                /// All that are not, each with its place.
                pub fn $validate(&self) -> $crate::__private::Result<(), $crate::ValidationError> {
                    $crate::check(self)
                }
            }
        )?

        $(
            impl $crate::__private::$default for $object {
                fn default() -> Self {
                    $crate::Field::blank()
                }
            }
        )?

        #[allow(unused_mut, unused_variables)]
        impl $crate::Field for $object {
            fn blank() -> Self {
                let mut this = Self { $($field: $crate::Field::blank()),* };
                $($(this.$field = $given;)?)*
                this
            }

            fn fields(ask: $crate::Ask<'_, Self>) {
                match ask {
                    $crate::Ask::Table(table) => {
                        table.names = &[$($($name,)?)*];
                        $crate::__rules!(table $($validate)? $([$($($constraint),*)?])*);
                    }
                    $crate::Ask::Views(this, visit) => {
                        visit(&[$($crate::Field::view(&this.$field) $(.or_null::<$nullable>())? $(.or_null::<$nullable_value>())?),*]);
                    }
                    $crate::Ask::Slots(this, visit) => {
                        visit(&mut [$($crate::__private::slot(&mut this.$field)),*]);
                    }
                    _ => {}
                }
            }
        }

        impl $crate::__private::Clone for $object {
            fn clone(&self) -> Self {
                Self { $($field: $crate::__private::Clone::clone(&self.$field)),* }
            }
        }

        #[allow(unused_variables)]
        impl $crate::__private::PartialEq for $object {
            fn eq(&self, other: &Self) -> bool {
                true $(&& self.$field == other.$field)*
            }
        }

        impl $crate::__private::Debug for $object {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                $crate::__private::debug_object(self, $crate::__private::stringify!($object), f)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $object {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::read(deserializer)
            }
        }

        impl $crate::__private::Serialize for $object {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $crate::__private::write(self, serializer)
            }
        }
    };
}

/// The type of a value of an answer's headers, by the word before it.
#[doc(hidden)]
#[macro_export]
macro_rules! __field_type {
    (required $type:ty) => { $type };
    (optional $type:ty) => { $crate::__private::Option<$type> };
    (required_list $type:ty) => { $crate::__private::Vec<$type> };
    (optional_list $type:ty) => { $crate::__private::Option<$crate::__private::Vec<$type>> };
}

/// What the document demands of each field.
#[doc(hidden)]
#[macro_export]
macro_rules! __rules {
    ($table:ident validate $([$($constraint:expr),*])*) => {
        #[allow(unused_imports)]
        use $crate::Constraint::*;
        $table.rules = $crate::__private::Some(&[$(&[$($constraint),*]),*]);
    };
    ($table:ident $([])*) => {};
}

/// serde's traits, by way of [`Field`](crate::Field).
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($type:ident) => {
        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::read(deserializer)
            }
        }

        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $crate::__private::write(self, serializer)
            }
        }
    };
}

#[cfg(test)]
#[allow(deprecated)] // as in a generated file that has anything deprecated
#[allow(dead_code)] // the setters are made for every field and called for some
mod tests;
