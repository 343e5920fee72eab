//! `render schema`: the data format for editors.

use std::io::Write as _;

use super::Status;

pub fn run() -> Status {
    match std::io::stdout().lock().write_all(gongwen::data::schema().as_bytes()) {
        Ok(()) => Status::Made,
        Err(_) => Status::Environment,
    }
}
