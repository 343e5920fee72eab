//! Several authors as several entries of the file's metadata. The exporter writes them into one, for the sake of
//! a viewer that shows them twice otherwise; who reads the metadata would take two organs for one.

/// The PDF with an entry for each author. A file that is not written as expected stays as it is.
pub(super) fn apart(pdf: Vec<u8>, authors: &[&str]) -> Vec<u8> {
    if authors.len() < 2 { pdf } else { parted(&pdf, authors).unwrap_or(pdf) }
}

fn parted(pdf: &[u8], authors: &[&str]) -> Option<Vec<u8>> {
    let entry = |text: &str| format!("<rdf:li>{text}</rdf:li>");
    let authors: Vec<String> = authors.iter().map(|author| escaped(author)).collect();
    let (one, several) =
        (entry(&authors.join(", ")), authors.iter().map(|author| entry(author)).collect::<String>());
    let marked = format!("<dc:creator><rdf:Seq>{one}</rdf:Seq>");
    // The metadata are among the last objects, unpacked.
    let at = last(pdf, marked.as_bytes())? + marked.len() - one.len() - "</rdf:Seq>".len();
    const LENGTH: &[u8] = b" 0 obj\n<</Length ";
    let length = last(&pdf[..at], LENGTH)? + LENGTH.len();
    let (old_length, digits) = number(&pdf[length..])?;
    // The same words in a file that it carries are none of ours.
    pdf[length + digits..].starts_with(b"/Type/Metadata").then_some(())?;
    let new_length = (old_length + several.len() - one.len()).to_string();
    let moved = several.len() - one.len() + new_length.len() - digits;
    let start = last(pdf, b"startxref\n")? + b"startxref\n".len();
    let (table, start_digits) = number(&pdf[start..])?;
    let mut made = pdf[..length].to_vec();
    made.extend(new_length.as_bytes());
    made.extend(&pdf[length + digits..at]);
    made.extend(several.as_bytes());
    made.extend(pdf.get(at + one.len()..table)?);
    made.extend(moved_table(pdf.get(table..start)?, length, moved)?);
    made.extend((table + moved).to_string().as_bytes());
    made.extend(&pdf[start + start_digits..]);
    Some(made)
}

/// The table of the objects' places, those behind `from` moved.
fn moved_table(table: &[u8], from: usize, moved: usize) -> Option<Vec<u8>> {
    const ENTRY: usize = 20;
    let head = table.strip_prefix(b"xref\n0 ")?;
    let (count, digits) = number(head)?;
    let first = table.len() - head.len() + digits + 1;
    let mut made = table.to_vec();
    for entry in made.get_mut(first..first + count * ENTRY)?.chunks_exact_mut(ENTRY) {
        let place: usize = std::str::from_utf8(&entry[..10]).ok()?.parse().ok()?;
        if place > from && entry[17] == b'n' {
            entry[..10].copy_from_slice(format!("{:010}", place + moved).as_bytes());
        }
    }
    Some(made)
}

/// The number at the beginning, and how many digits it has.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    Some((std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()?, digits))
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

fn escaped(text: &str) -> String {
    let named = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('\'', "&apos;"), ('"', "&quot;")];
    named.iter().fold(text.to_owned(), |text, (c, name)| text.replace(*c, name))
}
