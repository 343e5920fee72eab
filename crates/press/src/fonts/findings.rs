//! What can be the matter with faces.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::{Serialize, Serializer};

use crate::diagnostic::{Arguments, Diagnostic, Entry, Problem, error, note, warning};

/// A finding about a face.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum FaceFinding {
    /// A face of the default set is neither in the program nor beside it, and no official face is installed.
    BundledFaceMissing {
        role: &'static str,
        file: &'static str,
        folder: String,
    },
    /// A file under the name of a face of the default set is another one.
    BundledFaceAltered {
        role: &'static str,
        file: &'static str,
        path: String,
    },
    /// A face of the default set that fills the gaps of others is not there, or its file is another one.
    FillingFaceMissing {
        file: &'static str,
        folder: String,
    },
    FillingFaceAltered {
        file: &'static str,
        path: String,
    },
    /// A face that is not there, in a fragment, a picture or a template.
    FaceReplaced {
        #[serde(rename = "face")]
        name: String,
        role: &'static str,
        #[serde(skip)]
        unknown: bool,
    },
    SubstituteFaces {
        #[serde(serialize_with = "faces_of_roles")]
        faces: Vec<(&'static str, String)>,
    },
    FontNotFound {
        role: &'static str,
        #[serde(rename = "face")]
        wanted: String,
    },
    FontBroken {
        role: &'static str,
        path: String,
    },
    /// A font that came with data has characters that take more to draw than anybody draws.
    FontTooMuch {
        path: String,
    },
    FontRestricted {
        face: String,
    },
    /// A file of a folder of fonts that is no font.
    FontFileBroken {
        path: String,
    },
    /// An official face that is installed and cannot serve.
    OfficialUnused {
        role: &'static str,
        #[serde(rename = "face")]
        name: &'static str,
        path: String,
        restricted: bool,
    },
}

impl Problem for FaceFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            FaceFinding::BundledFaceMissing { role, file, folder } => error(
                "bundled-face-missing",
                format!("程序旁没有自带的字体 {file}，也没有{role}的正式字体"),
                format!("the bundled face {file} is not beside the program, and no official face of {role} is installed"),
            )
            .help(
                format!("把 {file} 放进 {folder}，或装上{role}的正式字体；拷贝程序时连同 fonts 文件夹一起拷"),
                format!("put {file} into {folder}, or install an official face; copy the folder `fonts` with the program"),
            ),
            FaceFinding::BundledFaceAltered { role, file, path } => error(
                "bundled-face-altered",
                format!("{path} 不是自带的字体 {file}：内容不同，{role}会排成别的样子"),
                format!("{path} is not the bundled face {file}: its bytes are others, and {role} would look otherwise"),
            )
            .help(
                "从安装包里重新拷一份；要用别的字体，在“⟦fonts|字体⟧”里指定",
                "copy it anew from the package; to use another face name it in `⟦fonts|字体⟧`",
            ),
            FaceFinding::FillingFaceMissing { file, folder } => error(
                "bundled-face-missing",
                format!("程序旁没有自带的字体 {file}，别的字体缺的字和符号要由它补"),
                format!("the bundled face {file}, which sets what other faces lack, is not beside the program"),
            )
            .help(
                format!("把 {file} 放进 {folder}；拷贝程序时连同 fonts 文件夹一起拷"),
                format!("put {file} into {folder}; copy the folder `fonts` with the program"),
            ),
            FaceFinding::FillingFaceAltered { file, path } => error(
                "bundled-face-altered",
                format!("{path} 不是自带的字体 {file}：内容不同，别的字体缺的字和符号会排成别的样子"),
                format!("{path} is not the bundled face {file}: its bytes are others, and what other faces lack would look otherwise"),
            )
            .help("从安装包里重新拷一份", "copy it anew from the package"),
            FaceFinding::FaceReplaced { name, role, unknown } => {
                let found = if *unknown {
                    warning(
                        "face-replaced",
                        format!("没有字体“{name}”，由{role}的字体排出"),
                        format!("there is no face `{name}`; that of {role} sets its words"),
                    )
                } else {
                    note(
                        "face-replaced",
                        format!("没有字体“{name}”，由相近的{role}的字体排出"),
                        format!("there is no face `{name}`; that of {role}, of a like design, sets its words"),
                    )
                };
                found.help(
                    "可用的字体名：宋体、黑体、楷体、仿宋、方正小标宋简体、Times New Roman；别的字体先在“⟦fonts|字体⟧”里指定为某一角色",
                    "names that are known: 宋体, 黑体, 楷体, 仿宋, 方正小标宋简体, Times New Roman; another face serves a role in \
                     `⟦fonts|字体⟧`",
                )
            }
            FaceFinding::SubstituteFaces { faces } => {
                let list = |separator: &str, arrow: &str| -> String {
                    let pairs: Vec<String> =
                        faces.iter().map(|(role, face)| format!("{role}{arrow}{face}")).collect();
                    pairs.join(separator)
                };
                note(
                    "substitute-face",
                    format!("没有用上正式字体，由自带字体代替：{}", list("，", "→")),
                    format!("bundled faces stand in for official ones: {}", list(", ", " → ")),
                )
                .help(
                    "装上正式字体即自动采用；render fonts 列出各角色的字体",
                    "official faces are used when installed; `render fonts` lists which file serves which role",
                )
            }
            FaceFinding::FontNotFound { role, wanted } => error(
                "font-not-found",
                format!("找不到{role}要用的字体“{wanted}”"),
                format!("the font `{wanted}` for {role} was not found"),
            )
            .help(
                "写字体在 Word、WPS 字体栏里的名称，或字体文件的路径（从数据文件的文件夹算起）",
                "give a family name, or the path of a font file beside the data file",
            ),
            FaceFinding::FontBroken { role, path } => error(
                "font-broken",
                format!("{role}要用的“{path}”不是完整的字体文件"),
                format!("`{path}`, wanted for {role}, is no whole font file"),
            )
            .help("重新取得这个字体文件（.ttf、.otf、.ttc）", "get the font file anew (.ttf, .otf, .ttc)"),
            FaceFinding::FontTooMuch { path } => error(
                "font-broken",
                format!("字体“{path}”的字形由太多部分层层拼成，不予使用"),
                format!("characters of the font `{path}` are made of too many parts; it is refused"),
            )
            .help("换一个字体文件", "use another font file"),
            FaceFinding::FontRestricted { face } => error(
                "font-restricted",
                format!("字体“{face}”不允许嵌入（OS/2 fsType）"),
                format!("the font {face} forbids embedding (OS/2 fsType)"),
            )
            .help(
                "换一个允许嵌入的字体；render fonts 列出各角色的字体",
                "use a font that may be embedded; `render fonts` lists which file serves which role",
            ),
            FaceFinding::FontFileBroken { path } => warning(
                "font-file-broken",
                format!("{path} 不是完整的字体文件，没有用上"),
                format!("{path} is no whole font file and was passed over"),
            )
            .help("重新取得这个文件，或把它移出字体文件夹", "get the file anew, or take it out of the folder of fonts"),
            FaceFinding::OfficialUnused { role, name, path, restricted } => {
                let (zh, en) = if *restricted {
                    ("不允许嵌入（OS/2 fsType）", "forbids embedding (OS/2 fsType)")
                } else {
                    ("文件不完整", "is no whole font file")
                };
                warning(
                    "official-face-unused",
                    format!("装有{role}的正式字体“{name}”，但{zh}，没有用上：{path}"),
                    format!("the official face {name} of {role} is installed but {en}, and was passed over: {path}"),
                )
                .help("重新安装这种字体", "install the face anew")
            }
        }
    }
}

/// A table for each role.
fn faces_of_roles<S: Serializer>(faces: &[(&'static str, String)], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Served<'a> {
        face: &'a str,
        role: &'static str,
    }
    serializer.collect_seq(faces.iter().map(|(role, face)| Served { face, role }))
}

/// Whether it is said of the machine's fonts, the same for every document.
pub fn is_of_the_machine(found: &Diagnostic) -> bool {
    found.place().is_none()
        && matches!(
            found.of(),
            Some(
                FaceFinding::SubstituteFaces { .. }
                    | FaceFinding::FontNotFound { .. }
                    | FaceFinding::FontFileBroken { .. }
                    | FaceFinding::OfficialUnused { .. }
            )
        )
}
