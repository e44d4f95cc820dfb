use ferry::types::TripDay;

pub fn caller(day: &TripDay) -> u8 {
    match day {
        TripDay::Mon => 1,
        TripDay::Tue => 2,
        _ => 0,
    }
}
