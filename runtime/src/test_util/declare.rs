//! [`mocked!`](crate::mocked!) and [`typed_calls!`](crate::typed_calls!): which operations a [`Mock`](super::Mock) can be told about.

/// Makes the call types of operations known to [`Mock::on`](crate::test_util::Mock::on). Their tables,
/// which have the same names, must be in reach.
#[macro_export]
macro_rules! mocked {
    ($($call:path),* $(,)?) => { $(
        impl $crate::test_util::Mocked for $call {
            fn operation() -> &'static $crate::Operation {
                &$call
            }
        }
    )* };
}

/// Tells the types of all calls of a crate, whose type is made by [`calls!`](crate::calls!).
#[macro_export]
macro_rules! typed_calls {
    ($($call:ident)::+) => {
        impl<C, E> $crate::test_util::TypedCall for $($call)::+<C, E>
        where
            C: $crate::__private::Codec,
            E: $crate::__private::Replies,
        {
            type Codec = C;
            type Error = E;
        }
    };
}
