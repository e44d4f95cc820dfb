//! `$ref` within the document. [`crate::dialect`] has made every one of them point to a component.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema};

use super::Lowerer;
use crate::diagnostics::Pointer;
use crate::diagnostics::pointer::unescape;

/// How a reference to a component schema begins.
const SCHEMAS: &str = "#/components/schemas/";

/// The last link of a chain of references, and where it stands.
pub(super) struct Resolved<'a, T> {
    pub(super) item: &'a T,
    pub(super) at: Pointer,
}

impl<'a> Lowerer<'a> {
    /// The schema that a reference names, as the key of `components.schemas`.
    pub(super) fn component_name(&self, reference: &str) -> Option<&'a str> {
        key(&self.openapi.components.as_ref()?.schemas, reference)
    }

    /// The schema that a reference leads to, through all further references, and the component that it is.
    pub(super) fn component(&self, reference: &str) -> Option<(&'a str, &'a Schema)> {
        let name = self.component_name(reference)?;
        let end = self.references.end(name);
        Some((end, self.schema(end)?))
    }

    /// The same, through every `allOf` as well that says nothing but the reference in it.
    pub(super) fn said_by(&self, reference: &str) -> Option<(&'a str, &'a Schema)> {
        let (name, schema) = self.component(reference)?;
        let end = self.all_ofs.end(name);
        match self.schema(end) {
            Some(said) => Some((end, said)),
            // The chain leads nowhere.
            None => Some((name, schema)),
        }
    }

    /// The schema of a component that is no reference.
    fn schema(&self, name: &str) -> Option<&'a Schema> {
        match self.openapi.components.as_ref()?.schemas.get(name)? {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { .. } => None,
        }
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
                    object = components?.get(name.as_ref())?;
                }
            }
        }
        None
    }
}

/// The key of the schema that a reference names.
pub(super) fn key<'a>(
    schemas: &'a IndexMap<String, ReferenceOr<Schema>>,
    reference: &str,
) -> Option<&'a str> {
    let name = unescape(reference.strip_prefix(SCHEMAS)?);
    let (name, _) = schemas.get_key_value(name.as_ref())?;
    Some(name)
}

/// The key in `components.schemas` that a reference names, whether it is there or not.
pub(super) fn schema_name(reference: &str) -> Option<String> {
    let token = reference.strip_prefix(SCHEMAS)?;
    Some(unescape(token).into_owned())
}
