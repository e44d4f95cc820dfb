//! `example` and `examples` of media types and parameters.

use indexmap::IndexMap;
use openapiv3::{Example as Source, ReferenceOr};
use serde_json::Value;

use super::Lowerer;
use crate::diagnostics::Pointer;
use crate::model::Example;

impl<'a> Lowerer<'a> {
    /// The values that an object at `at` gives as examples, with where they stand.
    pub(super) fn examples(
        &self,
        example: Option<&Value>,
        examples: &'a IndexMap<String, ReferenceOr<Source>>,
        at: &Pointer,
    ) -> Vec<Example> {
        let single = example.map(|value| Example {
            origin: at.join("example"),
            value: value.clone(),
        });
        let components = self.openapi.components.as_ref();
        let components = components.map(|components| &components.examples);
        let several = examples.iter().filter_map(|(name, example)| {
            let origin = at.at(["examples", name]);
            let example = self.resolve("examples", components, example, &origin)?;
            let value = example
                .item
                .value
                .clone()
                .filter(|value| !value.is_null())?;
            Some(Example { origin, value })
        });
        single.into_iter().chain(several).collect()
    }
}
