//! Properties that come from a component by `allOf`: an inline schema there is one type, wherever the component is merged in.

use super::schemas::Lowered;
use super::view::{Part, SchemaRef};
use super::{Context, Lowerer};
use crate::diagnostics::Pointer;

impl<'a> Lowerer<'a> {
    /// The type of a property that these parts describe. What is written inline at a component, and nowhere else, is named
    /// from there: `PetStatus` and not `CatStatus` and `DogStatus`.
    pub(super) fn property(
        &mut self,
        wire: &str,
        parts: &[Part<'a>],
        context: &Context,
    ) -> Lowered {
        let [part] = parts else {
            return self.lower_parts(parts, &context.child(wire));
        };
        let owner = match part.schema {
            SchemaRef::Item(_) => self.owner(&part.at),
            SchemaRef::Reference(_) => None,
        };
        let Some(owner) = owner else {
            return self.lower_parts(parts, &context.child(wire));
        };
        if let Some(known) = self.inherited.get(&part.at) {
            return known.clone();
        }
        let lowered = self.lower_parts(parts, &owner.child(wire));
        self.inherited.insert(part.at.clone(), lowered.clone());
        lowered
    }

    /// The component of which a property is one, its `allOf` followed: `/components/schemas/Pet/allOf/1/properties/status`
    /// is one of `Pet`.
    fn owner(&self, at: &Pointer) -> Option<Context> {
        let tokens: Vec<_> = at.tokens().collect();
        let [components, schemas, name, path @ .., properties, _] = tokens.as_slice() else {
            return None;
        };
        let is_direct = components == "components"
            && schemas == "schemas"
            && properties == "properties"
            && path.iter().step_by(2).all(|token| token == "allOf");
        let id = is_direct.then(|| self.components.get(name.as_str()))??;
        let named = self.types.get(*id)?;
        Some(Context {
            name: named.name.clone(),
            module: named.module.clone(),
        })
    }
}
