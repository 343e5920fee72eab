//! What is no Word file, and what would harm: refused by what it is.

use super::*;

#[test]
fn what_is_no_word_file_is_refused_by_name() {
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let mut encrypted = compound.to_vec();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let broken = docx("<w:p></w:q>");
    let whole = docx(&paragraph("甲"));
    for (name, bytes, code) in [
        ("a.docx", b"plain text".as_slice(), "not-a-word-file"),
        ("a.doc", &compound, "not-a-word-file"),
        ("a.docx", &encrypted, "word-encrypted"),
        ("a.pdf", b"%PDF-1.7", "not-a-word-file"),
        ("a.rtf", b"{\\rtf1", "not-a-word-file"),
        ("a.docx", &zipped(&[("xl/workbook.xml", "<a/>")]), "not-a-word-file"),
        ("a.docx", &broken, "not-a-word-file"),
        ("a.docx", &whole[..whole.len() / 2], "not-a-word-file"),
        ("a.docx", b"", "nothing-to-import"),
        ("a.txt", " \n\u{3000}\t\n".as_bytes(), "nothing-to-import"),
        ("a.docx", &docx(""), "nothing-to-import"),
        ("a.txt", b"\xFF\xFF\xFF", "not-utf-8"),
    ] {
        assert_eq!(fault(name, bytes), code, "{name}");
    }
}

/// A part that unpacks to more than the limit, and entities that grow: both end in an error, soon.
#[test]
fn bombs_do_not_go_off() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let blanks = vec![b' '; 1024 * 1024];
    for _ in 0..=LIMIT_UNPACKED / blanks.len() as u64 {
        zip.write_all(&blanks).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1024 * 1024, "a small file");
    assert_eq!(fault("a.docx", &bomb), "word-too-large");

    let laughs = r#"<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>"#;
    assert_eq!(fault("a.docx", &zipped(&[("word/document.xml", laughs)])), "not-a-word-file");
    let declared = document(&paragraph("甲"))
        .replace("<w:document", "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><w:document");
    assert_eq!(fault("a.docx", &zipped(&[("word/document.xml", &declared)])), "not-a-word-file");
    let entity = document(&paragraph("&secret;"));
    assert_eq!(fault("a.docx", &zipped(&[("word/document.xml", &entity)])), "not-a-word-file");
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    assert_eq!(fault("a.docx", &docx(&deep)), "not-a-word-file");
}

/// Any bytes of a Word file may be wrong; the end is lines or an error, never a panic.
#[test]
fn a_byte_changed_anywhere_ends_well() {
    let whole = docx(&(paragraph("某某局文件") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"));
    for at in 0..whole.len() {
        for value in [0, 0xFF, whole[at].wrapping_add(1)] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            if let Err(failure) = import("a.docx", bytes) {
                assert!(!failure.diagnostics().is_empty());
            }
        }
    }
}
