//! Names under `components` for what comes from other files.
//!
//! The rule, the same in whatever order files are read:
//! 1. An entry of the main document's components that is nothing but a reference to the thing gives it its name.
//! 2. Else it has the name that its pointer ends in, or its file's name if the file is the thing (see [`base_name`]).
//! 3. Names of the main document stay. Things that want one name, or a name of the main document, all get the name of
//!    their file in front (`common_Error`), then of its folders, one by one, until no two are the same; two of one
//!    file get numbers, in the order of their pointers.
//! 4. Things that are equal and refer to nothing are one thing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::Pointer;

/// A thing that needs a name.
pub(super) struct Wanted<'a> {
    pub(super) section: &'static str,
    pub(super) path: &'a str,
    pub(super) pointer: &'a Pointer,
    /// The name that rule 1 gives.
    pub(super) adopted: Option<&'a str>,
    /// Its content, if that refers to nothing.
    pub(super) plain: Option<&'a Value>,
}

/// The names of `wanted`, in its order. `components` are those of the main document.
pub(super) fn assign(wanted: &[Wanted<'_>], components: Option<&Value>) -> Vec<String> {
    let mut names: Vec<Option<String>> = wanted
        .iter()
        .map(|w| w.adopted.map(str::to_owned))
        .collect();
    let mut qualifiers = vec![0_usize; wanted.len()];
    // Each round that settles nothing adds a qualifier to someone, and nobody has more than their path has steps.
    let rounds = wanted
        .iter()
        .map(|w| w.path.split('/').count() + 2)
        .max()
        .unwrap_or(0);
    for _ in 0..rounds {
        let mut claims: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
        for (index, (w, name)) in wanted.iter().zip(&names).enumerate() {
            if name.is_none() {
                let qualifier = qualifiers.get(index).copied().unwrap_or(0);
                claims
                    .entry((w.section, w.name(qualifier)))
                    .or_default()
                    .push(index);
            }
        }
        for ((section, name), claimants) in claims {
            let settled = is_free(wanted, &claimants, components, section, &name, &names);
            for index in claimants {
                if settled {
                    set(&mut names, index, Some(name.clone()));
                } else if let Some(qualifier) = qualifiers.get_mut(index) {
                    *qualifier += 1;
                }
            }
        }
    }
    number(wanted, names, components)
}

/// Whether all claimants of a name may have it.
fn is_free(
    wanted: &[Wanted<'_>],
    claimants: &[usize],
    components: Option<&Value>,
    section: &str,
    name: &str,
    names: &[Option<String>],
) -> bool {
    let contents: Vec<Option<&Value>> = claimants
        .iter()
        .filter_map(|index| wanted.get(*index))
        .map(|w| w.plain)
        .collect();
    let first = contents.first().copied().flatten();
    let all_equal = |other: Option<&Value>| first.is_some() && other == first;
    let taken = wanted
        .iter()
        .zip(names)
        .any(|(w, taken)| w.section == section && taken.as_deref() == Some(name));
    let own = components.and_then(|components| components.get(section)?.get(name));
    !taken
        && own.is_none_or(|own| all_equal(Some(own)))
        && (claimants.len() < 2 || contents.into_iter().all(all_equal))
}

/// Numbers for those that their paths did not tell apart.
fn number(
    wanted: &[Wanted<'_>],
    mut names: Vec<Option<String>>,
    components: Option<&Value>,
) -> Vec<String> {
    let mut unnamed: Vec<usize> = (0..wanted.len())
        .filter(|index| names.get(*index).is_some_and(Option::is_none))
        .collect();
    unnamed.sort_by_key(|index| wanted.get(*index).map(|w| (w.section, w.path, w.pointer)));
    let mut taken: BTreeSet<(&str, String)> = wanted
        .iter()
        .zip(&names)
        .filter_map(|(w, name)| Some((w.section, name.clone()?)))
        .collect();
    for index in unnamed {
        let Some(w) = wanted.get(index) else { continue };
        let full = w.name(usize::MAX);
        let own = components.and_then(|components| components.get(w.section));
        let free = (1..)
            .map(|n: u32| {
                if n == 1 {
                    full.clone()
                } else {
                    format!("{full}_{n}")
                }
            })
            .find(|name| {
                own.is_none_or(|own| own.get(name).is_none())
                    && taken.insert((w.section, name.clone()))
            });
        set(&mut names, index, free);
    }
    names.into_iter().map(Option::unwrap_or_default).collect()
}

fn set(names: &mut [Option<String>], index: usize, name: Option<String>) {
    if let Some(slot) = names.get_mut(index) {
        *slot = name;
    }
}

impl Wanted<'_> {
    /// The base name with this many steps of the path, from its end, in front.
    fn name(&self, qualifiers: usize) -> String {
        let base = base_name(self.path, self.pointer);
        let (folders, file) = self.path.rsplit_once('/').unwrap_or(("", self.path));
        let mut steps = vec![stem(file)];
        steps.extend(folders.rsplit('/').filter(|step| !step.is_empty()));
        if is_whole_file(self.pointer) {
            // The base is the file's name already.
            steps.remove(0);
        }
        let mut parts: Vec<String> = steps.into_iter().take(qualifiers).map(sanitized).collect();
        parts.reverse();
        parts.push(base);
        parts.join("_")
    }
}

/// `X` for `a.yaml#/components/schemas/X`, `#/definitions/X` and `#/X`; `a` for `a.yaml`; `a_deep_down` for
/// `a.yaml#/deep/down`.
fn base_name(path: &str, pointer: &Pointer) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let tokens: Vec<String> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let joined = match tokens.as_slice() {
        [] => stem(file).to_owned(),
        ["components", _, rest @ ..] if !rest.is_empty() => rest.join("_"),
        [
            "definitions" | "$defs" | "schemas" | "parameters" | "responses" | "headers"
            | "examples",
            rest @ ..,
        ] if !rest.is_empty() => rest.join("_"),
        [only] => (*only).to_owned(),
        tokens => format!("{}_{}", stem(file), tokens.join("_")),
    };
    sanitized(&joined)
}

fn is_whole_file(pointer: &Pointer) -> bool {
    pointer.as_str().is_empty()
}

/// A file's name without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| if stem.is_empty() { file } else { stem })
}

/// Only characters that the names of components may have (OpenAPI, Components Object).
fn sanitized(name: &str) -> String {
    let clean = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
            c
        } else {
            '_'
        }
    };
    let name: String = name.chars().map(clean).collect();
    let name = name.trim_matches('_');
    if name.is_empty() {
        "unnamed".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn wanted<'a>(path: &'a str, pointer: &'a Pointer, plain: Option<&'a Value>) -> Wanted<'a> {
        Wanted {
            section: "schemas",
            path,
            pointer,
            adopted: None,
            plain,
        }
    }

    #[test]
    fn a_name_comes_from_the_pointer_or_the_file() {
        let name = |path, pointer: &str| base_name(path, &Pointer::parse(pointer));
        assert_eq!(name("a/b.yaml", "/components/schemas/Pet"), "Pet");
        assert_eq!(name("a/b.yaml", "/definitions/Pet"), "Pet");
        assert_eq!(name("a/b.yaml", "/Pet"), "Pet");
        assert_eq!(name("a/Pet.v1.yaml", ""), "Pet.v1");
        assert_eq!(name("b.yaml", "/paths/~1a/get"), "b_paths__a_get");
    }

    #[test]
    fn a_clash_gives_all_of_them_the_name_of_their_file() {
        let (x, y) = (
            Pointer::parse("/components/schemas/Error"),
            Pointer::parse("/Error"),
        );
        let all = [
            wanted("a.yaml", &x, None),
            wanted("v1/b.yaml", &x, None),
            wanted("v2/b.yaml", &y, None),
        ];
        assert_eq!(assign(&all, None), ["a_Error", "v1_b_Error", "v2_b_Error"]);
        let own = json!({"schemas": {"Error": {}}});
        assert_eq!(assign(all.get(..1).unwrap(), Some(&own)), ["a_Error"]);
    }

    #[test]
    fn two_of_one_file_get_numbers() {
        let (x, y) = (
            Pointer::parse("/definitions/Error"),
            Pointer::parse("/Error"),
        );
        let all = [wanted("a.yaml", &x, None), wanted("a.yaml", &y, None)];
        assert_eq!(assign(&all, None), ["a_Error_2", "a_Error"]);
    }

    #[test]
    fn equal_things_that_refer_to_nothing_are_one() {
        let x = Pointer::parse("/Error");
        let (text, other) = (json!({"type": "string"}), json!({"type": "object"}));
        let all = [
            wanted("a.yaml", &x, Some(&text)),
            wanted("b.yaml", &x, Some(&text)),
        ];
        assert_eq!(assign(&all, None), ["Error", "Error"]);
        let all = [
            wanted("a.yaml", &x, Some(&text)),
            wanted("b.yaml", &x, Some(&other)),
        ];
        assert_eq!(assign(&all, None), ["a_Error", "b_Error"]);
    }
}
