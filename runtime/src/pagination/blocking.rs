//! Pages and items in programs that are not async (feature `blocking`).

use super::{Items, PageBody, Pages};
use crate::error::{BuildError, Error};
use crate::stream::{Blocking, Unwaited};

impl<E> Unwaited for Error<E> {
    fn unwaited(operation: &'static str, error: BuildError) -> Self {
        Self::Build(error.in_operation(operation))
    }
}

impl<T: PageBody, E> Pages<T, E> {
    /// The pages as an iterator that blocks this thread for each. After an `Err` it goes on as the stream does.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self.operation(), self)
    }
}

impl<T: PageBody, I, E> Items<T, I, E> {
    /// The items as an iterator that blocks this thread for each page. After an `Err` it goes on as the stream does.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self.operation(), self)
    }
}
