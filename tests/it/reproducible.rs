//! The same document and faces give the same bytes: alone and among others, again, from another folder, under
//! another clock, locale and environment.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use gongwen::{Document, Engine};
use sha2::{Digest, Sha256};

use crate::support::{ENGINE, Run, names_in, program};

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    names_in(&folder).iter().filter(|name| name.ends_with(".toml")).map(|name| folder.join(name)).collect()
}

fn hash(engine: &Engine, path: &Path) -> Vec<u8> {
    let document = Document::from_path(path).unwrap_or_else(|failure| panic!("{failure}"));
    let pdf = engine.render(&document).unwrap_or_else(|failure| panic!("{failure}")).pdf().unwrap();
    Sha256::digest(&pdf).to_vec()
}

#[test]
fn alone_among_others_and_again_the_bytes_are_the_same() {
    let examples = examples();
    let alone: BTreeMap<&PathBuf, Vec<u8>> =
        examples.iter().map(|path| (path, hash(&ENGINE, path))).collect();
    // Another engine, three threads, each document twice, from the last to the first.
    let other = Engine::builder().bundled_fonts_only(true).build();
    let left: Mutex<Vec<&PathBuf>> = Mutex::new(examples.iter().chain(&examples).collect());
    let work = || {
        loop {
            let Some(path) = left.lock().unwrap().pop() else { return };
            assert!(hash(&other, path) == alone[path], "{} differs among others", path.display());
        }
    };
    std::thread::scope(|scope| {
        (0..3).for_each(|_| drop(scope.spawn(work)));
    });
}

#[test]
fn neither_folder_nor_clock_nor_locale_reaches_the_file() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut made: Vec<Vec<u8>> = Vec::new();
    for (zone, locale, threads) in [("UTC", "C", "1"), ("Asia/Shanghai", "zh_CN.UTF-8", "4")] {
        let folder = tempfile::tempdir().unwrap();
        for name in names_in(&data).iter().filter(|name| name.starts_with("tongzhi-banfa")) {
            fs::copy(data.join(name), folder.path().join(name)).unwrap();
        }
        fs::copy(data.join("yangzhang.svg"), folder.path().join("yangzhang.svg")).unwrap();
        let mut command = program();
        command.current_dir(folder.path()).env("TZ", zone).env("LC_ALL", locale);
        command
            .env("RAYON_NUM_THREADS", threads)
            .env("SOURCE_DATE_EPOCH", "86400")
            .env("HOME", folder.path());
        Run::of(command.args(["tongzhi-banfa.toml", "--fonts", "bundled", "-o", "x.pdf"])).ends(0);
        made.push(fs::read(folder.path().join("x.pdf")).unwrap());
    }
    assert!(made[0] == made[1], "two folders, two environments, two files");
}
