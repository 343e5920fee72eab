//! 密级和保密期限 (7.2.2): 秘密, 机密★1年, 绝密★6个月.

/// The longest term of each level in years: 保守国家秘密法 Art. 20.
const LONGEST: [(&str, u32); 3] = [("绝密", 30), ("机密", 20), ("秘密", 10)];

/// What is wrong with a classification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClassificationError {
    /// It begins with none of 绝密, 机密, 秘密.
    Level,
    /// The term is longer than the law allows for the level.
    TooLong { level: &'static str, years: u32 },
    /// Between level and term stands something else than ★.
    Star,
}

/// Checks a classification; terms it cannot read (a date, a condition) pass.
pub(super) fn check(text: &str) -> Result<(), ClassificationError> {
    let (level, longest) =
        LONGEST.into_iter().find(|(level, _)| text.starts_with(level)).ok_or(ClassificationError::Level)?;
    let rest = &text[level.len()..];
    if rest.is_empty() {
        return Ok(());
    }
    let term = rest.strip_prefix('★').ok_or(ClassificationError::Star)?.trim();
    let months = |text: &str, unit: &str, factor: u32| -> Option<u32> {
        text.strip_suffix(unit)?.trim().parse::<u32>().ok()?.checked_mul(factor)
    };
    let length = months(term, "年", 12).or_else(|| months(term, "个月", 1));
    match length {
        Some(months) if months > longest * 12 => Err(ClassificationError::TooLong { level, years: longest }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_the_law() {
        for (text, result) in [
            ("秘密", Ok(())),
            ("机密★1年", Ok(())),
            ("绝密★6个月", Ok(())),
            ("绝密★30年", Ok(())),
            ("绝密★长期", Ok(())),
            ("秘密★2030年1月1日", Ok(())),
            ("秘密★11年", Err(ClassificationError::TooLong { level: "秘密", years: 10 })),
            ("机密★241个月", Err(ClassificationError::TooLong { level: "机密", years: 20 })),
            ("机密*1年", Err(ClassificationError::Star)),
            ("内部", Err(ClassificationError::Level)),
        ] {
            assert_eq!(check(text), result, "{text}");
        }
    }
}
