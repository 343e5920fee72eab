//! What is proven of a template: `render template check`.

use super::Template;
use crate::diagnostic::{Diagnostic, Lang, Severity, Sink, guarded};
use crate::engine::Engine;
use crate::press;
use crate::rendered::Rendered;
use crate::template::AskedFinding;
use gongwen_page::Role;

/// Names by which Typst code runs a text as code.
const EVALUATORS: [&str; 1] = ["eval"];

/// One thing that a check tries to prove.
#[derive(Debug, Clone)]
pub struct TemplateProof {
    said: (String, String),
    proven: Option<bool>,
}

impl TemplateProof {
    /// Whether it holds; none when it could not be tried, because something before it failed.
    #[must_use]
    pub fn proven(&self) -> Option<bool> {
        self.proven
    }

    /// What it is.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.said.0,
            Lang::En => &self.said.1,
        }
    }
}

/// What a check found.
#[derive(Debug, Clone)]
pub struct TemplateCheck {
    proofs: Vec<TemplateProof>,
    diagnostics: Vec<Diagnostic>,
}

impl TemplateCheck {
    /// What was tried, in order.
    #[must_use]
    pub fn proofs(&self) -> &[TemplateProof] {
        &self.proofs
    }

    /// What was found on the way.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether everything holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.proofs.iter().all(|proof| proof.proven == Some(true))
    }

    fn prove(&mut self, proven: impl Into<Option<bool>>, zh: impl Into<String>, en: impl Into<String>) {
        self.proofs.push(TemplateProof { said: (zh.into(), en.into()), proven: proven.into() });
    }
}

impl Engine {
    /// Tries to prove that a template works: its sample is right by its schema, sets without a warning, has
    /// every character, meets the PDF standards asked for, and gives the same bytes twice. Typst's memory
    /// of the whole process is emptied for that.
    #[must_use]
    pub fn check_template(&self, template: &Template) -> TemplateCheck {
        let mut check = TemplateCheck { proofs: Vec::new(), diagnostics: Vec::new() };
        let Template { manifest, files, .. } = template;
        check.prove(
            true,
            format!("清单、数据模式有效：{} {}", manifest.name, manifest.version),
            format!("manifest and schema are valid: {} {}", manifest.name, manifest.version),
        );
        check.prove(
            true,
            format!("只用自己的 {files} 个文件：没有网络，没有别的文件夹"),
            format!("uses its own {files} files only: no network, no other folder"),
        );
        let tried = guarded(|| {
            let evaluated = evaluated(template);
            check.prove(evaluated.is_empty(), "不把数据当程序运行", "runs no data as code");
            check.diagnostics.extend(evaluated);
            let rendered = self.set_sample(template, &mut check);
            self.judge(template, rendered.as_ref(), &mut check);
            Ok(())
        });
        if let Err(failure) = tried {
            check.prove(false, "检验中途出错", "the check itself came to its end");
            check.diagnostics.extend(failure.into_diagnostics());
        }
        check
    }

    /// The sample through the schema and through Typst.
    fn set_sample(&self, template: &Template, check: &mut TemplateCheck) -> Option<Rendered> {
        let set = template.sample().and_then(|sample| self.render_template(template, &sample));
        let found = match &set {
            Ok(rendered) => rendered.diagnostics().to_vec(),
            Err(failure) => failure.diagnostics().to_vec(),
        };
        let is = |codes: &[&str]| found.iter().any(|found| codes.contains(&found.code()));
        // What is wrong with the template, as opposed to its sample.
        let of_template =
            |found: &Diagnostic| press::slip(found).is_some() || TEMPLATE_CODES.contains(&found.code());
        let sample = !found.iter().any(|found| found.severity() == Severity::Error && !of_template(found));
        check.prove(sample, "样例数据符合数据模式", "the sample data is right by the schema");
        let compiled = sample.then(|| set.is_ok() || is(&["missing-glyph"]));
        let unknown_face = found
            .iter()
            .any(|found| found.code() == "face-replaced" && found.severity() == Severity::Warning);
        let pages = set.as_ref().ok().map(Rendered::page_count);
        let (zh, en) =
            pages.map_or_else(Default::default, |n| (format!("：{n} 页"), format!(" (pages: {n})")));
        check.prove(
            compiled.map(|compiled| compiled && !is(&["template-warning"]) && !unknown_face),
            format!("样例排版成功，没有警告{zh}"),
            format!("the sample sets without a warning{en}"),
        );
        let glyphs = compiled.filter(|compiled| *compiled).map(|_| !is(&["missing-glyph"]));
        check.prove(glyphs, "每个字都有字形", "every character has a glyph");
        check.diagnostics.extend(found);
        set.ok()
    }

    /// The file that the sample becomes.
    fn judge(&self, template: &Template, rendered: Option<&Rendered>, check: &mut TemplateCheck) {
        let names: Vec<&str> = template.manifest.standards.iter().map(|standard| standard.as_str()).collect();
        let names = if names.is_empty() { "PDF".to_owned() } else { names.join(", ") };
        let pdf = rendered.map(Rendered::pdf);
        let archived =
            |rendered: &Rendered| !rendered.diagnostics().iter().any(|d| d.code() == "not-archived");
        check.prove(
            pdf.as_ref().map(|pdf| pdf.is_ok() && rendered.is_some_and(archived)),
            format!("PDF 符合 {names}"),
            format!("the PDF meets {names}"),
        );
        let again = rendered.map(|_| self.pdf_anew(template));
        let same = match (&pdf, &again) {
            (Some(Ok(first)), Some(second)) => Some(second.as_ref() == Some(first)),
            _ => None,
        };
        check.prove(same, "两次排版，字节相同", "the same bytes twice");
        if same == Some(false) {
            check.diagnostics.push(Diagnostic::new(AskedFinding::TwoOutputs));
        }
        if let Some(Err(failure)) = pdf {
            check.diagnostics.extend(failure.diagnostics().iter().cloned());
        }
        if let Some(rendered) = rendered {
            check.diagnostics.extend(unused_roles(template, rendered));
        }
    }

    /// The sample's PDF, with all that Typst remembers forgotten.
    fn pdf_anew(&self, template: &Template) -> Option<Vec<u8>> {
        press::forget();
        self.render_template(template, &template.sample().ok()?).ok()?.pdf().ok()
    }
}

/// Findings at whose coming the sample is not to blame.
const TEMPLATE_CODES: [&str; 5] =
    ["template-asks", "undeclared-role", "no-package", "missing-glyph", "names-used-up"];

fn evaluated(template: &Template) -> Vec<Diagnostic> {
    let places = EVALUATORS.iter().flat_map(|name| {
        template.sources.uses(name).into_iter().map(|place| {
            let fault = AskedFinding::Evaluates { name: (*name).to_owned() };
            Diagnostic::new(fault).at(place)
        })
    });
    let mut sink = Sink::default();
    places.for_each(|found| sink.push(found));
    sink.into_sorted()
}

/// Roles that the manifest names and the sample shows nothing of.
fn unused_roles(template: &Template, rendered: &Rendered) -> Vec<Diagnostic> {
    let pages = rendered.pages();
    let is_used = |role: &Role| {
        let mut runs = pages.iter().flat_map(|page| &page.runs);
        runs.any(|run| run.family.starts_with(role.family()))
    };
    let words = template.manifest.fonts.iter().zip(&template.roles);
    let unused = words.filter(|(_, role)| !is_used(role)).map(|(words, role)| {
        let fault = AskedFinding::UnusedRole { role: role.key() };
        Diagnostic::new(fault).at(words.place.clone())
    });
    unused.collect()
}
