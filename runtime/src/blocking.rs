//! Waiting for calls in programs that are not async (feature `blocking`).
//!
//! The work of all such calls is done by one thread, which runs a Tokio runtime of its own. So a call can be waited for in
//! any thread, in the midst of another runtime too, and connections are kept from call to call.

use crate::error::BuildError;
use std::future::{Future, pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, OnceLock};
use std::task::Poll;
use std::thread::{self, ThreadId};
use tokio::runtime::{Builder, Handle};

/// The thread that does the work.
#[derive(Debug)]
struct Worker {
    handle: Handle,
    thread: ThreadId,
}

static WORKER: OnceLock<Result<Worker, Arc<std::io::Error>>> = OnceLock::new();

impl Worker {
    fn start() -> Result<Self, Arc<std::io::Error>> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let thread = thread::Builder::new()
            .name("clientsmith-blocking".to_owned())
            .spawn(move || runtime.block_on(pending::<()>()))?;
        Ok(Self {
            handle,
            thread: thread.thread().id(),
        })
    }
}

/// Whether this is the thread that does the work.
pub(crate) fn is_here() -> bool {
    let worker = WORKER.get().and_then(|worker| worker.as_ref().ok());
    worker.is_some_and(|worker| worker.thread == thread::current().id())
}

/// What comes of the work, which is done elsewhere while this thread waits. A panic of the work is one here.
///
/// # Errors
/// There can be no such thread, or this is it.
pub(crate) fn wait<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, BuildError> {
    if is_here() {
        return Err(BuildError::new(
            "a hook, transport or token source must not wait for a call: it would wait for itself",
        ));
    }
    let worker = WORKER.get_or_init(Worker::start).as_ref();
    let worker = worker.map_err(|error| {
        BuildError::because("there is no thread for the call", Arc::clone(error))
    })?;
    let (sender, receiver) = sync_channel(1);
    worker.handle.spawn(async move {
        // Nobody else sends, and the receiver waits.
        let _ = sender.send(caught(work).await);
    });
    match receiver.recv() {
        Ok(Ok(outcome)) => Ok(outcome),
        Ok(Err(panic)) => resume_unwind(panic),
        Err(gone) => Err(BuildError::because("the thread for the call is gone", gone)),
    }
}

/// The work's outcome, or its panic.
async fn caught<T>(work: impl Future<Output = T>) -> thread::Result<T> {
    let mut work = pin!(work);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(outcome)) => Poll::Ready(Ok(outcome)),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

/// `wait` of the type of all calls.
#[doc(hidden)]
#[macro_export]
macro_rules! __wait {
    ($name:ident) => {
        impl<C: $crate::__private::Codec, E: $crate::__private::Replies> $name<C, E> {
            /// Sends the call and blocks this thread until it is done. Works in any thread, also in one that runs a
            /// Tokio runtime, whose other tasks then wait as well.
            ///
            /// # Errors
            /// The same as those of awaiting it.
            pub fn wait(
                self,
            ) -> $crate::__private::Result<$crate::Response<C::Value>, $crate::Error<E>> {
                self.send().wait()
            }
        }
    };
}
