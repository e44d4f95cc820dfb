use ferry::types::{BookTripRequest, BookTripRequestBerth, ChangeTripRequest, ChangeTripRequestBerth};

pub fn caller() -> (BookTripRequest, ChangeTripRequest) {
    let booked = BookTripRequest::new().berth(BookTripRequestBerth::new("A"));
    let changed = ChangeTripRequest::new().berth(ChangeTripRequestBerth::new("B"));
    (booked, changed)
}
