//! Words for templates: their folders and manifests, what Typst says of them, and data that breaks what
//! a template's schema asks.

use super::catalogue::{Entry, error, note, quoted, warning};
use super::problem::{ChartFault, Problem, Slip, TemplateFault as Fault, Violation, ViolationKind as Kind};
use crate::layout::{Astray, Stray};

/// No more of a value is shown than this many characters.
const SHOWN: usize = 40;

pub(super) fn entry(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::Strays(stray) => strays(stray),
        Problem::CutInFragment { page, text } => error(
            "does-not-fit",
            format!("第 {page} 页“{text}”被片段里的框裁掉（clip）"),
            format!("`{text}` is cut off on page {page} by a box of the fragment (clip)"),
        )
        .help(
            "缩短文字，或在片段里放大这个框、去掉 clip: true",
            "shorten it, or make the box of the fragment larger or take its `clip: true` away",
        ),
        Problem::Template(slip) => advised(
            error(
                "template",
                format!("模板 {} 出错{}", slip.file, quoted(&slip.message).0),
                format!("the template {} failed{}", slip.file, quoted(&slip.message).1),
            ),
            slip,
        ),
        Problem::TemplateWarning(slip) => advised(
            warning(
                "template-warning",
                format!("模板 {} 有可疑之处{}", slip.file, quoted(&slip.message).0),
                format!("something is odd in the template {}{}", slip.file, quoted(&slip.message).1),
            ),
            slip,
        ),
        Problem::TemplateFile(fault) => folder(fault).unwrap_or_else(|| asked(fault)),
        Problem::TemplateData(violation) => data(violation),
        _ => return None,
    })
}

/// Typst's hints, then the way it came there.
fn advised(entry: Entry, slip: &Slip) -> Entry {
    let lines: Vec<&str> = slip.hints.iter().chain(&slip.trace).map(String::as_str).collect();
    if lines.is_empty() { entry } else { entry.help(lines.join("; "), lines.join("; ")) }
}

/// A template's folder and manifest.
fn folder(fault: &Fault) -> Option<Entry> {
    Some(match fault {
        Fault::NoManifest { folder } => error(
            "no-manifest",
            format!("“{folder}”里没有 template.toml"),
            format!("there is no template.toml in `{folder}`"),
        )
        .help(
            "render template new 目录 写出一个可用的模板",
            "`render template new DIR` writes a template that works",
        ),
        Fault::UnknownKey { key, nearest } => {
            error("unknown-key", format!("没有“{key}”这个键"), format!("there is no key `{key}`"))
                .help(format!("最接近的是“{nearest}”"), format!("the nearest key is `{nearest}`"))
        }
        Fault::MissingKey { key, example } => {
            error("manifest-key", format!("模板清单缺少 {key}"), format!("the manifest lacks `{key}`"))
                .help(format!("加一行 {key} = {example}"), format!("add a line {key} = {example}"))
        }
        Fault::Empty { key } => error("empty-value", format!("`{key}` 是空的"), format!("`{key}` is empty"))
            .help("写上内容，或删去这一行", "give it a value, or remove the line"),
        Fault::NotAName { written } => error(
            "template-name",
            format!("“{written}”不能作模板名"),
            format!("`{written}` is no template name"),
        )
        .help(
            "用小写字母、数字和连字符，最长 64 个字符",
            "use lower-case letters, digits and hyphens, at most 64",
        ),
        Fault::NotAVersion { written } => {
            error("not-a-version", format!("“{written}”不是版本号"), format!("`{written}` is no version"))
                .help("写成 \"1.0.0\"", "write \"1.0.0\"")
        }
        Fault::NewerProgram { needs, have } => error(
            "newer-program",
            format!("模板要求 gongwen {needs} 以上，本程序是 {have}"),
            format!("the template needs gongwen {needs} or later; this is {have}"),
        ),
        Fault::NoSuchFile { path } => error(
            "template-file",
            format!("模板文件夹里没有“{path}”"),
            format!("there is no `{path}` in the template's folder"),
        )
        .help(
            "路径相对于模板文件夹，用正斜杠",
            "paths are relative to the template's folder, with forward slashes",
        ),
        Fault::NotAPointer { written } => error(
            "not-a-pointer",
            format!("“{written}”不是 JSON 指针"),
            format!("`{written}` is no JSON pointer"),
        )
        .help("写成 \"/date\"，指数据里的键 date", "write \"/date\" for the key `date` of the data"),
        Fault::UnreadableFont { path } => error(
            "template-font",
            format!("“{path}”不是可用的字体文件"),
            format!("`{path}` is no font file that can be used"),
        ),
        Fault::TooManyFiles { limit } => error(
            "template-too-large",
            format!("模板文件夹里的文件超过 {limit} 个"),
            format!("the template's folder has more than {limit} files"),
        ),
        Fault::TooMuch { limit } => error(
            "template-too-large",
            format!("模板文件夹里的文件合计超过 {} MiB", limit >> 20),
            format!("the template's files are larger than {} MiB together", limit >> 20),
        ),
        Fault::LargeFile { path, limit } => error(
            "template-too-large",
            format!("“{path}”超过 {} MiB", limit >> 20),
            format!("`{path}` is larger than {} MiB", limit >> 20),
        ),
        Fault::TooDeep { limit } => error(
            "template-too-large",
            format!("模板文件夹嵌套超过 {limit} 层"),
            format!("the template's folders stand more than {limit} deep"),
        ),
        Fault::LeavesFolder { path } => error(
            "leaves-template",
            format!("“{path}”指向模板文件夹之外"),
            format!("`{path}` leads out of the template's folder"),
        )
        .help("模板只能用自己文件夹里的文件", "a template uses files of its own folder only"),
        Fault::StrangeName { path } => error(
            "template-file",
            format!("文件名“{path}”不能用在模板里"),
            format!("the file name `{path}` cannot be used in a template"),
        ),
        Fault::Plugin { path } => error(
            "template-plugin",
            format!("“{path}”是或用了 WebAssembly 插件，不予加载"),
            format!("`{path}` is or uses a WebAssembly plugin, which is never loaded"),
        ),
        Fault::Schema { message } => error(
            "template-schema",
            format!("数据模式（JSON Schema）有误{}", quoted(message).0),
            format!("the JSON Schema is not valid{}", quoted(message).1),
        ),
        Fault::SchemaSlip { message: (zh, en) } => error(
            "template-schema",
            format!("数据模式（JSON Schema）有误：{zh}"),
            format!("the JSON Schema is not valid: {en}"),
        ),
        Fault::SchemaDraft { written } => error(
            "template-schema",
            format!("只支持 JSON Schema 2020-12，写的是“{written}”"),
            format!("only JSON Schema 2020-12 is read, not `{written}`"),
        )
        .help(
            "写 \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"",
            "write \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"",
        ),
        Fault::SchemaReference { uri } => error(
            "template-schema",
            format!("数据模式引用了“{uri}”，不读网络，也不读别的文件"),
            format!("the schema refers to `{uri}`; nothing is fetched, and no other file is read"),
        )
        .help(
            "引用写在 $defs 里，或用 gongwen:chart、gongwen:picture",
            "put it in $defs, or use gongwen:chart and gongwen:picture",
        ),
        _ => return None,
    })
}

/// What a template or its caller asks for.
fn asked(fault: &Fault) -> Entry {
    match fault {
        Fault::NamesUsedUp => error(
            "names-used-up",
            "这个进程加载过的模板文件名太多，不能再加载",
            "this process has loaded too many template file names to load more",
        )
        .help("重新启动进程；反复加载同一模板不占新的名额", "start a new process; loading the same names again takes none"),
        Fault::NoPackage { spec } => {
            error("no-package", format!("没有程序包 {spec}"), format!("there is no package {spec}")).help(
                "程序包只从模板的 packages/ 或 --package-path 的文件夹读取（名字空间/名称/版本），从不下载",
                "packages come only from the template's packages/ or from --package-path, as NAMESPACE/NAME/VERSION; \
                 nothing is downloaded",
            )
        }
        Fault::Unasked { key, anywhere } => {
            let found = error(
                "template-asks",
                format!("模板要用键“{key}”，这里的数据没有，数据模式也没有要求它"),
                format!("the template uses the key `{key}`, which the data lacks here and the schema does not ask for"),
            );
            if *anywhere {
                found.help(
                    format!("在数据模式的 required 里加上“{key}”，或在模板里给它默认值"),
                    format!("put `{key}` under `required` in the schema, or give it a default in the template"),
                )
            } else {
                found.help(
                    format!("数据里哪里都没有“{key}”：也可能是模板写错了键名"),
                    format!("the data has no `{key}` anywhere: the template may have misspelt it"),
                )
            }
        }
        Fault::Refused { message } => {
            error("template-refuses", format!("模板不接受这里的数据：{message}"), format!("the template refuses this: {message}"))
        }
        Fault::Unknown { written, nearest, choices } => {
            let found = error(
                "unknown-template",
                format!("没有“{written}”这个模板，也没有这个文件夹"),
                format!("there is no template `{written}`, and no such folder"),
            );
            match nearest {
                Some(near) => found.help(
                    format!("最接近的是 {near}；内置模板有：{choices}"),
                    format!("the nearest is {near}; the templates inside are {choices}"),
                ),
                None => found.help(
                    format!("内置模板有：{choices}"),
                    format!("the templates inside are {choices}"),
                ),
            }
        }
        Fault::FolderNotEmpty { path } => {
            error("file-exists", format!("文件夹“{path}”不是空的"), format!("the folder `{path}` is not empty"))
                .help("换一个文件夹", "choose another folder")
        }
        Fault::NoSample => error("no-sample", "模板没有样例数据", "the template has no sample data")
            .help("在 template.toml 里加 sample = \"sample.json\"", "add sample = \"sample.json\" to template.toml"),
        Fault::Evaluates { name } => error(
            "template-eval",
            format!("模板用了 {name}：数据不能当程序运行"),
            format!("the template uses `{name}`: data must never run as code"),
        )
        .help("把数据当文字排", "set data as text"),
        Fault::UndeclaredRole { role } => error(
            "undeclared-role",
            format!("模板用了字体角色 {role}，清单的 fonts 里没有"),
            format!("the template uses the role `{role}`, which `fonts` in the manifest does not name"),
        )
        .help(format!("在 fonts 里加上 \"{role}\""), format!("add \"{role}\" to fonts")),
        Fault::UnusedRole { role } => {
            note("unused-role", format!("清单里的字体角色 {role} 没有用到"), format!("the role `{role}` in the manifest is not used"))
        }
        Fault::TwoOutputs => error(
            "not-deterministic",
            "同样的数据两次排出的文件不同",
            "the same data gave two different files",
        ),
        Fault::NotForTemplates { option } => error(
            "not-for-templates",
            format!("{option} 只用于公文，不用于其他模板"),
            format!("{option} is for official documents and not for other templates"),
        ),
        Fault::NoDate { pointer, written } => {
            let found = match written.as_deref().map(cut) {
                None => note(
                    "not-archived",
                    "数据里没有日期，不能存为 PDF/A，生成普通 PDF",
                    "the data has no date and so there is no PDF/A: the file will be a plain PDF",
                ),
                Some(written) => note(
                    "not-archived",
                    format!("“{written}”不是日期，不能存为 PDF/A，生成普通 PDF"),
                    format!("`{written}` cannot be read as a date and so there is no PDF/A: the file will be a plain PDF"),
                ),
            };
            match pointer {
                Some(pointer) => found.help(
                    format!("日期应在 {pointer}，写成 \"2026-01-30\""),
                    format!("the date belongs at {pointer}, as \"2026-01-30\""),
                ),
                None => found.help(
                    "在 template.toml 的 [metadata] 里写 date = \"/date\"，指出日期在数据的何处",
                    "write date = \"/date\" under [metadata] in template.toml: where the data has its date",
                ),
            }
        }
        other => unreachable!("the catalogue has no entry for {other:?}"),
    }
}

/// A value as it is shown in a sentence.
/// Words that a template of one's own sets where they cannot be read.
fn strays(stray: &Stray) -> Entry {
    let Stray { page, text, why } = stray;
    let text = cut(text);
    let entry = match why {
        Astray::OffThePage => error(
            "does-not-fit",
            format!("第 {page} 页“{text}”超出纸边"),
            format!("`{text}` leaves the paper of page {page}"),
        ),
        Astray::Cut => error(
            "does-not-fit",
            format!("第 {page} 页“{text}”被裁掉（clip）"),
            format!("`{text}` is cut off on page {page} (clip)"),
        ),
        Astray::On(on) => error(
            "does-not-fit",
            format!("第 {page} 页“{text}”与“{}”重叠", cut(on)),
            format!("`{text}` stands on `{}` on page {page}", cut(on)),
        ),
    };
    entry.help("缩短文字，或让模板给它更多地方", "shorten it, or have the template give it more room")
}

fn cut(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

fn type_names(types: &[&str]) -> (String, String) {
    let both = |name: &&str| match *name {
        "null" => ("空值", "null"),
        "boolean" => ("布尔值", "true or false"),
        "integer" => ("整数", "an integer"),
        "number" => ("数字", "a number"),
        "string" => ("字符串", "a string"),
        "array" => ("数组", "an array"),
        _ => ("表", "a table"),
    };
    let names: Vec<_> = types.iter().map(both).collect();
    let zh: Vec<_> = names.iter().map(|(zh, _)| *zh).collect();
    let en: Vec<_> = names.iter().map(|(_, en)| *en).collect();
    (zh.join("或"), en.join(" or "))
}

/// Data that breaks what a schema asks.
fn data(violation: &Violation) -> Entry {
    let (zh, en, help) = sentences(&violation.kind);
    let entry = error("template-data", zh, en);
    match (help, &violation.about) {
        (Some((zh, en)), Some(about)) => entry.help(format!("{zh}；{about}"), format!("{en}; {about}")),
        (Some((zh, en)), None) => entry.help(zh, en),
        (None, Some(about)) => entry.help(about.clone(), about.clone()),
        (None, None) => entry,
    }
}

type Sentences = (String, String, Option<(String, String)>);

fn sentences(kind: &Kind) -> Sentences {
    let plain = |zh: String, en: String| (zh, en, None);
    match kind {
        Kind::Missing { key } => plain(format!("缺少“{key}”"), format!("`{key}` is missing")),
        Kind::Extra { key, nearest } => {
            let help = nearest
                .as_ref()
                .map(|near| (format!("最接近的是“{near}”"), format!("the nearest key is `{near}`")));
            (format!("没有“{key}”这个键"), format!("there is no key `{key}`"), help)
        }
        Kind::Type { expected, found } => {
            let (zh, en) = type_names(expected);
            plain(format!("这里要{zh}，写的是{}", found.0), format!("expected {en}, found {}", found.1))
        }
        Kind::NotOneOf { written, choices, nearest } => {
            let list = choices.join(", ");
            let help = match nearest {
                Some(near) => (
                    format!("最接近的是 {near}；可选：{list}"),
                    format!("the nearest is {near}; the choices are {list}"),
                ),
                None => (format!("可选：{list}"), format!("the choices are {list}")),
            };
            let written = cut(written);
            (format!("{written} 不是可选的值"), format!("{written} is not one of the choices"), Some(help))
        }
        Kind::NotTheValue { wanted } => {
            plain(format!("这里只能是 {wanted}"), format!("this can only be {wanted}"))
        }
        Kind::Limit { written, sign, limit } => plain(
            format!("{written} 超出范围：应当 {sign} {limit}"),
            format!("{written} is out of range: it must be {sign} {limit}"),
        ),
        Kind::MultipleOf { written, of } => {
            plain(format!("{written} 不是 {of} 的倍数"), format!("{written} is no multiple of {of}"))
        }
        Kind::Pattern { written, pattern } => {
            let written = cut(written);
            plain(format!("“{written}”不合格式 {pattern}"), format!("`{written}` does not match {pattern}"))
        }
        Kind::Format { written, format } => {
            let (zh, en) = format_name(format);
            let written = cut(written);
            plain(format!("“{written}”不是{zh}"), format!("`{written}` is no {en}"))
        }
        Kind::Repeated => plain("数组里有相同的项".to_owned(), "two items are the same".to_owned()),
        Kind::Contains => {
            plain("数组里缺少应有的项".to_owned(), "an item that must be there is not".to_owned())
        }
        Kind::Never => plain("这里什么都不能写".to_owned(), "nothing may stand here".to_owned()),
        Kind::NoneOf { forms } => plain(
            format!("不合 {forms} 种写法中的任何一种"),
            format!("this is none of the {forms} forms it may have"),
        ),
        Kind::SeveralOf { forms } => plain(
            format!("同时合 {forms} 种写法中的几种，只能合一种"),
            format!("this has several of the {forms} forms, where one is asked"),
        ),
        Kind::Other { keyword } => {
            plain(format!("不合数据模式的 {keyword}"), format!("this breaks `{keyword}` of the schema"))
        }
        Kind::Chart(fault) => chart(fault),
        counted => amounts(counted),
    }
}

/// Too many or too few.
fn amounts(kind: &Kind) -> Sentences {
    let (count, least, limit, unit) = match kind {
        Kind::Length { count, least, limit } => (count, least, limit, ("个字", "characters")),
        Kind::Items { count, least, limit } => (count, least, limit, ("项", "items")),
        Kind::Keys { count, least, limit } => (count, least, limit, ("个键", "keys")),
        other => unreachable!("the catalogue has no entry for {other:?}"),
    };
    let (zh, en) = if *least { ("最少", "at least") } else { ("最多", "at most") };
    (
        format!("有 {count} {}，{zh} {limit} {}", unit.0, unit.0),
        format!("{}: {count}, where {en} {limit} are asked", unit.1),
        None,
    )
}

fn format_name(format: &str) -> (String, String) {
    let (zh, en) = match format {
        "date" => ("日期（2026-01-30）", "date (2026-01-30)"),
        "date-time" => ("日期时间（2026-01-30T09:00:00Z）", "date and time (2026-01-30T09:00:00Z)"),
        "time" => ("时间（09:00:00Z）", "time (09:00:00Z)"),
        "email" => ("电子邮件地址", "e-mail address"),
        "uri" => ("网址", "URI"),
        other => return (format!("格式 {other}"), format!("value of the format {other}")),
    };
    (zh.to_owned(), en.to_owned())
}

fn chart(fault: &ChartFault) -> Sentences {
    let (zh, en) = match fault {
        ChartFault::Lengths { values, labels } => (
            format!("这一系列有 {values} 个数，标签有 {labels} 个"),
            format!("values in this series: {values}; labels: {labels}"),
        ),
        ChartFault::Negative { written } => (
            format!("饼图的值不能为负：{written}"),
            format!("a share of a pie cannot be negative: {written}"),
        ),
        ChartFault::Empty => ("没有可画的数".to_owned(), "there is nothing to draw".to_owned()),
        ChartFault::PieSeries { series } => (
            format!("饼图只能有一个系列，这里有 {series} 个"),
            format!("a pie has one series, and here are {series}"),
        ),
        ChartFault::NoRoom => {
            let zh = "图上的文字放不下：缩到七号、分行、斜排都不够".to_owned();
            let en = "the words of the chart do not fit, not at 5.5 pt, in lines or slanted".to_owned();
            let help = (
                "加大 width 或 height，缩短文字，或者减少项数",
                "raise `width` or `height`, shorten the words, or take fewer of them",
            );
            return (zh, en, Some((help.0.to_owned(), help.1.to_owned())));
        }
        ChartFault::LongTicks => {
            let zh = "数轴上的数太长，图画不下".to_owned();
            let en = "the numbers at the axis are too long for the chart".to_owned();
            let help = (
                "换大一些或小一些的单位，如“亿元”，写在 unit 里",
                "take a larger or smaller unit and say it in `unit`",
            );
            return (zh, en, Some((help.0.to_owned(), help.1.to_owned())));
        }
    };
    (zh, en, None)
}
