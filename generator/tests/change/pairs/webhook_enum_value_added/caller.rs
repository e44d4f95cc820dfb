use ferry::types::TripDay;

pub fn caller(day: &TripDay) -> bool {
    matches!(day, TripDay::Mon)
}
