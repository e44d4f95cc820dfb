//! Completions, colours.

use std::process::Command;

use crate::repository::{GOOD, Repository, Run};

/// The repository with this program where `cargo xtask` would have built it.
fn with_program() -> Repository {
    let repository = Repository::new(&[("pets", GOOD), ("pests", GOOD), ("cats", GOOD)]);
    for package in ["xtask", "runtime"] {
        repository.write(&format!("{package}/Cargo.toml"), "");
    }
    std::fs::create_dir_all(repository.path("target/xtask")).unwrap();
    let program = repository.path("target/xtask/xtask");
    std::fs::hard_link(env!("CARGO_BIN_EXE_xtask"), &program)
        .or_else(|_| std::fs::copy(env!("CARGO_BIN_EXE_xtask"), &program).map(|_| ()))
        .unwrap();
    repository
}

/// What bash offers for the last of these words, after `setup`, in a folder of the repository.
fn bash(repository: &Repository, setup: &str, folder: &str, words: &[&str]) -> Vec<String> {
    let script = repository.run(&["completions", "bash"]);
    repository.write("completions.bash", &script.ends(0).output);
    let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let commands = format!(
        "{setup}\nsource '{}'\ncd '{}'\nCOMP_WORDS=({})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n_cargo_xtask cargo \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\n((${{#COMPREPLY[@]}} == 0)) || printf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
        repository.path("completions.bash").display(),
        repository.path(folder).display(),
        words.join(" ")
    );
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-c", &commands])
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_MANIFEST_DIR");
    let run = Run::of(bash.output().unwrap());
    assert_eq!(run.ends(0).errors, "");
    run.output.lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_apis() {
    let repository = with_program();
    let offers = |words: &[&str]| bash(&repository, "", "specs/pets", words);
    assert_eq!(offers(&["cargo", "xtask", "re"]), ["regen"]);
    assert_eq!(
        offers(&["cargo", "xtask", "regen", "pe"]),
        ["pests", "pets"]
    );
    assert_eq!(
        offers(&["cargo", "xtask", "regen", "pets", "--ch"]),
        ["--check"]
    );
    assert_eq!(
        offers(&["cargo", "xtask", "diff", "--format", "m"]),
        ["markdown"]
    );
    assert_eq!(offers(&["cargo", "xtask", "explain", "raw-"]), ["raw-body"]);
    assert_eq!(offers(&["cargo", "xtask", "complet"]), ["completions"]);
}

#[cfg(unix)]
#[test]
fn bash_leaves_everything_else_to_what_completed_cargo_before() {
    let repository = with_program();
    let setup = "others() { COMPREPLY=(theirs \"$2\"); }\ncomplete -F others cargo";
    let offers = |words: &[&str]| bash(&repository, setup, "", words);
    assert_eq!(offers(&["cargo", "bu"]), ["theirs", "bu"]);
    assert_eq!(offers(&["cargo", "xta"]), ["theirs", "xta"]);
    assert_eq!(offers(&["cargo", "xtask", "lin"]), ["lint"]);
    // Outside the repository, and before the first `cargo xtask`, nothing is known.
    std::fs::remove_file(repository.path("target/xtask/xtask")).unwrap();
    assert_eq!(offers(&["cargo", "xtask", "lin"]), [""; 0]);
}

#[test]
fn the_other_shells_have_scripts() {
    let repository = Repository::new(&[]);
    for (shell, text) in [
        ("zsh", "#compdef cargo-xtask"),
        ("fish", "complete -c cargo"),
    ] {
        repository.run(&["completions", shell]).ends(0).prints(text);
    }
    repository.run(&["completions", "tcsh"]).ends(2);
}

#[test]
fn candidates_are_described_where_that_is_asked_for() {
    let repository = Repository::new(&[]);
    let words = ["complete", "--describe", "--at", "1", "--", "xtask", "lin"];
    repository
        .run(&words)
        .ends(0)
        .prints("lint\tShow what is wrong or doubtful");
}

#[test]
fn colours_are_for_terminals_unless_they_are_asked_for() {
    let faulty = GOOD.replace("      operationId: listPets\n", "");
    let repository = Repository::new(&[("pets", &faulty)]);
    let has_colours =
        |arguments: &[&str]| repository.run(arguments).ends(0).output.contains('\u{1b}');
    assert!(!has_colours(&["lint"]));
    assert!(has_colours(&["lint", "--color", "always"]));
    assert!(has_colours(&["--color", "always", "lint"]));
    assert!(!has_colours(&["lint", "--color", "never"]));
    let mut no_color = Command::new(env!("CARGO_BIN_EXE_xtask"));
    no_color
        .args(["lint", "--color", "auto"])
        .env("NO_COLOR", "1")
        .env("CLICOLOR_FORCE", "1")
        .env("CARGO_MANIFEST_DIR", repository.path("xtask"));
    let run = Run::of(no_color.output().unwrap());
    assert!(!run.ends(0).output.contains('\u{1b}'));
}
