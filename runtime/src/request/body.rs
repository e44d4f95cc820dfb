//! Request bodies.

use super::property::PropertyEncoding;
use super::{form, multipart};
use crate::error::BuildError;
use crate::json::{View, write_text};
use crate::types::Content;
use std::borrow::Cow;

/// A body and what it is.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) media_type: Cow<'static, str>,
    pub(crate) content: Content,
}

impl Body {
    fn new(media_type: impl Into<Cow<'static, str>>, content: impl Into<Content>) -> Self {
        Self {
            media_type: media_type.into(),
            content: content.into(),
        }
    }

    /// A body that is sent as it is.
    pub(super) fn raw(media_type: &'static str, content: Content) -> Self {
        Self::new(media_type, content)
    }

    pub(super) fn json(media_type: &'static str, value: View<'_>) -> Result<Self, BuildError> {
        let bytes = write_text(value)
            .map_err(|error| BuildError::because("the body cannot be written as JSON", error))?;
        Ok(Self::new(media_type, bytes))
    }

    #[cfg(feature = "xml")]
    pub(super) fn xml<T: crate::Xml>(
        media_type: &'static str,
        value: &T,
    ) -> Result<Self, BuildError> {
        let text = crate::to_xml(value)
            .map_err(|error| BuildError::because("the body cannot be written as XML", error))?;
        Ok(Self::new(media_type, text))
    }

    pub(super) fn form(
        value: View<'_>,
        encodings: &[PropertyEncoding],
    ) -> Result<Self, BuildError> {
        let text = form::form(value, encodings)?;
        Ok(Self::new("application/x-www-form-urlencoded", text))
    }

    /// `boundary`: a text that no part of it holds.
    pub(super) fn multipart(
        media_type: &str,
        value: View<'_>,
        encodings: &[PropertyEncoding],
        boundary: &str,
    ) -> Result<Self, BuildError> {
        let (media_type, content) = multipart::multipart(media_type, value, encodings, boundary)?;
        Ok(Self::new(media_type, content))
    }
}
