//! A future with a time limit.

use crate::time::{BoxFuture, Sleeper};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// What `work` gives, or nothing if the time is up first.
pub(crate) async fn within<T>(
    sleeper: &dyn Sleeper,
    limit: Duration,
    work: impl Future<Output = T> + Send,
) -> Option<T> {
    let mut work = pin!(work);
    let mut alarm: BoxFuture<'_, ()> = sleeper.sleep(limit);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => alarm.as_mut().poll(context).map(|()| None),
    })
    .await
}
