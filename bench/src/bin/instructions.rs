//! Instructions of the thread that calls, generated beside by hand, as `valgrind` counts them: the same on a busy machine
//! as on a quiet one. Those of the server are on other threads and are not counted.
//!
//! Without arguments it runs itself once for each figure: `instructions WHAT WHOSE`.

use std::error::Error;
use std::hint::black_box;
use std::process::{Command, ExitCode, Stdio};

use ada_client::types::{EndUserPage, EndUserSearchResult};
use clientsmith_bench::{by_client, by_hand, page, server};
use clientsmith_runtime as rt;
use serde_json::{from_slice, to_vec};

/// What is counted, and how often it is done for one figure.
const ROWS: [(&str, u32); 5] = [
    ("a call", 100),
    ("a call, 1 MB answer", 2),
    ("reading 1 MB", 2),
    ("reading 1 MB, either of two", 2),
    ("writing 1 MB", 2),
];

const SIDES: [&str; 2] = ["generated", "by hand"];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [what, whose] => work(what, whose == "generated")?,
        _ => table()?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs this program under `valgrind` for each figure.
fn table() -> Result<(), Box<dyn Error>> {
    println!(
        "{:<27} {:>12} {:>12}   ratio",
        "instructions", "generated", "by hand"
    );
    for (what, times) in ROWS {
        let mut counts = [0.0; 2];
        for (count, whose) in counts.iter_mut().zip(SIDES) {
            let Some(collected) = collected(what, whose)? else {
                println!("without `valgrind` instructions are not counted");
                return Ok(());
            };
            *count = collected / f64::from(times);
        }
        let [first, second] = counts;
        println!(
            "{what:<27} {first:>12.0} {second:>12.0}   {:.3}",
            first / second
        );
    }
    Ok(())
}

/// What `valgrind` counts in [`counted`]; nothing where it is not installed.
fn collected(what: &str, whose: &str) -> Result<Option<f64>, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let valgrind = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg("--toggle-collect=*instructions::counted*")
        .arg(program)
        .args([what, whose])
        .stdout(Stdio::null())
        .output();
    let Ok(run) = valgrind else {
        return Ok(None);
    };
    let said = String::from_utf8_lossy(&run.stderr);
    let count = said
        .lines()
        .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    match count {
        Some(count) if run.status.success() => Ok(Some(count)),
        _ => Err(format!("`{what}`, {whose}: {said}").into()),
    }
}

fn work(what: &str, generated: bool) -> Result<(), Box<dyn Error>> {
    let times = ROWS.iter().find(|(row, _)| *row == what);
    let times = times.map_or(1, |(_, times)| *times);
    let text = page();
    let bytes = text.as_bytes();
    match (what, generated) {
        ("reading 1 MB", true) => repeat(times, || drop(rt::from_slice::<EndUserPage>(bytes))),
        ("reading 1 MB", false) => repeat(times, || drop(from_slice::<by_hand::Page>(bytes))),
        ("reading 1 MB, either of two", true) => {
            repeat(times, || drop(rt::from_slice::<EndUserSearchResult>(bytes)));
        }
        ("reading 1 MB, either of two", false) => {
            repeat(times, || drop(from_slice::<by_hand::SearchResult>(bytes)));
        }
        ("writing 1 MB", true) => {
            let page: EndUserPage = rt::from_slice(bytes)?;
            repeat(times, || drop(rt::to_vec(black_box(&page))));
        }
        ("writing 1 MB", false) => {
            let page: by_hand::Page = from_slice(bytes)?;
            repeat(times, || drop(to_vec(black_box(&page))));
        }
        _ => calls(what, generated, times)?,
    }
    Ok(())
}

fn calls(what: &str, generated: bool, times: u32) -> Result<(), Box<dyn Error>> {
    let url = server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = by_client::client(&url)?;
    let written = by_hand::Client::new(&url)?;
    match (what, generated) {
        ("a call", true) => repeat(times, || {
            drop(runtime.block_on(by_client::create(&client)));
        }),
        ("a call", false) => repeat(times, || drop(runtime.block_on(written.create()))),
        (_, true) => repeat(times, || drop(runtime.block_on(by_client::list(&client)))),
        (_, false) => repeat(times, || drop(runtime.block_on(written.list()))),
    }
    Ok(())
}

/// Does it twice to warm up, and then so often as is counted.
fn repeat(times: u32, mut one: impl FnMut()) {
    (0..2).for_each(|_| one());
    counted(times, &mut one);
}

/// What `valgrind` counts: it knows this function by its name.
#[inline(never)]
fn counted(times: u32, one: &mut dyn FnMut()) {
    (0..times).for_each(|_| one());
}
