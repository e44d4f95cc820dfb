use ferry::types::Trip;

pub fn caller(trip: &Trip) -> &str {
    &trip.ship
}
