//! Names for crates, made from file names.

use std::path::Path;

/// The name that a document's file gives to its API.
pub fn of_file(document: &Path) -> String {
    kebab(&document.file_stem().unwrap_or_default().to_string_lossy())
}

/// `text` as a package name: lower-case ASCII letters and digits with single hyphens between words, beginning with a
/// letter (Cargo refuses a digit there).
pub fn kebab(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        let boundary = c.is_ascii_uppercase()
            && before.is_some_and(|b: char| b.is_ascii_lowercase() || b.is_ascii_digit());
        let gap = boundary || !c.is_ascii_alphanumeric();
        if gap && !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        }
        before = Some(c);
    }
    let name = name.trim_end_matches('-');
    match name.chars().next() {
        None => "api".to_owned(),
        Some(c) if c.is_ascii_digit() => format!("api-{name}"),
        Some(_) => name.to_owned(),
    }
}

/// Whether `name` is what [`kebab`] would make of it.
pub fn is_kebab(name: &str) -> bool {
    !name.is_empty() && kebab(name) == name
}

/// Names of devices of Windows, which can be no folder there.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Whether a folder can have this name on every system.
pub fn can_be_folder(name: &str) -> bool {
    let is_port = |prefix| {
        name.strip_prefix(prefix).is_some_and(|rest: &str| {
            rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    !DEVICES.contains(&name) && !is_port("com") && !is_port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_by_single_hyphens() {
        assert_eq!(kebab("create_room"), "create-room");
        assert_eq!(kebab("petstore.v3 (final)"), "petstore-v3-final");
        assert_eq!(kebab("myPetStore"), "my-pet-store");
        assert_eq!(kebab("TS29502_Nsmf"), "ts29502-nsmf");
    }

    #[test]
    fn a_document_is_called_as_its_file() {
        assert_eq!(of_file(Path::new("specs/myPets.v3.yaml")), "my-pets-v3");
    }

    #[test]
    fn a_name_begins_with_a_letter() {
        assert_eq!(kebab("3gpp"), "api-3gpp");
        assert_eq!(kebab("日本"), "api");
        assert_eq!(kebab(""), "api");
    }

    #[test]
    fn a_device_is_no_folder() {
        for name in ["con", "com1", "lpt9"] {
            assert!(!can_be_folder(name), "{name}");
        }
        for name in ["heron", "com", "com10", "commerce"] {
            assert!(can_be_folder(name), "{name}");
        }
    }

    #[test]
    fn only_a_finished_name_is_kebab() {
        assert!(is_kebab("pet-store"));
        assert!(!is_kebab("Pet_Store"));
        assert!(!is_kebab(""));
    }
}
