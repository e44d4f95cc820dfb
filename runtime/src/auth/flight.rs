//! One piece of work that many wait for.

use crate::time::BoxFuture;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// Work that is carried on by whoever waits for it, so that it ends although the one who began it went away.
///
/// Every waiter is woken by whatever the work waits for, and the first to come does the next step. A waiter that is dropped
/// leaves the others woken as before.
pub(super) struct Flight<T> {
    state: Mutex<State<T>>,
    waiters: Arc<Waiters>,
}

enum State<T> {
    Flying(BoxFuture<'static, T>),
    Landed(T),
    /// The work panicked.
    Fallen,
}

impl<T: Clone + Send + 'static> Flight<T> {
    pub(super) fn new(work: BoxFuture<'static, T>) -> Self {
        Self {
            state: Mutex::new(State::Flying(work)),
            waiters: Arc::default(),
        }
    }

    /// What comes of the work; nothing if it panicked, in this waiter or another.
    pub(super) async fn outcome(&self) -> Option<T> {
        let seat = self.waiters.lock().take_seat();
        Waiter { flight: self, seat }.await
    }

    fn step(&self) -> Poll<Option<T>> {
        let mut state = lock(&self.state);
        let mut work = match std::mem::replace(&mut *state, State::Fallen) {
            State::Flying(work) => work,
            State::Landed(outcome) => {
                *state = State::Landed(outcome.clone());
                return Poll::Ready(Some(outcome));
            }
            State::Fallen => return Poll::Ready(None),
        };
        // If this panics, `Fallen` stays, and the others are woken to see it.
        let alarm = Alarm(&self.waiters);
        let waker = Waker::from(Arc::clone(&self.waiters));
        let polled = work.as_mut().poll(&mut Context::from_waker(&waker));
        match polled {
            Poll::Pending => {
                *state = State::Flying(work);
                std::mem::forget(alarm);
                Poll::Pending
            }
            Poll::Ready(outcome) => {
                *state = State::Landed(outcome.clone());
                Poll::Ready(Some(outcome))
            }
        }
    }
}

/// Wakes all waiters when it is dropped: at the end of the work, also when that is a panic.
struct Alarm<'a>(&'a Arc<Waiters>);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        self.0.wake_by_ref();
    }
}

/// One who waits.
struct Waiter<'a, T> {
    flight: &'a Flight<T>,
    seat: u64,
}

impl<T: Clone + Send + 'static> Future for Waiter<'_, T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        // First the waker, then the step: what happens in between wakes this waiter again.
        let waker = context.waker().clone();
        self.flight.waiters.lock().wakers.insert(self.seat, waker);
        self.flight.step()
    }
}

impl<T> Drop for Waiter<'_, T> {
    fn drop(&mut self) {
        self.flight.waiters.lock().wakers.remove(&self.seat);
    }
}

/// Those who wait, by their seats.
#[derive(Default)]
struct Waiters(Mutex<Seats>);

#[derive(Default)]
struct Seats {
    next: u64,
    wakers: BTreeMap<u64, Waker>,
}

impl Seats {
    const fn take_seat(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}

impl Waiters {
    fn lock(&self) -> MutexGuard<'_, Seats> {
        lock(&self.0)
    }
}

impl Wake for Waiters {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // Not under the lock: a waker may poll at once.
        let wakers = std::mem::take(&mut self.lock().wakers);
        wakers.into_values().for_each(Waker::wake);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
