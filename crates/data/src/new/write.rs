//! A sample as a data file: the keys in the standard's order, each with what it means.

use super::samples::Sample;
use crate::document::{Format, Kind};

/// The organs of the samples.
const ORGAN: &str = "××市××局";
const GOVERNMENT: &str = "××市人民政府";

/// Writes the data file of a sample in a format.
pub(super) fn write(sample: &Sample, format: Format) -> String {
    let mut out = Lines(String::new());
    out.line(&format!("# {}：{}", sample.kind, sample.purpose));
    out.line("# ×× 处填写实际内容。行首带 # 的键可有可无，要用就去掉 #。");
    out.line("# 键名也可以用中文，但要加引号：\"标题\" = \"……\"。");
    out.line("");
    head(&mut out, sample, format);
    main(&mut out, sample, format);
    signoff(&mut out, sample, format);
    colophon(&mut out, sample, format);
    out.0
}

struct Lines(String);

impl Lines {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A key that is set, with what it means.
    fn key(&mut self, key: &str, value: &str, meaning: &str) {
        self.line(&format!("{key} = {value}  # {meaning}"));
    }

    /// A key that is left out until somebody wants it.
    fn optional(&mut self, key: &str, value: &str, meaning: &str) {
        self.line(&format!("# {key} = {value}  # {meaning}"));
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// The organ that the title begins with.
fn organ(sample: &Sample) -> &'static str {
    match sample.kind {
        Kind::Resolution => "××市××代表大会",
        Kind::Communique => "××市统计局",
        Kind::Minutes => "××市人民政府办公室",
        _ if sample.title.starts_with(GOVERNMENT) => GOVERNMENT,
        _ => ORGAN,
    }
}

fn signs_by_hand(sample: &Sample, format: Format) -> bool {
    sample.signed || format == Format::Order
}

fn head(out: &mut Lines, sample: &Sample, format: Format) {
    out.line("# —— 版头 ——");
    out.key("kind", &quoted(sample.kind.name()), "文种");
    if format == sample.kind.usual_format() {
        out.optional(
            "format",
            &quoted(format.as_str()),
            "格式：document 文件、letter 信函、order 命令、minutes 纪要、plain 白头、briefing 简报、telegram 明电；不写时由文种决定",
        );
    } else {
        out.key(
            "format",
            &quoted(format.as_str()),
            "格式：document 文件、letter 信函、order 命令、minutes 纪要、plain 白头、briefing 简报、telegram 明电",
        );
    }
    out.optional("copy-number", "1", "份号：涉密公文标注，自动补足 6 位");
    out.optional("classification", "\"秘密★1年\"", "密级和保密期限：绝密、机密或秘密，★后写期限");
    if format == Format::Telegram {
        out.key("urgency", "\"特急\"", "等级：特提、特急、加急、平急");
    } else {
        out.optional("urgency", "\"加急\"", "紧急程度：特急、加急");
    }
    let organ = organ(sample);
    out.key("issuers", &format!("[\"{organ}\"]"), "发文机关；联合行文时都写上，主办机关在前");
    // What an official signs has no organ's seal, and minutes usually have none.
    if !signs_by_hand(sample, format) && !matches!(format, Format::Minutes | Format::Briefing) {
        let sealed = format!("[{{ name = \"{organ}\", seal = \"yinzhang.png\", seal-diameter = 42 }}]");
        out.optional("issuers", &sealed, "带印章图片的写法，直径以毫米计");
    }
    match format {
        Format::Minutes => {
            out.key("mark", &quoted(&format!("{GOVERNMENT}专题会议纪要")), "发文机关标志，纪要必须写")
        }
        Format::Order => {
            out.optional("mark", &quoted(&format!("{organ}令")), "发文机关标志；不写时为机关名称加“令”")
        }
        Format::Letter => out.optional("mark", &quoted(organ), "发文机关标志；不写时为机关名称"),
        Format::Briefing => out.key("mark", &quoted("××工作简报"), "发文机关标志，简报必须写"),
        Format::Telegram => out.optional("mark", "\"内部明电\"", "报头；不写时为“内部明电”"),
        Format::Plain => {}
        Format::Document => {
            out.optional("mark", &quoted(&format!("{organ}文件")), "发文机关标志；不写时为机关名称加“文件”")
        }
    }
    let number = match format {
        Format::Order => "第1号",
        Format::Letter => "×函〔2025〕1号",
        Format::Minutes => "〔2025〕1号",
        Format::Briefing => "第1期",
        Format::Telegram => "×明电〔2025〕1号",
        Format::Document | Format::Plain => "×〔2025〕1号",
    };
    out.key("number", &quoted(number), "发文字号：机关代字、六角括号括入的年份、序号");
    let signers_fit = matches!(format, Format::Document | Format::Minutes);
    if format == Format::Telegram {
        out.key("signers", "[\"×××\"]", "签批盖章：签发人；不写时留出签批的位置");
        out.optional("sender", &quoted(organ), "发电单位：报头写发电单位的，替下发往");
        out.optional("dispatch-number", "\"×机发　　号\"", "机发号：排在发文字号右边");
    } else if sample.upward && signers_fit {
        out.key("signers", "[\"×××\"]", "签发人：上行文必写，联合行文按机关顺序写");
    } else if sample.kind == Kind::Opinion && signers_fit {
        out.optional("signers", "[\"×××\"]", "签发人：上行的意见才写");
    }
    out.line("");
}

fn main(out: &mut Lines, sample: &Sample, format: Format) {
    out.line("# —— 主体 ——");
    let meaning = "标题：机关、事由、文种；自动分行，要自己分行就在分行处写 \\n";
    if sample.kind == Kind::Order && format == Format::Order {
        out.optional("title", &quoted("××市人民政府××××命令"), "标题：公布规章的令没有标题");
    } else {
        out.key("title", &quoted(sample.title), meaning);
    }
    match sample.recipients {
        _ if matches!(format, Format::Order | Format::Minutes | Format::Briefing) => {}
        Some(recipients) => out.key("recipients", &quoted(recipients), "主送机关；末尾的冒号自动加上"),
        None => {}
    }
    out.line("# 正文：一行一段，行首不用空格。层次依次写“一、”“（一）”“1.”“（1）”，行首写 \\ 的不作标题；");
    out.line("# 表格每行以 | 开头和结尾：| 项目 | 数量 |，第二行写 |---|---| 时第一行是表头。");
    out.line("body = '''");
    sample.body.iter().for_each(|line| out.line(line));
    out.line("'''");
    out.optional("body-file", "\"zhengwen.txt\"", "正文放在另一个文件里时用这个键代替 body");
    if matches!(sample.kind, Kind::Notice | Kind::Order | Kind::Announcement) {
        out.optional(
            "issued",
            "[{ title = \"××××办法\", body-file = \"banfa.txt\" }]",
            "印发件：印发、转发、公布的文件，另页编排，不是附件；要目录加 contents = \"chapter\"",
        );
    }
    out.optional(
        "attachments",
        "[\"××××\", { title = \"××××\", body = \"××××。\" }]",
        "附件：只写名称的另附，带 body 的与正文一起装订",
    );
    out.line("");
}

fn signoff(out: &mut Lines, sample: &Sample, format: Format) {
    out.line("# —— 署名、日期 ——");
    out.key("date", "2025-01-31", "成文日期：会议通过或者负责人签发的日期");
    if format == Format::Briefing {
        out.optional("sign-off", "true", "落款：简报的机关和日期在红线上，文末一般不再落款");
    } else if signs_by_hand(sample, format) {
        out.key("sealing", "\"signature\"", "用印：signature 签名章、seal 加盖印章、none 不加盖印章");
        let post = if sample.kind == Kind::Order || sample.kind == Kind::Bill { "市长" } else { "局长" };
        out.key(
            "signature",
            &format!("{{ title = \"{post}\", name = \"×××\" }}"),
            "签名章：职务、姓名；image 写签名章图片",
        );
    } else if format == Format::Minutes {
        out.optional("sealing", "\"none\"", "用印：纪要不加盖印章");
    } else {
        out.key("sealing", "\"seal\"", "用印：seal 加盖印章（没有图片时留出盖章的位置）、none 不加盖印章");
    }
    match sample.note {
        Some(note) => out.key("note", &quoted(note), "附注"),
        None => out.optional("note", "\"（此件公开发布）\"", "附注：公开属性、联系人等"),
    }
    if format == Format::Minutes {
        out.key("attendees", "[\"××单位×××\", \"××单位×××\"]", "出席");
        out.optional("absentees", "[\"××单位×××\"]", "请假");
        out.optional("observers", "[\"××单位×××\"]", "列席");
    }
    out.line("");
}

fn colophon(out: &mut Lines, sample: &Sample, format: Format) {
    out.line("# —— 版记 ——");
    let cc = if sample.upward {
        "抄送；上行文不抄送下级机关"
    } else {
        "抄送；末尾的句号自动加上"
    };
    out.optional("cc", "[\"××市××局\", \"××市××局\"]", cc);
    if format == Format::Letter {
        return;
    }
    let office = format!("{}办公室", organ(sample).trim_end_matches("办公室"));
    out.key("printer", &quoted(&office), "印发机关");
    out.key("print-date", "2025-01-31", "印发日期");
    out.optional("copies", "60", "印数");
}
