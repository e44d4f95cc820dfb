use ferry::operations::ListTripsError;

pub fn caller(answer: &ListTripsError) -> bool {
    matches!(answer, ListTripsError::NotFound(_))
}
