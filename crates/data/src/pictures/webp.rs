//! WebP's chunks: the profile taken out.

/// A file without its profile, and without the mark that it has one.
pub(super) fn without_profile(bytes: &[u8]) -> Vec<u8> {
    const HAS_PROFILE: u8 = 0x20;
    let mut kept = bytes.get(..12).unwrap_or(bytes).to_vec();
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let end = (at + 8 + length + length % 2).min(bytes.len());
        if &head[..4] != b"ICCP" {
            let start = kept.len();
            kept.extend(&bytes[at..end]);
            if &head[..4] == b"VP8X"
                && let Some(flags) = kept.get_mut(start + 8)
            {
                *flags &= !HAS_PROFILE;
            }
        }
        at = end;
    }
    let length = (kept.len().saturating_sub(8)) as u32;
    if let Some(size) = kept.get_mut(4..8) {
        size.copy_from_slice(&length.to_le_bytes());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_and_its_mark_go() {
        let chunk = |name: &[u8], data: &[u8]| {
            let mut made = [name, &(data.len() as u32).to_le_bytes(), data].concat();
            if data.len() % 2 == 1 {
                made.push(0);
            }
            made
        };
        let file = |flags: u8, profile: &[u8]| {
            let body =
                [chunk(b"VP8X", &[flags, 0, 0, 0]), profile.to_vec(), chunk(b"VP8L", &[1, 2, 3])].concat();
            [b"RIFF".as_slice(), &(body.len() as u32 + 4).to_le_bytes(), b"WEBP", &body].concat()
        };
        assert_eq!(without_profile(&file(0x30, &chunk(b"ICCP", &[9; 5]))), file(0x10, &[]));
    }
}
