//! Names of a document become Rust identifiers: readable, distinct without regard to case, stable.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use heck::{ToSnakeCase, ToUpperCamelCase};
use icu_normalizer::ComposingNormalizerBorrowed;

use crate::diagnostics::Pointer;
use crate::model::Ident;

/// Names of the standard library that generated files use bare; a schema of that name becomes `<Name>Type`.
const PRELUDE: &[&str] = &[
    "Option", "String", "Vec", "Box", "Self", "Into", "From", "Default", "Result", "Some", "None",
    "Ok", "Err",
];

/// The variant that holds what the document does not list; it has this name in every enum, whatever is added later.
pub(super) const CATCH_ALL: &str = "Unknown";

/// The longest name of a file without its ending, in bytes: file systems take no more than 255.
const LONGEST_FILE: usize = 200;

/// A place where names must differ, without regard to case.
#[derive(Debug, Default, Clone)]
pub(super) struct Scope {
    /// Where the names are from, if that was said.
    taken: HashMap<String, Option<Pointer>>,
    /// By wanted name, the number to try next.
    numbers: HashMap<String, u32>,
}

/// A name that was claimed for something in the document.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) name: Ident,
    /// What has the name that was wanted, if it was taken and that is known.
    pub(super) holder: Option<Pointer>,
}

impl Scope {
    /// A scope in which `names` are taken.
    pub(super) fn reserving<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            taken: names.into_iter().map(|name| (key(name), None)).collect(),
            numbers: HashMap::new(),
        }
    }

    /// `wanted`, or `wanted2`, `wanted3`, … the first that is free; it is taken from now on.
    pub(super) fn claim(&mut self, wanted: &Ident) -> Ident {
        self.claim_for(wanted, None)
    }

    /// As [`Scope::claim`], for what stands at `at`; tells what has the name that was wanted.
    pub(super) fn claim_at(&mut self, wanted: &Ident, at: &Pointer) -> Claim {
        let name = self.claim_for(wanted, Some(at));
        let holder = match name == *wanted {
            true => None,
            false => self.taken.get(&key(wanted.as_str())).cloned().flatten(),
        };
        Claim { name, holder }
    }

    fn claim_for(&mut self, wanted: &Ident, at: Option<&Pointer>) -> Ident {
        if take(&mut self.taken, wanted, at) {
            return wanted.clone();
        }
        let separator = if wanted.as_str().ends_with(|c: char| c.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        let number = self.numbers.entry(key(wanted.as_str())).or_insert(2);
        loop {
            let candidate = wanted.with_suffix(format!("{separator}{number}"));
            *number = number.saturating_add(1);
            if take(&mut self.taken, &candidate, at) {
                return candidate;
            }
        }
    }

    /// As [`Scope::claim`], for a name that is used with each of these suffixes as well: all of them are taken.
    pub(super) fn claim_family(&mut self, wanted: &Ident, suffixes: &[&str]) -> Ident {
        loop {
            let name = self.claim(wanted);
            let family: Vec<String> = suffixes
                .iter()
                .map(|suffix| key(&format!("{name}{suffix}")))
                .collect();
            if family.iter().all(|member| !self.taken.contains_key(member)) {
                self.taken
                    .extend(family.into_iter().map(|member| (member, None)));
                return name;
            }
        }
    }

    /// Gives a name back that was claimed and not used.
    pub(super) fn release(&mut self, name: &Ident) {
        let key = key(name.as_str());
        let wanted = key.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = key
            .strip_prefix(wanted)
            .and_then(|digits| digits.parse::<u32>().ok());
        if let (Some(next), Some(number)) = (self.numbers.get_mut(wanted), number) {
            *next = number.min(*next);
        }
        self.taken.remove(&key);
    }
}

/// Takes a name for what stands at `at`, unless it is taken.
fn take(taken: &mut HashMap<String, Option<Pointer>>, name: &Ident, at: Option<&Pointer>) -> bool {
    match taken.entry(key(name.as_str())) {
        Entry::Occupied(_) => false,
        Entry::Vacant(free) => {
            free.insert(at.cloned());
            true
        }
    }
}

fn key(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// The name of a type: `end_user` → `EndUser`, `3d model` → `Type3dModel`, `Option` → `OptionType`.
pub(super) fn type_name(text: &str) -> Ident {
    let camel = spell_symbols(text).to_upper_camel_case();
    if PRELUDE.contains(&camel.as_str()) {
        return identifier(&format!("{camel}Type"), "Type");
    }
    identifier(&camel, "Type")
}

/// The name of an enum's variant: `review_requested` → `ReviewRequested`, `+1` → `Plus1`, `` → `Empty`, `42` → `Value42`.
pub(super) fn variant_name(text: &str) -> Ident {
    if text.is_empty() {
        return identifier("Empty", "Value");
    }
    let camel = spell_symbols(text).to_upper_camel_case();
    match camel.as_str() {
        "Self" => identifier("SelfValue", "Value"),
        _ => identifier(&camel, "Value"),
    }
}

/// The name of a field, an argument, a method or a module: `createdAt` → `created_at`, `type` → `type_`.
pub(super) fn snake_name(text: &str) -> Ident {
    let snake = spell_symbols(text).to_snake_case();
    if snake.is_empty() {
        return identifier("", "field_");
    }
    Ident::new(snake.as_str())
        .or_else(|| Ident::new(format!("{snake}_")))
        .unwrap_or_else(|| identifier(&snake, "field_"))
}

/// The name of a file of types: [`module_name`], but `rt` is what these files call the runtime.
pub(super) fn types_module_name(text: &str) -> Ident {
    let name = module_name(text);
    match name.as_str() {
        "rt" => name.with_suffix("_"),
        _ => name,
    }
}

/// The name of a file: rustc finds modules by file only when their names are ASCII.
pub(super) fn module_name(text: &str) -> Ident {
    let name = snake_name(text);
    let ascii: String = name.as_str().chars().filter(char::is_ascii).collect();
    if ascii == name.as_str() && ascii.len() <= LONGEST_FILE {
        return name;
    }
    let short = match ascii.get(..LONGEST_FILE) {
        // At the end of a word, if there is one.
        Some(head) => head.rsplit_once('_').map_or(head, |(words, _)| words),
        None => &ascii,
    };
    match short.trim_matches('_') {
        "" => snake_name("other"),
        rest => snake_name(rest),
    }
}

/// `text` if it is an identifier, else with `prefix` before it, without the characters that no identifier has.
fn identifier(text: &str, prefix: &str) -> Ident {
    let cleaned: String = text
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    if cleaned.is_empty() {
        return fallback(prefix);
    }
    Ident::new(cleaned.as_str())
        .or_else(|| Ident::new(format!("{prefix}{cleaned}")))
        .or_else(|| {
            let ascii: String = cleaned
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect();
            Ident::new(format!("{prefix}{ascii}"))
        })
        .unwrap_or_else(|| fallback(prefix))
}

/// What is left when nothing of a name can stay: the prefix is an identifier, but for a trailing underscore.
fn fallback(prefix: &str) -> Ident {
    let word = prefix.trim_end_matches('_');
    Ident::new(word).unwrap_or_else(Ident::placeholder)
}

/// Spells out the symbols that alone tell values apart: a leading sign, and texts that have no letter or digit at all.
fn spell_symbols(text: &str) -> String {
    let text = &*compatible(text);
    let mut characters = text.chars();
    match (characters.next(), characters.clone().next()) {
        (Some('+'), Some(_)) => return format!("plus {}", characters.as_str()),
        (Some('-'), Some(next)) if next.is_ascii_alphanumeric() => {
            return format!("minus {}", characters.as_str());
        }
        _ => {}
    }
    if text.chars().any(char::is_alphanumeric) {
        return text.to_owned();
    }
    text.chars()
        .filter_map(symbol_word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text in the form NFKC of Unicode: `m²` is `m2`, `ﬁ` is `fi`. rustc warns of identifiers in any other.
fn compatible(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => ComposingNormalizerBorrowed::new_nfkc().normalize(text),
    }
}

fn symbol_word(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '?' => "question",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '~' => "tilde",
        '^' => "caret",
        '_' => "underscore",
        ' ' => "space",
        '"' | '\'' => "quote",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Scope, module_name, snake_name, type_name, types_module_name, variant_name};

    #[test]
    fn types() {
        for (text, name) in [
            ("end_user", "EndUser"),
            ("EndUserPostParams", "EndUserPostParams"),
            ("3d model", "Type3dModel"),
            ("Option", "OptionType"),
            ("Self", "SelfType"),
            ("a.b/c[d]", "ABCD"),
            ("*", "Star"),
            ("利用者", "利用者"),
            ("Ｆｕｌｌ", "Full"),
        ] {
            assert_eq!(type_name(text).as_str(), name, "{text}");
        }
    }

    #[test]
    fn variants() {
        for (text, name) in [
            ("n", "N"),
            ("", "Empty"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("42", "Value42"),
            ("Self", "SelfValue"),
            (">=", "GreaterEqual"),
            ("m²", "M2"),
        ] {
            assert_eq!(variant_name(text).as_str(), name, "{text}");
        }
    }

    #[test]
    fn fields() {
        for (text, name) in [
            ("createdAt", "created_at"),
            ("type", "type_"),
            ("gen", "gen_"),
            ("self", "self_"),
            ("3d", "field_3d"),
            ("@id", "id"),
            ("$ref", "ref_"),
            ("", "field"),
            ("nº", "no"),
        ] {
            assert_eq!(snake_name(text).as_str(), name, "{text}");
        }
    }

    #[test]
    fn files() {
        for (text, name) in [("Größe", "gre"), ("利用者", "other"), ("type", "type_")] {
            assert_eq!(module_name(text).as_str(), name, "{text}");
        }
        assert_eq!(
            module_name(&"nest ".repeat(60)).as_str(),
            "nest_".repeat(40).trim_end_matches('_')
        );
        assert_eq!(types_module_name("rt").as_str(), "rt_");
    }

    #[test]
    fn clashes_are_numbered_without_regard_to_case() {
        let mut scope = Scope::reserving(["Unknown"]);
        assert_eq!(scope.claim(&variant_name("unknown")).as_str(), "Unknown2");
        assert_eq!(scope.claim(&variant_name("asc")).as_str(), "Asc");
        assert_eq!(scope.claim(&variant_name("ASC")).as_str(), "Asc2");
        assert_eq!(scope.claim(&type_name("v1")).as_str(), "V1");
        assert_eq!(scope.claim(&type_name("V1")).as_str(), "V1_2");
        assert_eq!(scope.claim(&variant_name("asc")).as_str(), "Asc3");
        scope.release(&variant_name("Asc2"));
        assert_eq!(scope.claim(&variant_name("asc")).as_str(), "Asc2");
        assert_eq!(scope.claim(&variant_name("asc")).as_str(), "Asc4");
    }
}
