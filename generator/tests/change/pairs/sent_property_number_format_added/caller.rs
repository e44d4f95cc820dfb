use ferry::types::Trip;

pub fn caller() -> Trip {
    Trip::new().name(3_i64)
}
