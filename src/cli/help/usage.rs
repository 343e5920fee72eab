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
            let why = error.source().map(|why| format!("：{why}")).unwrap_or_default();
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
