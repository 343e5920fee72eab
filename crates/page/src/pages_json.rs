//! Finished pages as data, in the form that reports have: lengths in mm to a ten-thousandth, places as left, top,
//! right and bottom, elements by their names.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::Line;
use super::geometry::{Colour, Glyph, Page, Picture, Rect, Run, Shape};
use super::json::rounded;

/// Left, top, right, bottom in mm.
impl Serialize for Rect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.left, self.top, self.right, self.bottom].map(rounded).serialize(serializer)
    }
}

/// `#E60012`; `{"cmyk": [0, 0.8, 0.8, 0]}`, `{"grey": 0.5}`, of parts from 0 to 1; none for a gradient or a pattern.
impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = |name: &'static str, parts: &[f32], serializer: S| {
            let parts: Vec<f64> = parts.iter().map(|part| rounded(f64::from(*part))).collect();
            let mut colour = serializer.serialize_struct("Colour", 1)?;
            match parts[..] {
                [only] => colour.serialize_field(name, &only)?,
                _ => colour.serialize_field(name, &parts)?,
            }
            colour.end()
        };
        match *self {
            Colour::Rgb(r, g, b) => serializer.collect_str(&format_args!("#{r:02X}{g:02X}{b:02X}")),
            Colour::Cmyk(c, m, y, k) => parts("cmyk", &[c, m, y, k], serializer),
            Colour::Grey(grey) => parts("grey", &[grey], serializer),
            Colour::Other => serializer.serialize_none(),
        }
    }
}

/// `text`, `x`, `advance`, `baseline`; `missing` where no face has it.
impl Serialize for Glyph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let missing = self.id == 0;
        let mut glyph = serializer.serialize_struct("Glyph", 4 + usize::from(missing))?;
        glyph.serialize_field("text", &self.text)?;
        glyph.serialize_field("x", &rounded(self.x))?;
        glyph.serialize_field("advance", &rounded(self.advance))?;
        glyph.serialize_field("baseline", &rounded(self.baseline))?;
        if missing {
            glyph.serialize_field("missing", &true)?;
        }
        glyph.end()
    }
}

/// `part`, `family`, `face`, `size` in pt, `colour`, `text`, `raised` in mm, `upright`, `glyphs`.
impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut run = serializer.serialize_struct("Run", 9)?;
        run.serialize_field("part", &self.part)?;
        run.serialize_field("family", &self.family)?;
        run.serialize_field("face", &self.face)?;
        run.serialize_field("size", &rounded(self.size))?;
        run.serialize_field("colour", &self.colour)?;
        run.serialize_field("text", &self.text())?;
        run.serialize_field("raised", &rounded(self.raised))?;
        run.serialize_field("upright", &self.upright)?;
        run.serialize_field("glyphs", &self.glyphs)?;
        run.end()
    }
}

/// `part`, `place`, `colour`.
impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shape = serializer.serialize_struct("Shape", 3)?;
        shape.serialize_field("part", &self.part)?;
        shape.serialize_field("place", &self.rect)?;
        shape.serialize_field("colour", &self.colour)?;
        shape.end()
    }
}

/// `part`, `place`.
impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut picture = serializer.serialize_struct("Picture", 2)?;
        picture.serialize_field("part", &self.part)?;
        picture.serialize_field("place", &self.rect)?;
        picture.end()
    }
}

/// `number` from 1, `width` and `height` in mm, `runs`, `shapes`, `pictures`.
impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut page = serializer.serialize_struct("Page", 6)?;
        page.serialize_field("number", &self.number)?;
        page.serialize_field("width", &rounded(self.width))?;
        page.serialize_field("height", &rounded(self.height))?;
        page.serialize_field("runs", &self.runs)?;
        page.serialize_field("shapes", &self.shapes)?;
        page.serialize_field("pictures", &self.pictures)?;
        page.end()
    }
}

/// `page` from 1, `part`, `text`, `place`: its em boxes from the first character to the last, in mm; `baseline`.
impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (left, right) = (self.left(), self.right());
        let place = Rect { left, top: self.top(), right, bottom: self.bottom() };
        let mut line = serializer.serialize_struct("Line", 5)?;
        line.serialize_field("page", &self.page)?;
        line.serialize_field("part", &self.part())?;
        line.serialize_field("text", &self.text())?;
        // A line of blanks has no extent.
        line.serialize_field("place", &(left <= right).then_some(place))?;
        line.serialize_field("baseline", &rounded(self.baseline))?;
        line.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::*;

    #[test]
    fn a_page_as_json_says_what_stands_where() {
        let mut run = Run::new(Part::Title.into(), "gw-biaosong", 22.0);
        run.glyphs = vec![
            Glyph::new("甲", 28.000_04, 7.76, 100.0),
            Glyph { id: 0, ..Glyph::new("乙", 36.0, 7.76, 100.0) },
        ];
        run.colour = Colour::Cmyk(0.0, 0.8, 0.8, 0.0);
        let rect = Rect { left: 28.0, top: 72.0, right: 184.0, bottom: 72.35 };
        let mut page = Page::new(1, 210.0, 297.0);
        page.shapes = vec![Shape::new(Part::Body.at(3), rect, Colour::Rgb(230, 0, 18))];
        page.pictures = vec![Picture::new(Part::Seal.at(0), rect)];
        page.runs = vec![run];
        let line = super::super::lines(&page).remove(0);
        assert_eq!(
            serde_json::to_value(&page).unwrap(),
            serde_json::json!({
                "number": 1, "width": 210.0, "height": 297.0,
                "runs": [{
                    "part": "title", "family": "gw-biaosong", "face": "", "size": 22.0,
                    "colour": { "cmyk": [0.0, 0.8, 0.8, 0.0] }, "text": "甲乙", "raised": 0.0, "upright": true,
                    "glyphs": [
                        { "text": "甲", "x": 28.0, "advance": 7.76, "baseline": 100.0 },
                        { "text": "乙", "x": 36.0, "advance": 7.76, "baseline": 100.0, "missing": true },
                    ],
                }],
                "shapes": [{ "part": "body.3", "place": [28.0, 72.0, 184.0, 72.35], "colour": "#E60012" }],
                "pictures": [{ "part": "seal.0", "place": [28.0, 72.0, 184.0, 72.35] }],
            })
        );
        let line = serde_json::to_value(&line).unwrap();
        assert_eq!((&line["text"], &line["part"]), (&"甲乙".into(), &"title".into()));
        let colours = [Colour::Grey(0.5), Colour::Other].map(|colour| serde_json::to_value(colour).unwrap());
        assert_eq!(colours, [serde_json::json!({ "grey": 0.5 }), serde_json::Value::Null]);
    }
}
