//! With the feature `packed-fonts`: the faces of the set, compressed, and the list of them that `src/bundled.rs` has.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "packed-fonts")]
    packed::write();
}

#[cfg(feature = "packed-fonts")]
mod packed {
    use std::fmt::Write as _;
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::{env, fs, thread};

    /// The best there is, some minutes of a processor, for a program to install; one to try things with gets the quickest.
    const QUALITY: i32 = 11;
    const QUALITY_DEV: i32 = 1;
    /// No face is larger than this many bytes, as a power of two: all of it is looked back into.
    const WINDOW: i32 = 24;

    pub(crate) fn write() {
        let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names it"));
        let sums = fs::read_to_string("fonts/SHA256SUMS").expect("the list of the set");
        println!("cargo::rerun-if-changed=fonts/SHA256SUMS");
        // GPLv3: only for those who accept its terms for the whole binary.
        let gpl = cfg!(feature = "embed-fandol");
        let faces = sums.lines().filter_map(|line| Some(line.split_once("  ")?.1));
        let faces: Vec<&str> = faces.filter(|face| gpl || !face.starts_with("gpl/")).collect();
        let quality = if env::var("PROFILE").as_deref() == Ok("release") { QUALITY } else { QUALITY_DEV };
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(|| {
                    while let Some(face) = faces.get(next.fetch_add(1, Ordering::Relaxed)) {
                        pack(face, quality, &out);
                    }
                });
            }
        });
        let mut list = String::from("&[\n");
        for face in faces {
            println!("cargo::rerun-if-changed=fonts/{face}");
            let (name, size) = (name_of(face), fs::metadata(file_of(face)).expect("a face of the set").len());
            writeln!(
                list,
                "    EmbeddedFace {{ name: {name:?}, bytes: include_bytes!(\"{name}.br\"), packing: Some(Packing {{ size: {size}, unpack }}) }},"
            )
            .expect("a string takes all");
        }
        list.push_str("]\n");
        fs::write(out.join("packed.rs"), list).expect("the list can be written");
    }

    fn file_of(face: &str) -> PathBuf {
        Path::new("fonts").join(face)
    }

    fn name_of(face: &str) -> &str {
        face.rsplit('/').next().unwrap_or(face)
    }

    fn pack(face: &str, quality: i32, out: &Path) {
        let bytes = fs::read(file_of(face)).expect("a face of the set");
        let settings = brotli::enc::BrotliEncoderParams {
            quality,
            lgwin: WINDOW,
            size_hint: bytes.len(),
            ..Default::default()
        };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &bytes[..], &mut packed, &settings).expect("brotli takes any bytes");
        fs::write(out.join(format!("{}.br", name_of(face))), packed).expect("the packed face can be written");
    }
}
