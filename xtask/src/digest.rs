//! SHA-256 as text: the same on every machine and with every Rust version.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of several byte strings, each preceded by its length so that their borders count.
pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of one file, as `sha256sum` shows it.
pub fn of_file(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The digest of files, their paths and their contents.
pub fn of_files<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    of(files.flat_map(|(path, bytes)| [path.as_bytes(), bytes]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_digest_is_the_one_that_other_tools_show() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_file(b"abc"), abc);
    }

    #[test]
    fn borders_between_parts_count() {
        assert_ne!(of([b"ab".as_slice(), b"c"]), of([b"a".as_slice(), b"bc"]));
        assert_eq!(of([b"ab".as_slice()]), of([b"ab".as_slice()]));
        assert_eq!(of([b"".as_slice()]).len(), 64);
    }
}
