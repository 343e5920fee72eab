//! The command line: what was typed becomes a checked plan; one file a subcommand.

mod batch;
mod check;
mod child;
mod completions;
mod conformance;
mod data;
mod extract;
mod fmt;
mod fonts;
mod form;
mod glyphs;
mod help;
mod import;
mod keys;
mod last_words;
mod man;
mod measure;
mod new;
mod panics;
mod render;
mod schema;
mod tell;
mod template;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use gongwen::output::MessageFormat;
use gongwen::{Diagnostic, Engine, EngineBuilder, Failure, Lang};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Everything asked for was made.
    Made,
    /// The document cannot be made as it stands or within the limits, or breaks a 必须 rule under --strict.
    Document,
    /// The call is off, the machine refused (a folder, a disk, a pipe), or the program itself failed.
    Environment,
}

impl Status {
    const ALL: [Status; 3] = [Status::Made, Status::Document, Status::Environment];

    fn code(self) -> u8 {
        match self {
            Status::Made => 0,
            Status::Document => 1,
            Status::Environment => 2,
        }
    }

    /// The status that a run of this program ended with.
    fn of_code(code: Option<i32>) -> Option<Status> {
        Status::ALL.into_iter().find(|status| Some(i32::from(status.code())) == code)
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status.code())
    }
}

/// Sets a Chinese official document (公文) in the format of GB/T 9704-2012.
///
/// Exit status: 0 made, 1 the document has errors (with --strict: or breaks a 必须 rule), 2 usage or
/// environment.
#[derive(Parser)]
#[command(
    name = "render",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(flatten)]
    render: render::RenderArgs,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Batch(Box<batch::BatchArgs>),
    Check(check::CheckArgs),
    /// Prints the script by which a shell completes the arguments.
    Completions(completions::CompletionsArgs),
    Extract(extract::ExtractArgs),
    Fonts(fonts::FontsArgs),

    /// Puts punctuation and numerals right (GB/T 15834, GB/T 15835); never a word.
    Fmt(fmt::FmtArgs),
    /// Prints the keys of the data and what may stand under them, or those of one name.
    Keys(keys::KeysArgs),
    /// Prints the JSON Schema of the data, for editors, or of what is said to programs.
    Schema(schema::SchemaArgs),
    /// Reads the text of a whole document back into a data file.
    Import(import::ImportArgs),
    /// Shows this help, or that of a command.
    Help(help::HelpArgs),
    /// Prints the manual page.
    Man(man::ManArgs),
    Measure(measure::MeasureArgs),
    /// Writes a commented data file of a kind (文种), to be filled in.
    New(new::NewArgs),
    Template(template::TemplateArgs),
}

impl Cli {
    /// How a command that takes limits is held to them.
    fn bounded(&self) -> Option<child::Bounded<'_>> {
        match &self.command {
            None => Some(self.render.bounded()),
            Some(Command::Batch(args)) => Some(args.bounded()),
            Some(Command::Check(args)) => Some(args.bounded()),
            Some(Command::Import(args)) => Some(args.bounded()),
            Some(Command::Measure(args)) => Some(args.bounded()),
            Some(_) => None,
        }
    }
}

/// What every command takes that sets documents.
#[derive(Args)]
pub struct CommonArgs {
    #[command(flatten)]
    fonts: FontArgs,

    #[command(flatten)]
    limits: child::LimitArgs,

    #[command(flatten)]
    tell: TellArgs,
}

impl CommonArgs {
    /// How such a command is held to its limits, with the files it writes.
    fn bounded(&self, outputs: Vec<PathBuf>) -> child::Bounded<'_> {
        child::Bounded { limits: &self.limits, tell: &self.tell, outputs, left: None }
    }
}

/// Where fonts come from.
#[derive(Args, Clone)]
pub struct FontArgs {
    /// `auto`: official fonts of this machine first; `bundled`: only the default set, the same everywhere.
    /// `auto` unless the document comes out of a PDF that was made with `bundled`.
    #[arg(long, value_enum)]
    fonts: Option<FontSource>,

    /// A further folder of fonts; may be given several times.
    #[arg(long = "font-path", value_name = "DIR")]
    font_path: Vec<PathBuf>,

    /// A further folder of fonts for characters that no other font has, beside fonts/rare; may be given several times.
    #[arg(long = "rare-fonts", value_name = "DIR")]
    rare_fonts: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FontSource {
    Auto,
    Bundled,
}

impl FontArgs {
    fn engine(&self, told: &TellArgs) -> Result<Engine, Failure> {
        self.engine_or(false, told)
    }

    /// The engine; when nothing was said of the fonts, with the bundled faces only if `bundled`. A folder that is not
    /// there would have other fonts set the document in silence.
    fn engine_or(&self, bundled: bool, told: &TellArgs) -> Result<Engine, Failure> {
        let named = self.font_path.iter().map(|folder| (folder, "--font-path"));
        for (folder, option) in named.chain(self.rare_fonts.iter().map(|folder| (folder, "--rare-fonts"))) {
            if !folder.is_dir() {
                return Err(Diagnostic::no_font_folder(folder, option).into());
            }
            if !has_fonts(folder, FOLDERS_DEEP) {
                tell::tell(&[Diagnostic::no_fonts(folder, option)], told);
            }
        }
        let only = self.fonts.map_or(bundled, |fonts| fonts == FontSource::Bundled);
        let builder = Engine::builder().bundled_fonts_only(only);
        let builder = self.font_path.iter().fold(builder, EngineBuilder::font_folder);
        Ok(self.rare_fonts.iter().fold(builder, EngineBuilder::rare_fonts).build())
    }
}

/// So many folders inside each other are looked into for fonts.
const FOLDERS_DEEP: usize = 8;

/// Whether a folder has a file of a font's ending, in it or in folders inside; what cannot be read may have.
fn has_fonts(folder: &Path, deep: usize) -> bool {
    const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];
    let Ok(entries) = std::fs::read_dir(folder) else { return true };
    entries.flatten().any(|entry| {
        let path = entry.path();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
            || (path.is_dir() && (deep == 0 || has_fonts(&path, deep - 1)))
    })
}

/// How findings are told.
#[derive(Args, Clone)]
pub struct TellArgs {
    /// How findings are written to standard error.
    #[arg(long, value_enum, default_value_t = Shown::Human, value_name = "FORMAT")]
    message_format: Shown,

    /// The language of messages; by default Chinese in a Chinese locale, else English.
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shown {
    Human,
    Short,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

impl TellArgs {
    fn format(&self) -> MessageFormat {
        match self.message_format {
            Shown::Human => MessageFormat::Human,
            Shown::Short => MessageFormat::Short,
            Shown::Json => MessageFormat::Json,
        }
    }

    fn lang(&self) -> Lang {
        chosen(self.lang)
    }

    /// Whether what is told is for people, not for programs.
    fn is_for_people(&self) -> bool {
        matches!(self.message_format, Shown::Human)
    }
}

fn chosen(lang: Option<Language>) -> Lang {
    match lang {
        Some(Language::Zh) => Lang::Zh,
        Some(Language::En) => Lang::En,
        None => locale(),
    }
}

fn locale() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |name| Lang::of_locale(&name))
}

/// Reads the command line and does what it says.
pub fn run() -> Status {
    let lang = help::language(std::env::args_os());
    if std::env::args_os().len() <= 1 {
        // A closed pipe is nobody's loss.
        drop(std::io::stderr().lock().write_all(help::first_words(lang).as_bytes()));
        return Status::Environment;
    }
    let matches = help::command(lang).try_get_matches();
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            help::show_usage_error(&error, lang);
            return if error.use_stderr() { Status::Environment } else { Status::Made };
        }
    };
    if let Some(status) = cli.bounded().and_then(|bounded| child::supervise(&bounded)) {
        return status;
    }
    panics::told(cli.bounded().map(|bounded| bounded.tell.clone()), lang, || dispatch(cli))
}

fn dispatch(cli: Cli) -> Status {
    match cli.command {
        Some(Command::Batch(args)) => batch::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Extract(args)) => extract::run(&args),
        Some(Command::Fonts(args)) => fonts::run(&args),
        Some(Command::Fmt(args)) => fmt::run(&args),
        Some(Command::Schema(args)) => schema::run(&args),
        Some(Command::Help(args)) => help::run(&args),
        Some(Command::Import(args)) => import::run(&args),
        Some(Command::Keys(args)) => keys::run(&args),
        Some(Command::Man(args)) => man::run(&args),
        Some(Command::Measure(args)) => measure::run(&args),
        Some(Command::New(args)) => new::run(&args),
        Some(Command::Template(args)) => template::run(&args),
        None => render::run(&cli.render),
    }
}
