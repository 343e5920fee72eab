//! `render`: a data file in, the official PDF out.
#![forbid(unsafe_code)]

mod cli;

use std::process::ExitCode;

/// What Linux gives a program's first thread. Windows gives it 1 MiB, in which a document that is set elsewhere may fall.
const STACK: usize = 8 << 20;

fn main() -> ExitCode {
    if !cfg!(windows) {
        return cli::run().into();
    }
    let running = std::thread::Builder::new().stack_size(STACK).spawn(cli::run);
    // A panic of the work is told where it is caught; what is left here is a system without a thread to give.
    running.ok().and_then(|running| running.join().ok()).unwrap_or(cli::Status::Environment).into()
}
