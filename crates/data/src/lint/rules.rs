//! The rules of the lint room: code, weight, strength, clause and words of each. `{0}`, `{1}` are
//! what the rule found, and what they are called as arguments stands behind the clause.

use crate::diagnostic::{Argument, Arguments, Entry, Problem, Severity, Strength, Text, text};

use Severity::{Note, Warning};
use Strength::{General, Must, Practice};

macro_rules! rules {
    ($($name:ident $code:literal $severity:ident $strength:ident $clause:literal ($($argument:literal)*)
        [$zh:literal $en:literal] [$help_zh:literal $help_en:literal])+) => {
        /// A rule of GB/T 9704, GB/T 15834, GB/T 15835 or the regulations that a checker can decide.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Rule {
            $(#[doc = $en] $name,)+
        }

        impl Rule {
            /// Every rule, in the order of docs/lint.md.
            #[cfg(test)]
            pub const ALL: &'static [Rule] = &[$(Rule::$name,)+];

            fn row(self) -> Row {
                match self {
                    $(Rule::$name => Row {
                        code: $code,
                        severity: $severity,
                        strength: $strength,
                        clause: $clause,
                        arguments: &[$($argument),*],
                        message: ($zh, $en),
                        help: ($help_zh, $help_en),
                    },)+
                }
            }
        }
    };
}

struct Row {
    code: &'static str,
    severity: Severity,
    strength: Strength,
    clause: &'static str,
    arguments: &'static [&'static str],
    message: (&'static str, &'static str),
    help: (&'static str, &'static str),
}

/// A rule that is broken, and what its words need.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// The rule.
    pub rule: Rule,
    /// What stands in the places of its words, in their order.
    pub with: Vec<String>,
}

impl Problem for Broken {
    fn arguments(&self) -> Arguments {
        let named = self.rule.row().arguments.iter().zip(&self.with);
        let value = |name: &str, said: &String| match said.parse() {
            Ok(count) if name == "count" => Argument::Integer(count),
            _ => Argument::Text(said.clone()),
        };
        // Of words for each language one has the name.
        named.filter(|(name, _)| !name.is_empty()).map(|(name, said)| (*name, value(name, said))).collect()
    }

    fn entry(&self) -> Entry {
        let Row { code, severity, strength, clause, message, help, .. } = self.rule.row();
        let filled = |(zh, en): (&str, &str)| -> Text { text(fill(zh, &self.with), fill(en, &self.with)) };
        Entry {
            severity,
            code,
            clause: Some(clause),
            strength: Some(strength),
            message: filled(message),
            help: Some(filled(help)),
        }
    }
}

/// `{0}` and `{1}` replaced by what was found; what was found is never read again.
fn fill(pattern: &str, with: &[String]) -> String {
    let mut parts = pattern.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (index, rest) = part.split_once('}').unwrap_or((part, ""));
        filled.push_str(index.parse().ok().and_then(|at: usize| with.get(at)).map_or("", String::as_str));
        filled.push_str(rest);
    }
    filled
}

rules! {
    // The head.
    NumberLeadingZero "number-leading-zero" Warning Must "7.2.5" ("written" "right")
        ["发文字号“{0}”的序号编了虚位" "the serial of the number {0} has a leading zero"]
        ["写成“{1}”" "write {1}"]
    NumberOrdinal "number-ordinal" Warning Must "7.2.5" ("written" "right")
        ["发文字号“{0}”的序号加了“第”字" "the serial of the number {0} has a 第 before it"]
        ["写成“{1}”" "write {1}"]
    NumberSuffix "number-suffix" Warning Must "7.2.5" ("written" "right")
        ["发文字号“{0}”的序号后没有“号”字" "the number {0} does not end with 号"]
        ["写成“{1}”" "write {1}"]
    NumberYearDigits "number-year-digits" Warning Must "7.2.5" ("written")
        ["发文字号“{0}”的年份没有标全称" "the year of the number {0} is not written in full"]
        ["年份用四位数字，如〔2024〕" "write four digits, as in 〔2024〕"]
    NumberNotArabic "number-not-arabic" Warning Must "7.2.5" ("written" "right")
        ["发文字号“{0}”的年份、序号没有用阿拉伯数字" "year and serial of the number {0} are not in Arabic numerals"]
        ["写成“{1}”" "write {1}"]
    NumberYear "number-year" Warning Practice "7.2.5" ("year" "date-year")
        ["发文字号是 {0} 年的，成文日期是 {1} 年的" "the number is of {0}, the date of {1}"]
        ["核对发文字号和成文日期" "check the number and the date"]
    MarkOrgan "mark-organ" Warning Must "7.2.4" ("written" "organ")
        ["发文机关标志“{0}”不是发文机关“{1}”的名称" "the mark {0} is not the name of the issuing organ {1}"]
        ["标志用发文机关全称或者规范化简称" "the mark is the organ's full or standard short name"]
    CopyNumberMissing "copy-number-missing" Warning Must "条例 第九条（一）" ()
        ["涉密公文没有标注份号" "a classified document has no copy number"]
        ["加一行 ⟦copy-number|份号 = 1⟧" "add a line ⟦copy-number|份号 = 1⟧"]
    CopyNumberDigits "copy-number-digits" Warning General "7.2.1" ("written" "right")
        ["份号“{0}”不是 6 位阿拉伯数字" "the copy number {0} is not six Arabic digits"]
        ["写成“{1}”" "write {1}"]
    ClassificationDigits "classification-digits" Warning Must "7.2.2" ("written" "right")
        ["保密期限“{0}”没有用阿拉伯数字" "the term of {0} is not in Arabic numerals"]
        ["写成“{1}”" "write {1}"]
    UrgencyWord "urgency-word" Warning Must "条例 第九条（三）" ("written")
        ["“{0}”不是紧急程度" "{0} is no degree of urgency"]
        ["紧急公文标注“特急”“加急”，电报标注“特提”“特急”“加急”“平急”"
         "the degrees are 特急 and 加急; of telegrams 特提, 特急, 加急 and 平急"]
    TelegramUrgency "telegram-urgency" Warning Must "条例 第九条（三）" ()
        ["电报没有标注紧急程度" "the telegram names no degree of urgency"]
        ["加一行 ⟦urgency|紧急程度 = '特急'⟧（特提、特急、加急、平急）" "add a line ⟦urgency|紧急程度 = '特急'⟧ (特提, 特急, 加急 or 平急)"]
    UrgencyOfTelegrams "urgency-of-telegrams" Warning Practice "条例 第九条（三）" ("written")
        ["“{0}”是电报的紧急程度" "{0} is a degree of telegrams"]
        ["写成“特急”或“加急”；明电加一行 ⟦format = 'telegram'|格式 = '明电'⟧" "write 特急 or 加急; a telegram has a line ⟦format = 'telegram'|格式 = '明电'⟧"]

    // Which way a document goes.
    SignersMissing "signers-missing" Warning Must "7.2.6" ("kind")
        ["上行文（{0}）没有标注签发人" "a document that goes up ({0}) names no signer"]
        ["加一行 ⟦signers|签发人 = ['×××']⟧" "add a line ⟦signers|签发人 = ['×××']⟧"]
    SignersDownward "signers-downward" Warning Practice "7.2.6" ("kind")
        ["{0}不是上行文，不标注签发人" "{0} does not go up, and names no signer"]
        ["删去签发人" "remove the signers"]
    SignersInOne "signers-in-one" Warning Must "7.2.6" ("written" "right")
        ["“{0}”是几个人的姓名，会排成一个" "{0} names several persons and is set as one name"]
        ["写成列表：⟦signers|签发人 = [{1}]⟧" "write a list: ⟦signers|签发人 = [{1}]⟧"]
    IssuersInOne "issuers-in-one" Warning General "7.2.4" ("written" "right")
        ["“{0}”是几个机关，会排成一个" "{0} names several organs and is set as one"]
        ["写成列表：⟦issuers|发文机关 = [{1}]⟧" "write a list: ⟦issuers|发文机关 = [{1}]⟧"]
    OrganNameMark "organ-name-mark" Warning Must "7.2.4" ("written" "mark")
        ["机关名称“{0}”里有“{1}”，会照样排印" "there is a {1} in the organ's name {0}, and it is set as it is"]
        ["删去“{1}”" "remove the {1}"]
    PersonNameMark "person-name-mark" Warning Must "7.2.6" ("written" "mark")
        ["姓名“{0}”里有“{1}”，会照样排印" "there is a {1} in the person's name {0}, and it is set as it is"]
        ["删去“{1}”" "remove the {1}"]
    LabelTyped "label-typed" Warning Practice "7.2.6、7.3.2、7.4" ("written" "label")
        ["“{0}”里不写“{1}”：会多排一遍" "{1} is not typed in {0}: it would be set once more"]
        ["删去“{1}”" "remove {1}"]
    RequestRecipients "request-recipients" Warning General "条例 第十五条（一）" ("count")
        ["请示主送了 {0} 个机关" "a request is addressed to {0} organs"]
        ["只主送一个上级机关，需要时抄送其他机关" "address one superior organ; send copies to others"]
    RequestContact "request-contact" Note Practice "7.3.6" ()
        ["请示的附注没有注明联系人和电话" "the note of a request names no contact and telephone"]
        ["加一行 ⟦note|附注 = '联系人：×××；电话：…'⟧" "add a line ⟦note|附注 = '联系人：×××；电话：…'⟧"]
    RequestReport "request-report" Warning Must "条例 第十五条（四）" ()
        ["“请示报告”不是文种：请示和报告要分开" "请示报告 is no kind: a request is one document, a report another"]
        ["用“请示”或者“报告”" "use 请示 or 报告"]
    ReportAsks "report-asks" Warning Must "条例 第十五条（四）" ("written")
        ["报告夹带了请示事项：“{0}”" "the report asks for a decision: {0}"]
        ["另行请示，或者改用请示" "ask in a request of its own, or make it a request"]
    CcSubordinates "cc-subordinates" Warning Must "条例 第十五条（一）" ("organ")
        ["上行文抄送了下级机关“{0}”" "a document that goes up is copied to subordinates: {0}"]
        ["从抄送中删去" "remove them from the copies"]
    CcRepeatsRecipient "cc-repeats-recipient" Warning Must "条例 第九条（十六）" ("organ")
        ["“{0}”既是主送机关又是抄送机关" "{0} is both addressed and sent a copy"]
        ["从抄送中删去" "remove it from the copies"]
    PublicRecipients "public-recipients" Warning Practice "条例 第八条" ("kind")
        ["{0}面向社会公布，不写主送机关" "{0} is made public and has no recipients"]
        ["删去主送机关" "remove the recipients"]
    OrderRecipients "order-recipients" Warning Practice "10.2" ()
        ["命令（令）不写主送机关" "an order has no recipients"]
        ["删去主送机关" "remove the recipients"]
    MinutesSeal "minutes-seal" Warning Practice "10.3" ()
        ["纪要不加盖印章" "minutes are not sealed"]
        ["写 ⟦sealing = 'none'|用印 = '不加盖印章'⟧，并删去印章图片" "write ⟦sealing = 'none'|用印 = '不加盖印章'⟧ and remove the seals' images"]

    // The title.
    TitleKind "title-kind" Warning Must "条例 第九条（七）" ("" "right")
        ["标题不以“{0}”结尾" "the title does not end with {1}"]
        ["标题由发文机关名称、事由和文种组成" "a title is the organ's name, the matter and the kind"]
    PlainForm "plain-form" Note Practice "7.3.1" ("kind")
        ["{0}没有发文字号，一般不用红头" "a paper that ends with {0} and has no number seldom has a red head"]
        ["加一行 ⟦format = 'plain'|格式 = '白头'⟧" "add a line ⟦format = 'plain'|格式 = '白头'⟧"]
    SignOffBesideNote "sign-off-beside-note" Note Practice "7.3.5" ()
        ["题注已有通过日期，决议一般不再落款" "the day of adoption stands under the title; a resolution is not signed again"]
        ["加一行 ⟦sign-off|落款 = false⟧" "add a line ⟦sign-off|落款 = false⟧"]
    TitleAbout "title-about" Warning Practice "条例 第九条（七）" ("kind")
        ["标题没有写成“关于……的{0}”" "the title has not the form 关于……的{0}"]
        ["用“关于……的”引出事由" "the matter stands between 关于 and 的"]
    TitleEndMark "title-end-mark" Warning Practice "7.3.1" ("mark")
        ["标题末尾有标点“{0}”" "the title ends with the mark {0}"]
        ["删去" "remove it"]
    TitleMarks "title-marks" Warning Practice "7.3.1" ("mark")
        ["标题中有标点“{0}”" "there is a mark {0} in the title"]
        ["标题中除书名号、引号、括号和顿号外一般不用标点" "a title has no marks but 《》, quotes, brackets and 、"]

    // Attachments and the colophon.
    AttachmentMissing "attachment-missing" Warning Must "7.3.7" ("written" "count")
        ["正文写“{0}”，而附件有 {1} 个" "the text says {0}, but there are {1} attachments"]
        ["补上附件，或者改正正文" "add the attachment, or put the text right"]
    AttachmentUnmentioned "attachment-unmentioned" Note Practice "7.3.4" ("title")
        ["正文没有提到附件“{0}”" "the text does not mention the attachment {0}"]
        ["在正文有关处写“（见附件）”" "write （见附件） where it belongs"]
    AttachmentNameMark "attachment-name-mark" Warning Must "7.3.4" ("mark")
        ["附件名称后有标点“{0}”，已略去" "a mark {0} follows the attachment's name and is left out"]
        ["删去" "remove it"]
    AttachmentNameNumber "attachment-name-number" Warning Must "7.3.4" ("written")
        ["附件名称前写了序号“{0}”，会与自动编号重复" "a number {0} stands before the attachment's name, and will stand there twice"]
        ["删去：序号自动编排" "remove it: attachments are numbered automatically"]
    AttachmentsInOne "attachments-in-one" Warning Must "7.3.4" ("count" "right")
        ["{0} 个附件写在一项里，会排成一个附件" "{0} attachments are written as one, and will be set as one"]
        ["每个附件各写一项：⟦attachments|附件 = [{1}]⟧" "write an item for each: ⟦attachments|附件 = [{1}]⟧"]
    AttachmentFile "attachment-file" Warning Practice "7.3.4" ("title")
        ["附件名称“{0}”是文件名，照样印出，文件里的内容不会排进来" "the attachment's name {0} is that of a file: it is printed so, and nothing of the file is set"]
        ["写名称；要排进来的，这个附件写成一张表：⟦title|标题⟧ 一行，⟦body-file|正文文件⟧ 一行（Word、PDF 文件先用 render import 读成文字）" "write its name; what is to be set, too, is a table of ⟦title|标题⟧ and ⟦body-file|正文文件⟧ (what is in Word or PDF read by `render import` first)"]
    AttachmentListTyped "attachment-list-typed" Warning Practice "7.3.4" ("written")
        ["附件说明“{0}”写在正文里，不会按附件说明编排" "the list of attachments {0} stands in the body and is set as text"]
        ["从正文里删去，加一行 ⟦attachments|附件 = ['…']⟧" "take it out of the body and add a line ⟦attachments|附件 = ['…']⟧"]
    IssuedAttached "issued-attached" Warning Practice "7.3.4" ("title")
        ["“{0}”是本文印发、转发、公布的，不是附件" "{0} is what the document itself issues, and no attachment"]
        ["改写在“⟦issued|印发件⟧”下：另页编排，不写附件说明" "put it under ⟦issued|印发件⟧: it has pages of its own and stands in no list of attachments"]
    DateMissing "date-missing" Warning Must "7.3.5.4" ("kind")
        ["公文（{0}）没有成文日期" "the document ({0}) has no date"]
        ["加一行 ⟦date|成文日期 = 2024-01-30⟧；还没有签发，写 ⟦date|成文日期 = '2024年　月　日'⟧"
         "add a line ⟦date|成文日期 = 2024-01-30⟧; before it is signed, ⟦date|成文日期 = '2024年　月　日'⟧"]
    PrintDateBefore "print-date-before" Warning Must "条例 第九条（十七）" ("print-date" "date")
        ["印发日期 {0} 早于成文日期 {1}" "the print date {0} is before the document's date {1}"]
        ["核对两个日期" "check the two dates"]

    // The body.
    NumberingSkip "numbering-skip" Warning Practice "7.3.3" ("written" "right")
        ["层次序数跳号：“{0}”之前应是“{1}”" "a number is left out: {1} should come before {0}"]
        ["补上缺少的层次，或者改正序数" "add what is missing, or put the number right"]
    NumberingRepeat "numbering-repeat" Warning Practice "7.3.3" ("written" "right")
        ["层次序数重复：“{0}”应是“{1}”" "the number {0} stands twice; {1} was expected"]
        ["改正序数" "put the number right"]
    NumberingBack "numbering-back" Warning Practice "7.3.3" ("written" "right")
        ["层次序数颠倒：“{0}”应是“{1}”" "the number goes back: {0} where {1} was expected"]
        ["改正序数" "put the number right"]
    NumberingStart "numbering-start" Warning Practice "7.3.3" ("written" "right")
        ["层次序数不从头开始：“{0}”之前没有“{1}”" "the numbering begins with {0}, without {1}"]
        ["补上前面的层次，或者改正序数" "add what is missing, or put the number right"]
    NumberingForm "numbering-form" Warning Practice "7.3.3" ("written" "right")
        ["层次序数“{0}”应写成“{1}”" "the numbering {0} is written {1}"]
        ["层次序数依次用“一、”“（一）”“1.”“（1）”" "the levels are numbered 一、 （一） 1. （1）"]
    HeadingEndMark "heading-end-mark" Warning Practice "7.3.3" ("written")
        ["独立成行的标题“{0}”末尾有句号，其他标题没有" "the heading {0} ends with a full stop, others do not"]
        ["删去句号" "remove the full stop"]
    NoTextHere "no-text-here" Warning Practice "7.3.5.5" ("written")
        ["正文里写了“{0}”" "the body says {0}"]
        ["删去：署名与正文不同页时自动调整行距、字距" "remove it: spacing is adjusted until the sign-off shares a page with text"]
    BlankRun "blank-run" Warning Practice "7.3.3" ("count")
        ["句中有 {0} 个连续空格" "{0} blanks stand in a row inside a sentence"]
        ["删去空格；两个字的姓名要对齐的，中间写一个全角空格" "remove them; a name of two characters that is to be as wide as one of three has one full-width blank in it"]

    // GB/T 15834, punctuation.
    HalfWidthMarks "half-width-marks" Warning Must "GB/T 15834-2011 5.1" ("written" "count")
        ["中文里有 {1} 处半角标点，第一处是“{0}”" "Chinese text has {1} half-width marks, the first is {0}"]
        ["用全角标点；render fmt 可以一并改正" "use full-width marks; `render fmt` puts all of them right"]
    StraightQuotes "straight-quotes" Warning Must "GB/T 15834-2011 4.8" ("written" "count")
        ["中文里有 {1} 处直引号 {0}" "Chinese text has {1} straight quotes {0}"]
        ["用“ ”和‘ ’；render fmt 可以一并改正" "use “ ” and ‘ ’; `render fmt` puts all of them right"]
    ShortEllipsis "short-ellipsis" Warning Must "GB/T 15834-2011 4.11" ("written")
        ["省略号写成了“{0}”" "an ellipsis is written {0}"]
        ["写成“……”，占两个字的位置" "write ……, two cells wide"]
    ShortDash "short-dash" Warning Must "GB/T 15834-2011 4.10" ("written")
        ["破折号写成了“{0}”" "a dash is written {0}"]
        ["写成“——”，占两个字的位置" "write ——, two cells wide"]
    RangeHyphen "range-hyphen" Warning Must "GB/T 15834-2011 4.13" ("written" "mark")
        ["起止、范围“{0}”用了“{1}”" "the range {0} is written with {1}"]
        ["时间起止用一字线“—”，数值范围用浪纹线“～”或者一字线“—”" "use — between times and places, ～ or — between quantities"]
    QuoteForm "quote-form" Warning Must "GB/T 15834-2011 4.8" ("written" "right")
        ["引号写成了“{0}”" "a quotation mark is written {0}"]
        ["写成“{1}”：外双内单，左右成对" "write {1}: “ ” outside, ‘ ’ inside"]
    TitleMarkForm "title-mark-form" Warning Must "GB/T 15834-2011 4.15" ("written" "right")
        ["书名号写成了“{0}”" "the mark of a title is written {0}"]
        ["写成“{1}”：外层用《》，里层用〈〉" "write {1}: 《》 outside, 〈〉 inside"]
    Interpunct "interpunct" Warning Must "GB/T 15834-2011 4.14" ("written" "right")
        ["间隔号写成了“{0}”" "the mark between the parts of a name is written {0}"]
        ["写成“{1}”" "write {1}"]
    RepeatedMark "repeated-mark" Warning Practice "GB/T 15834-2011 5.1" ("written")
        ["标点“{0}”打了两次" "the mark {0} is typed twice"]
        ["删去一个" "remove one"]
    CitedNumberBrackets "cited-number-brackets" Warning Practice "7.2.5" ("written" "right")
        ["引用的发文字号年份用了“{0}”" "the year of a number in the text stands in {0}"]
        ["写成“{1}”" "write {1}"]
    MarkBetween "mark-between" Warning General "GB/T 15834-2011 4.5.3.5" ("written")
        ["并列的书名号或者引号之间用了顿号“{0}”" "a 、 stands between {0}"]
        ["删去顿号" "remove the 、"]
    Unpaired "unpaired" Warning Must "GB/T 15834-2011 5.1.3" ("mark")
        ["“{0}”没有配对" "{0} has no partner"]
        ["补上另一半，或者删去" "add the other half, or remove it"]

    // GB/T 15835, numerals.
    MixedYears "mixed-years" Warning Must "GB/T 15835-2011 4.3" ("written" "other")
        ["公历年份有的写成“{0}”，有的写成“{1}”" "years are written both {0} and {1}"]
        ["同一篇公文里统一用阿拉伯数字" "use Arabic numerals throughout"]
    YearZero "year-zero" Warning Must "GB/T 15835-2011 5.2.5" ("written" "right")
        ["年份“{0}”里的“零”应写成“〇”" "the 零 in the year {0} is written 〇"]
        ["写成“{1}”" "write {1}"]
    HanziZero "hanzi-zero" Warning Must "GB/T 15835-2011 5.2.5" ("written" "right")
        ["汉字数字里的零写成了“{0}”" "the zero of hanzi numerals is written {0}"]
        ["写成“{1}”" "write {1}"]
    FullWidthForm "full-width-form" Warning Practice "GB/T 15835-2011" ("written" "right")
        ["“{0}”是全角的" "{0} is full-width"]
        ["写成“{1}”" "write {1}"]
}
