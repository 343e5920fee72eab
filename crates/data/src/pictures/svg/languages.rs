//! A drawing with parts in several languages (`switch`, `systemLanguage`): the Chinese one is shown, else the one that
//! is of no language. The library that draws reads English only, so the part that is chosen is called English.

use usvg::roxmltree::{Attribute, Document, Node};

use super::Edit;

const KEY: &str = "systemLanguage";
const SHOWN: &str = "en";
/// No language: the part is not shown.
const OTHER: &str = "x";

/// The languages as they are to be said.
pub(super) fn chosen(file: &Document<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for said in file.descendants().filter_map(language).filter(|said| is_chinese(said.value())) {
        edits.push((said.range_value(), SHOWN.to_owned()));
    }
    for switch in file.descendants().filter(|node| node.tag_name().name() == "switch") {
        let parts = || switch.children().filter(Node::is_element).map(language);
        let fits = |said: Option<Attribute<'_, '_>>| said.is_none_or(|said| is_chinese(said.value()));
        // The first, when none is for who reads Chinese.
        let none_fits = !parts().any(fits);
        for (index, said) in parts().enumerate() {
            if let Some(said) = said.filter(|said| !is_chinese(said.value())) {
                let shown = none_fits && index == 0;
                edits.push((said.range_value(), if shown { SHOWN } else { OTHER }.to_owned()));
            }
        }
    }
    edits
}

fn language<'a, 'i>(node: Node<'a, 'i>) -> Option<Attribute<'a, 'i>> {
    node.attributes().find(|attribute| attribute.name() == KEY)
}

fn is_chinese(said: &str) -> bool {
    said.split(',').any(|language| language.trim().to_ascii_lowercase().split('-').next() == Some("zh"))
}
