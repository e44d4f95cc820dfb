//! A secret text.

use crate::json::{Fault, Field, Incoming, View};
use secrecy::ExposeSecret;
use std::fmt;

/// A text that `Debug` does not show and whose memory is zeroed on drop (`format: password`, credentials).
#[derive(Clone, Default)]
pub struct SecretString(secrecy::SecretString);

impl SecretString {
    /// The text itself. Take care where it goes.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PartialEq for SecretString {
    fn eq(&self, other: &Self) -> bool {
        self.expose_secret() == other.expose_secret()
    }
}

impl Eq for SecretString {}

impl std::hash::Hash for SecretString {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.expose_secret().hash(state);
    }
}

impl From<String> for SecretString {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for SecretString {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Field for SecretString {
    fn blank() -> Self {
        Self::default()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        *self = match json {
            Incoming::String(text) => text.into(),
            json => json.text("a string").map_err(Fault::without_value)?.into(),
        };
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::SecretStr(self.expose_secret())
    }
}

crate::__serde!(SecretString);

#[cfg(test)]
mod tests {
    use super::SecretString;

    #[test]
    fn debug_does_not_show_the_text() {
        let secret = SecretString::from("hunter2");
        assert_eq!(format!("{secret:?}"), "[redacted]");
        assert_eq!(secret.expose_secret(), "hunter2");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"hunter2\"");
    }
}
