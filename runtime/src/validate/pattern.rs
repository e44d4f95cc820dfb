//! Regular expressions of ECMA 262, as JSON Schema has them.

/// Whether `pattern` is found in `text`. A pattern that cannot be read demands nothing.
#[cfg(feature = "pattern")]
pub(super) fn is_found(pattern: &'static str, text: &str) -> bool {
    use regress::Regex;
    use std::collections::HashMap;
    use std::sync::{Arc, Mutex, PoisonError};

    /// By pattern; nothing for one that cannot be read.
    type Compiled = HashMap<&'static str, Option<Arc<Regex>>>;

    /// Each pattern is compiled once per program; there are as many as the document has.
    static CACHE: Mutex<Option<Compiled>> = Mutex::new(None);

    let compiled = {
        let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
        let compile = || {
            Regex::with_flags(pattern, "u")
                .or_else(|_| Regex::new(pattern))
                .ok()
                .map(Arc::new)
        };
        cache
            .get_or_insert_default()
            .entry(pattern)
            .or_insert_with(compile)
            .clone()
    };
    compiled.is_none_or(|regex| regex.find(text).is_some())
}

/// Without the feature `pattern` no pattern demands anything.
#[cfg(not(feature = "pattern"))]
pub(super) const fn is_found(_pattern: &'static str, _text: &str) -> bool {
    true
}
