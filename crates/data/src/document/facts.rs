//! What a host asks a document for: the facts that its own records hold, as they are printed.

use super::{Date, Document, Words};

impl Document {
    /// The day it is of (成文日期, 7.3.5.4), else the day it was printed (7.4.3); none when neither is given.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.moment()
    }

    /// The organs that issue it (发文机关), the host first, by the names the data have for them.
    pub fn issuers(&self) -> impl Iterator<Item = &str> {
        self.issuers.iter().map(|issuer| issuer.name.text.as_str())
    }

    /// Whom it goes to (主送机关, 7.3.2), in one line as it is printed, without the colon.
    #[must_use]
    pub fn recipients(&self) -> Option<&str> {
        text(self.recipients.as_ref())
    }

    /// Its classification with the term (密级和保密期限, 7.2.2), such as 机密★1年.
    #[must_use]
    pub fn classification(&self) -> Option<&str> {
        text(self.classification.as_ref())
    }

    /// Its urgency (紧急程度, 7.2.3).
    #[must_use]
    pub fn urgency(&self) -> Option<&str> {
        text(self.urgency.as_ref())
    }

    /// Who signs it (签发人, 7.2.6).
    pub fn signers(&self) -> impl Iterator<Item = &str> {
        self.signers.iter().map(|signer| signer.text.as_str())
    }

    /// The titles of its attachments (附件说明, 7.3.4).
    pub fn attachment_titles(&self) -> impl Iterator<Item = &str> {
        self.own_attachments().map(|attachment| attachment.title.text.as_str())
    }
}

fn text(words: Option<&Words>) -> Option<&str> {
    words.map(|words| words.text.as_str())
}
