//! [`tuple!`](crate::tuple!): arrays whose elements each have a type of their own (JSON Schema's `prefixItems`).

use super::fault::Fault;
use super::field::Slot;
use super::incoming::{Elements, Incoming};
use super::view::View;

/// Reads the first elements of an array, each into its place; gives back what comes after them.
pub fn receive_tuple<'a>(
    places: &mut [&mut dyn Slot],
    json: Incoming<'a>,
) -> Result<&'a mut dyn Elements, Fault> {
    let Incoming::List(elements) = json else {
        return Err(Fault::expected("an array", &json));
    };
    let count = places.len();
    for (index, place) in places.iter_mut().enumerate() {
        let came = elements
            .next(*place)
            .map_err(|fault| fault.at_index(index))?;
        if !came && place.absent("").is_err() {
            return Err(Fault::new(format_args!(
                "expected an array of {count}, found one of {index}"
            )));
        }
    }
    Ok(elements)
}

/// How many elements a tuple writes: those at the end that are not there are left out.
pub fn tuple_len(places: &[View<'_>], rest: usize) -> usize {
    if rest > 0 {
        return places.len() + rest;
    }
    let is_there = |view: &View<'_>| !matches!(view.plain(), View::Absent);
    places.iter().rposition(is_there).map_or(0, |last| last + 1)
}

/// A struct without names whose JSON form is an array.
///
/// Elements at the end that are an `Option` may be missing. `rest(T)` adds a `Vec<T>` of all that come after; without it they
/// are skipped. After an element's type there may be [constraints](crate::Constraint) in brackets; a trailing `validate` gives a
/// method of that name.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::tuple! {
///     /// A place on earth, and what one says of it.
///     pub struct Point(f64 [Minimum(-90.0)], f64, Option<String>) rest(i64) validate;
/// }
///
/// let point: Point = rt::from_slice(b"[1.5, 2]")?;
/// assert_eq!(point, Point(1.5, 2.0, None, vec![]));
/// assert!(point.validate().is_ok() && Point(-91.0, 0.0, None, vec![]).validate().is_err());
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! tuple {
    (
        $(#[$attribute:meta])*
        $vis:vis struct $name:ident($($type:ty $([$($constraint:expr),* $(,)?])?),* $(,)?)
        rest($rest:ty $([$($rest_constraint:expr),* $(,)?])?) $($validate:ident)? $(;)?
    ) => {
        $crate::__tuple! {
            [$(#[$attribute])* $vis $name] [] [$([[$($($constraint),*)?] $type])*] [[[$($($rest_constraint),*)?] $rest]]
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
        }
        $($crate::__validate!($name $validate);)?
    };
    (
        $(#[$attribute:meta])*
        $vis:vis struct $name:ident($($type:ty $([$($constraint:expr),* $(,)?])?),* $(,)?) $($validate:ident)? $(;)?
    ) => {
        $crate::__tuple! {
            [$(#[$attribute])* $vis $name] [] [$([[$($($constraint),*)?] $type])*] []
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
        }
        $($crate::__validate!($name $validate);)?
    };
}

/// Gives each type its index, then makes the tuple.
#[doc(hidden)]
#[macro_export]
macro_rules! __tuple {
    ($head:tt [$($done:tt)*] [[$constraints:tt $type:ty] $($types:tt)*] $rest:tt $index:tt $($indexes:tt)*) => {
        $crate::__tuple! { $head [$($done)* [$index $constraints $type]] [$($types)*] $rest $($indexes)* }
    };
    (
        [$(#[$attribute:meta])* $vis:vis $name:ident]
        [$([$index:tt $constraints:tt $type:ty])*] [] [$([$rest_constraints:tt $rest:ty])?] $end:tt $($indexes:tt)*
    ) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name($(pub $type,)* $(pub Vec<$rest>)?);

        impl $crate::Field for $name {
            fn blank() -> Self {
                Self($(<$type as $crate::Field>::blank(),)* $(Vec::<$rest>::new())?)
            }

            fn receive(&mut self, json: $crate::Incoming<'_>) -> $crate::__private::Result<(), $crate::Fault> {
                let _elements = $crate::__private::receive_tuple(
                    &mut [$($crate::__private::slot(&mut self.$index)),*],
                    json,
                )?;
                $($crate::__private::receive_rest::<$rest>(&mut self.$end, $end, _elements)?;)?
                $crate::__private::Ok(())
            }

            fn view(&self) -> $crate::View<'_> {
                $crate::View::List(self)
            }
        }

        #[allow(unused_comparisons, clippy::all)]
        impl $crate::List for $name {
            fn len(&self) -> usize {
                let rest = 0 $(+ Vec::<$rest>::len(&self.$end))?;
                $crate::__private::tuple_len(&[$($crate::__element!(&self.$index, $constraints)),*], rest)
            }

            fn get(&self, index: usize) -> $crate::__private::Option<$crate::View<'_>> {
                $(
                    if index >= $end {
                        let element = <[$rest]>::get(&self.$end, index - $end);
                        return element.map(|element| $crate::__element!(element, $rest_constraints));
                    }
                )?
                let places: &[$crate::View<'_>] = &[$($crate::__element!(&self.$index, $constraints)),*];
                places.get(index).copied()
            }
        }

        $crate::__serde!($name);
    };
}

/// An element as it is seen, with its constraints if it has any.
#[doc(hidden)]
#[macro_export]
macro_rules! __element {
    ($element:expr, []) => {
        $crate::Field::view($element)
    };
    ($element:expr, $constraints:tt) => {
        $crate::__constrained!($element, $constraints)
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;

    rt::tuple! { pub(crate) struct Pair(String, Option<i64>, Option<bool>); }
    rt::tuple! { pub(crate) struct Row(String) rest(i64) }
    rt::tuple! { pub(crate) struct Nothing(); }
    rt::tuple! {
        pub(crate) struct Bounded(i64 [Minimum(1.0), Maximum(9.0)], Option<String> [MaxLength(1)])
            rest(String [MinLength(1)]) validate;
    }

    fn there_and_back<T: rt::Field>(text: &str) -> String {
        match rt::from_slice::<T>(text.as_bytes()) {
            Ok(read) => serde_json::to_string(&read.view()).unwrap(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_is_missing_at_the_end_stays_missing() {
        for text in [
            r#"["a"]"#,
            r#"["a",1]"#,
            r#"["a",null,true]"#,
            r#"["a",1,false]"#,
        ] {
            assert_eq!(there_and_back::<Pair>(text), text);
        }
        assert_eq!(there_and_back::<Pair>(r#"["a",1,null,7]"#), r#"["a",1]"#);
    }

    #[test]
    fn the_rest_is_kept_where_the_type_says_so() {
        for text in [r#"["a"]"#, r#"["a",1,2]"#] {
            assert_eq!(there_and_back::<Row>(text), text);
        }
        assert_eq!(there_and_back::<Nothing>("[1]"), "[]");
    }

    #[test]
    fn elements_keep_to_what_is_demanded_of_them() {
        let said = |text: &str| {
            let bounded: Bounded = rt::from_slice(text.as_bytes()).unwrap();
            assert_eq!(there_and_back::<Bounded>(text), text);
            bounded.validate().map_err(|error| error.to_string())
        };
        assert_eq!(said(r#"[1,"a","b"]"#), Ok(()));
        assert_eq!(said("[1]"), Ok(()));
        let faults = [
            "$[0]: less than 1 (minimum), found 0",
            r#"$[1]: longer than 1 character (maxLength), found "ab""#,
            r#"$[2]: shorter than 1 character (minLength), found """#,
        ];
        assert_eq!(said(r#"[0,"ab",""]"#), Err(faults.join("; ")));
    }

    #[test]
    fn faults_tell_the_index() {
        for (text, fault) in [
            ("[]", "$: expected an array of 3, found one of 0"),
            (
                r#"["a","b"]"#,
                r#"$[1]: expected an integer (i64), found string "b""#,
            ),
            ("{}", "$: expected an array, found an object"),
        ] {
            assert_eq!(there_and_back::<Pair>(text), fault);
        }
        assert_eq!(
            there_and_back::<Row>(r#"["a",1,true]"#),
            "$[2]: expected an integer (i64), found boolean `true`"
        );
    }
}
