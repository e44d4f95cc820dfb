//! [`testing!`](crate::testing!) and [`mocked!`](crate::mocked!): how a crate's clients call a [`Mock`](super::Mock), and which
//! operations it can be told about.

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

/// The clients of a crate that call a [`Mock`](crate::test_util::Mock), and the types of all its calls, whose type is made by
/// [`calls!`](crate::calls!).
#[macro_export]
macro_rules! testing {
    ($client:ident, $builder:ident, $call:ident) => {
        /// A builder of clients that call this server, and wait for nothing. Credentials are still to be given.
        pub fn client(mock: &$crate::test_util::Mock) -> $builder {
            $client::builder()
                .base_url("http://mock.test")
                .transport($crate::__private::Clone::clone(mock))
                .clock(mock.time())
                .sleeper(mock.time())
        }

        impl<C, E> $crate::test_util::TypedCall for $call<C, E>
        where
            C: $crate::__private::Codec,
            E: $crate::__private::Replies,
        {
            type Codec = C;
            type Error = E;
        }
    };
}
