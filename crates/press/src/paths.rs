//! What files a fragment names in its text, known before Typst sees the text: Typst keeps each name that it was ever asked
//! for, and a process that sets documents for years would be asked for one more by each that has a wrong one.

use std::collections::HashSet;

use typst::diag::FileError;
use typst::foundations::{PathOrStr, Str};
use typst::syntax::ast::{self, AstNode as _};
use typst::syntax::{Source, Span, SyntaxNode, VirtualRoot};

use crate::world::{PressWorld, missing};
use crate::{Diagnostic, TypstFinding};

/// What takes the path of a file first.
const LOADERS: [&str; 9] = ["bibliography", "cbor", "csv", "image", "json", "plugin", "read", "toml", "yaml"];

/// Tells the files that fragments name and nobody has given. A name that is made up while it is set is Typst's to tell.
pub(crate) fn tell_missing(world: &PressWorld) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for source in world.fragment_sources() {
        for (name, span) in named(source) {
            let Ok(path) = PathOrStr::Str(Str::from(name)).resolve(source.id()) else { continue };
            // Packages have a finding of their own.
            if *path.root() == VirtualRoot::Project && !world.has(&path) {
                let problem = match missing(&path) {
                    FileError::NotFound(_) => {
                        TypstFinding::FragmentFile { path: path.vpath().get_without_slash().to_owned() }
                    }
                    other => TypstFinding::Fragment { message: other.to_string() },
                };
                told.push(world.at(problem, span.into()));
            }
        }
    }
    told
}

/// The files that a text names by their words alone.
fn named(source: &Source) -> Vec<(String, Span)> {
    let (mut named, mut own) = (Vec::new(), HashSet::new());
    let mut open: Vec<&SyntaxNode> = vec![source.root()];
    while let Some(node) = open.pop() {
        open.extend(node.children().rev());
        if let Some(binding) = node.cast::<ast::LetBinding>() {
            own.extend(binding.kind().bindings().into_iter().map(|ident| ident.as_str()));
        } else if let Some(params) = node.cast::<ast::Params>() {
            // Not `ast::Param`: any expression is one.
            for param in params.children() {
                match param {
                    ast::Param::Pos(pattern) => {
                        own.extend(pattern.bindings().into_iter().map(|ident| ident.as_str()));
                    }
                    ast::Param::Named(named) => _ = own.insert(named.name().as_str()),
                    ast::Param::Spread(_) => {}
                }
            }
        } else if let Some(call) = node.cast::<ast::FuncCall>()
            && let ast::Expr::Ident(callee) = call.callee()
            && let Some(loader) = LOADERS.iter().find(|loader| callee.as_str() == **loader)
            && let Some(ast::Arg::Pos(ast::Expr::Str(path))) = call.args().items().next()
        {
            named.push((Some(*loader), path));
        } else if let Some(include) = node.cast::<ast::ModuleInclude>()
            && let ast::Expr::Str(path) = include.source()
        {
            named.push((None, path));
        } else if let Some(import) = node.cast::<ast::ModuleImport>()
            && let ast::Expr::Str(path) = import.source()
            && !path.get().starts_with('@')
        {
            named.push((None, path));
        }
    }
    // Where the text has a function of its own under the name, nobody knows what it does.
    let read = named.into_iter().filter(|(loader, _)| loader.is_none_or(|loader| !own.contains(loader)));
    read.map(|(_, path)| (path.get().to_string(), path.span())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_names_is_known_without_setting_it() {
        for (text, wanted) in [
            ("#image(\"a.png\")", &["a.png"][..]),
            ("#include \"b.typ\"\n#import \"c.typ\": x", &["b.typ", "c.typ"]),
            ("#{ let t = csv(\"d.csv\", delimiter: \";\"); table(..t.flatten()) }", &["d.csv"]),
            ("#import \"@preview/x:1.0.0\"", &[]),
            ("#image(\"a\" + \".png\")", &[]),
            ("#let read(x) = x\n#read(\"文\")", &[]),
            ("#let f(image) = image(\"文\")", &[]),
            ("image(\"a.png\")", &[]),
        ] {
            let names = named(&Source::detached(text));
            assert_eq!(names.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), wanted, "{text}");
        }
    }
}
