//! Parameters: where they stand and how their values are written.

use crate::validate::Constraint;

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Location {
    Path,
    Query,
    /// The query as a whole (3.2).
    Querystring,
    Header,
    Cookie,
}

/// How a value is written (OpenAPI 3.0.4 §4.8.12.2.2, Style Values).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `blue,black` in a path or a header.
    Simple,
    /// `.blue` in a path.
    Label,
    /// `;color=blue` in a path.
    Matrix,
    /// `color=blue` in a query or a cookie.
    Form,
    /// `color=blue%20black` in a query.
    SpaceDelimited,
    /// `color=blue%7Cblack` in a query.
    PipeDelimited,
    /// `color%5BR%5D=100` in a query.
    DeepObject,
    /// `color=blue; color=black` in a cookie, and nothing encoded (3.2).
    Cookie,
}

/// What a value is written as before it is put where it stands (`content`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
}

/// How an array of scalars within a `deepObject` is written, which the specification leaves undefined. One of objects is
/// written with indices in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nested {
    /// `a[b][]=1&a[b][]=2`
    Brackets,
    /// `a[b][0]=1&a[b][1]=2`
    Indices,
    /// `a[b]=1&a[b]=2`
    Repeated,
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
    pub(crate) media: Option<Media>,
    pub(crate) nested: Nested,
    pub(crate) constraints: &'static [Constraint],
}

impl Parameter {
    const fn new(name: &'static str, location: Location, style: Style, explode: bool) -> Self {
        Self {
            name,
            location,
            style,
            explode,
            allow_reserved: false,
            media: None,
            nested: Nested::Brackets,
            constraints: &[],
        }
    }

    /// A part of the path: style `simple`.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple, false)
    }

    /// A part of the query: style `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form, true)
    }

    /// The query as a whole: a text, unless it is made [`json`](Self::json) or a [`form`](Self::form).
    pub const fn querystring(name: &'static str) -> Self {
        Self::new(name, Location::Querystring, Style::Form, true)
    }

    /// A header: style `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple, false)
    }

    /// A cookie: style `form`, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form, true)
    }

    const fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// `.blue` in a path.
    #[must_use]
    pub const fn label(self) -> Self {
        self.styled(Style::Label)
    }

    /// `;color=blue` in a path.
    #[must_use]
    pub const fn matrix(self) -> Self {
        self.styled(Style::Matrix)
    }

    /// `color=blue%20black` in a query.
    #[must_use]
    pub const fn space_delimited(self) -> Self {
        self.styled(Style::SpaceDelimited)
    }

    /// `color=blue%7Cblack` in a query.
    #[must_use]
    pub const fn pipe_delimited(self) -> Self {
        self.styled(Style::PipeDelimited)
    }

    /// `color%5BR%5D=100` in a query. An array within is written `color%5BR%5D%5B%5D=1`.
    #[must_use]
    pub const fn deep_object(self) -> Self {
        self.styled(Style::DeepObject)
    }

    /// `color=blue; color=black` in a cookie, and nothing encoded (OpenAPI 3.2.0, style `cookie`).
    #[must_use]
    pub const fn cookie_style(self) -> Self {
        self.styled(Style::Cookie)
    }

    /// Of a `deepObject`: an array within is written with the index of each element, `a[b][0]=1`.
    #[must_use]
    pub const fn indexed(mut self) -> Self {
        self.nested = Nested::Indices;
        self
    }

    /// Of a `deepObject`: an array within is written under one name, `a[b]=1&a[b]=2`.
    #[must_use]
    pub const fn repeated(mut self) -> Self {
        self.nested = Nested::Repeated;
        self
    }

    /// With each element or property written by itself.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.explode = true;
        self
    }

    /// With all elements or properties written as one value.
    #[must_use]
    pub const fn joined(mut self) -> Self {
        self.explode = false;
        self
    }

    /// With RFC 3986's reserved characters and `%XX` triples left as they are, but for those that would end the value.
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// With the value written as JSON (`content: application/json`).
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.media = Some(Media::Json);
        self
    }

    /// With the value written as a form (`content: application/x-www-form-urlencoded`).
    #[must_use]
    pub const fn form(mut self) -> Self {
        self.media = Some(Media::Form);
        self
    }

    /// With what the document demands of its values.
    #[must_use]
    pub const fn constrained(mut self, constraints: &'static [Constraint]) -> Self {
        self.constraints = constraints;
        self
    }
}
