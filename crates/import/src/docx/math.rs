//! Formulas of Word (OMML) in one line.

use super::fields::grouped;
use super::styles::Height;
use super::symbols::at_height;
use super::tree::Node;

/// A formula in one line, and whether that is all it says.
pub(super) struct Formula {
    pub text: String,
    pub plain: bool,
}

/// Writes a formula in one line.
pub(super) fn linear(node: Node<'_>) -> Formula {
    let mut formula = Formula { text: String::new(), plain: true };
    formula.text = formula.all(node);
    formula
}

impl Formula {
    fn all(&mut self, node: Node<'_>) -> String {
        node.children().map(|child| self.one(child)).collect()
    }

    /// An argument of a function: `m:e`, `m:num`, `m:sup` ….
    fn of(&mut self, node: Node<'_>, name: &str) -> String {
        node.child(name).map(|child| self.all(child)).unwrap_or_default()
    }

    fn one(&mut self, node: Node<'_>) -> String {
        match node.name() {
            "m:t" | "w:t" => node.text(),
            "w:del" | "w:moveFrom" | "w:rPr" | "m:ctrlPr" => String::new(),
            name if name.ends_with("Pr") => String::new(),
            "m:f" => {
                self.plain = false;
                let (above, below) = (self.of(node, "m:num"), self.of(node, "m:den"));
                format!("{}/{}", grouped(&above), grouped(&below))
            }
            "m:sSup" => {
                let base = self.of(node, "m:e");
                base + &self.script(node, "m:sup", Height::Raised, '^')
            }
            "m:sSub" => {
                let base = self.of(node, "m:e");
                base + &self.script(node, "m:sub", Height::Lowered, '_')
            }
            "m:sSubSup" => {
                let base = self.of(node, "m:e");
                let lowered = self.script(node, "m:sub", Height::Lowered, '_');
                base + &lowered + &self.script(node, "m:sup", Height::Raised, '^')
            }
            "m:rad" => {
                self.plain = false;
                let (degree, base) = (self.of(node, "m:deg"), self.of(node, "m:e"));
                let sign = match degree.trim() {
                    "" | "2" => "√".to_owned(),
                    "3" => "∛".to_owned(),
                    "4" => "∜".to_owned(),
                    other => format!("{other}√"),
                };
                format!("{sign}{}", grouped(&base))
            }
            "m:d" => {
                let properties = node.child("m:dPr");
                let sign = |name: &str, usual: &'static str| {
                    properties.and_then(|node| node.value_of(name)).map_or(usual.to_owned(), str::to_owned)
                };
                let (open, close, between) =
                    (sign("m:begChr", "("), sign("m:endChr", ")"), sign("m:sepChr", "|"));
                let inner: Vec<String> = node
                    .children()
                    .filter(|child| child.name() == "m:e")
                    .map(|child| self.all(child))
                    .collect();
                format!("{open}{}{close}", inner.join(&between))
            }
            "m:nary" => {
                self.plain = false;
                let sign =
                    node.child("m:naryPr").and_then(|node| node.value_of("m:chr")).unwrap_or("∫").to_owned();
                let (from, to) = (self.of(node, "m:sub"), self.of(node, "m:sup"));
                let from = if from.is_empty() { from } else { format!("_{}", grouped(&from)) };
                let to = if to.is_empty() { to } else { format!("^{}", grouped(&to)) };
                format!("{sign}{from}{to} {}", self.of(node, "m:e"))
            }
            "m:func" => {
                let name = self.of(node, "m:fName");
                format!("{name} {}", self.of(node, "m:e"))
            }
            "m:m" | "m:eqArr" => {
                self.plain = false;
                let rows: Vec<String> = node
                    .children()
                    .filter(|child| matches!(child.name(), "m:mr" | "m:e"))
                    .map(|row| {
                        let cells: Vec<String> = row
                            .children()
                            .filter(|cell| cell.name() == "m:e")
                            .map(|cell| self.all(cell))
                            .collect();
                        if cells.is_empty() { self.all(row) } else { cells.join(" ") }
                    })
                    .collect();
                rows.join("; ")
            }
            "m:acc" | "m:bar" | "m:limLow" | "m:limUpp" | "m:groupChr" | "m:borderBox" | "m:sPre" => {
                self.plain = false;
                self.all(node)
            }
            _ => self.all(node),
        }
    }

    /// A raised or lowered term: in such characters, or behind a sign.
    fn script(&mut self, node: Node<'_>, name: &str, height: Height, sign: char) -> String {
        let text = self.of(node, name);
        at_height(&text, height).unwrap_or_else(|| {
            self.plain = false;
            format!("{sign}{}", grouped(&text))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::*;

    #[test]
    fn formulas_stand_in_one_line() {
        let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
        for (inner, wanted, plain) in [
            (run("x=1"), "x=1", true),
            (format!("<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>", run("x"), run("2")), "x²", true),
            (
                format!("<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>", run("x"), run("a+b")),
                "x^(a+b)",
                false,
            ),
            (
                format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", run("a+1"), run("3")),
                "(a+1)/3",
                false,
            ),
            (format!("<m:rad><m:deg/><m:e>{}</m:e></m:rad>", run("x")), "√x", false),
            (
                format!(
                    "<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{}</m:e></m:d>",
                    run("x")
                ),
                "[x]",
                true,
            ),
            (
                format!(
                    "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{}</m:e></m:nary>",
                    run("i=1"),
                    run("n"),
                    run("x")
                ),
                "∑_(i=1)^n x",
                false,
            ),
        ] {
            let tree = Tree::parse(&format!("<m:oMath>{inner}</m:oMath>")).unwrap();
            let formula = linear(tree.root().unwrap());
            assert_eq!((formula.text.as_str(), formula.plain), (wanted, plain));
        }
    }
}
