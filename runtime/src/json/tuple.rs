//! [`tuple!`](crate::tuple!): arrays whose elements each have a type of their own (JSON Schema's `prefixItems`).

use super::fault::Fault;
use super::field::Slot;
use super::incoming::{Elements, Incoming};
use super::view::{List, View};

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
    let is_there = |view: &View<'_>| !matches!(view, View::Absent);
    places.iter().rposition(is_there).map_or(0, |last| last + 1)
}

/// The element of a tuple at an index.
pub fn tuple_get<'a>(places: &[View<'a>], rest: &[&'a dyn List], index: usize) -> Option<View<'a>> {
    match index.checked_sub(places.len()) {
        None => places.get(index).copied(),
        Some(index) => rest.first().and_then(|rest| rest.get(index)),
    }
}

/// A struct without names whose JSON form is an array.
///
/// Elements at the end that are an `Option` may be missing. `rest(T)` adds a `Vec<T>` of all that come after; without it they
/// are skipped. A trailing `validate` gives a method of that name.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::tuple! {
///     /// A place on earth, and what one says of it.
///     pub struct Point(f64, f64, Option<String>) rest(i64);
/// }
///
/// let point: Point = rt::from_slice(b"[1.5, 2]")?;
/// assert_eq!(point, Point(1.5, 2.0, None, vec![]));
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! tuple {
    (
        $(#[$attribute:meta])*
        $vis:vis struct $name:ident($($type:ty),* $(,)?) rest($rest:ty) $($validate:ident)? $(;)?
    ) => {
        $crate::__tuple! {
            [$(#[$attribute])* $vis $name] [] [$([$type])*] [[$rest]]
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
        }
        $($crate::__validate!($name $validate);)?
    };
    (
        $(#[$attribute:meta])*
        $vis:vis struct $name:ident($($type:ty),* $(,)?) $($validate:ident)? $(;)?
    ) => {
        $crate::__tuple! {
            [$(#[$attribute])* $vis $name] [] [$([$type])*] []
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
        }
        $($crate::__validate!($name $validate);)?
    };
}

/// Gives each type its index, then makes the tuple.
#[doc(hidden)]
#[macro_export]
macro_rules! __tuple {
    ($head:tt [$($done:tt)*] [[$type:ty] $($types:tt)*] $rest:tt $index:tt $($indexes:tt)*) => {
        $crate::__tuple! { $head [$($done)* [$index $type]] [$($types)*] $rest $($indexes)* }
    };
    (
        [$(#[$attribute:meta])* $vis:vis $name:ident]
        [$([$index:tt $type:ty])*] [] [$([$rest:ty])?] $end:tt $($indexes:tt)*
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

        impl $crate::List for $name {
            fn len(&self) -> usize {
                let rest = 0 $(+ Vec::<$rest>::len(&self.$end))?;
                $crate::__private::tuple_len(&[$($crate::Field::view(&self.$index)),*], rest)
            }

            fn get(&self, index: usize) -> $crate::__private::Option<$crate::View<'_>> {
                let rest: &[&dyn $crate::List] = &[$(&self.$end as &Vec<$rest>)?];
                $crate::__private::tuple_get(&[$($crate::Field::view(&self.$index)),*], rest, index)
            }
        }

        $crate::__serde!($name);
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;

    rt::tuple! { pub(crate) struct Pair(String, Option<i64>, Option<bool>); }
    rt::tuple! { pub(crate) struct Row(String) rest(i64) }
    rt::tuple! { pub(crate) struct Nothing(); }

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
