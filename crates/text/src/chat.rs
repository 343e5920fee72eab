//! What an assistant says around a text that it wrote: 好的，以下是…; 希望对您有帮助. Told by how such sentences are made, not by a
//! list of them: an assent, what is presented, whom it speaks to, what it offers.

/// Such a line has so many characters at most.
const LONGEST: usize = 120;
/// A clause that grants what was asked.
const ASSENTS: [&str; 22] = [
    "好",
    "好的",
    "好嘞",
    "好呀",
    "好滴",
    "没问题",
    "没有问题",
    "当然",
    "当然可以",
    "可以",
    "可以的",
    "收到",
    "明白",
    "明白了",
    "了解",
    "了解了",
    "知道了",
    "嗯",
    "嗯嗯",
    "OK",
    "请稍等",
    "请稍候",
];
/// Of these, those that nobody writes as a line of a document.
const ALONE: [&str; 9] = ["好的", "好嘞", "好呀", "好滴", "没问题", "没有问题", "当然可以", "收到", "明白了"];
const GREETINGS: [&str; 3] = ["您好", "你好", "很高兴为您服务"];
/// What an assistant does with a text.
const WRITES: [&str; 18] = [
    "起草", "撰写", "草拟", "拟写", "拟定", "拟好", "拟了", "写", "整理", "生成", "润色", "改写", "扩写",
    "准备", "组织", "修改", "优化", "转写",
];
/// What is presented, named as a text.
const TEXTS: [&str; 16] = [
    "正文",
    "全文",
    "范文",
    "模板",
    "初稿",
    "草稿",
    "文稿",
    "参考稿",
    "成稿",
    "意见稿",
    "文本",
    "版本",
    "示例",
    "样例",
    "公文",
    "参考",
];
/// One piece of writing, as nobody counts them in a document.
const COUNTED: [&str; 8] = ["一份", "一篇", "一则", "一版", "这份", "这篇", "这则", "这版"];
/// What somebody gives who has a text written.
const ASKED: [&str; 14] = [
    "要求", "需求", "描述", "要点", "材料", "信息", "录音", "提供", "上传", "给的", "给出", "提示", "思路",
    "草稿",
];

/// 好的，我来帮您写一份公示。: an assistant speaks to who asked it, before the text.
pub fn is_opening(line: &str) -> bool {
    let said = without_asides(line);
    let clauses = clauses(&said);
    if line.chars().count() > LONGEST || clauses.is_empty() || is_an_organs(line) {
        return false;
    }
    let assented = clauses.iter().take_while(|clause| is_assent(clause)).count();
    let rest = &clauses[assented..];
    if rest.is_empty() {
        return clauses.iter().any(|clause| ALONE.contains(clause));
    }
    let ended = line.trim_end().ends_with(|c: char| "：:。！!~～👇".contains(c) || is_picture(c));
    ended
        && (rest.iter().any(|clause| presents(clause, assented > 0) || serves(clause))
            || is_asked(rest)
            || says_i(rest[0]) && has(rest, &WRITES) && (assented > 0 || has(rest, &TEXTS)))
}

/// 希望对您有帮助！如需修改请告诉我。: an assistant speaks behind the text.
pub fn is_closing(line: &str) -> bool {
    const HELPS: [&str; 5] = ["有帮助", "有所帮助", "帮到", "能满足", "满意"];
    const ME: [&str; 9] =
        ["告诉我", "告知我", "我可以", "我还可以", "我再", "需要我", "我帮", "帮您", "帮你"];
    const CHANGES: [&str; 8] = ["修改", "调整", "润色", "改写", "优化", "完善", "补充", "替换"];
    const BY: [&str; 4] = ["AI", "人工智能", "大模型", "智能助手"];
    let bare = line.trim_start_matches(|c: char| "*>（(-—_ \u{3000}".contains(c) || is_picture(c));
    if line.chars().count() > LONGEST || is_an_organs(line) || bare.is_empty() {
        return false;
    }
    let any = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let you = bare.contains('您') || has_you(bare);
    let of_it =
        ["以上", "本内容", "本文", "本回答", "这份", "该"].iter().any(|start| bare.starts_with(start));
    let hopes = bare.starts_with("希望") && you && any(&HELPS);
    let offers = any(&ME) && (any(&CHANGES) || any(&HELPS) || any(&WRITES) || any(&["随时", "告诉我"]));
    let fits = you && any(&CHANGES) && any(&["实际情况", "实际需要", "具体情况", "您的需要", "自行"]);
    let made = any(&BY) && any(&["生成", "撰写", "创作"]) && (of_it || any(&["仅供参考"]));
    let was = ["以上是", "以上为", "以上就是", "这就是"].iter().any(|start| bare.starts_with(start))
        && (you || any(&COUNTED))
        && (any(&WRITES) || any(&TEXTS));
    let blanks = any(&["方括号", "中括号", "【】", "占位"]) && any(&["替换", "填写", "补充", "修改"]);
    let asks = any(&["需要我", "要不要我"]) && line.trim_end().ends_with(['？', '?']);
    hopes || offers || asks || fits || made || was || blanks
}

/// A line without what stands in brackets in it.
fn without_asides(line: &str) -> String {
    let mut depth = 0_usize;
    line.chars()
        .filter(|c| {
            depth += usize::from("（(".contains(*c));
            let inside = depth > 0;
            depth = depth.saturating_sub(usize::from("）)".contains(*c)));
            !inside
        })
        .collect()
}

/// A line cut at its marks, without what stands around the words.
fn clauses(line: &str) -> Vec<&str> {
    let mark = |c: char| "，。！？：；,!?:;~～（(）)*>#\n".contains(c) || is_picture(c);
    line.split(mark).map(str::trim).filter(|clause| !clause.is_empty()).collect()
}

/// An organ speaks of itself, or answers somebody.
fn is_an_organs(line: &str) -> bool {
    [
        "我局",
        "我单位",
        "我委",
        "我县",
        "我市",
        "我省",
        "我区",
        "我院",
        "我校",
        "我镇",
        "我乡",
        "我办",
        "现答复",
        "函复",
        "收悉",
    ]
    .iter()
    .any(|word| line.contains(word))
}

fn is_assent(clause: &str) -> bool {
    ASSENTS.contains(&clause) || GREETINGS.contains(&clause)
}

fn has(clauses: &[&str], words: &[&str]) -> bool {
    clauses.iter().any(|clause| words.iter().any(|word| clause.contains(word)))
}

/// 你, who is one person: not of 你单位, 你们.
fn has_you(text: &str) -> bool {
    text.match_indices('你').any(|(at, you)| {
        !text[at + you.len()..]
            .starts_with(|c: char| "单局公校院市县区省厅委部办们镇乡街站所处科中会方".contains(c))
    })
}

/// 我来帮…, 我已…, of a person: not of 我国.
fn says_i(clause: &str) -> bool {
    let after = clause.strip_prefix("我").unwrap_or_default();
    !after.is_empty()
        && !after.starts_with(|c: char| "局单委县市省区院校镇乡办国们部军党公处所站中会街村代宣".contains(c))
}

/// 以下是…, 下面这份…, 这里为你…: what comes is a text that was written.
fn presents(clause: &str, assented: bool) -> bool {
    let starts = ["以下", "下面", "这里", "这是", "这版", "这份"];
    let Some(rest) = starts.iter().find_map(|start| clause.strip_prefix(start)) else { return false };
    let counted = COUNTED.iter().any(|word| clause.contains(word));
    let text = TEXTS.iter().any(|word| rest.ends_with(word) || rest.trim_end_matches("如下").ends_with(word));
    let written = WRITES.iter().any(|word| rest.contains(word));
    let to = clause.contains('您') || has_you(clause);
    let is = rest.starts_with(['是', '为', '按', '整']) || clause.starts_with("这");
    (is && text)
        || (counted && (text || written || to || assented))
        || (is && written && (to || assented || text))
        || (is && to)
        || (is && written && rest.ends_with(|c: char| "函知示报告复定议案要令".contains(c)))
}

/// 为您拟定如下公告, 我来帮您写: somebody writes for who is spoken to.
fn serves(clause: &str) -> bool {
    ["为您", "为你", "帮您", "帮你", "给您", "给你", "替您"].iter().any(|to| {
        clause.split_once(to).is_some_and(|(_, rest)| {
            let near: String = rest.chars().take(6).collect();
            WRITES.iter().any(|word| near.contains(word))
        })
    })
}

/// 根据您提供的要点，我…起草了…: by what was asked, something was written.
fn is_asked(clauses: &[&str]) -> bool {
    let by = |clause: &&str| {
        let starts = [
            "根据您",
            "根据你",
            "按照您",
            "按照你",
            "按您",
            "按你",
            "已根据您",
            "已按您",
            "我已根据您",
            "结合您",
        ];
        let rest = starts.iter().find_map(|start| clause.strip_prefix(start));
        rest.is_some_and(|rest| ASKED.iter().any(|word| rest.contains(word)))
            && !["提出的", "反映", "来信", "来函"].iter().any(|word| clause.contains(word))
    };
    clauses.iter().any(by) && has(clauses, &WRITES)
}

/// An emoji.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPENINGS: &[&str] = &[
        "好的！以下是根据您的要求起草的一份公示，您可以根据实际情况修改：",
        "好的，我来帮您写一份公示。",
        "收到。以下为公示正文：",
        "好的。",
        "没问题！",
        "好的，我把录音转写整理成纪要了：",
        "您好，已为您生成函件初稿：",
        "好的，下面是一份**议案**示例：",
        "好的，已按照《党政机关公文处理工作条例》的要求为您拟写请示如下：",
        "根据您上传的录音转写稿，整理如下：",
        "以下为函件正文，您看看是否符合需要：",
        "收到，我把您的五条材料扩写成了一份完整的报告，控制在800字以内：",
        "当然可以！根据您给的要点，我拟了一份街道层面的通知，语气正式、条理清晰：",
        "以下为您起草的通知正文：",
        "好的，已根据您的录音要点整理成会议纪要，口语部分做了书面化处理👇",
        "为您拟定如下公告。",
        "好的，为您润色后的版本如下，语言更简洁、层次更清楚：",
        "当然可以。下面为您拟写一份请示，语气恳切、理由充分，供参考。",
        "下面是感谢函全文：",
        "您好，下面是决定文稿：",
        "下面这版更符合公告的写法，您看看：",
        "没问题！我按“人防+技防”的思路写了一版👇",
        "收到，下面是按“一文一事、先结论后要求”写的批复（约400字）：",
        "以下是为您整理的通报正文，我对数据做了表格化处理：",
        "根据《党政机关公文处理工作条例》，为您生成如下：",
        "根据录音转写内容，已为您整理会议纪要：",
        "根据您的要求，我撰写了一份商洽函。由于是不相隶属机关之间行文，文种用“函”。",
        "下面是按公文三大部分（版头、主体、版记）组织的报告：",
        "没问题，下面这份通知可以直接使用👇",
        "你好！这里为你生成一份市政府向市人大常委会提交的议案：",
        "当然可以！以下是为贵局撰写的报告：",
        "以下是一份决议范文，已按你给的会议信息填写：",
        "下面整理为可直接粘贴的文本（已去除口语和重复）：",
        "嗯嗯，这是修改后的通知初稿：",
    ];

    const CLOSINGS: &[&str] = &[
        "希望对您有帮助！",
        "希望以上内容对您有所帮助，如需修改请告诉我。",
        "希望这份通知能帮到你~",
        "如果需要，我还可以帮您生成一份给居民的“明白纸”。",
        "如需调整语气或补充内容，请随时告诉我。",
        "需要我帮您把“费用分摊”做成表格吗？",
        "您可以根据实际情况修改。",
        "以上内容由AI生成，仅供参考。",
        "> 本内容由人工智能生成，请核实后使用。",
        "（以上内容由AI生成，仅供参考）",
        "以上是为您起草的通知，供参考。",
        "以上就是一份公示的范文。",
        "请将方括号中的内容替换为实际信息。",
        "如果您想调整风格，告诉我即可。",
        "需要我再补充一份附件吗？",
        "如果要压缩篇幅，我可以再改写一版。",
    ];

    /// Lines of documents, at their starts and ends, that speak alike.
    const DOCUMENTS: &[&str] = &[
        "各县（区）人民政府：",
        "为贯彻落实市政府工作部署，现将有关事项通知如下：",
        "根据您提出的建议，我局进行了认真研究，现答复如下：",
        "您提出的《关于开通旅游专线的建议》收悉。现答复如下：",
        "您好！您在“市长信箱”反映的农村老宅翻建问题收悉，现函复如下：",
        "尊敬的张先生：",
        "您好！",
        "你单位《关于拨付经费的请示》收悉。经研究，批复如下：",
        "你局报来的材料收到，经审核，意见如下：",
        "以下为入选人员名单：",
        "以下事项请你单位协助办理：",
        "以下简称“办法”。",
        "以下是2024年工作情况：",
        "下面，我代表县人民政府向大会作工作报告，请予审议。",
        "下面，我讲三点意见。",
        "这是一次动员会，也是一次部署会。",
        "我代表市委，向大家表示热烈的祝贺！",
        "我局已起草《甲市供水条例（草案）》，现报上，请审议。",
        "我们起草了实施方案，现印发给你们，请结合实际认真贯彻执行。",
        "好的经验做法要及时总结推广。",
        "当然，成绩的取得离不开各位的支持。",
        "根据你县要求，经研究，同意变更建设内容。",
        "按照你单位提供的材料，经核查，情况如下：",
        "现将《甲市防汛应急预案》印发给你们，请认真贯彻执行。",
        "请各单位根据实际情况修改完善本单位预案。",
        "希望各单位以先进为榜样，再接再厉。",
        "希望您一如既往关心支持水利事业。",
        "感谢您对教育事业的关心和支持。",
        "如有疑问，请与我单位联系。",
        "如需调整，须按程序报批。",
        "如您对本答复有异议，可在六十日内申请行政复议。",
        "以上报告，请予审议。",
        "以上为2024年工作总结。",
        "以上请示妥否，请批示。",
        "特此通知。",
        "推动人工智能大模型在政务服务中落地，自动生成办理结果，提升效率。",
        "联系人：张三，电话：0000-6618203",
        "我们诚挚邀请您出席开工仪式。",
        "为您服务是我们的职责。",
        "收到本通知后，请于6月5日前报送。",
    ];

    #[test]
    fn what_an_assistant_says_is_told_by_how_it_is_made() {
        let missed: Vec<&&str> = OPENINGS.iter().filter(|line| !is_opening(line)).collect();
        assert!(missed.is_empty(), "no openings: {missed:#?}");
        let missed: Vec<&&str> = CLOSINGS.iter().filter(|line| !is_closing(line)).collect();
        assert!(missed.is_empty(), "no closings: {missed:#?}");
    }

    #[test]
    fn what_documents_say_is_no_chat() {
        let taken: Vec<&&str> =
            DOCUMENTS.iter().filter(|line| is_opening(line) || is_closing(line)).collect();
        assert!(taken.is_empty(), "{taken:#?}");
    }
}
