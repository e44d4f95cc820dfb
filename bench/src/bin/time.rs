//! Wall times, generated beside by hand: a small call, one with a megabyte in its answer, reading and writing a megabyte.

use std::error::Error;
use std::hint::black_box;

use ada_client::types::{EndUserPage, EndUserSearchResult};
use clientsmith_bench::measure::{Comparison, in_turns};
use clientsmith_bench::{by_client, by_hand, page, server};
use clientsmith_runtime as rt;

/// How often the two take their turns.
const TURNS: usize = 41;

fn main() -> Result<(), Box<dyn Error>> {
    let url = server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (generated, written) = (by_client::client(&url)?, by_hand::Client::new(&url)?);
    // Both must work before their times mean anything.
    runtime.block_on(by_client::create(&generated))?;
    runtime.block_on(written.create())?;
    runtime.block_on(by_client::list(&generated))?;
    runtime.block_on(written.list())?;
    println!(
        "{:<27} {:>12} {:>12}   ratio (quartiles)",
        "", "generated", "by hand"
    );
    row(
        "a call",
        &in_turns(
            TURNS,
            200,
            || drop(black_box(runtime.block_on(by_client::create(&generated)))),
            || drop(black_box(runtime.block_on(written.create()))),
        ),
    );
    row(
        "a call, 1 MB answer",
        &in_turns(
            TURNS,
            4,
            || drop(black_box(runtime.block_on(by_client::list(&generated)))),
            || drop(black_box(runtime.block_on(written.list()))),
        ),
    );
    json()
}

/// Reading and writing alone.
fn json() -> Result<(), Box<dyn Error>> {
    let text = page();
    let bytes = text.as_bytes();
    let generated: EndUserPage = rt::from_slice(bytes)?;
    let written: by_hand::Page = serde_json::from_slice(bytes)?;
    row(
        "reading 1 MB",
        &in_turns(
            TURNS,
            4,
            || drop(black_box(rt::from_slice::<EndUserPage>(black_box(bytes)))),
            || {
                drop(black_box(serde_json::from_slice::<by_hand::Page>(
                    black_box(bytes),
                )))
            },
        ),
    );
    row(
        "reading 1 MB, either of two",
        &in_turns(
            TURNS,
            4,
            || {
                drop(black_box(rt::from_slice::<EndUserSearchResult>(black_box(
                    bytes,
                ))))
            },
            || {
                drop(black_box(serde_json::from_slice::<by_hand::SearchResult>(
                    black_box(bytes),
                )))
            },
        ),
    );
    row(
        "writing 1 MB",
        &in_turns(
            TURNS,
            4,
            || drop(black_box(rt::to_vec(black_box(&generated)))),
            || drop(black_box(serde_json::to_vec(black_box(&written)))),
        ),
    );
    Ok(())
}

fn row(what: &str, measured: &Comparison) {
    let Comparison {
        first,
        second,
        ratio,
        quartiles: (lower, upper),
    } = measured;
    let [first, second] = [first, second].map(|time| format!("{:.1} µs", time.as_secs_f64() * 1e6));
    println!("{what:<27} {first:>12} {second:>12}   {ratio:.3} ({lower:.3} to {upper:.3})");
}
