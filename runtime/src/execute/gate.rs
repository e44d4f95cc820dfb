//! How many attempts are under way at once.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Lets so many in at a time, the others in the order in which they came.
#[derive(Debug)]
pub(crate) struct Gate(Mutex<State>);

#[derive(Debug)]
struct State {
    free: usize,
    next: u64,
    /// By their numbers, so that the first is the one that came first.
    waiting: BTreeMap<u64, Waiting>,
}

#[derive(Debug)]
struct Waiting {
    waker: Waker,
    /// It may go in, and does not know it yet.
    is_let_in: bool,
}

impl Gate {
    /// A gate for so many at a time; one at least.
    pub(crate) fn new(most: usize) -> Self {
        Self(Mutex::new(State {
            free: most.max(1),
            next: 0,
            waiting: BTreeMap::new(),
        }))
    }

    /// Waits until there is room. What this gives keeps its place until it is dropped.
    pub(super) const fn enter(&self) -> Enter<'_> {
        Enter {
            gate: self,
            number: None,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a place to the first who waits for one.
    fn leave(&self) {
        let mut state = self.lock();
        let first = state.waiting.values_mut().find(|one| !one.is_let_in);
        let waker = first.map(|first| {
            first.is_let_in = true;
            first.waker.clone()
        });
        match waker {
            Some(waker) => {
                // Not under the lock: a waker may poll at once.
                drop(state);
                waker.wake();
            }
            None => state.free += 1,
        }
    }
}

/// A place, until it is dropped.
#[derive(Debug)]
pub(super) struct Place<'a>(&'a Gate);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// On the way in.
#[derive(Debug)]
pub(super) struct Enter<'a> {
    gate: &'a Gate,
    number: Option<u64>,
}

impl<'a> Future for Enter<'a> {
    type Output = Place<'a>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Place<'a>> {
        let gate = self.gate;
        let mut state = gate.lock();
        let Some(number) = self.number else {
            // Who is let in has a place already: `free` is what nobody waits for.
            if state.free > 0 {
                state.free -= 1;
                return Poll::Ready(Place(gate));
            }
            let number = state.next;
            state.next += 1;
            let waiting = Waiting {
                waker: context.waker().clone(),
                is_let_in: false,
            };
            state.waiting.insert(number, waiting);
            self.number = Some(number);
            return Poll::Pending;
        };
        match state.waiting.get_mut(&number) {
            Some(waiting) if !waiting.is_let_in => {
                waiting.waker.clone_from(context.waker());
                Poll::Pending
            }
            _ => {
                state.waiting.remove(&number);
                drop(state);
                self.number = None;
                Poll::Ready(Place(gate))
            }
        }
    }
}

impl Drop for Enter<'_> {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let waiting = self.gate.lock().waiting.remove(&number);
        // A place that was given and not taken goes to the next.
        if waiting.is_some_and(|waiting| waiting.is_let_in) {
            self.gate.leave();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Enter, Gate, Place};
    use std::future::Future as _;
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    fn poll<'a>(enter: &mut Enter<'a>) -> Option<Place<'a>> {
        match Pin::new(enter).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(place) => Some(place),
            Poll::Pending => None,
        }
    }

    #[test]
    fn so_many_are_let_in_and_the_others_in_order() {
        let gate = Gate::new(2);
        let (first, second) = (poll(&mut gate.enter()), poll(&mut gate.enter()));
        let (mut third, mut fourth) = (gate.enter(), gate.enter());
        assert!(poll(&mut third).is_none() && poll(&mut fourth).is_none());
        drop(first);
        assert!(poll(&mut fourth).is_none());
        let third = poll(&mut third).unwrap();
        drop(second);
        let fourth = poll(&mut fourth).unwrap();
        drop((third, fourth));
        assert_eq!(gate.lock().free, 2);
    }

    #[test]
    fn who_goes_away_keeps_nobody_out() {
        let gate = Gate::new(1);
        let inside = poll(&mut gate.enter());
        let (mut goes, mut stays) = (gate.enter(), gate.enter());
        assert!(poll(&mut goes).is_none() && poll(&mut stays).is_none());
        // The place is given to the first, who never looks.
        drop(inside);
        drop(goes);
        let place = poll(&mut stays).unwrap();
        drop(place);
        assert_eq!(gate.lock().free, 1);
        assert!(gate.lock().waiting.is_empty());
    }

    #[test]
    fn there_is_room_for_one_at_least() {
        assert!(poll(&mut Gate::new(0).enter()).is_some());
    }
}
