//! How transports fail.

use std::error::Error as StdError;
use std::fmt;

/// Any error.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why there is no whole answer. The kinds tell what the server may have seen of the request.
#[derive(Debug)]
pub struct TransportFault {
    kind: FaultKind,
    /// Whether a server had answered with a redirect before.
    is_redirected: bool,
    source: BoxError,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    Connect,
    ConnectTimeout,
    Lost,
    Cut,
    Redirects,
    Unrepeatable,
}

impl TransportFault {
    fn new(kind: FaultKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            is_redirected: false,
            source: source.into(),
        }
    }

    /// No connection came about; nothing was sent.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::new(FaultKind::Connect, source)
    }

    /// No connection came about in time; nothing was sent.
    pub fn connect_timeout(source: impl Into<BoxError>) -> Self {
        Self::new(FaultKind::ConnectTimeout, source)
    }

    /// The connection broke after sending began and before an answer came.
    pub fn lost(source: impl Into<BoxError>) -> Self {
        Self::new(FaultKind::Lost, source)
    }

    /// The answer ended before it was whole, or could not be read on.
    pub fn cut(source: impl Into<BoxError>) -> Self {
        Self::new(FaultKind::Cut, source)
    }

    /// The server keeps sending us elsewhere.
    pub(crate) fn redirects(limit: usize) -> Self {
        Self::new(FaultKind::Redirects, format!("more than {limit} redirects"))
    }

    /// The server asks for the request at another place, and its body cannot be sent again.
    pub(crate) fn unrepeatable() -> Self {
        let why = "the server redirects, and the body is a stream, which is sent only once";
        Self::new(FaultKind::Unrepeatable, why)
    }

    /// The same on the way to where a server redirected to.
    pub(crate) fn after_redirect(mut self) -> Self {
        self.is_redirected = true;
        self
    }

    pub(crate) const fn is_redirected(&self) -> bool {
        self.is_redirected
    }

    pub(crate) const fn kind(&self) -> FaultKind {
        self.kind
    }

    /// Whether no connection came about.
    pub const fn is_connect(&self) -> bool {
        matches!(self.kind, FaultKind::Connect | FaultKind::ConnectTimeout)
    }
}

impl fmt::Display for TransportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            FaultKind::Connect | FaultKind::ConnectTimeout => "no connection",
            FaultKind::Lost => "no answer",
            FaultKind::Cut => "no whole answer",
            FaultKind::Redirects => "no end of redirects",
            FaultKind::Unrepeatable => "not sent again",
        })?;
        // A library's error often says nothing itself; the innermost cause does.
        let mut cause: &(dyn StdError + 'static) = &*self.source;
        for _ in 0..16 {
            match cause.source() {
                Some(inner) => cause = inner,
                None => break,
            }
        }
        write!(f, ": {cause}")
    }
}

impl StdError for TransportFault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
