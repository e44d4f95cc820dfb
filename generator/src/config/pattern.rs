//! Patterns of places in a document.

/// A JSON pointer with wildcards: `/components/schemas/Pet/**`.
///
/// In a token `*` stands for any text, and the token `**` for any number of tokens, none included. A place in another
/// file than the main document has the file's path before it: `parts/pet.yaml#/Pet`. Not a glob of files: `{`, `[` and `?`
/// are plain text in a pointer, `/paths/~1pets~1{id}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern<'a> {
    file: &'a str,
    tokens: Vec<&'a str>,
}

impl<'a> Pattern<'a> {
    /// Reads a pattern, or an address (see [`crate::diagnostics::Report::address`]); `None` if it is no pointer, with or
    /// without a file before it.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (file, pointer) = text.rsplit_once('#').unwrap_or(("", text));
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return None;
        }
        let tokens = pointer.split('/').skip(1).collect();
        Some(Self { file, tokens })
    }

    /// Whether the place at `address` is one of those that are meant.
    pub fn fits(&self, address: &str) -> bool {
        Pattern::parse(address).is_some_and(|place| {
            let tokens = |pattern: &&str, token: &&str| fits_text(pattern, token);
            fits_text(self.file, place.file)
                && fits(&self.tokens, &place.tokens, |token| *token == "**", tokens)
        })
    }
}

/// Whether a text is as a pattern says, in which `*` stands for any text.
fn fits_text(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    fits(&pattern, &text, |c| *c == '*', |one, other| one == other)
}

/// Whether `items` are as a pattern says, some parts of which stand for any number of items.
///
/// Only the last such part is ever tried again with one item more, since what an earlier one could take, that one can.
fn fits<T>(
    pattern: &[T],
    items: &[T],
    is_many: impl Fn(&T) -> bool,
    is_one: impl Fn(&T, &T) -> bool,
) -> bool {
    let (mut part, mut item) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while let Some(here) = items.get(item) {
        match (pattern.get(part), again) {
            (Some(many), _) if is_many(many) => {
                again = Some((part + 1, item));
                part += 1;
            }
            (Some(one), _) if is_one(one, here) => (part, item) = (part + 1, item + 1),
            (_, Some((after, taken))) => {
                (part, item) = (after, taken + 1);
                again = Some((after, item));
            }
            (_, None) => return false,
        }
    }
    pattern.iter().skip(part).all(is_many)
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn wildcards_stand_for_texts_and_for_tokens() {
        for (pattern, address, fits) in [
            ("/components/schemas/Pet", "/components/schemas/Pet", true),
            (
                "/components/schemas/Pet",
                "/components/schemas/Pet/type",
                false,
            ),
            (
                "/components/schemas/Pet/**",
                "/components/schemas/Pet",
                true,
            ),
            (
                "/components/schemas/Pet/**",
                "/components/schemas/Pet/properties/a",
                true,
            ),
            (
                "/components/schemas/Pet/**",
                "/components/schemas/Pets",
                false,
            ),
            ("/components/schemas/Pet*", "/components/schemas/Pets", true),
            ("/components/*/Pet", "/components/schemas/Pet", true),
            ("/components/*/Pet", "/components/Pet", false),
            ("/**/pattern", "/components/schemas/Pet/pattern", true),
            ("/**/a/**/b", "/a/x/a/y/b", true),
            ("/**/a/**/b", "/x/a/y/b/c", false),
            ("/paths/~1pets~1{id}/get", "/paths/~1pets~1{id}/get", true),
            ("/paths/~1pets*/*", "/paths/~1pets~1{id}/get", true),
            ("#/info", "/info", true),
            ("/**", "", true),
            ("", "", true),
            ("", "/info", false),
            ("/**", "parts/pet.yaml#/Pet", false),
            ("parts/pet.yaml#/Pet", "parts/pet.yaml#/Pet", true),
            ("parts/*#/**", "parts/pet.yaml#/Pet/type", true),
        ] {
            let found = Pattern::parse(pattern).unwrap().fits(address);
            assert_eq!(found, fits, "{pattern} and {address}");
        }
        assert_eq!(Pattern::parse("paths/get"), None);
        assert_eq!(Pattern::parse("pet.yaml#Pet"), None);
    }
}
