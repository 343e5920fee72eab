//! JSON Schemas (draft 2020-12) of what is said to programs. They stand in `docs/schemas`; `tests/it/output_schemas.rs`
//! holds what is said to them, and them to what is said.

/// What is said to programs, each with a JSON Schema. A schema is of the version that has it: a later one may have more
/// keys, codes and words, none that is there changes its meaning.
///
/// ```
/// use gongwen::output::OutputSchema;
///
/// let schema = OutputSchema::named("report").expect("a name of the list").text();
/// assert!(schema.contains("GB/T 9704-2012"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OutputSchema {
    /// A line of standard error under `--message-format json`: a [`Diagnostic`](crate::Diagnostic), or what came of a batch.
    Findings,
    /// A line of `check` and `measure`: a [`Requirement`](crate::conformance::Requirement).
    Requirement,
    /// A whole [`Report`](crate::conformance::Report), `report.json` in a PDF.
    Report,
    /// An [`Audit`](crate::coverage::Audit) of fonts and characters.
    Audit,
    /// A row of a batch's register.
    Register,
    /// `gongwen.json` in a PDF: what it was made from.
    Manifest,
    /// What is doubtful of an import.
    Import,
    /// A line of `template check`.
    Proof,
}

impl OutputSchema {
    /// All of them.
    pub const ALL: [OutputSchema; 8] = [
        OutputSchema::Findings,
        OutputSchema::Requirement,
        OutputSchema::Report,
        OutputSchema::Audit,
        OutputSchema::Register,
        OutputSchema::Manifest,
        OutputSchema::Import,
        OutputSchema::Proof,
    ];

    /// The name by which `render schema` knows it, that of its file.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.both().0
    }

    /// The schema.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.both().1
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<OutputSchema> {
        OutputSchema::ALL.into_iter().find(|schema| schema.name() == name)
    }

    fn both(self) -> (&'static str, &'static str) {
        macro_rules! file {
            ($name:literal) => {
                ($name, include_str!(concat!("../docs/schemas/", $name, ".schema.json")))
            };
        }
        match self {
            OutputSchema::Findings => file!("findings"),
            OutputSchema::Requirement => file!("requirement"),
            OutputSchema::Report => file!("report"),
            OutputSchema::Audit => file!("audit"),
            OutputSchema::Register => file!("register"),
            OutputSchema::Manifest => file!("manifest"),
            OutputSchema::Import => file!("import"),
            OutputSchema::Proof => file!("proof"),
        }
    }
}
