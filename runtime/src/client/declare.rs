//! [`client_builder!`](crate::client_builder!): the builder of a generated crate.

/// The methods of every generated builder around a [`ClientBuilder`](crate::ClientBuilder) called `core`.
#[macro_export]
macro_rules! client_builder {
    ($builder:ident => $client:ident) => {
        impl $builder {
            /// Calls all operations at this URL, whatever the document says.
            #[must_use]
            pub fn base_url(
                mut self,
                url: impl $crate::__private::Into<$crate::__private::String>,
            ) -> Self {
                self.core.base_url(url);
                self
            }

            /// Limits a whole call, retries and waits included (default 10 min).
            #[must_use]
            pub fn timeout(mut self, limit: $crate::Duration) -> Self {
                self.core.timeout(limit);
                self
            }

            /// Limits each attempt (default 60 s).
            #[must_use]
            pub fn attempt_timeout(mut self, limit: $crate::Duration) -> Self {
                self.core.attempt_timeout(limit);
                self
            }

            /// Limits the time to a connection (default 3.1 s).
            #[must_use]
            pub fn connect_timeout(mut self, limit: $crate::Duration) -> Self {
                self.core.connect_timeout(limit);
                self
            }

            /// Limits how long nothing may come of a stream (default 30 s).
            #[must_use]
            pub fn stall_timeout(mut self, limit: $crate::Duration) -> Self {
                self.core.stall_timeout(limit);
                self
            }

            /// Trusts servers for which this certificate vouches (PEM, one or several), beside those that the machine trusts.
            #[must_use]
            pub fn root_certificate(
                mut self,
                pem: impl $crate::__private::Into<$crate::__private::String>,
            ) -> Self {
                self.core.root_certificate(pem);
                self
            }

            /// Sets how often a call is tried again (default 2).
            #[must_use]
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.core.max_retries(retries);
                self
            }

            /// Sets the longest wait that a server may ask for (default 60 s).
            #[must_use]
            pub fn max_retry_wait(mut self, limit: $crate::Duration) -> Self {
                self.core.max_retry_wait(limit);
                self
            }

            /// Limits how many requests are under way at once (default: no limit); further ones wait for their turn, in
            /// order and within the time of their call. Over HTTP/1.1 each needs a connection, of which a process can have
            /// only so many. A stream counts until it has begun.
            #[must_use]
            pub fn max_concurrency(mut self, most: usize) -> Self {
                self.core.max_concurrency(most);
                self
            }

            /// Limits the size of an answer (default 64 MiB).
            #[must_use]
            pub fn max_response_bytes(mut self, limit: usize) -> Self {
                self.core.max_response_bytes(limit);
                self
            }

            /// Puts something before the header `User-Agent`.
            #[must_use]
            pub fn user_agent_prefix(
                mut self,
                prefix: impl $crate::__private::Into<$crate::__private::String>,
            ) -> Self {
                self.core.user_agent_prefix(prefix);
                self
            }

            /// Sends a header with every call.
            #[must_use]
            pub fn default_header(mut self, name: &str, value: &str) -> Self {
                self.core.default_header(name, value);
                self
            }

            /// Sets whether requests are checked against what the document demands (default: yes).
            #[must_use]
            pub fn validate_requests(mut self, validate: bool) -> Self {
                self.core.validate_requests(validate);
                self
            }

            /// Sends requests by another transport.
            #[must_use]
            pub fn transport(mut self, transport: impl $crate::Transport) -> Self {
                self.core.transport(transport);
                self
            }

            /// Tells the time by another clock.
            #[must_use]
            pub fn clock(mut self, clock: impl $crate::Clock) -> Self {
                self.core.clock(clock);
                self
            }

            /// Waits by another timer.
            #[must_use]
            pub fn sleeper(mut self, sleeper: impl $crate::Sleeper) -> Self {
                self.core.sleeper(sleeper);
                self
            }

            /// Takes random numbers from elsewhere.
            #[must_use]
            pub fn randomness(mut self, randomness: impl $crate::Randomness) -> Self {
                self.core.randomness(randomness);
                self
            }

            /// Calls a hook around each attempt; several are called in the order in which they were given.
            #[must_use]
            pub fn hook(mut self, hook: impl $crate::Hook) -> Self {
                self.core.hook(hook);
                self
            }

            /// Builds the client.
            ///
            /// # Errors
            /// A URL or header that was given cannot be one, or there is no transport.
            pub fn build(self) -> $crate::__private::Result<$client, $crate::BuildError> {
                $crate::__private::Ok($client {
                    core: self.core.build()?,
                })
            }
        }
    };
}
