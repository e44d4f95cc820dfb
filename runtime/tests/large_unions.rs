//! Unions of many large variants take no more of the stack than one of them does.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used)]

use clientsmith_runtime as rt;

macro_rules! four {
    ($object:ident of $inner:ty) => {
        rt::object! {
            pub struct $object {
                a: optional($inner) = "a",
                b: optional($inner) = "b",
                c: optional($inner) = "c",
                d: optional($inner) = "d",
            }
        }
    };
}

four!(Point of f64);
four!(Line of Point);
four!(Plane of Line);
four!(Large of Plane);
four!(Larger of Large);

rt::tagged_union! {
    pub enum Tagged tag "is" default Other(Larger) {
        A(Larger) = "a", B(Larger) = "b", C(Larger) = "c", D(Larger) = "d", E(Larger) = "e", F(Larger) = "f",
        G(Larger) = "g", H(Larger) = "h", I(Larger) = "i", J(Larger) = "j", K(Larger) = "k", L(Larger) = "l",
    }
}

rt::union! {
    pub enum Shaped {
        A(Larger): object constants ["is" = "a"], B(Larger): object constants ["is" = "b"],
        C(Larger): object constants ["is" = "c"], D(Larger): object constants ["is" = "d"],
        E(Larger): object constants ["is" = "e"], F(Larger): object constants ["is" = "f"],
        G(Larger): object constants ["is" = "g"], H(Larger): object constants ["is" = "h"],
        I(Larger): object constants ["is" = "i"], J(Larger): object constants ["is" = "j"],
        K(Larger): object constants ["is" = "k"], L(Larger): object constants ["is" = "l"],
    }
}

fn is_read_and_copied<T: rt::Field + Clone + PartialEq + Send + 'static>(json: &'static str) {
    let size = size_of::<T>();
    let reading = move || {
        let read = rt::from_slice::<T>(json.as_bytes()).map(Box::new);
        read.map(|value| value.clone() == value).ok()
    };
    // All variants at once take twelve times its size, and more.
    let thread = std::thread::Builder::new().stack_size(48 * 1024 + 8 * size);
    let is_equal = thread.spawn(reading).unwrap().join().unwrap();
    assert_eq!(is_equal, Some(true), "{json}");
}

#[test]
fn a_union_of_large_variants_is_read_on_a_small_stack() {
    for json in [r#"{"is": "l", "a": {}}"#, r#"{"is": "another"}"#] {
        is_read_and_copied::<Tagged>(json);
        is_read_and_copied::<Shaped>(json);
    }
}
