//! SHA-256 as text: the same on every machine and with every Rust version.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of several byte strings, each preceded by its length so that their borders count.
pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The digest of files, their paths and their contents.
pub fn of_files<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    of(files.flat_map(|(path, bytes)| [path.as_bytes(), bytes]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_between_parts_count() {
        assert_ne!(of([b"ab".as_slice(), b"c"]), of([b"a".as_slice(), b"bc"]));
        assert_eq!(of([b"ab".as_slice()]), of([b"ab".as_slice()]));
        assert_eq!(of([b"".as_slice()]).len(), 64);
    }
}
