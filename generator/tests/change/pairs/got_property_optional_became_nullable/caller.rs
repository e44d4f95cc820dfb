use ferry::types::Trip;

pub fn caller(trip: &Trip) -> &Option<String> {
    &trip.ship
}
