use ferry::types::Trip;

pub fn caller() -> Trip {
    Trip::new("Hera")
}
