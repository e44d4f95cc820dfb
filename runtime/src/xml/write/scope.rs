//! The namespaces that are declared where something is written.

/// Prefixes and what they stand for, innermost last.
#[derive(Debug, Default)]
pub(super) struct Scope(Vec<(String, String)>);

impl Scope {
    /// How many declarations there are: to come back to.
    pub(super) fn mark(&self) -> usize {
        self.0.len()
    }

    /// Leaves an element: what was declared since is forgotten.
    pub(super) fn leave(&mut self, mark: usize) {
        self.0.truncate(mark);
    }

    /// Declares a namespace.
    pub(super) fn enter(&mut self, prefix: &str, namespace: &str) {
        self.0.push((prefix.to_owned(), namespace.to_owned()));
    }

    /// Whether a prefix stands for a namespace.
    pub(super) fn has(&self, prefix: &str, namespace: &str) -> bool {
        let mut declared = self.0.iter().rev();
        let found = declared.find(|(known, _)| known == prefix);
        found.is_some_and(|(_, known)| known == namespace)
    }

    /// A prefix for a namespace: one that stands for it, else one that stands for none.
    pub(super) fn prefix(&self, namespace: &str) -> String {
        let mut declared = self.0.iter().rev();
        let known = declared.find(|(prefix, _)| !prefix.is_empty() && self.has(prefix, namespace));
        match known {
            Some((prefix, _)) => prefix.clone(),
            None => {
                let is_free = |name: &String| !self.0.iter().any(|(known, _)| known == name);
                let mut names = (1..).map(|number| format!("ns{number}"));
                names.find(is_free).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn the_innermost_declaration_counts() {
        let mut scope = Scope::default();
        scope.enter("p", "u");
        let mark = scope.mark();
        scope.enter("p", "v");
        assert!(scope.has("p", "v") && !scope.has("p", "u"));
        assert_eq!(scope.prefix("v"), "p");
        assert_eq!(scope.prefix("u"), "ns1");
        scope.leave(mark);
        assert!(scope.has("p", "u") && !scope.has("", "u"));
    }
}
