//! Places that documents are in force in: a city, a province.

/// Returns the place that an issuer governs: `甲市` of `甲市人民政府办公室`.
pub(crate) fn of_issuer(issuer: &str) -> Option<&str> {
    let (place, _) = issuer.trim().split_once("人民政府")?;
    let is_place = ["省", "市", "区", "县", "州", "盟", "旗"].iter().any(|end| place.ends_with(end));
    (is_place && place.chars().count() > 1).then_some(place)
}

/// Checks whether two places have nothing to do with each other: neither is a part of the other.
pub(crate) fn are_apart(one: &str, other: &str) -> bool {
    !one.starts_with(other) && !other.starts_with(one)
}
