//! The calendar: how long months are.

/// Days in a month from 1 to 12; 0 where there is no such month.
pub fn days_in(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_years_count() {
        assert_eq!([2023, 2024, 1900, 2000].map(|year| days_in(year, 2)), [28, 29, 28, 29]);
        assert_eq!([0, 1, 4, 12, 13].map(|month| days_in(2023, month)), [0, 31, 30, 31, 0]);
    }
}
