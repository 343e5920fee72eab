//! A picture as the body names it: `![caption](path)`.

use super::marked::Marked;

/// A picture's file by name; whether there is one is for another room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file, without a page.
    pub path: String,
    /// The page of a PDF, from 1.
    pub page: usize,
    /// Empty: none. It may call notes.
    pub caption: Marked,
    /// The width as hundredths of a percent of the measure; none: as large as it is, and fits.
    pub width: Option<u32>,
}

impl Picture {
    /// A path may name a page of a PDF, as addresses do: `report.pdf#page=2`.
    pub fn new(path: &str, caption: &str) -> Picture {
        let named = path.rsplit_once("#page=").and_then(|(path, page)| Some((path, page.parse().ok()?)));
        let (path, page) = named.filter(|(_, page)| *page > 0).unwrap_or((path, 1));
        Picture { path: path.to_owned(), page, caption: caption.trim().into(), width: None }
    }
}

/// Pictures side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureRow {
    /// Each with a caption of its own.
    pub pictures: Vec<Picture>,
    /// What stands under all of them; empty: nothing.
    pub caption: Marked,
    /// The width of the row, in hundredths of a percent of the type area's.
    pub width: Option<u32>,
}

/// A line with several `![caption](path)` and nothing but blanks between them.
pub(super) fn row_of_line(line: &str) -> Option<PictureRow> {
    let mut pictures = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let inner = rest.strip_prefix("![")?;
        let path = inner.find("](")? + "](".len();
        // A path with brackets stands between < and >.
        let end = if inner[path..].starts_with('<') { ">)" } else { ")" };
        let length = path + inner[path..].find(end)? + end.len();
        pictures.push(of_line(&rest[.."![".len() + length])?);
        rest = inner[length..].trim_start();
    }
    (pictures.len() > 1).then_some(PictureRow { pictures, ..PictureRow::default() })
}

/// A line with only `![caption](path)`.
pub(super) fn of_line(line: &str) -> Option<Picture> {
    let (caption, path) = line.strip_prefix("![")?.strip_suffix(')')?.split_once("](")?;
    let path = path.trim();
    let path = path.strip_prefix('<').and_then(|path| path.strip_suffix('>')).unwrap_or(path);
    (!path.is_empty() && !path.contains("](")).then(|| Picture::new(path, caption))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_pictures() {
        for (line, wanted) in [
            ("![甲](a.png) ![乙](b.png)", Some(vec!["甲 a.png", "乙 b.png"])),
            ("![](a.png)![乙](<图(1).png>)　![丙](c.png)", Some(vec![" a.png", "乙 图(1).png", "丙 c.png"])),
            ("![甲](a.png)", None),
            ("![甲](a.png)和![乙](b.png)", None),
            ("![甲](a.png) ![乙]()", None),
        ] {
            let row = row_of_line(line);
            let said = |p: &Picture| format!("{} {}", p.caption.text, p.path);
            let found: Option<Vec<String>> = row.map(|row| row.pictures.iter().map(said).collect());
            assert_eq!(found, wanted.map(|w| w.into_iter().map(str::to_owned).collect()), "{line}");
        }
    }

    #[test]
    fn a_line_that_is_a_picture() {
        for (line, wanted) in [
            ("![印模](a.svg)", Some(("印模", "a.svg", 1))),
            ("![](图 1.png)", Some(("", "图 1.png", 1))),
            ("![图](<图(1).png>)", Some(("图", "图(1).png", 1))),
            ("![批文](批文.pdf#page=2)", Some(("批文", "批文.pdf", 2))),
            ("![批文](批文.pdf#page=0)", Some(("批文", "批文.pdf#page=0", 1))),
            ("![图]()", None),
            ("见![图](a.png)", None),
            ("![图](a.png)。", None),
            ("![图](a.png) ![图](b.png)", None),
        ] {
            let picture = of_line(line);
            let found = picture.as_ref().map(|p| (p.caption.text.as_str(), p.path.as_str(), p.page));
            assert_eq!(found, wanted, "{line}");
        }
    }
}
