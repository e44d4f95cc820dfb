//! JSON texts, read and written without a library in between: an answer is read in place, in less time than serde's derive
//! takes, and by several types where a union has to find the one that fits. What is wrong with a text is left to serde_json
//! to say.

mod cursor;
mod number;
mod read;
mod string;
mod write;

pub use read::TextAgain;
pub(super) use read::read_text;
pub use write::to_vec;
pub(crate) use write::write_text;
