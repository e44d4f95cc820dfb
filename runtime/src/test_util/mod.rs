//! Servers without a network, time and chance for tests (feature `test-util`).
//!
//! [`Mock`] answers by operation, in the types of the document; [`Replay`] answers what it is given, in order;
//! [`NeverAnswers`] lets every call wait. [`ManualTime`] passes only when it is waited for.

mod declare;
mod encode;
mod examples;
mod items;
mod mock;
mod recorded;
mod replay;
mod time;

pub use encode::Encode;
pub use examples::{ExampleFault, Examples};
pub use items::{EncodeEvent, EncodeItems};
pub use mock::{Mock, Mocked, Script, TypedCall};
pub use recorded::Recorded;
pub use replay::{Ending, NeverAnswers, Replay, Reply};
pub use time::{FixedRandomness, ManualTime};
