//! What can be set for the stream of a call.

use crate::error::BuildError;
use crate::request::Call;
use std::time::Duration;

impl Call {
    /// Limits how long nothing may come of an answer that is handed over as it comes in.
    pub fn stall_timeout(&mut self, limit: Duration) {
        self.options.stall_timeout = limit;
    }

    /// Sets whether the call is sent again, with `Last-Event-ID`, when its events break off. That must be harmless: an
    /// operation that is not idempotent cannot be called so.
    pub fn reconnect(&mut self, reconnect: bool) {
        if reconnect && !self.operation.is_idempotent() {
            let method = self.operation.method;
            self.fault.get_or_insert_with(|| {
                BuildError::new(format!(
                    "a stream cannot be opened again by `{method}`, which is not idempotent"
                ))
            });
        }
        self.options.reconnects = reconnect;
    }
}
