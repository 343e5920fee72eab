//! What can be the matter with a template.

use serde::Serialize;

use crate::diagnostic::{
    Arguments, Diagnostic, Entry, Problem, as_cut_if_any, cut, error, in_both, note, quoted,
};
use crate::press::TypstFinding;

/// What is the matter with a template's folder or manifest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub(crate) enum TemplateFinding {
    NoManifest {
        folder: String,
    },
    UnknownKey {
        key: String,
        nearest: String,
    },
    MissingKey {
        key: &'static str,
        example: &'static str,
    },
    Empty {
        key: String,
    },
    NotAName {
        written: String,
    },
    NotAVersion {
        written: String,
    },
    NewerProgram {
        needs: String,
        have: &'static str,
    },
    NoSuchFile {
        path: String,
    },
    NotAPointer {
        written: String,
    },
    UnreadableFont {
        path: String,
    },
    TooManyFiles {
        limit: usize,
    },
    TooMuch {
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    /// One file.
    LargeFile {
        path: String,
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    TooDeep {
        limit: usize,
    },
    LeavesFolder {
        path: String,
    },
    StrangeName {
        path: String,
    },
    Plugin {
        path: String,
    },
    Schema {
        #[serde(rename = "reason")]
        message: String,
    },
    /// Something that nobody means, in Chinese and in English.
    SchemaSlip {
        #[serde(rename = "said", serialize_with = "in_both")]
        message: (String, String),
    },
    SchemaDraft {
        written: String,
    },
    SchemaReference {
        #[serde(rename = "address")]
        uri: String,
    },
}

/// What is the matter with what a template or its caller asks for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub(crate) enum AskedFinding {
    NoPackage {
        #[serde(rename = "package")]
        spec: String,
    },
    /// The template uses a key of the data that it does not have, and that the schema does not ask for.
    Unasked {
        key: String,
        #[serde(skip)]
        anywhere: bool,
    },
    /// The template refuses the data in words of its own.
    Refused {
        #[serde(rename = "reason")]
        message: String,
    },
    Unknown {
        written: String,
        nearest: Option<&'static str>,
        choices: Vec<&'static str>,
    },
    FolderNotEmpty {
        path: String,
    },
    NoSample,
    Evaluates {
        name: String,
    },
    /// A role that the template uses and its manifest does not name.
    UndeclaredRole {
        role: String,
    },
    UnusedRole {
        role: &'static str,
    },
    TwoOutputs,
    NotForTemplates {
        option: &'static str,
    },
    /// A date pointer whose value is no date: a PDF/A must say when it was made.
    NoDate {
        pointer: Option<String>,
        /// What stands there and is no date.
        #[serde(serialize_with = "as_cut_if_any")]
        written: Option<String>,
    },
}

impl Problem for TemplateFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            TemplateFinding::NoManifest { folder } => error(
                "no-manifest",
                format!("“{folder}”里没有 template.toml"),
                format!("there is no template.toml in `{folder}`"),
            )
            .help(
                "render template new 目录 写出一个可用的模板",
                "`render template new DIR` writes a template that works",
            ),
            TemplateFinding::UnknownKey { key, nearest } => {
                error("unknown-key", format!("没有“{key}”这个键"), format!("there is no key `{key}`"))
                    .help(format!("最接近的是“{nearest}”"), format!("the nearest key is `{nearest}`"))
            }
            TemplateFinding::MissingKey { key, example } => {
                error("manifest-key", format!("模板清单缺少 {key}"), format!("the manifest lacks `{key}`"))
                    .help(format!("加一行 {key} = {example}"), format!("add a line {key} = {example}"))
            }
            TemplateFinding::Empty { key } => {
                error("empty-value", format!("`{key}` 是空的"), format!("`{key}` is empty"))
                    .help("写上内容，或删去这一行", "give it a value, or remove the line")
            }
            TemplateFinding::NotAName { written } => error(
                "template-name",
                format!("“{written}”不能作模板名"),
                format!("`{written}` is no template name"),
            )
            .help(
                "用小写字母、数字和连字符，最长 64 个字符",
                "use lower-case letters, digits and hyphens, at most 64",
            ),
            TemplateFinding::NotAVersion { written } => {
                error("not-a-version", format!("“{written}”不是版本号"), format!("`{written}` is no version"))
                    .help("写成 \"1.0.0\"", "write \"1.0.0\"")
            }
            TemplateFinding::NewerProgram { needs, have } => error(
                "newer-program",
                format!("模板要求 gongwen {needs} 以上，本程序是 {have}"),
                format!("the template needs gongwen {needs} or later; this is {have}"),
            )
            .help(
                "换用新版的程序，或这个模板的旧版",
                "use a newer program, or an earlier version of the template",
            ),
            TemplateFinding::NoSuchFile { path } => error(
                "template-file",
                format!("模板文件夹里没有“{path}”"),
                format!("there is no `{path}` in the template's folder"),
            )
            .help(
                "路径相对于模板文件夹，用正斜杠",
                "paths are relative to the template's folder, with forward slashes",
            ),
            TemplateFinding::NotAPointer { written } => error(
                "not-a-pointer",
                format!("“{written}”不是 JSON 指针"),
                format!("`{written}` is no JSON pointer"),
            )
            .help("写成 \"/date\"，指数据里的键 date", "write \"/date\" for the key `date` of the data"),
            TemplateFinding::UnreadableFont { path } => error(
                "template-font",
                format!("“{path}”不是可用的字体文件"),
                format!("`{path}` is no font file that can be used"),
            )
            .help(
                "重新取得这个字体文件（.ttf、.otf、.ttc），或把它移出模板文件夹",
                "get the font again (.ttf, .otf, .ttc), or move it out of the template's folder",
            ),
            TemplateFinding::TooManyFiles { limit } => error(
                "template-too-large",
                format!("模板文件夹里的文件超过 {limit} 个"),
                format!("the template's folder has more than {limit} files"),
            )
            .help("移出模板用不到的文件", "move out what the template does not use"),
            TemplateFinding::TooMuch { limit } => error(
                "template-too-large",
                format!("模板文件夹里的文件合计超过 {} MiB", limit >> 20),
                format!("the template's files are larger than {} MiB together", limit >> 20),
            )
            .help(
                "缩小图片，移出模板用不到的文件",
                "use smaller pictures, and move out what the template does not use",
            ),
            TemplateFinding::LargeFile { path, limit } => error(
                "template-too-large",
                format!("“{path}”超过 {} MiB", limit >> 20),
                format!("`{path}` is larger than {} MiB", limit >> 20),
            )
            .help(
                "缩小它（图片降低像素数），或移出模板文件夹",
                "make it smaller (a picture of fewer pixels), or move it out of the folder",
            ),
            TemplateFinding::TooDeep { limit } => error(
                "template-too-large",
                format!("模板文件夹嵌套超过 {limit} 层"),
                format!("the template's folders stand more than {limit} deep"),
            )
            .help("把里层的文件夹往外移", "move the inner folders further out"),
            TemplateFinding::LeavesFolder { path } => error(
                "leaves-template",
                format!("“{path}”指向模板文件夹之外"),
                format!("`{path}` leads out of the template's folder"),
            )
            .help("模板只能用自己文件夹里的文件", "a template uses files of its own folder only"),
            TemplateFinding::StrangeName { path } => TypstFinding::StrangeName { path: path.clone() }.entry(),
            TemplateFinding::Plugin { path } => error(
                "template-plugin",
                format!("“{path}”是或用了 WebAssembly 插件，不予加载"),
                format!("`{path}` is or uses a WebAssembly plugin, which is never loaded"),
            )
            .help("改用不带插件的写法或模板包", "do without it, or use a package that has none"),
            TemplateFinding::Schema { message } => error(
                "template-schema",
                format!("数据模式（JSON Schema）有误{}", quoted(message).0),
                format!("the JSON Schema is not valid{}", quoted(message).1),
            ),
            TemplateFinding::SchemaSlip { message: (zh, en) } => error(
                "template-schema",
                format!("数据模式（JSON Schema）有误：{zh}"),
                format!("the JSON Schema is not valid: {en}"),
            ),
            TemplateFinding::SchemaDraft { written } => error(
                "template-schema",
                format!("只支持 JSON Schema 2020-12，写的是“{written}”"),
                format!("only JSON Schema 2020-12 is read, not `{written}`"),
            )
            .help(
                "写 \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"",
                "write \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"",
            ),
            TemplateFinding::SchemaReference { uri } => error(
                "template-schema",
                format!("数据模式引用了“{uri}”，不读网络，也不读别的文件"),
                format!("the schema refers to `{uri}`; nothing is fetched, and no other file is read"),
            )
            .help(
                "引用写在 $defs 里，或用 gongwen:chart、gongwen:picture",
                "put it in $defs, or use gongwen:chart and gongwen:picture",
            ),
        }
    }
}

impl Problem for AskedFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            AskedFinding::NoPackage { spec } => {
                error("no-package", format!("没有程序包 {spec}"), format!("there is no package {spec}")).help(
                    "程序包只从模板的 packages/ 或 --package-path 的文件夹读取（名字空间/名称/版本），从不下载",
                    "packages come only from the template's packages/ or from --package-path, as NAMESPACE/NAME/VERSION; \
                     nothing is downloaded",
                )
            }
            AskedFinding::Unasked { key, anywhere } => {
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
            AskedFinding::Refused { message } => {
                error("template-refuses", format!("模板不接受这里的数据：{message}"), format!("the template refuses this: {message}"))
            }
            AskedFinding::Unknown { written, nearest, choices } => {
                let choices = choices.join(", ");
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
            AskedFinding::FolderNotEmpty { path } => {
                error("file-exists", format!("文件夹“{path}”不是空的"), format!("the folder `{path}` is not empty"))
                    .help("换一个文件夹", "choose another folder")
            }
            AskedFinding::NoSample => error("no-sample", "模板没有样例数据", "the template has no sample data")
                .help("在 template.toml 里加 sample = \"sample.json\"", "add sample = \"sample.json\" to template.toml"),
            AskedFinding::Evaluates { name } => error(
                "template-eval",
                format!("模板用了 {name}：数据不能当程序运行"),
                format!("the template uses `{name}`: data must never run as code"),
            )
            .help("把数据当文字排", "set data as text"),
            AskedFinding::UndeclaredRole { role } => error(
                "undeclared-role",
                format!("模板用了字体角色 {role}，清单的 fonts 里没有"),
                format!("the template uses the role `{role}`, which `fonts` in the manifest does not name"),
            )
            .help(format!("在 fonts 里加上 \"{role}\""), format!("add \"{role}\" to fonts")),
            AskedFinding::UnusedRole { role } => {
                note("unused-role", format!("清单里的字体角色 {role} 没有用到"), format!("the role `{role}` in the manifest is not used"))
            }
            AskedFinding::TwoOutputs => error(
                "not-deterministic",
                "同样的数据两次排出的文件不同",
                "the same data gave two different files",
            )
            .help("这是本程序的缺陷，请连同模板报告", "this is a defect of the program: please report it with the template"),
            AskedFinding::NotForTemplates { option } => error(
                "not-for-templates",
                format!("{option} 只用于公文，不用于其他模板"),
                format!("{option} is for official documents and not for other templates"),
            )
            .help(format!("去掉 {option}"), format!("leave out {option}")),
            AskedFinding::NoDate { pointer, written } => {
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
        }
    }
}

/// The finding that an option means nothing to a template of one's own.
#[must_use]
pub fn not_for_templates(option: &'static str) -> Diagnostic {
    Diagnostic::new(AskedFinding::NotForTemplates { option })
}
