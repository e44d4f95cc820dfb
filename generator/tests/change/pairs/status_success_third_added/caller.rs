use ferry::operations::ListTripsReply;

pub fn caller(answer: &ListTripsReply) -> bool {
    matches!(answer, ListTripsReply::Ok(_))
}
