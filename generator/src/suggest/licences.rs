//! Names that people give to licences.

/// The identifiers (SPDX) of the licences that documents name most, each with other spellings of it.
const KNOWN: [(&str, &[&str]); 9] = [
    ("MIT", &["mit", "mitlicense", "themitlicense"]),
    (
        "Apache-2.0",
        &[
            "apache20",
            "apache2",
            "apachelicense20",
            "apachelicenseversion20",
            "apachev2",
        ],
    ),
    ("BSD-2-Clause", &["bsd2clause"]),
    ("BSD-3-Clause", &["bsd3clause"]),
    ("ISC", &["isc", "isclicense"]),
    ("MPL-2.0", &["mpl20", "mozillapubliclicense20"]),
    ("Unlicense", &["unlicense", "theunlicense"]),
    ("CC0-1.0", &["cc010"]),
    ("CC-BY-4.0", &["ccby40"]),
];

/// The identifier of the licence of this name, if it is one of those that are known.
pub(super) fn identifier(name: &str) -> Option<&'static str> {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let spelling: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let mut known = KNOWN.iter();
    known
        .find(|(_, spellings)| spellings.contains(&spelling.as_str()))
        .map(|(identifier, _)| *identifier)
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn a_licence_is_known_by_several_spellings() {
        for name in ["Apache 2.0", "Apache-2.0", "Apache License, Version 2.0"] {
            assert_eq!(identifier(name), Some("Apache-2.0"));
        }
        assert_eq!(identifier("Proprietary"), None);
    }
}
