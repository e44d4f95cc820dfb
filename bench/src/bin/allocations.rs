//! Allocations of a call, generated beside by hand. Those of the server are on other threads and are not counted.

use std::error::Error;
use std::future::Future;
use std::hint::black_box;

use allocation_counter::AllocationInfo;
use clientsmith_bench::{by_client, by_hand, server};
use tokio::runtime::Runtime;

/// Calls, of which the median is told: connections are taken from a pool and given back a little later.
const CALLS: usize = 51;

fn main() -> Result<(), Box<dyn Error>> {
    let url = server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (generated, written) = (by_client::client(&url)?, by_hand::Client::new(&url)?);
    runtime.block_on(by_client::create(&generated))?;
    runtime.block_on(written.create())?;
    println!("{:<22} {:>12} {:>12}   more", "", "generated", "by hand");
    let (first, second) = (
        counted(&runtime, || by_client::create(&generated)),
        counted(&runtime, || written.create()),
    );
    let more = |first: u64, second: u64| i128::from(first) - i128::from(second);
    for (what, first, second) in [
        (
            "allocations of a call",
            first.count_total,
            second.count_total,
        ),
        ("bytes of them", first.bytes_total, second.bytes_total),
    ] {
        println!(
            "{what:<22} {first:>12} {second:>12}   {:+}",
            more(first, second)
        );
    }
    Ok(())
}

/// What a call asks of the allocator, from its arguments to its dropped answer.
fn counted<F: Future>(runtime: &Runtime, call: impl Fn() -> F) -> AllocationInfo {
    let one = || {
        allocation_counter::measure(|| {
            black_box(runtime.block_on(call()));
        })
    };
    one();
    let mut all: Vec<AllocationInfo> = (0..CALLS).map(|_| one()).collect();
    all.sort_by_key(|info| info.count_total);
    all.get(CALLS / 2).copied().unwrap_or_default()
}
