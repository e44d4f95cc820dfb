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
    let (letters, length) = (Letters::of(&wanted), wanted.chars().count());
    let likeness =
        |name: &str| strsim::normalized_damerau_levenshtein(&wanted, &name.to_lowercase());
    // A document with many faults compares many names with many: most are told apart by their letters alone.
    let may_be_alike = |name: &str| {
        let longest = length.max(name.chars().count());
        let longest = u32::try_from(longest).map_or(f64::MAX, f64::from);
        let slips = (longest * (1.0 - ALIKE)).ceil();
        f64::from(letters.differing(&Letters::of(name))) <= slips
    };
    names
        .into_iter()
        .filter(|name| name.len() <= LONGEST && may_be_alike(name))
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, name)| name)
}

/// How often each character of ASCII stands in a name, without regard to case.
struct Letters([u8; 128]);

impl Letters {
    /// Those of a name of at most [`LONGEST`] bytes.
    fn of(name: &str) -> Self {
        let mut counts = [0_u8; 128];
        for byte in name.bytes().map(|byte| byte.to_ascii_lowercase()) {
            if let Some(count) = counts.get_mut(usize::from(byte)) {
                *count = count.saturating_add(1);
            }
        }
        Self(counts)
    }

    /// At least so many slips make one name of the other: a slip adds one character, takes one away, or both.
    fn differing(&self, other: &Self) -> u32 {
        let pairs = || self.0.iter().zip(&other.0);
        let more: u32 = pairs()
            .map(|(one, two)| u32::from(one.saturating_sub(*two)))
            .sum();
        let less: u32 = pairs()
            .map(|(one, two)| u32::from(two.saturating_sub(*one)))
            .sum();
        more.max(less)
    }
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
