//! Names of files that every file system takes.

/// The longest file name most file systems take, in bytes, less room for an ending.
const LONGEST_NAME_BYTES: usize = 240;

/// A text as a file name: characters no file system takes become `_`, and it is cut to length.
pub fn safe_file_name(text: &str) -> String {
    let mut name: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c })
        .collect();
    while name.len() > LONGEST_NAME_BYTES {
        name.pop();
    }
    let name = name.trim_matches('.').to_owned();
    if name.is_empty() { "gongwen".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_words_and_lose_what_no_file_system_takes() {
        assert_eq!(safe_file_name("龙科〔2024〕2号关于“A/B”的报告"), "龙科〔2024〕2号关于“A_B”的报告");
        assert_eq!(safe_file_name("../.."), "_");
        assert!(safe_file_name(&"长".repeat(300)).len() <= LONGEST_NAME_BYTES);
    }
}
