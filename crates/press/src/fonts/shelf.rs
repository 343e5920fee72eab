//! The faces that were read: two documents share theirs, and one that nobody uses any more goes when others need its room.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::face::{Face, Origin, Unfit};

/// How much the files of faces may take that are kept without being used, in bytes: some twelve of a GB 18030 face.
const LIMIT_KEPT: usize = 128 * 1024 * 1024;

/// The last one used stands last.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Vec<Arc<Face>>>);

impl Shelf {
    /// A face of the machine: read once, and the same as long as somebody uses it.
    pub(super) fn load(&self, origin: Origin, index: u32) -> Option<Arc<Face>> {
        let mut faces = self.faces();
        let known = faces.iter().position(|face| face.origin == origin && face.index() == index);
        match known {
            Some(at) => Some(used(&mut faces, at)),
            None => Some(put(&mut faces, Face::file(origin, index)?)),
        }
    }

    /// A face that a document names by its file: with the bytes that the file has now, whatever it had before.
    pub(super) fn take(&self, path: PathBuf, bytes: &Arc<[u8]>) -> Result<Arc<Face>, Unfit> {
        let mut faces = self.faces();
        let origin = Origin::File(path.clone());
        let known = faces.iter().position(|face| face.origin == origin && face.index() == 0);
        match known {
            Some(at) if faces[at].has_bytes(bytes) => Ok(used(&mut faces, at)),
            known => {
                let face = Face::named(path, bytes)?;
                known.map(|at| faces.remove(at));
                Ok(put(&mut faces, face))
            }
        }
    }

    fn faces(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Face>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn used(faces: &mut Vec<Arc<Face>>, at: usize) -> Arc<Face> {
    let face = faces.remove(at);
    faces.push(Arc::clone(&face));
    face
}

fn put(faces: &mut Vec<Arc<Face>>, face: Arc<Face>) -> Arc<Face> {
    faces.push(Arc::clone(&face));
    let size: usize = faces.iter().map(|face| face.size()).sum();
    let mut over = size.saturating_sub(LIMIT_KEPT);
    faces.retain(|face| {
        let goes = over > 0 && Arc::strong_count(face) == 1;
        over = over.saturating_sub(if goes { face.size() } else { 0 });
        !goes
    });
    face
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts/gkai00mp.ttf");

    /// library.md 2: an exchanged file set the old face.
    #[test]
    fn a_file_that_was_exchanged_is_another_face() {
        let shelf = Shelf::default();
        let one: Arc<[u8]> = std::fs::read(FACE).unwrap().into();
        let other: Arc<[u8]> = [&one[..], b"longer"].concat().into();
        let take = |bytes| shelf.take(PathBuf::from("a.ttf"), bytes).unwrap();
        let first = take(&one);
        assert!(Arc::ptr_eq(&first, &take(&one)));
        let second = take(&other);
        assert!(!Arc::ptr_eq(&first, &second) && second.has_bytes(&other));
        assert!(Arc::ptr_eq(&second, &take(&other)));
        assert_eq!(shelf.faces().len(), 1);
        assert!(shelf.take(PathBuf::from("a.ttf"), &Arc::from(&b"no font"[..])).is_err());
    }

    /// library.md 2: 60 fonts took 622 MB for good.
    #[test]
    fn faces_that_nobody_uses_make_room() {
        let shelf = Shelf::default();
        let bytes: Arc<[u8]> = std::fs::read(FACE).unwrap().into();
        let held = shelf.take(PathBuf::from("held.ttf"), &bytes).unwrap();
        for number in 0..LIMIT_KEPT / bytes.len() + 10 {
            shelf.take(PathBuf::from(format!("{number}.ttf")), &bytes).unwrap();
        }
        let faces = shelf.faces();
        assert!(faces.iter().map(|face| face.size()).sum::<usize>() <= LIMIT_KEPT);
        assert!(faces.iter().any(|face| Arc::ptr_eq(face, &held)));
    }
}
