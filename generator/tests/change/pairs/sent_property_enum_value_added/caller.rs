use ferry::types::{Trip, TripDay};

pub fn caller() -> Trip {
    Trip::new(TripDay::Mon)
}
