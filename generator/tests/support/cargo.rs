//! Workspaces of generated crates, and cargo in them.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::workspace;

/// Writes a text unless it is there already: what did not change is not compiled again.
pub fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The target folder of all these workspaces: what they depend on is compiled once.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures/target")
}

/// The versions that the repository was tested with; Cargo adds the generated crates.
pub fn copy_lock(root: &Path) {
    std::fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
}

/// Runs cargo in a workspace and gives what it writes to its output; what it says is shown when it fails.
pub fn cargo(root: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    for flags in [
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CLIPPY_ARGS",
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
    ] {
        command.env_remove(flags);
    }
    let output = command
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target())
        .env("RUSTDOCFLAGS", "-D warnings")
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "cargo {}:\n{said}",
        arguments.join(" ")
    );
    String::from_utf8(output.stdout).unwrap()
}
