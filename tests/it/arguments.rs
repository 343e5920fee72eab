//! What the words of each code are made of, read from the findings of the rooms: their fields are the arguments
//! (`crates/data`, `diagnostic/arguments.rs`), and one list of names holds for all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::argument_names::NAMES;
use crate::codes::Token::{self, Mark, Name};
use crate::codes::{arguments, files, findings, tokens, without_tests};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A type of which findings are made: an enum, or a struct as an enum of one variant without a name.
struct Type {
    file: PathBuf,
    name: String,
    variants: Vec<Variant>,
}

struct Variant {
    name: String,
    fields: Vec<Field>,
    /// What a variant holds that has no name for it.
    held: Vec<String>,
}

struct Field {
    name: String,
    /// The types in its type; none where it is written in a way of its own.
    types: Vec<String>,
}

/// A file of the source, and for each token the arms of matches that it stands in.
struct Source {
    path: PathBuf,
    tokens: Vec<Token>,
    arms: Vec<Vec<usize>>,
    /// Of each arm the variants that its pattern names.
    patterns: Vec<Vec<(String, String)>>,
}

fn name(token: Option<&Token>) -> Option<&str> {
    if let Some(Name(name)) = token { Some(name) } else { None }
}

/// `A::B` in a pattern.
fn named(tokens: &[Token]) -> Vec<(String, String)> {
    let pairs = tokens.windows(4).filter_map(|four| match four {
        [Name(of), Mark(':'), Mark(':'), Name(variant)] => Some((of.clone(), variant.clone())),
        _ => None,
    });
    pairs.collect()
}

impl Source {
    fn read(path: &Path) -> Source {
        let tokens = tokens(without_tests(&fs::read_to_string(path).unwrap()));
        let (mut arms, mut patterns) = (Vec::new(), Vec::new());
        // For each open bracket, where a pattern may begin and the arm that has begun, with where its body does.
        let mut open: Vec<(usize, Option<(usize, usize)>)> = vec![(0, None)];
        for (at, token) in tokens.iter().enumerate() {
            let (start, arm) = *open.last().unwrap();
            match token {
                Mark('(' | '[' | '{') => open.push((at + 1, None)),
                Mark(')' | ']' | '}') if open.len() > 1 => {
                    open.pop();
                    let outer = open.last_mut().unwrap();
                    // A block that is all of an arm ends it.
                    let is_block =
                        |body: usize| tokens[body] == Mark('{') && arguments(&tokens, body).1 == at;
                    if outer.1.is_some_and(|(_, body)| is_block(body)) {
                        *outer = (at + 1, None);
                    }
                }
                Mark(',' | ';') => *open.last_mut().unwrap() = (at + 1, None),
                Mark('=') if tokens.get(at + 1) == Some(&Mark('>')) && arm.is_none() => {
                    patterns.push(named(&tokens[start..at]));
                    *open.last_mut().unwrap() = (start, Some((patterns.len() - 1, at + 2)));
                }
                _ => {}
            }
            arms.push(open.iter().filter_map(|(_, arm)| arm.map(|(pattern, _)| pattern)).collect());
        }
        Source { path: path.to_owned(), tokens, arms, patterns }
    }

    fn variants_at(&self, at: usize) -> Vec<(String, String)> {
        self.arms[at].iter().flat_map(|arm| self.patterns[*arm].clone()).collect()
    }

    fn function_at(&self, at: usize) -> &str {
        let is_start = |at: &usize| self.tokens[*at] == Name("fn".into());
        (0..at).rev().find(is_start).and_then(|start| name(self.tokens.get(start + 1))).unwrap_or_default()
    }

    /// Where something is called by this name.
    fn calls(&self, function: &str) -> impl Iterator<Item = usize> {
        let is_name = |at: &usize| name(self.tokens.get(*at)) == Some(function);
        let is_call = |at: &usize| {
            self.tokens.get(at + 1) == Some(&Mark('(')) && name(self.tokens.get(at - 1)) != Some("fn")
        };
        (1..self.tokens.len()).filter(is_name).filter(is_call).collect::<Vec<_>>().into_iter()
    }

    fn is_method(&self, function: &str) -> bool {
        let start = self.tokens.windows(2).position(|two| *two == [Name("fn".into()), Name(function.into())]);
        start.is_some_and(|start| arguments(&self.tokens, start + 2).0[0].contains(&Name("self".into())))
    }

    /// The closure whose words stand there, at its start: `let is = |zh: &str, en: &str| error("…", zh, en)`.
    fn closure_at(&self, at: usize) -> Option<&str> {
        let is_start = |at: &usize| matches!(&self.tokens[*at..], [Name(bind), Name(_), Mark('='), Mark('|'), ..] if bind == "let");
        let start = (at.saturating_sub(20)..at).rev().find(is_start)?;
        let is_over = self.tokens[start..at].contains(&Mark(';'));
        name(self.tokens.get(start + 1)).filter(|_| !is_over)
    }

    /// The problem whose words stand there.
    fn problem_at(&self, at: usize) -> Option<&str> {
        let start = (0..at).rev().find(|at| self.tokens[*at] == Name("impl".into()))?;
        match &self.tokens[start..] {
            [_, Name(of), Name(_), Name(problem), ..] if of == "Problem" => Some(problem),
            _ => None,
        }
    }
}

/// Every type that is derived `Serialize`, and what the arguments of a problem are made of by hand.
fn types(source: &Source) -> Vec<Type> {
    let tokens = &source.tokens;
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let (is_enum, type_name) = match &tokens[at..] {
            [Name(what), Name(name), ..] if what == "enum" => (true, name),
            [Name(what), Name(name), ..] if what == "struct" => (false, name),
            _ => continue,
        };
        let before =
            &tokens[(0..at).rev().find(|at| matches!(tokens[*at], Mark(';' | '}'))).unwrap_or(0)..at];
        let open = (at..tokens.len()).find(|at| matches!(tokens[*at], Mark('{' | ';' | '('))).unwrap();
        if !before.contains(&Name("Serialize".into())) || tokens[open] != Mark('{') {
            continue;
        }
        let (parts, _) = arguments(tokens, open);
        let parts: Vec<&[Token]> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let variants = match is_enum {
            true => parts.into_iter().map(variant).collect(),
            false => vec![Variant { name: String::new(), fields: fields(&parts), held: Vec::new() }],
        };
        // A row in the function that gives the arguments is the problem's.
        let name = match source.problem_at(at) {
            Some(problem) if source.function_at(at) == "arguments" => problem.to_owned(),
            _ => type_name.clone(),
        };
        found.push(Type { file: source.path.clone(), name, variants });
    }
    found
}

/// What stands behind attributes, and these.
fn behind_attributes(mut tokens: &[Token]) -> (Vec<&[Token]>, &[Token]) {
    let mut attributes = Vec::new();
    while tokens.first() == Some(&Mark('#')) {
        let (_, close) = arguments(tokens, 1);
        attributes.push(&tokens[2..close]);
        tokens = &tokens[close + 1..];
    }
    (attributes, tokens)
}

fn variant(part: &[Token]) -> Variant {
    let (_, part) = behind_attributes(part);
    let variant = name(part.first()).unwrap().to_owned();
    let (inner, is_named) = match part.get(1) {
        Some(Mark('{')) => (arguments(part, 1).0, true),
        Some(Mark('(')) => (arguments(part, 1).0, false),
        _ => (Vec::new(), true),
    };
    let inner: Vec<&[Token]> = inner.into_iter().filter(|part| !part.is_empty()).collect();
    match is_named {
        true => Variant { name: variant, fields: fields(&inner), held: Vec::new() },
        false => {
            assert_eq!(inner.len(), 1, "what {variant} holds has no names");
            Variant { name: variant, fields: Vec::new(), held: type_names(inner[0]) }
        }
    }
}

fn type_names(tokens: &[Token]) -> Vec<String> {
    tokens.iter().filter_map(|token| name(Some(token)).map(str::to_owned)).collect()
}

fn fields(parts: &[&[Token]]) -> Vec<Field> {
    let one = |part: &&[Token]| {
        let (attributes, part) = behind_attributes(part);
        let said = |word: &str| {
            let found = attributes.iter().find_map(|said| {
                said.iter().position(|token| *token == Name(word.into())).map(|at| &said[at..])
            });
            found.map(
                |said| if let Some(Token::Text(text)) = said.get(2) { text.clone() } else { String::new() },
            )
        };
        if said("skip").is_some() {
            return None;
        }
        let at = part.iter().position(|token| *token == Mark(':'))?;
        let name = name(part.get(at - 1)).unwrap().replace('_', "-");
        let types = if said("serialize_with").is_some() { Vec::new() } else { type_names(&part[at + 1..]) };
        Some(Field { name: said("rename").unwrap_or(name), types })
    };
    parts.iter().filter_map(one).collect()
}

/// The whole of the findings' source.
struct Read {
    sources: Vec<Source>,
    types: Vec<Type>,
    of_findings: Vec<PathBuf>,
}

type Variants = [(String, String)];
/// Names of arguments; of one that says a case, the cases.
pub type Names = BTreeMap<String, BTreeSet<String>>;

/// A variant's name as serde writes it.
fn kebab(name: &str) -> String {
    let mut written = String::new();
    for (at, c) in name.char_indices() {
        if c.is_uppercase() && at > 0 {
            written.push('-');
        }
        written.push(c.to_ascii_lowercase());
    }
    written
}

impl Read {
    fn new() -> Read {
        let mut paths = files(&Path::new(ROOT).join("src"));
        paths.extend(files(&Path::new(ROOT).join("crates")));
        let is_source = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
        let is_of_use = |path: &PathBuf| fs::read_to_string(path).unwrap().contains("Serialize");
        let of_findings = findings();
        let paths = paths.into_iter().filter(is_source);
        let sources: Vec<Source> = paths
            .filter(|path| of_findings.contains(path) || is_of_use(path))
            .map(|path| Source::read(&path))
            .collect();
        let types = sources.iter().flat_map(types).collect();
        Read { sources, types, of_findings }
    }

    /// The type that a name stands for in a file: of several the nearest, or that of the module it is taken from.
    fn type_of(&self, name: &str, file: &Path) -> Option<&Type> {
        let source = self.sources.iter().find(|source| source.path == file)?;
        let taken = source.tokens.windows(4).find_map(|four| match four {
            [Name(module), Mark(':'), Mark(':'), Name(it)] if it == name => Some(module.as_str()),
            _ => None,
        });
        let near = |of: &&Type| {
            let is_taken = taken.is_some_and(|module| {
                of.file.file_stem().is_some_and(|stem| stem == module)
                    || of.file.parent().is_some_and(|folder| folder.ends_with(module))
            });
            let shared =
                of.file.components().zip(file.components()).take_while(|(one, other)| one == other).count();
            (of.file == file, is_taken, shared)
        };
        self.types.iter().filter(|of| of.name == name).max_by_key(near)
    }

    /// The names that a value of a type adds, under this name, when it is of these variants.
    fn of_type(&self, of: &Type, under: Option<&str>, variants: &Variants, names: &mut Names) {
        let is_meant = |variant: &&Variant| {
            let mut said = variants.iter().filter(|(name, _)| *name == of.name).peekable();
            said.peek().is_none() || said.any(|(_, name)| *name == variant.name)
        };
        for variant in of.variants.iter().filter(is_meant) {
            if !variant.name.is_empty() && variant.held.is_empty() {
                let cases = under.map(|under| names.entry(under.to_owned()).or_default());
                cases.map(|cases| cases.insert(kebab(&variant.name)));
            }
            if !variant.held.is_empty() {
                let is_known = variant.held.iter().any(|held| self.type_of(held, &of.file).is_some());
                assert!(is_known, "what {}::{} holds has no name", of.name, variant.name);
                self.of_types(&variant.held, under.unwrap_or("case"), &of.file, variants, names);
            }
            for field in &variant.fields {
                self.of_types(&field.types, &field.name, &of.file, variants, names);
            }
        }
    }

    fn of_types(&self, types: &[String], under: &str, file: &Path, variants: &Variants, names: &mut Names) {
        let is_list = types.iter().any(|name| name == "Vec");
        match types.iter().find_map(|name| self.type_of(name, file)).filter(|_| !is_list) {
            Some(inner) => self.of_type(inner, Some(under), variants, names),
            None => drop(names.entry(under.to_owned()).or_default()),
        }
    }

    /// The names of what stands at a place of a file, under what is known of the variants there.
    fn at(&self, source: &Source, at: usize, variants: &Variants, names: &mut Names) {
        let variants = [variants, &source.variants_at(at)].concat();
        let function = source.function_at(at);
        // Words that a closure or another function has: by who calls it.
        if let Some(closure) = source.closure_at(at) {
            let own =
                source.calls(closure).filter(|call| *call != at && source.function_at(*call) == function);
            return own.for_each(|call| self.at(source, call, &variants, names));
        }
        if let Some(problem) = source.problem_at(at).filter(|_| function == "entry") {
            let of = self.type_of(problem, &source.path).unwrap_or_else(|| panic!("{problem}"));
            return self.of_type(of, None, &variants, names);
        }
        let stem = source.path.file_stem().unwrap().to_str().unwrap();
        let is_method = source.is_method(function);
        for other in self.sources.iter().filter(|other| self.of_findings.contains(&other.path)) {
            for call in other.calls(function) {
                let is_call = match &other.tokens[..call] {
                    [.., Name(module), Mark(':'), Mark(':')] => module == stem && !is_method,
                    [.., Name(_), Mark('.')] => is_method && other.path != source.path,
                    _ => other.path == source.path && !is_method,
                };
                if is_call {
                    self.at(other, call, &variants, names);
                }
            }
        }
    }
}

/// The arguments that each code may have.
pub fn of_codes<'c>(codes: impl IntoIterator<Item = &'c String>) -> BTreeMap<&'c str, Names> {
    let read = Read::new();
    let mut found: BTreeMap<&str, Names> =
        codes.into_iter().map(|code| (code.as_str(), Names::new())).collect();
    for source in read.sources.iter().filter(|source| read.of_findings.contains(&source.path)) {
        for (at, token) in source.tokens.iter().enumerate() {
            let Token::Text(code) = token else { continue };
            let Some(names) = found.get_mut(code.as_str()) else { continue };
            match &source.tokens[at + 1..] {
                // A rule of the lint has its own in its row.
                [Name(_), Name(_), Token::Text(_), Mark('('), ..] => {
                    let (given, _) = arguments(&source.tokens, at + 4);
                    let given = given.concat().into_iter();
                    let given = given
                        .filter_map(|token| if let Token::Text(name) = token { Some(name) } else { None });
                    names.extend(given.filter(|name| !name.is_empty()).map(|name| (name, BTreeSet::new())));
                }
                // A word of a pattern.
                [Mark('='), Mark('>'), ..] | [Mark('|'), ..] => {}
                _ => read.at(source, at, &[], names),
            }
        }
    }
    found
}

/// The same thing has the same name in all rooms: no name but those of the list, and each of them is in use.
#[test]
fn arguments_have_the_names_of_the_list() {
    let listed: BTreeSet<&str> = NAMES.iter().map(|row| row.0).collect();
    assert_eq!(listed.len(), NAMES.len(), "a name stands twice");
    assert!(NAMES.windows(2).all(|two| two[0].0 < two[1].0), "not in the order of the alphabet");
    let codes: Vec<String> = gongwen::codes().map(|code| code.as_str().to_owned()).collect();
    let found = of_codes(&codes);
    for (code, names) in &found {
        let unknown: Vec<&String> = names.keys().filter(|name| !listed.contains(name.as_str())).collect();
        assert!(unknown.is_empty(), "{code}: {unknown:?} are not in tests/it/argument_names.rs");
    }
    let used: BTreeSet<&str> = found.values().flat_map(BTreeMap::keys).map(String::as_str).collect();
    let unused: Vec<&&str> = listed.difference(&used).collect();
    // Columns of lists of tables.
    assert_eq!(unused, [&"em", &"paragraph"]);
}

/// Words with a gap have something to fill it with.
#[test]
fn what_fills_the_words_of_a_code_is_an_argument() {
    for code in gongwen::codes().filter(|code| code.arguments().is_empty()) {
        let gap = code.messages(gongwen::Lang::En).find(|words| words.contains('…'));
        assert!(gap.is_none(), "{}: {gap:?}", code.as_str());
    }
}

/// What a finding, as JSON, has for arguments and docs/codes.md does not say of its code.
pub fn unlisted(finding: &serde_json::Value) -> Option<String> {
    let code = finding["code"].as_str()?;
    let listed = gongwen::codes().find(|known| known.as_str() == code)?.arguments();
    let mut names = finding["arguments"].as_object()?.keys();
    names.find(|name| !listed.contains(&name.as_str())).map(|name| format!("{code} has {name}"))
}
