use ferry::types::Trip;

pub fn caller(trip: &Trip) -> Option<&str> {
    trip.ship.as_deref()
}
