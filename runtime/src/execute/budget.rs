//! A limit to all retries of a client, so that it does not add to the troubles of a server that is down.

use std::sync::{Mutex, PoisonError};

/// How many tokens there are at most.
const CAPACITY: u32 = 500;
/// What a retry costs.
const RETRY: u32 = 5;
/// What a retry costs after a timeout, which held resources for longer.
const RETRY_AFTER_TIMEOUT: u32 = 10;
/// What a success without a retry gives back.
const SUCCESS: u32 = 1;

/// A bucket of tokens.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<u32>);

impl Default for Budget {
    fn default() -> Self {
        Self(Mutex::new(CAPACITY))
    }
}

impl Budget {
    /// Takes what a retry costs, if that much is left.
    pub(super) fn take(&self, after_timeout: bool) -> Option<u32> {
        let cost = if after_timeout {
            RETRY_AFTER_TIMEOUT
        } else {
            RETRY
        };
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = tokens.checked_sub(cost)?;
        Some(cost)
    }

    /// Gives back what the retry that succeeded took, or a little for a success at once.
    pub(super) fn give_back(&self, taken: Option<u32>) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = tokens
            .saturating_add(taken.unwrap_or(SUCCESS))
            .min(CAPACITY);
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn a_hundred_retries_empty_the_budget_and_successes_fill_it() {
        let budget = Budget::default();
        assert_eq!(
            (0..200).filter(|_| budget.take(false).is_some()).count(),
            100
        );
        for _ in 0..9 {
            budget.give_back(None);
        }
        assert_eq!(budget.take(true), None);
        budget.give_back(None);
        assert_eq!(budget.take(true), Some(10));
        budget.give_back(Some(10));
        assert_eq!(budget.take(true), Some(10));
    }

    #[test]
    fn a_full_budget_stays_full() {
        let budget = Budget::default();
        budget.give_back(Some(10));
        assert_eq!((0..200).filter(|_| budget.take(true).is_some()).count(), 50);
    }
}
