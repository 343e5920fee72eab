//! A call that is off, told in the language asked for.

use std::io::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Error};
use gongwen::output::MessageFormat;
use gongwen::{Diagnostic, Lang};

/// Tells what is off about a call. In Chinese for what people get wrong; clap's own words for the rest. Programs that asked
/// for JSON get JSON.
pub fn show(error: &Error, lang: Lang) {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let positional = positional(error, &words);
    let zh = positional.as_ref().map(|said| said.0.clone()).or_else(|| chinese(error, &words));
    let en = positional.map(|said| said.1).or_else(|| out_of_range(error));
    let text = if asks_for_json(&words) && error.use_stderr() {
        // What is missing stands in lines of its own.
        let own = || {
            let said = error.to_string();
            let lines: Vec<&str> = said.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
            lines.join(" ").trim_start_matches("error: ").to_owned()
        };
        let en = en.unwrap_or_else(own);
        let first =
            |said: &str| said.lines().next().unwrap_or_default().trim_start_matches("错误：").to_owned();
        let zh = zh.map_or_else(|| en.clone(), |said| first(&said));
        Diagnostic::usage(zh, en).render(MessageFormat::Json, lang, false)
    } else {
        match (lang, zh, en) {
            (Lang::Zh, Some(zh), _) => zh,
            (Lang::En, _, Some(en)) => format!("error: {en}\n"),
            _ => return drop(error.print()),
        }
    };
    // A closed pipe is nobody's loss.
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}

fn asks_for_json(words: &[String]) -> bool {
    words.iter().any(|word| word == "--message-format=json")
        || words.windows(2).any(|pair| pair == ["--message-format", "json"])
}

/// What is meant by a word too many beside a data file, of which clap says that it excludes a command: a mistyped
/// command, or a second file.
fn positional(error: &Error, words: &[String]) -> Option<(String, String)> {
    let says = |kind, what: &str| error.get(kind).is_some_and(|value| value.to_string().contains(what));
    let too_many = match error.kind() {
        ErrorKind::ArgumentConflict => {
            ["<DATA>", "<数据文件>"].iter().any(|data| says(ContextKind::PriorArg, data))
        }
        ErrorKind::UnknownArgument => !says(ContextKind::InvalidArg, "-"),
        _ => false,
    };
    let commands = super::super::Cli::command();
    let first = plain(&commands, words).filter(|_| too_many)?;
    if let Some(command) = commands.find_subcommand(&first) {
        return Some(beside(command, error, words));
    }
    let is_file = std::path::Path::new(&first).exists() || first.contains('.');
    if is_file {
        return Some((
            "错误：一次排一份公文，只写一个数据文件\n  一份名单排许多份用 render batch；几个文件就分几次\n"
                .to_owned(),
            "one document at a time: name one data file; a list of many goes through `render batch`"
                .to_owned(),
        ));
    }
    // Asked for a command, clap finds the nearest.
    let mut alone = clap::Command::new("render").subcommand_required(true);
    alone = alone.subcommands(commands.get_subcommands().cloned());
    let unknown = alone.try_get_matches_from(["render", first.as_str()]).err()?;
    let near = unknown.get(ContextKind::SuggestedSubcommand).map(|value| match value {
        // The likeliest is the last.
        ContextValue::Strings(all) => all.last().cloned().unwrap_or_default(),
        other => other.to_string(),
    });
    let (zh, en) = match near {
        Some(near) => (format!("，是不是“{near}”？"), format!("; did you mean `{near}`?")),
        None => (String::new(), String::new()),
    };
    Some((
        format!("错误：没有“{first}”这个命令{zh}\n  用 render --help 看全部说明\n"),
        format!("there is no command `{first}`{en}"),
    ))
}

/// What is off about a word that no command takes, where the command is one: options stand before it, or there is
/// a word too many.
fn beside(command: &clap::Command, error: &Error, words: &[String]) -> (String, String) {
    let (path, inner) = named(words);
    let name = command.get_name();
    if words.first().is_some_and(|word| word.starts_with('-')) {
        return (
            format!("错误：选项写在命令后面：render {name} …\n  用 render {name} --help 看全部说明\n"),
            format!("options stand behind the command: render {name} …"),
        );
    }
    let word = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    let takes = inner.get_positionals().next().is_some();
    let list = name == "batch" && !words.iter().any(|word| word.starts_with("--list"));
    let (zh, en) = match () {
        () if list => ("；名单写在 --list 后面", "; the list stands behind --list"),
        () if takes => ("，一次只写一个", ", which takes one at a time"),
        () => ("，后面不写这个", ", which takes none"),
    };
    (
        format!("错误：{path} 多写了“{word}”{zh}\n  用 {path} --help 看全部说明\n"),
        format!("`{word}` is too much for `{path}`{en}"),
    )
}

/// A number below the least that is taken, in English: clap shows the largest of 64 bits.
fn out_of_range(error: &Error) -> Option<String> {
    use std::error::Error as _;
    let why = error.source()?.to_string();
    let (_, range) = why.split_once(" is not in ")?;
    let (least, most) = range.split_once("..=").or_else(|| range.split_once(".."))?;
    most.parse::<u64>().ok().filter(|most| *most >= u64::from(u32::MAX))?;
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (value, argument) = (of(ContextKind::InvalidValue), of(ContextKind::InvalidArg));
    Some(format!("invalid value '{value}' for '{argument}': it is at least {least}"))
}

/// The first word that is neither an option nor its value.
fn plain(command: &clap::Command, words: &[String]) -> Option<String> {
    let takes_value = |word: &str| {
        let short = |arg: &clap::Arg| arg.get_short().is_some_and(|short| word == format!("-{short}"));
        let long = |arg: &clap::Arg| arg.get_long().is_some_and(|long| word.strip_prefix("--") == Some(long));
        command.get_arguments().any(|arg| (short(arg) || long(arg)) && arg.get_action().takes_values())
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if takes_value(word) {
            words.next();
        } else if !word.starts_with('-') {
            return Some(word.clone());
        }
    }
    None
}

/// Why a value is none, of what the parser of numbers says in English.
fn reason(why: &str) -> String {
    if let Some((_, choices)) = why.split_once(" is none of ") {
        return format!("：可选 {}", choices.replace(", ", "、"));
    }
    if let Some((_, range)) = why.split_once(" is not in ")
        && let Some((least, most)) = range.split_once("..=").or_else(|| range.split_once(".."))
    {
        return match most.parse::<u64>() {
            Ok(most) if most < u64::from(u32::MAX) => format!("：要在 {least} 到 {most} 之间"),
            _ => format!("：最小是 {least}"),
        };
    }
    match why {
        "invalid digit found in string" | "cannot parse integer from empty string" => "：要写整数".to_owned(),
        "invalid float literal" | "cannot parse float from empty string" => "：要写数字".to_owned(),
        _ if why.starts_with("number too large") => "：太大".to_owned(),
        _ if why.chars().any(|c| c > '\u{2E80}') => format!("：{why}"),
        _ => format!("（程序库的原话：{why}）"),
    }
}

/// The words so far name this command: `render check`, with its arguments in Chinese.
fn named(words: &[String]) -> (String, clap::Command) {
    let (mut path, mut command) = ("render".to_owned(), super::command(Lang::Zh));
    // Only then an argument knows how many values it takes, and can be shown.
    command.build();
    for word in words.iter().filter(|word| !word.starts_with('-')) {
        let Some(inner) = command.find_subcommand(word).cloned() else { break };
        path = format!("{path} {word}");
        command = inner;
    }
    (path, command)
}

/// What an argument is, by the name that clap shows it under: `--output <FILE>`.
fn meaning(command: &clap::Command, shown: &str) -> Option<String> {
    let argument = command.get_arguments().find(|argument| argument.to_string() == shown)?;
    let help = argument.get_help()?.to_string();
    Some(format!("  {shown}：{}\n", help.lines().next().unwrap_or_default()))
}

fn chinese(error: &Error, words: &[String]) -> Option<String> {
    let of = |kind| {
        error.get(kind).map(|value| match value {
            ContextValue::Strings(all) => all.join("、"),
            other => other.to_string(),
        })
    };
    let argument = of(ContextKind::InvalidArg).unwrap_or_default();
    let value = of(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个参数"),
        ErrorKind::InvalidSubcommand => match of(ContextKind::InvalidSubcommand) {
            Some(name) => format!("没有“{name}”这个命令"),
            None => "没有这个命令".to_owned(),
        },
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”要写上值"),
        ErrorKind::InvalidValue => format!("“{argument}”不能是“{value}”"),
        ErrorKind::ValueValidation => {
            use std::error::Error as _;
            let why = error.source().map(|why| reason(&why.to_string())).unwrap_or_default();
            format!("“{argument}”的值“{value}”不对{why}")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::ArgumentConflict => {
            format!("“{argument}”不能与“{}”同用", of(ContextKind::PriorArg).unwrap_or_default())
        }
        ErrorKind::TooManyValues => format!("“{argument}”多写了值“{value}”"),
        ErrorKind::MissingSubcommand => "要写上命令".to_owned(),
        _ => return None,
    };
    let mut text = format!("错误：{what}\n");
    let (path, command) = named(words);
    if matches!(
        error.kind(),
        ErrorKind::MissingRequiredArgument | ErrorKind::InvalidValue | ErrorKind::ValueValidation
    ) && let Some(meaning) = meaning(&command, &argument)
    {
        text += &meaning;
    }
    let choices = of(ContextKind::ValidValue).or_else(|| of(ContextKind::ValidSubcommand));
    if let Some(choices) = choices.filter(|choices| !choices.is_empty()) {
        text += &format!("  可选：{choices}\n");
    }
    if let Some(near) =
        [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand]
            .into_iter()
            .find_map(of)
    {
        text += &format!("  是不是“{near}”？\n");
    }
    Some(format!("{text}  用 {path} --help 看全部说明\n"))
}
