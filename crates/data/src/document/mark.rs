//! What the red mark says: the data's own words, else what 7.2.4 and 10 make of the organs' names.

use super::{Document, Format, MarkIssuers};

/// 发文机关标志 (7.2.4, 10.1, 10.2): the organs' names one above another, and the word at their right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The organs, the host first; one where the data say the mark themselves.
    pub names: Vec<String>,
    /// The word at their right, 文件; none where the format has none.
    pub word: Option<&'static str>,
}

impl Mark {
    /// All of it in one line, as the file's structure says it.
    pub fn text(&self) -> String {
        self.names.concat() + self.word.unwrap_or_default()
    }
}

/// What the mark says, unless the data says it itself.
pub fn mark(document: &Document) -> Mark {
    if let Some(mark) = &document.mark {
        return Mark { names: vec![mark.text.clone()], word: None };
    }
    let names: Vec<String> = document.issuers.iter().map(|issuer| issuer.mark_name.text.clone()).collect();
    let host = names.first().cloned().unwrap_or_default();
    let ends_in = |word: &str| host.ends_with(word);
    let joint = names.len() > 1 && document.mark_issuers == MarkIssuers::All;
    match document.format {
        Format::Plain => Mark { names: Vec::new(), word: None },
        Format::Telegram => Mark { names: vec!["内部明电".to_owned()], word: None },
        // 10.1: the name alone, also of an office whose mark name is made for documents.
        Format::Letter => {
            let bare = host.strip_suffix("文件").filter(|bare| !bare.is_empty());
            Mark { names: vec![bare.unwrap_or(&host).to_owned()], word: None }
        }
        Format::Order if joint => {
            let bare = |name: String| name.strip_suffix('令').map(str::to_owned).unwrap_or(name);
            Mark { names: names.into_iter().map(bare).collect(), word: Some("令") }
        }
        Format::Order if ends_in("令") => Mark { names: vec![host], word: None },
        Format::Order => Mark { names: vec![host + "令"], word: None },
        _ if joint => Mark { names, word: Some("文件") },
        _ if ends_in("文件") => Mark { names: vec![host], word: None },
        _ => Mark { names: vec![host + "文件"], word: None },
    }
}
