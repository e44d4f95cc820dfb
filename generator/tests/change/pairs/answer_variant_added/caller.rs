use ferry::types::Trip;

pub fn caller(trip: &Trip) -> Option<i64> {
    match trip {
        Trip::Ferry(ferry) => Some(ferry.cars),
        Trip::Yacht(yacht) => Some(yacht.sails),
        _ => None,
    }
}
