//! Dates that a file writes in words of ISO 8601 instead of as a number of days.

use super::format::Epoch;

/// The number of days that a spreadsheet has for `2025-03-05`, `2025-03-05T14:30:00`, `14:30:00`.
pub(super) fn serial(said: &str, epoch: Epoch) -> Option<f64> {
    let said = said.trim_end_matches('Z');
    let (date, time) = match said.split_once('T') {
        Some((date, time)) => (date, time),
        None if said.contains(':') => ("", said),
        None => (said, ""),
    };
    let days = if date.is_empty() { 0.0 } else { days(date, epoch)? };
    let part = if time.is_empty() { 0.0 } else { part_of_day(time)? };
    Some(days + part)
}

fn days(date: &str, epoch: Epoch) -> Option<f64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // March is the first month, so that 29 February is a year's last day.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let since = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    // 30 December 1899, from which days are counted since March 1900.
    let serial = since - 693_899;
    let serial = if serial <= 60 { serial - 1 } else { serial };
    Some(match epoch {
        Epoch::Of1900 => serial as f64,
        Epoch::Of1904 => (serial - 1462) as f64,
    })
}

fn part_of_day(time: &str) -> Option<f64> {
    let mut parts = time.splitn(3, ':').map(|part| part.parse::<f64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0.0))?;
    Some((hour * 3600.0 + minute * 60.0 + second) / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_date_is_a_number_of_days() {
        for (said, days) in [
            ("2025-03-05", 45721.0),
            ("1900-03-01", 61.0),
            ("1900-01-01", 1.0),
            ("2025-03-05T12:00:00Z", 45721.5),
            ("06:00", 0.25),
        ] {
            assert_eq!(serial(said, Epoch::Of1900), Some(days), "{said}");
        }
        assert_eq!(serial("2025-03-05", Epoch::Of1904), Some(44259.0));
        assert_eq!(serial("明天", Epoch::Of1900), None);
    }
}
