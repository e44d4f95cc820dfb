//! The workflow for pull requests: its file, and its scripts in a repository with a `gh` that only takes notes.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::repository::{GOOD, Repository, Run};

fn github() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github")
}

/// A repository under git whose last commit is the pull request.
struct PullRequest(Repository);

impl PullRequest {
    /// One that changes what `change` changes; the crates are generated before, and after it as well if `regenerated`.
    fn new(change: impl FnOnce(&Repository), regenerated: bool) -> Self {
        let repository = Repository::new(&[("pets", GOOD), ("cats", GOOD)]);
        repository.run(&["regen", "--accept"]).ends(0);
        repository.write(
            ".gitignore",
            "/bin\n/target\n/report.md\n/summary.md\n/gh\n",
        );
        let pull_request = Self(repository);
        pull_request.program("cargo", "shift; exec \"$XTASK\" \"$@\"");
        pull_request.git(&["init", "--quiet"]);
        pull_request.commit();
        change(&pull_request.0);
        if regenerated {
            pull_request.0.run(&["regen", "--accept"]).ends(0);
        }
        pull_request.commit();
        pull_request
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=A", "-c", "user.email=a@a.example"])
            .args(arguments)
            .current_dir(self.0.path(""));
        Run::of(git.output().unwrap()).ends(0);
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "x"]);
    }

    /// Puts a program before those of the machine.
    fn program(&self, name: &str, script: &str) {
        self.0.write(
            &format!("bin/{name}"),
            &format!("#!/usr/bin/env bash\n{script}\n"),
        );
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.0.path(&format!("bin/{name}")), executable).unwrap();
    }

    /// Runs a script of the workflow with these variables.
    fn script(&self, name: &str, variables: &[(&str, &str)]) -> Run {
        let path = std::env::var("PATH").unwrap();
        let mut script = Command::new(github().join("scripts").join(name));
        script
            .arg("report.md")
            .current_dir(self.0.path(""))
            .env("PATH", format!("{}:{path}", self.0.path("bin").display()))
            .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
            .env("CARGO_MANIFEST_DIR", self.0.path("xtask"))
            .env("GITHUB_STEP_SUMMARY", self.0.path("summary.md"))
            .envs(variables.iter().copied());
        Run::of(script.output().unwrap())
    }

    fn review(&self) -> Run {
        self.script("review.sh", &[("BASE", "HEAD^1")])
    }

    /// Runs the script for the comment against a `gh` that knows of these comments; answers what it was told to do, and
    /// the text that it was given.
    fn comment(&self, known: &str) -> (String, String) {
        self.program(
            "gh",
            "printf '%s\\n' \"$*\" >> gh/calls\nfor word in \"$@\"; do\n  case $word in\n    body=@*) cp \"${word#body=@}\" gh/body ;;\n    --jq) cat gh/known ;;\n  esac\ndone",
        );
        for (file, text) in [("calls", ""), ("body", ""), ("known", known)] {
            self.0.write(&format!("gh/{file}"), text);
        }
        let variables = [("REPOSITORY", "o/r"), ("NUMBER", "7"), ("GH_TOKEN", "t")];
        self.script("comment.sh", &variables).ends(0);
        (self.0.read("gh/calls"), self.0.read("gh/body"))
    }
}

/// Makes the operation's answer another.
fn breaking(repository: &Repository) {
    let document = GOOD.replace(
        "{ type: array, items: { $ref: \"#/components/schemas/Pet\" } }",
        "{ $ref: \"#/components/schemas/Pet\" }",
    );
    repository.write("specs/pets/openapi.yaml", &document);
}

#[test]
fn a_change_is_reported_to_the_summary_and_the_file() {
    let pull_request = PullRequest::new(breaking, true);
    pull_request.review().ends(0);
    let report = pull_request.0.read("report.md");
    assert!(
        report.starts_with("## What this changes for callers\n\n**pets: "),
        "{report}"
    );
    assert!(report.contains("breaking"), "{report}");
    assert!(!report.contains("cats"), "{report}");
    assert!(!report.contains("## The crates"), "{report}");
    assert_eq!(pull_request.0.read("summary.md"), report);
}

#[test]
fn crates_that_are_stale_fail_the_job_and_are_reported() {
    let pull_request = PullRequest::new(breaking, false);
    let run = pull_request.review();
    run.ends(1)
        .prints("pets: stale: specs/pets/openapi.yaml changed");
    let report = pull_request.0.read("report.md");
    assert!(report.contains("## What this changes"), "{report}");
    assert!(
        report.contains("\n## The crates are not what the documents make of them\n\n    "),
        "{report}"
    );
    assert!(
        report.contains("    pets: specs/pets/openapi.yaml was edited in place"),
        "{report}"
    );
}

#[test]
fn findings_are_annotations_and_lines_of_documents_are_no_commands() {
    let faulty = GOOD.replace("      operationId: listPets\n", "");
    let change = |repository: &Repository| {
        repository.write(
            "specs/pets/openapi.yaml",
            &format!("{faulty}# ::error::injected\n"),
        );
    };
    let pull_request = PullRequest::new(change, true);
    let run = pull_request.review();
    run.ends(0).prints("::warning ");
    let stops: Vec<&str> = run
        .output
        .lines()
        .filter_map(|line| line.strip_prefix("::stop-commands::"))
        .collect();
    assert_eq!(stops.len(), 2);
    for token in stops {
        assert!(token.len() == 32 && run.output.contains(&format!("\n::{token}::\n")));
    }
}

#[test]
fn nothing_to_say_makes_an_empty_report_and_no_comment() {
    let pull_request =
        PullRequest::new(|repository| repository.write("README.md", "Hello.\n"), true);
    pull_request.review().ends(0);
    assert_eq!(pull_request.0.read("report.md"), "");
    assert_eq!(
        pull_request.0.read("summary.md"),
        "Nothing changes for callers.\n"
    );
    let (calls, _) = pull_request.comment("");
    assert_eq!(calls.lines().count(), 1, "{calls}");
    assert!(
        calls.starts_with("api --paginate repos/o/r/issues/7/comments --jq "),
        "{calls}"
    );
}

#[test]
fn one_comment_is_made_and_then_written_anew() {
    let pull_request = PullRequest::new(|_| (), false);
    pull_request
        .0
        .write("report.md", "## What this changes\n\n- `GET /pets`: more\n");
    let (calls, body) = pull_request.comment("");
    assert!(
        calls.contains("api --method POST repos/o/r/issues/7/comments --field body=@"),
        "{calls}"
    );
    assert_eq!(
        body,
        "<!-- clientsmith: what changes -->\n## What this changes\n\n- `GET /pets`: more\n"
    );
    let (calls, _) = pull_request.comment("41\n42\n");
    assert!(
        calls.contains("api --method PATCH repos/o/r/issues/comments/41 --field body=@"),
        "{calls}"
    );
    assert!(!calls.contains("POST"), "{calls}");
    pull_request.0.write("report.md", "");
    let (calls, body) = pull_request.comment("41\n");
    assert!(calls.contains("PATCH"), "{calls}");
    assert!(
        body.ends_with("Nothing changes for callers any more.\n"),
        "{body}"
    );
}

#[test]
fn a_report_that_is_too_long_is_cut_between_lines() {
    let pull_request = PullRequest::new(|_| (), false);
    let line = format!("- {}\n", "ä".repeat(100));
    pull_request.0.write(
        "report.md",
        &format!(
            "<details><summary>Details</summary>\n\n{}",
            line.repeat(1000)
        ),
    );
    let (_, body) = pull_request.comment("");
    assert!(body.chars().count() < 65_536);
    assert!(
        body.ends_with("\n</details>\n\nThe rest is in the summary of the job.\n"),
        "{body}"
    );
}

/// The workflow, and each of its steps.
fn workflow() -> (Value, Vec<Value>) {
    let text = std::fs::read_to_string(github().join("workflows/clientsmith.yml")).unwrap();
    let workflow: Value = serde_yaml::from_str(&text).unwrap();
    let jobs = workflow.pointer("/jobs").and_then(Value::as_object);
    let jobs = jobs.unwrap().values();
    let steps = jobs.flat_map(|job| job.get("steps").and_then(Value::as_array).unwrap().clone());
    let steps = steps.collect();
    (workflow, steps)
}

#[test]
fn actions_are_pinned_and_nothing_is_put_into_scripts() {
    let (_, steps) = workflow();
    assert!(steps.len() > 5);
    for step in &steps {
        if let Some(uses) = step["uses"].as_str() {
            let (_, commit) = uses.split_once('@').unwrap();
            assert!(
                commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()),
                "{uses}"
            );
        }
        if let Some(run) = step["run"].as_str() {
            assert!(!run.contains("${{"), "{run}");
            let script = run
                .split_whitespace()
                .next()
                .unwrap()
                .strip_prefix(".github/")
                .unwrap();
            let mode = std::fs::metadata(github().join(script))
                .unwrap()
                .permissions()
                .mode();
            assert!(mode & 0o111 != 0, "{script} cannot be run");
        }
    }
}

#[test]
fn only_the_job_for_the_comment_can_write_and_not_for_forks() {
    let (workflow, _) = workflow();
    assert_eq!(workflow["permissions"], serde_json::json!({}));
    let jobs = &workflow["jobs"];
    assert_eq!(
        jobs["review"]["permissions"],
        serde_json::json!({ "contents": "read" })
    );
    assert_eq!(
        jobs["comment"]["permissions"],
        serde_json::json!({ "contents": "read", "pull-requests": "write" })
    );
    let condition = jobs["comment"]["if"].as_str().unwrap();
    assert!(
        condition.contains("github.event.pull_request.head.repo.full_name == github.repository")
    );
    // With `pull_request_target` the code of a fork would run with a token that can write.
    assert_eq!(
        workflow["on"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["pull_request"]
    );
}
