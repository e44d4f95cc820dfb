//! JSON pointers (RFC 6901).

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// A JSON pointer as text: `""` is the whole document, `/paths/~1a/get` a value in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

/// A token as it stands in a pointer: `~` and `/` are escaped (RFC 6901, §3).
pub fn escape(token: &str) -> Cow<'_, str> {
    match token.contains(['~', '/']) {
        true => Cow::Owned(token.replace('~', "~0").replace('/', "~1")),
        false => Cow::Borrowed(token),
    }
}

/// A token of a pointer without its escapes (RFC 6901, §4).
pub fn unescape(token: &str) -> Cow<'_, str> {
    match token.contains('~') {
        true => Cow::Owned(token.replace("~1", "/").replace("~0", "~")),
        false => Cow::Borrowed(token),
    }
}

impl Pointer {
    /// The whole document.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// A pointer from its RFC 6901 text.
    pub fn parse(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The pointer to the member or element `token` of this value; `~` and `/` in it are escaped.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + 32);
        text.push_str(&self.0);
        text.push('/');
        let start = text.len();
        // A `String` takes all that is written to it.
        let _ = write!(text, "{token}");
        let written = text.get(start..).unwrap_or_default();
        if let Cow::Owned(escaped) = escape(written) {
            text.truncate(start);
            text.push_str(&escaped);
        }
        Self(text)
    }

    /// The pointer to a value below this one, one token after the other.
    #[must_use]
    pub fn at<'a>(&self, tokens: impl IntoIterator<Item = &'a str>) -> Self {
        tokens
            .into_iter()
            .fold(self.clone(), |pointer, token| pointer.join(token))
    }

    /// The value that holds this one; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        self.0
            .rsplit_once('/')
            .map(|(head, _)| Self(head.to_owned()))
    }

    /// The tokens from the root on, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0
            .split('/')
            .skip(1)
            .map(|token| unescape(token).into_owned())
    }

    /// The last token, unescaped; `None` for the root.
    pub fn last(&self) -> Option<String> {
        let (_, token) = self.0.rsplit_once('/')?;
        Some(unescape(token).into_owned())
    }

    /// What follows `prefix` in this pointer, if it lies at or below it.
    pub fn strip_prefix(&self, prefix: &Pointer) -> Option<Pointer> {
        let rest = self.0.strip_prefix(prefix.0.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// This pointer followed by `rest`.
    #[must_use]
    pub fn append(&self, rest: &Pointer) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }

    /// RFC 6901 text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
