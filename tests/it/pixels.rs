//! Pages as pictures: what is on the page is in the picture, however coarse its pixels are.

use gongwen::Document;

use crate::support::ENGINE;

/// At 60 ppi, which docs/zh/十分钟.md advised, rules of 版记 were not in the picture, at 50 the red one of the head (a clerk's day).
#[test]
fn every_rule_is_in_the_picture_at_every_resolution() {
    for name in ["longke-2024-2.toml", "han.toml"] {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/").to_owned() + name;
        let rendered = ENGINE.render(&Document::from_path(path).unwrap()).unwrap();
        let mut rules = 0;
        for ppi in [20.0, 50.0, 60.0, 72.0, 101.0, 144.0] {
            let ruled = rendered.pages().iter().filter(|page| !page.shapes.is_empty());
            for page in ruled {
                let picture = rendered.png(page.number - 1, ppi).unwrap();
                let picture = image::load_from_memory(&picture).unwrap().to_rgb8();
                let wide = page.shapes.iter().map(|shape| shape.rect);
                for rule in wide.filter(|rect| rect.bottom - rect.top < 1.5 && rect.right - rect.left > 100.0)
                {
                    let pixel = |mm: f64| mm / 25.4 * ppi;
                    let column = pixel(rule.left + 3.0) as u32;
                    let rows = (pixel(rule.top) as u32).saturating_sub(1)..=pixel(rule.bottom) as u32 + 1;
                    let rows = rows.filter(|row| *row < picture.height());
                    // Ink, of black and of red: what a rule takes from the paper's blue.
                    let ink = |row| 1.0 - f64::from(picture.get_pixel(column, row).0[2]) / 255.0;
                    let (found, due) = (rows.map(ink).sum::<f64>(), pixel(rule.bottom - rule.top));
                    assert!(found > due * 0.6, "{name}, {ppi} ppi, {rule:?}: {found:.2} of {due:.2} px");
                    rules += 1;
                }
            }
        }
        assert!(rules > 5, "{name}");
    }
}
