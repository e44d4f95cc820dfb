//! `$ref` within the document. [`crate::dialect`] has made every one of them point to a component.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::Lowerer;
use crate::diagnostics::Pointer;

/// The last link of a chain of references, and where it stands.
pub(super) struct Resolved<'a, T> {
    pub(super) item: &'a T,
    pub(super) at: Pointer,
}

impl<'a> Lowerer<'a> {
    /// The schema that a reference names, as the key of `components.schemas`.
    pub(super) fn component_name(&self, reference: &str) -> Option<&'a str> {
        let name = schema_name(reference)?;
        let schemas = &self.openapi.components.as_ref()?.schemas;
        schemas
            .get_key_value(name.as_str())
            .map(|(name, _)| name.as_str())
    }

    /// The object behind a reference into `components.<section>`; `None` when there is none, which was said when the
    /// document was read.
    pub(super) fn resolve<T>(
        &self,
        section: &str,
        components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
        object: &'a ReferenceOr<T>,
        at: &Pointer,
    ) -> Option<Resolved<'a, T>> {
        let mut object = object;
        let mut at = at.clone();
        // A chain cannot be longer than there are components, unless it is a circle.
        for _ in 0..=components.map_or(0, IndexMap::len) {
            match object {
                ReferenceOr::Item(item) => return Some(Resolved { item, at }),
                ReferenceOr::Reference { reference } => {
                    let name = unescape(
                        reference
                            .strip_prefix("#/components/")?
                            .strip_prefix(section)?
                            .strip_prefix('/')?,
                    );
                    at = Pointer::root().at(["components", section, &name]);
                    object = components?.get(&name)?;
                }
            }
        }
        None
    }
}

/// The key in `components.schemas` that a reference names, whether it is there or not.
pub(super) fn schema_name(reference: &str) -> Option<String> {
    reference
        .strip_prefix("#/components/schemas/")
        .map(unescape)
}

/// A token of a JSON pointer without its escapes (RFC 6901, §4).
fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}
