//! What a document of each kind says in its usual form; ×× is to be filled in.

use crate::document::Kind;

/// The wording of one kind.
pub(super) struct Sample {
    pub kind: Kind,
    /// What the kind is for, and what is to be minded.
    pub purpose: &'static str,
    pub title: &'static str,
    /// None when the kind goes to everybody, or to nobody.
    pub recipients: Option<&'static str>,
    /// Goes upward: signers, no copies to those below.
    pub upward: bool,
    /// Signed by a person, in any format.
    pub signed: bool,
    pub body: &'static [&'static str],
    pub note: Option<&'static str>,
}

const PLAIN: Sample = Sample {
    kind: Kind::Notice,
    purpose: "",
    title: "",
    recipients: None,
    upward: false,
    signed: false,
    body: &[],
    note: None,
};

const BELOW: Option<&str> = Some("各县（市、区）人民政府，市政府各部门、各直属机构");

/// The wording of a kind.
pub(super) fn of(kind: Kind) -> &'static Sample {
    SAMPLES.iter().find(|sample| sample.kind == kind).unwrap_or(&PLAIN)
}

static SAMPLES: [Sample; 15] = [
    Sample {
        kind: Kind::Resolution,
        purpose: "会议讨论通过的重大决策事项。不写主送机关，日期写会议通过的日期。",
        title: "××市××代表大会关于××××的决议",
        body: &["会议听取和审议了××××，决定予以批准。", "会议要求，××××。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Decision,
        purpose: "对重要事项作出决策和部署，奖惩有关单位和人员，变更或者撤销下级机关不适当的决定事项。",
        title: "××市人民政府关于××××的决定",
        recipients: BELOW,
        body: &["为了××××，市人民政府决定××××。", "一、××××。", "二、××××。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Order,
        purpose: "公布行政法规和规章，宣布施行重大强制性措施，批准授予和晋升衔级，嘉奖有关单位和人员。签署职务、姓名，不写主送机关。",
        title: "××市人民政府令",
        signed: true,
        body: &["《××××办法》已经市人民政府会议通过，现予公布。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Communique,
        purpose: "公布重要决定或者重大事项。不写主送机关。",
        title: "××市××××公报",
        body: &["2025年，××××。", "一、××××", "××××。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Announcement,
        purpose: "向国内外宣布重要事项或者法定事项。不写主送机关。",
        title: "××市××局关于××××的公告",
        body: &["根据××××，现将有关事项公告如下：", "一、××××。", "二、××××。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::PublicNotice,
        purpose: "在一定范围内公布应当遵守或者周知的事项。不写主送机关。",
        title: "××市××局关于××××的通告",
        body: &["为了××××，现将有关事项通告如下：", "一、××××。", "二、××××。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Opinion,
        purpose: "对重要问题提出见解和处理办法。上行的意见加签发人（signers）。",
        title: "××市人民政府关于××××的意见",
        recipients: BELOW,
        body: &["为了××××，现提出以下意见。", "一、××××", "（一）××××。××××。"],
        note: Some("（此件公开发布）"),
        ..PLAIN
    },
    Sample {
        kind: Kind::Notice,
        purpose: "发布、传达要求下级机关执行和有关单位周知或者执行的事项，批转、转发公文。",
        title: "××市人民政府关于××××的通知",
        recipients: BELOW,
        body: &["为了××××，现将有关事项通知如下：", "一、××××", "（一）××××。××××。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Circular,
        purpose: "表彰先进、批评错误、传达重要精神和告知重要情况。",
        title: "××市人民政府关于××××的通报",
        recipients: BELOW,
        body: &["现将××××情况通报如下：", "一、××××", "××××。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Report,
        purpose: "向上级机关汇报工作、反映情况，回复上级机关的询问。不得夹带请示事项。",
        title: "××市××局关于××××情况的报告",
        recipients: Some("市人民政府"),
        upward: true,
        body: &["现将××××情况报告如下：", "一、××××", "（一）××××。××××。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Request,
        purpose: "向上级机关请求指示、批准。一文一事，一般只写一个主送机关，附注写明联系人和电话。",
        title: "××市××局关于××××的请示",
        recipients: Some("市人民政府"),
        upward: true,
        body: &["为了××××，拟××××。", "现恳请市人民政府××××。", "妥否，请批示。"],
        note: Some("（联系人：×××；电话：××××—×××××××）"),
        ..PLAIN
    },
    Sample {
        kind: Kind::Reply,
        purpose: "答复下级机关请示事项。开头引述来文标题和发文字号。",
        title: "××市人民政府关于同意××××的批复",
        recipients: Some("××县人民政府"),
        body: &["你县关于××××的请示（×政〔2025〕1号）收悉。", "同意××××。", "此复。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Bill,
        purpose: "各级人民政府按照法律程序向同级人民代表大会或者人民代表大会常务委员会提请审议事项。",
        title: "××市人民政府关于提请审议《××××条例（草案）》的议案",
        recipients: Some("市人民代表大会常务委员会"),
        signed: true,
        body: &["为了××××，市人民政府拟订了本条例草案，现提请审议。"],
        ..PLAIN
    },
    Sample {
        kind: Kind::Letter,
        purpose: "不相隶属机关之间商洽工作、询问和答复问题、请求批准和答复审批事项。",
        title: "××市××局关于商请××××的函",
        recipients: Some("××市××局"),
        body: &["为了××××，我局拟××××。", "现就有关事项函商如下：××××。", "请予函复。"],
        note: Some("（联系人：×××；电话：××××—×××××××）"),
        ..PLAIN
    },
    Sample {
        kind: Kind::Minutes,
        purpose: "记载会议主要情况和议定事项。写明出席、请假、列席人员，不写主送机关。",
        title: "关于研究××××问题的会议纪要",
        body: &["2025年1月20日，×××同志主持召开会议，研究××××。", "会议认为，××××。", "会议议定，××××。"],
        ..PLAIN
    },
];
