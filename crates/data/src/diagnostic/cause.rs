//! What the system said, kept as the error that it is: a host may want its kind.

use std::fmt;
use std::io;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// An error of the system's behind a finding.
#[derive(Debug, Clone)]
pub struct Cause(Arc<io::Error>);

impl Cause {
    /// The error itself.
    pub fn error(&self) -> &io::Error {
        &self.0
    }
}

impl From<&io::Error> for Cause {
    fn from(error: &io::Error) -> Cause {
        // An error of the system is its number, any other its kind and its words.
        let same = match error.raw_os_error() {
            Some(number) => io::Error::from_raw_os_error(number),
            None => io::Error::new(error.kind(), error.to_string()),
        };
        Cause(Arc::new(same))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for Cause {
    fn eq(&self, other: &Cause) -> bool {
        self.0.kind() == other.0.kind() && self.to_string() == other.to_string()
    }
}

/// Its words.
impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
