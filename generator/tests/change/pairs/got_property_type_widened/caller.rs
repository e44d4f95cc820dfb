use ferry::types::Trip;

pub fn caller(trip: &Trip) -> i64 {
    trip.cars
}
