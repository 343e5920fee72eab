//! A document's source as attachments: each file once, under a path that can be written anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::manifest::{Absent, Data, MadeWith, Manifest, Named, Options, Own, REPORT};
use super::names::{self, Paths};
use super::{LIMIT_BYTES, LIMIT_FILE_BYTES, LIMIT_FILES};
use crate::press::pdf::{Attached, Relationship};
use crate::reader::renamed::MANIFEST;
use crate::source::hash::sha256;
use crate::source::{NamedFile, OwnFile, ReadFrom};

/// Files under paths of their own.
#[derive(Default)]
struct Parcel {
    attached: Vec<Attached>,
    paths: Paths,
    /// The sum of the bytes under each path, also of those that are attached under another.
    sums: BTreeMap<String, String>,
    known: BTreeSet<String>,
}

impl Parcel {
    /// A parcel in which these paths are ours.
    fn keeping(ours: [&str; 2]) -> Parcel {
        let mut parcel = Parcel::default();
        ours.iter().for_each(|path| parcel.paths.put(path));
        parcel
    }

    /// Takes a file in; its path is the one wanted, or that with a number. Bytes that are there already are
    /// not attached again.
    fn put(&mut self, wanted: &str, bytes: &Arc<[u8]>, media_type: &'static str, words: &'static str) -> Own {
        let own = self.reserve(wanted, bytes);
        let Own { path, sha256 } = &own;
        if self.known.insert(sha256.clone()) {
            self.attached.push(Attached {
                path: path.clone(),
                bytes: Arc::clone(bytes),
                relationship: Relationship::Source,
                media_type,
                description: words,
            });
        }
        own
    }

    /// The path of a file, which no other takes: the one wanted, or that with a number.
    fn reserve(&mut self, wanted: &str, bytes: &[u8]) -> Own {
        let sha256 = sha256(bytes);
        let is_free = |path: &String| match self.sums.get(path) {
            Some(sum) => *sum == sha256,
            None => self.paths.takes(path),
        };
        let numbered = (2..).map(|number| names::numbered(wanted, number));
        let path = std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default();
        self.paths.put(&path);
        self.sums.insert(path.clone(), sha256.clone());
        Own { path, sha256 }
    }
}

/// Whether `extract` would take it all out again.
pub(crate) fn fits(origin: &ReadFrom, named: &[NamedFile]) -> bool {
    let own = origin.layout.iter().map(|layout| layout.bytes.len()).chain([origin.data.bytes.len()]);
    let bytes: usize = own.chain(named.iter().map(|file| file.bytes.len())).sum();
    // The report and the manifest come to them.
    bytes < LIMIT_BYTES - LIMIT_FILE_BYTES && named.len() < LIMIT_FILES - 10
}

/// The attachments of a document; pictures of seals and signatures are named in the manifest only, unless asked for.
pub(crate) fn pack(
    origin: &ReadFrom,
    named: &[NamedFile],
    with_stamps: bool,
    report: String,
    made_with: MadeWith,
    options: Options,
) -> Vec<Attached> {
    let mut parcel = Parcel::keeping([MANIFEST, REPORT]);
    let spelling = origin.format.media_type();
    let data = parcel.put(&data_path(origin), &origin.data.bytes, spelling, "公文数据");
    let data = Data {
        file: data,
        input_format: origin.format.to_string(),
        encoding: origin.encoding.map(|encoding| encoding.to_string()),
    };
    let mut manifest = Manifest::new(made_with, data, options);
    manifest.layout = origin.layout.as_ref().map(|OwnFile { name, bytes }| {
        let path = names::travelling(name);
        parcel.put(&path, bytes, media_type(&path, bytes), "本机关版式")
    });
    // The same picture stays at home under every name.
    let stamps: Vec<&[u8]> =
        named.iter().filter(|file| file.stamp && !with_stamps).map(|file| &*file.bytes).collect();
    for NamedFile { named, path, bytes, .. } in named {
        let path = path.clone().unwrap_or_else(|| names::travelling(named));
        if stamps.contains(&&**bytes) {
            let path = parcel.reserve(&path, bytes).path;
            manifest.stamps.push(Absent { named: named.clone(), path });
            continue;
        }
        let file = parcel.put(&path, bytes, media_type(&path, bytes), "公文数据引用的文件");
        manifest.files.push(Named { named: named.clone(), file });
    }
    let bytes: Arc<[u8]> = Arc::from(report.into_bytes());
    manifest.report = Some(Own { path: REPORT.to_owned(), sha256: sha256(&bytes) });
    let mut attach = |path: &str, bytes, description| {
        let (relationship, media_type) = (Relationship::Data, "application/json");
        parcel.attached.push(Attached {
            path: path.to_owned(),
            bytes,
            relationship,
            media_type,
            description,
        });
    };
    attach(REPORT, bytes, "版式检查报告（GB/T 9704-2012）");
    attach(MANIFEST, Arc::from(manifest.to_json().into_bytes()), "来源清单：模板、字体、文件");
    parcel.attached
}

/// The data file's own name; a stream and a value have none.
fn data_path(origin: &ReadFrom) -> String {
    let name = &origin.data.name;
    if name.is_empty() || name.starts_with('<') || name == "-" {
        return format!("data.{}", origin.format);
    }
    names::travelling(name)
}

/// What a file is, by its first bytes if it is a picture, else by its ending.
fn media_type(path: &str, bytes: &[u8]) -> &'static str {
    const BEGIN: [(&[u8], &str); 4] = [
        (b"\x89PNG", "image/png"),
        (b"\xFF\xD8\xFF", "image/jpeg"),
        (b"RIFF", "image/webp"),
        (b"%PDF-", "application/pdf"),
    ];
    const END: [(&str, &str); 11] = [
        ("txt", "text/plain"),
        ("md", "text/markdown"),
        ("markdown", "text/markdown"),
        ("typ", "text/vnd.typst"),
        ("csv", "text/csv"),
        ("svg", "image/svg+xml"),
        ("toml", "application/toml"),
        ("yaml", "application/yaml"),
        ("yml", "application/yaml"),
        ("json", "application/json"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let begins = BEGIN.iter().find(|(begin, _)| bytes.starts_with(begin));
    let ends = END.iter().find(|(end, _)| *end == ending);
    begins.map(|(_, kind)| *kind).or(ends.map(|(_, kind)| *kind)).unwrap_or("application/octet-stream")
}
