//! What forms of the daily office have beside the elements of the standard: rows with labels of their own, parties.

use super::{Writer, quoted};
use crate::claims::{Element, Party, Slot};
use crate::doubt::Doubt;
use crate::forms;
use crate::lines::squeezed;

/// A label and the words behind it, line by line; and marks around the label that no key takes.
struct Row {
    label: String,
    names: Vec<String>,
    left: String,
}

/// The elements that those who met stand in.
const ATTENDANCE: [Element; 4] =
    [Element::Attendees, Element::Absentees, Element::Observers, Element::Attendance];

impl Writer<'_> {
    /// Rows of these elements in the order of the text: what stands beside a value begins one.
    fn rows(&self, elements: &[Element]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for line in 0..self.claims.len() {
            for (slot, text) in self.claims.parts(line) {
                match slot {
                    Slot::Beside(of) if elements.contains(of) && text.chars().any(char::is_alphanumeric) => {
                        let bare = squeezed(text);
                        let label = bare.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                        // The program sets the colon.
                        let left = bare.replacen(&label, "", 1).replace(['：', ':'], "");
                        rows.push(Row { label, names: Vec::new(), left });
                    }
                    Slot::Beside(of) if elements.contains(of) => {
                        rows.last_mut().into_iter().for_each(|row| row.left.push_str(text));
                    }
                    Slot::Value(of) if elements.contains(of) => match rows.last_mut() {
                        Some(row) => row.names.push(text.clone()),
                        None => {
                            let names = vec![text.clone()];
                            rows.push(Row { label: String::new(), names, left: String::new() });
                        }
                    },
                    _ => {}
                }
            }
        }
        rows.retain(|row| !row.names.is_empty());
        rows
    }

    fn tables(&mut self, key: &str, rows: &[(String, String)], left: &str) {
        let left = if left.is_empty() { String::new() } else { format!("  #| {left}") };
        let table = |(label, names): &(String, String)| {
            format!("{{ label = {}, names = {} }}", quoted(label), quoted(names))
        };
        if let [one] = rows {
            return self.line(&format!("{key} = [{}]{left}", table(one)));
        }
        self.line(&format!("{key} = ["));
        for row in rows {
            let row = format!("  {},", table(row));
            self.line(&row);
        }
        self.line(&format!("]{left}"));
    }

    /// 抄送 is a list; what stands behind other words, 报, 送 and 发, is a row each.
    pub(super) fn cc(&mut self) {
        let rows = self.rows(&[Element::Cc]);
        let usual = |row: &Row| row.label.is_empty() || row.label.starts_with("抄送");
        if rows.iter().all(usual) && rows.len() < 2 {
            let value = self.joined(Element::Cc);
            return self.value(Element::Cc, "cc", &value);
        }
        self.doubts(Element::Cc);
        let left: String = rows.iter().map(|row| row.left.as_str()).collect();
        let label = |row: &Row| if row.label.is_empty() { "抄送".to_owned() } else { row.label.clone() };
        let rows: Vec<(String, String)> = rows.iter().map(|row| (label(row), row.names.concat())).collect();
        self.tables("cc", &rows, &left);
    }

    /// Those who met: by the three keys where these say all of it, else as they are called.
    pub(super) fn attendance(&mut self) {
        if !self.claims.has(Slot::Value(Element::Attendance)) {
            self.present(Element::Attendees, "attendees");
            self.present(Element::Absentees, "absentees");
            self.present(Element::Observers, "observers");
            return;
        }
        for element in ATTENDANCE {
            self.doubts(element);
        }
        let rows = self.rows(&ATTENDANCE);
        let left: String = rows.iter().map(|row| row.left.as_str()).collect();
        let rows: Vec<(String, String)> = rows
            .into_iter()
            .map(|row| {
                let names: Vec<&str> = row.names.iter().map(String::as_str).collect();
                (row.label, self.name_lines(&names))
            })
            .collect();
        self.tables("attendance", &rows, &left);
    }

    /// One of the three lists of minutes.
    fn present(&mut self, element: Element, key: &str) {
        let rows: Vec<&str> = self.claims.of(Slot::Value(element)).iter().map(|(_, text)| *text).collect();
        let value = self.name_lines(&rows);
        self.value(element, key, &value);
    }

    /// Lines of names: a blank parts what blanks parted.
    fn name_lines(&mut self, rows: &[&str]) -> String {
        let blanks = rows.iter().any(|row| row.contains(char::is_whitespace));
        let mut value = String::new();
        let mut labelled = false;
        for row in rows {
            if blanks && !value.is_empty() && !value.ends_with(['、', '，', '；', ',']) {
                value.push('　');
                labelled |= row.contains(['：', ':']);
            }
            value.push_str(row);
        }
        if labelled {
            self.doubt(&Doubt::NameLines);
        }
        value
    }

    /// A list over lines: one is a string.
    pub(super) fn strings(&mut self, element: Element, key: &str) {
        let items: Vec<String> =
            self.claims.of(Slot::Value(element)).iter().map(|(_, text)| quoted(text)).collect();
        match &items[..] {
            [] => self.value(element, key, ""),
            [one] => {
                self.doubts(element);
                let beside = self.beside(element);
                self.line(&format!("{key} = {one}{beside}"));
            }
            many => {
                self.doubts(element);
                let beside = self.beside(element);
                self.line(&format!("{key} = [{}]{beside}", many.join(", ")));
            }
        }
    }

    /// Nobody signs: of speeches and agreements their keys say so.
    pub(super) fn sign_off(&mut self) {
        let said =
            self.claims.has(Slot::Value(Element::Speaker)) || self.claims.has(Slot::Party(0, Party::Role));
        if said || !forms::is_unsigned(self.claims) {
            return;
        }
        // What was passed is never signed under its text.
        if !forms::is_passed(self.claims) {
            self.doubt(&Doubt::NoSignOff);
        }
        self.line("sign-off = false");
    }

    /// Who signs an agreement, each with what he signs.
    pub(super) fn parties(&mut self) {
        let of = |item: usize, part: Party| -> String {
            self.claims.of(Slot::Party(item, part)).iter().map(|(_, text)| *text).collect()
        };
        let keys = [
            ("role", Party::Role),
            ("name", Party::Name),
            ("representative", Party::Representative),
            ("date", Party::Date),
        ];
        let count = (0..).take_while(|item| self.claims.has(Slot::Party(*item, Party::Role))).count();
        let tables: Vec<String> = (0..count)
            .map(|item| {
                let name = of(item, Party::Name);
                // A name that is not known yet is a rule.
                let name = if name.chars().any(char::is_alphanumeric) { name } else { "________".to_owned() };
                let values = keys.iter().filter_map(|(key, part)| {
                    let value = if *part == Party::Name { name.clone() } else { of(item, *part) };
                    (!value.is_empty()).then(|| format!("{key} = {}", quoted(&value)))
                });
                format!("  {{ {} }},", values.collect::<Vec<_>>().join(", "))
            })
            .collect();
        self.doubts(Element::Parties);
        if count == 0 {
            return;
        }
        let beside = self.beside(Element::Parties);
        self.line("parties = [");
        tables.iter().for_each(|table| self.line(table));
        self.line(&format!("]{beside}"));
    }
}
