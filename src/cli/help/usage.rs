//! A call that is off, told in the language asked for.

use std::io::Write as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use gongwen::Lang;

/// Tells what is off about a call. In Chinese for what people get wrong; clap's own words for the rest.
pub fn show(error: &Error, lang: Lang) {
    let said = if lang == Lang::Zh { chinese(error) } else { None };
    match said {
        // A closed pipe is nobody's loss.
        Some(text) => drop(std::io::stderr().lock().write_all(text.as_bytes())),
        None => drop(error.print()),
    }
}

/// Why a value is none, of what the parser of numbers says in English.
fn reason(why: &str) -> String {
    if let Some((_, range)) = why.split_once(" is not in ")
        && let Some((least, most)) = range.split_once("..=")
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

fn chinese(error: &Error) -> Option<String> {
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
    if let Some(choices) = of(ContextKind::ValidValue).or_else(|| of(ContextKind::ValidSubcommand)) {
        text += &format!("  可选：{choices}\n");
    }
    if let Some(near) =
        [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand]
            .into_iter()
            .find_map(of)
    {
        text += &format!("  是不是“{near}”？\n");
    }
    Some(text + "  用 --help 看全部说明\n")
}
