//! Help, completions and the manual page in both languages, from the one set of arguments.
//!
//! The arguments' own comments are the English; `help/zh.txt` has the Chinese under each command's and
//! argument's name. A test holds it to the arguments: none is missing, none is left over.

mod usage;

use std::collections::BTreeMap;
use std::io::Write as _;

use clap::{Arg, ArgAction, Args, Command, CommandFactory as _};
use gongwen::Lang;

pub use usage::show as show_usage_error;

use super::{Cli, Status};

const ZH: &str = include_str!("help/zh.txt");

/// Headings and order of a page of help in Chinese; clap has its own in English.
const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The arguments with their help in this language.
pub fn command(lang: Lang) -> Command {
    match lang {
        Lang::En => Cli::command(),
        Lang::Zh => chinese(Cli::command()),
    }
}

/// The language of help, which is shown before the arguments are understood: `--lang`, else the locale's.
pub fn language(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Lang {
    let arguments: Vec<String> =
        arguments.into_iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let spaced =
        arguments.iter().position(|argument| argument == "--lang").and_then(|at| arguments.get(at + 1));
    let joined = arguments.iter().find_map(|argument| argument.strip_prefix("--lang="));
    match joined.or(spaced.map(String::as_str)) {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => super::locale(),
    }
}

/// The Chinese words by name: `check` is a command, `check.strict` its argument, `*.lang` one that several have.
fn words() -> BTreeMap<&'static str, String> {
    let mut words: BTreeMap<&str, String> = BTreeMap::new();
    let mut name = None;
    for line in ZH.lines() {
        if line.starts_with('#') {
            continue;
        }
        match line.strip_prefix("    ") {
            Some(more) => {
                let text: &mut String = words.entry(name.unwrap_or_default()).or_default();
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(more);
            }
            None if line.trim().is_empty() => {}
            None => name = Some(line.trim()),
        }
    }
    words
}

fn chinese(command: Command) -> Command {
    let words = words();
    translated(command, "", &words)
}

/// `path`: the subcommands that lead here, with dots.
fn translated(mut command: Command, path: &str, words: &BTreeMap<&str, String>) -> Command {
    let own = if path.is_empty() { "render" } else { path };
    if let Some(text) = words.get(own) {
        let first = text.lines().next().unwrap_or_default().to_owned();
        command = command.about(first).long_about(text.clone());
    }
    let ids: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    for id in ids {
        let text =
            [format!("{own}.{id}"), format!("*.{id}")].into_iter().find_map(|key| words.get(key.as_str()));
        if let Some(text) = text {
            command = command.mut_arg(&id, |arg| in_chinese(arg, text));
        }
    }
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("显示帮助")
        .help_heading("选项");
    command = command.disable_help_flag(true).arg(help).help_template(TEMPLATE);
    if command.get_version().is_some() {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help("显示版本")
            .help_heading("选项");
        command = command.disable_version_flag(true).arg(version);
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        command = command.mut_subcommand(&name, |sub| translated(sub, &inner, words));
    }
    let name = if path.is_empty() { own.to_owned() } else { format!("render {}", path.replace('.', " ")) };
    let usage = command.clone().bin_name(name).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage = PLACES.iter().fold(usage.to_owned(), |usage, (en, zh)| usage.replace(en, zh));
    command.subcommand_help_heading("命令").subcommand_value_name("命令").override_usage(usage)
}

/// What clap's lines of usage say in English.
const PLACES: [(&str, &str); 3] = [("[OPTIONS]", "[选项]"), ("<COMMAND>", "<命令>"), ("[COMMAND]", "[命令]")];

/// Names of values as help shows them, `<FILE>`.
const VALUES: [(&str, &str); 18] = [
    ("COMMAND", "命令"),
    ("DATA", "数据文件"),
    ("DIR", "文件夹"),
    ("ENCODING", "编码"),
    ("FILE", "文件"),
    ("FORMAT", "格式"),
    ("KEY", "键"),
    ("KIND", "文种"),
    ("LIST", "几项"),
    ("MIB", "兆字节"),
    ("N", "数"),
    ("NAME", "名称"),
    ("PATTERN", "样式"),
    ("PDF", "PDF文件"),
    ("SECONDS", "秒"),
    ("SHELL", "命令行"),
    ("TEXT", "文稿"),
    ("WHAT", "哪一种"),
];

/// Names of values in Chinese; those that clap makes from an argument's own name are of arguments with choices.
fn named_in_chinese(arg: Arg) -> Arg {
    let names = arg.get_value_names().unwrap_or_default();
    let chinese = |name: &str| VALUES.iter().find(|(en, _)| *en == name).map_or("值", |(_, zh)| *zh);
    let names: Vec<&'static str> = names.iter().map(|name| chinese(name.as_str())).collect();
    match names.is_empty() {
        true => arg.value_name("值"),
        false => arg.value_names(names),
    }
}

/// An argument with what clap would say in English about its default and its choices.
fn in_chinese(arg: Arg, text: &str) -> Arg {
    let join = |values: Vec<String>| values.join("、");
    let defaults =
        join(arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect());
    let choices = join(
        arg.get_possible_values()
            .iter()
            .filter(|value| !value.is_hide_set())
            .map(|value| value.get_name().to_owned())
            .collect(),
    );
    let takes = arg.get_action().takes_values();
    let mut text = text.to_owned();
    if takes && !choices.is_empty() {
        text += &format!("［可选：{choices}］");
    }
    if takes && !defaults.is_empty() {
        text += &format!("［默认：{defaults}］");
    }
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let arg = if takes { named_in_chinese(arg) } else { arg };
    let arg = arg.help_heading(heading).hide_default_value(true).hide_possible_values(true);
    let first = text.lines().next().unwrap_or_default().to_owned();
    if text.contains('\n') { arg.help(first).long_help(text) } else { arg.help(text) }
}

/// What `render` alone says: what it is for, the first steps, the commands.
pub fn first_words(lang: Lang) -> String {
    let (usage, steps, commands, more) = match lang {
        Lang::Zh => ("用法", FIRST_STEPS_ZH, "命令", "render -h 列出全部选项，render help 命令 说明一个命令"),
        Lang::En => (
            "Usage",
            FIRST_STEPS_EN,
            "Commands",
            "render -h lists all options, render help COMMAND explains one",
        ),
    };
    let template = format!(
        "{{about-with-newline}}\n{usage}{}{{usage}}\n\n{steps}\n\n{commands}:\n{{subcommands}}\n\n{more}\n",
        if lang == Lang::Zh { "：" } else { ": " }
    );
    command(lang).help_template(template).render_help().to_string()
}

const FIRST_STEPS_ZH: &str = concat!(
    "  render new 通知 -o 通知.toml            写出一个照着填的数据文件\n",
    "  render 通知.toml -o 通知.pdf            生成 PDF\n",
    "  render import 稿子.docx -o 通知.toml    把写好的稿子读成数据文件",
);

const FIRST_STEPS_EN: &str = concat!(
    "  render new notice -o notice.toml        writes a data file to be filled in\n",
    "  render notice.toml -o notice.pdf        makes the PDF\n",
    "  render import draft.docx -o notice.toml reads a written draft into a data file",
);

#[derive(Args)]
pub struct HelpArgs {
    /// The command, such as `check`.
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,

    /// The language of the help; by default Chinese in a Chinese locale, else English.
    #[arg(long, value_enum)]
    lang: Option<super::Language>,
}

/// `render help check`: the help of a command.
pub fn run(args: &HelpArgs) -> Status {
    let mut command = command(super::chosen(args.lang));
    command.build();
    let mut named = &mut command;
    for name in &args.command {
        if named.find_subcommand(name).is_none() {
            use clap::error::{ContextKind, ContextValue, ErrorKind};
            let known = named.get_subcommands().map(|known| known.get_name().to_owned()).collect();
            let mut error = named.error(ErrorKind::InvalidSubcommand, format!("no command `{name}`"));
            error.insert(ContextKind::InvalidSubcommand, ContextValue::String(name.clone()));
            error.insert(ContextKind::ValidSubcommand, ContextValue::Strings(known));
            show_usage_error(&error, super::chosen(args.lang));
            return Status::Environment;
        }
        named = named.find_subcommand_mut(name).expect("it was just found");
    }
    let help = named.render_long_help().to_string();
    match std::io::stdout().lock().write_all(help.as_bytes()) {
        Ok(()) => Status::Made,
        Err(_) => Status::Environment,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every command and argument, by the name its Chinese stands under.
    fn names(command: &Command, path: &str, names: &mut BTreeSet<(String, String)>) {
        let own = if path.is_empty() { "render" } else { path };
        names.insert((own.to_owned(), own.to_owned()));
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            let id = arg.get_id();
            if !["help", "version"].contains(&id.as_str()) {
                names.insert((format!("{own}.{id}"), format!("*.{id}")));
            }
        }
        for sub in command.get_subcommands() {
            let inner = if path.is_empty() {
                sub.get_name().to_owned()
            } else {
                format!("{path}.{}", sub.get_name())
            };
            self::names(sub, &inner, names);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_chinese() {
        let words = words();
        let mut asked = BTreeSet::new();
        names(&Cli::command(), "", &mut asked);
        let missing: Vec<&String> = asked
            .iter()
            .filter(|(own, shared)| !words.contains_key(own.as_str()) && !words.contains_key(shared.as_str()))
            .map(|(own, _)| own)
            .collect();
        assert!(missing.is_empty(), "no Chinese for {missing:?}");
        let left: Vec<&&str> = words
            .keys()
            .filter(|key| !asked.iter().any(|(own, shared)| own == **key || shared == **key))
            .collect();
        assert!(left.is_empty(), "Chinese for what is not there: {left:?}");
    }

    #[test]
    fn the_arguments_are_sound_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn help_is_told_in_the_language_asked_for() {
        let lang = |arguments: &[&str]| language(arguments.iter().map(std::ffi::OsString::from));
        assert_eq!(lang(&["render", "--lang", "zh", "--help"]), Lang::Zh);
        assert_eq!(lang(&["render", "check", "--lang=en", "-h"]), Lang::En);
        let help = command(Lang::Zh).find_subcommand_mut("check").unwrap().render_long_help().to_string();
        assert!(help.contains("用法：") && help.contains("选项") && !help.contains("Options"), "{help}");
    }
}
