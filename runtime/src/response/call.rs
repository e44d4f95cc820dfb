//! The type of all calls of a client.

/// A call that is ready to be sent: what the methods of a client give back.
///
/// Declared once in each crate, so that the crate can give the calls of an operation setters of their own
/// ([`operation!`](crate::operation!)); what all calls have in common is here.
#[macro_export]
macro_rules! calls {
    ($(#[$attribute:meta])* pub struct $name:ident;) => {
        $(#[$attribute])*
        #[must_use = "a call does nothing until it is awaited"]
        pub struct $name<C, E> {
            pub(crate) core: $crate::Call,
            answer: $crate::__private::PhantomData<fn() -> (C, E)>,
        }

        impl<C, E> $name<C, E> {
            /// Limits this call, retries and waits included; where the answer is a stream, until it begins.
            pub fn timeout(mut self, limit: $crate::Duration) -> Self {
                self.core.timeout(limit);
                self
            }

            /// Limits each attempt of this call, in the same way.
            pub fn attempt_timeout(mut self, limit: $crate::Duration) -> Self {
                self.core.attempt_timeout(limit);
                self
            }

            /// Limits how long nothing may come of a stream.
            pub fn stall_timeout(mut self, limit: $crate::Duration) -> Self {
                self.core.stall_timeout(limit);
                self
            }

            /// Sets how often this call is tried again.
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.core.max_retries(retries);
                self
            }

            /// Adds a header to this call, in place of one of the same name.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.core.extra_header(name, value);
                self
            }

            /// Adds a pair to the query of this call, beside what the document says.
            pub fn extra_query(mut self, name: &str, value: &str) -> Self {
                self.core.extra_query(name, value);
                self
            }

            /// Uses this credential for the security scheme of this name in the document, in place of the client's.
            pub fn credential(mut self, scheme: &str, credential: $crate::Credential) -> Self {
                self.core.credential(scheme, credential);
                self
            }
        }

        impl<C: $crate::__private::Codec, E: $crate::__private::Replies> $name<C, E> {
            /// Sends the call; the same as awaiting it.
            pub fn send(self) -> $crate::Sending<C::Value, E> {
                $crate::__private::start::<C, E>(self.core)
            }
        }

        $crate::__wait! { $name }

        impl<E: $crate::__private::Replies> $name<$crate::__private::codecs::bytes, E> {
            /// Sends the call, and hands the body over as it comes in instead of reading it into memory.
            pub fn send_streaming(self) -> $crate::Sending<$crate::ByteStream, E> {
                $crate::__private::start::<$crate::__private::codecs::stream, E>(self.core)
            }
        }

        impl<T, E> $name<$crate::__private::codecs::events<T>, E> {
            /// Sets whether the events are asked for again, from the last one that came, when they break off (default: no).
            pub fn reconnect(mut self, reconnect: bool) -> Self {
                self.core.reconnect(reconnect);
                self
            }
        }

        impl<C, E> $crate::__private::IntoFuture for $name<C, E>
        where
            C: $crate::__private::Codec,
            E: $crate::__private::Replies,
        {
            type Output = $crate::__private::Result<$crate::Response<C::Value>, $crate::Error<E>>;
            type IntoFuture = $crate::Sending<C::Value, E>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }

        impl<C, E> $crate::__private::From<$crate::Call> for $name<C, E> {
            fn from(core: $crate::Call) -> Self {
                Self {
                    core,
                    answer: $crate::__private::PhantomData,
                }
            }
        }

        impl<C, E> $crate::__private::Clone for $name<C, E> {
            fn clone(&self) -> Self {
                self.core.clone().into()
            }
        }

        impl<C, E> $crate::__private::Debug for $name<C, E> {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                $crate::__private::Debug::fmt(&self.core, f)
            }
        }
    };
}

/// Nothing without the feature `blocking`.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __wait {
    ($name:ident) => {};
}
