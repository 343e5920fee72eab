//! From a web handler: `cargo run --example web_handler` listens on 127.0.0.1:8765 (or the port given).
//!
//! ```text
//! curl -s --data-binary @document.json http://127.0.0.1:8765/ -o report.pdf
//! ```
//!
//! A document that is in order comes back as a PDF, one that is not as its findings in JSON with status 422.
//! What matters is `answer`: the engine is shared by all requests, the body is bounded, and nothing a request
//! says ends the process; and `workers`: no more documents are under way than there are cores, on threads that stay, so that
//! memory has a bound. The few lines of HTTP around it stand in for the office's own framework.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use gongwen::output::MessageFormat;
use gongwen::{Cancel, Diagnostic, Document, Engine, Lang, Limits, RenderOptions};

/// The largest body that is read, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;
/// How long one request may take, from its reading to its PDF, looked at between steps (docs/embedding.md has the hard limit).
const LONGEST: Duration = Duration::from_secs(20);

/// A status, a media type, and bytes.
type Answer = (&'static str, &'static str, Vec<u8>);
/// A request's body, and who waits for its answer.
type Work = (Vec<u8>, mpsc::SyncSender<Answer>);

/// What a request's body ends in.
fn answer(engine: &Engine, body: &[u8]) -> Answer {
    let cancel = Cancel::after(LONGEST);
    let made = Document::reader()
        .cancel(&cancel)
        .read_stream("request", body)
        .and_then(|document| engine.render_with(&document, &RenderOptions::new().cancel(&cancel)))
        .and_then(|rendered| rendered.pdf());
    match made {
        Ok(pdf) => ("200 OK", "application/pdf", pdf),
        Err(failure) => {
            let told: String = failure.diagnostics().iter().map(as_json).collect();
            ("422 Unprocessable Content", "application/x-ndjson", told.into_bytes())
        }
    }
}

fn as_json(finding: &Diagnostic) -> String {
    finding.render(MessageFormat::Json, Lang::Zh, false)
}

/// As many threads as there are cores. Requests wait here, and cost only their bodies.
fn workers(engine: &Arc<Engine>) -> mpsc::Sender<Work> {
    let (sender, receiver) = mpsc::channel::<Work>();
    let receiver = Arc::new(Mutex::new(receiver));
    for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
        let (engine, receiver) = (Arc::clone(engine), Arc::clone(&receiver));
        std::thread::spawn(move || {
            let next = || receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
            while let Ok((body, waiting)) = next() {
                // A client that went away takes no answer.
                let _ = waiting.send(answer(&engine, &body));
            }
        });
    }
    sender
}

fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8765);
    let limits = Limits::default().pages(300);
    // Built once: it reads the faces. Shared by every request, for it never changes.
    let engine = Arc::new(Engine::builder().bundled_fonts_only(true).limits(limits).build());
    let workers = workers(&engine);
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("listening on {}", listener.local_addr()?);
    for stream in listener.incoming().flatten() {
        let workers = workers.clone();
        std::thread::spawn(move || {
            // A client that goes away is nobody's loss.
            let _ = serve(&workers, stream);
        });
    }
    Ok(())
}

fn serve(workers: &mpsc::Sender<Work>, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    let mut line = String::new();
    // Headers, each a line, to the blank one.
    while reader.by_ref().take(8 * 1024).read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let (status, kind, bytes) = if length > LARGEST {
        ("413 Content Too Large", "text/plain", format!("at most {LARGEST} bytes\n").into_bytes())
    } else {
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let (waiting, made) = mpsc::sync_channel(1);
        let gone = || std::io::Error::other("the service ends");
        workers.send((body, waiting)).map_err(|_| gone())?;
        made.recv().map_err(|_| gone())?
    };
    write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", bytes.len())?;
    write!(stream, "Connection: close\r\n\r\n")?;
    stream.write_all(&bytes)
}
