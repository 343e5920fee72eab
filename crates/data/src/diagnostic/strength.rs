//! The weight of a clause, said of every finding.

/// How binding the standard's words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Strength {
    /// 必须: a flat statement.
    Must,
    /// 一般.
    General,
    /// 推荐.
    Recommended,
    /// 惯例: practice, not in the text.
    Practice,
}

impl Strength {
    /// The word in Chinese and in English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Strength::Must => ("必须", "must"),
            Strength::General => ("一般", "general"),
            Strength::Recommended => ("推荐", "recommended"),
            Strength::Practice => ("惯例", "practice"),
        }
    }
}
