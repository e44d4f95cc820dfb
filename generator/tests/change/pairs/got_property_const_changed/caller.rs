use ferry::types::{Trip, TripKind};

pub fn caller(trip: &Trip) -> TripKind {
    trip.kind
}
