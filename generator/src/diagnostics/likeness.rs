//! "Did you mean …?": the known name that is most like one that is not known.

/// How much of two names must be the same, from 0 (nothing) to 1.
const ALIKE: f64 = 0.6;

/// The length in bytes from which on a name is no slip of the pen; comparing costs the product of both lengths.
const LONGEST: usize = 128;

/// The one of `names` that is most like `wanted`, without regard to case, if one is like it at all; of equals the first.
pub fn most_like<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.len() > LONGEST {
        return None;
    }
    let wanted = wanted.to_lowercase();
    let likeness =
        |name: &str| strsim::normalized_damerau_levenshtein(&wanted, &name.to_lowercase());
    names
        .into_iter()
        .filter(|name| name.len() <= LONGEST)
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::most_like;

    #[test]
    fn slips_are_found_and_other_names_are_not() {
        let known = ["address_city", "operationId", "tags"];
        assert_eq!(most_like("operationid", known), Some("operationId"));
        assert_eq!(most_like("tag", known), Some("tags"));
        assert_eq!(most_like("address_country_code", known), None);
        assert_eq!(most_like("", known), None);
    }
}
