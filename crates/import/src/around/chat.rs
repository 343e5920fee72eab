//! Chats and e-mails that a document was sent in: who sent it and when, what others said between.

use std::collections::BTreeMap;

use super::row::{DAYS, is_sign, stamp};
use super::{talk, words};
use crate::claims::{Claims, Slot};
use crate::patterns as p;

/// What stands before a value in the head of an e-mail.
const MAIL: [&str; 28] = [
    "发件人",
    "收件人",
    "抄送",
    "密送",
    "主题",
    "发送时间",
    "发送日期",
    "日期",
    "时间",
    "来自",
    "附件",
    "回复",
    "From",
    "To",
    "Cc",
    "CC",
    "Bcc",
    "Subject",
    "Date",
    "Sent",
    "Reply-To",
    "X-Mailer",
    "Re",
    "RE",
    "Fw",
    "FW",
    "Fwd",
    "答复",
];
/// So many lines may be the head of an e-mail.
const LONGEST_MAIL: usize = 14;

/// Claims what is of the messages and not of the document; says whether there are messages at all.
pub(super) fn recognise(claims: &mut Claims) -> bool {
    let mail = mail(claims);
    let chat = chat(claims);
    mail || chat
}

/// Labels of an e-mail's head at the start.
fn mail(claims: &mut Claims) -> bool {
    let labelled = |text: &str| {
        text.split_once(['：', ':']).is_some_and(|(label, _)| {
            MAIL.contains(&label.trim()) || label.starts_with("X-") || label.starts_with("x-")
        })
    };
    let head = |text: &str| {
        text.split_once(['：', ':']).is_some_and(|(label, _)| {
            ["发件人", "收件人", "From", "To", "来自", "主题", "Subject", "Re", "Fwd", "Sent"]
                .contains(&label.trim())
        })
    };
    let free: Vec<usize> = claims.free(0..claims.len().min(LONGEST_MAIL));
    let block: Vec<usize> = free.into_iter().take_while(|&line| labelled(&claims.text(line))).collect();
    if !block.iter().any(|&line| head(&claims.text(line))) {
        return false;
    }
    block.into_iter().for_each(|line| claims.claim(line, Slot::NoElement));
    true
}

/// Who sends a message and when, in a line of its own, and what is said behind it.
fn sender(text: &str) -> Option<(String, usize)> {
    if text.chars().count() > 60 && !text.starts_with('[') {
        return None;
    }
    // [08月21日 05:31] 某人：…
    if let Some(rest) = text.strip_prefix('[')
        && let Some((time, rest)) = rest.split_once(']')
        && stamp(time).is_some_and(|(end, strong)| end == time.len() && strong)
    {
        let (name, said) = rest.split_once(['：', ':'])?;
        return Some((name.trim().to_owned(), text.len() - said.len()));
    }
    // 某人 昨天 22:40, 钉钉 | 某人 | 昨天 22:40, 某人 08:40：…
    let mut places = text
        .char_indices()
        .filter(|(at, c)| *at > 0 && (c.is_ascii_digit() || "昨今前上下晚凌星周".contains(*c)));
    let (at, end) = places.find_map(|(at, _)| {
        let (end, strong) = stamp(&text[at..])?;
        (strong && text[..at].ends_with(|c: char| c.is_whitespace() || "|｜".contains(c)))
            .then_some((at, at + end))
    })?;
    let name = text[..at].trim_matches(|c: char| c.is_whitespace() || "|｜".contains(c));
    let known =
        (1..=24).contains(&name.chars().count()) && !name.contains(|c: char| "：:。，；！？【】".contains(c));
    let known = known && !DAYS.contains(&name) && stamp(name).is_none();
    let rest = text[end..].trim_start();
    let said = rest.strip_prefix(['：', ':']);
    let timed = text[at..end].contains([':', '：']);
    if !known || !timed || (said.is_none() && !rest.is_empty()) {
        return None;
    }
    let name = name.rsplit(['|', '｜']).next().unwrap_or(name).trim();
    Some((name.to_owned(), said.map_or(text.len(), |said| text.len() - said.len())))
}

/// 调度室-池鱼: names alone in their lines, as chats show who speaks, where no hour stands beside them. One of them comes again.
fn speakers(claims: &Claims, free: &[usize]) -> Vec<(usize, String, usize)> {
    let handle = |text: &str| {
        let parts: Vec<&str> = text.split(['-', '－', '—', '_', '·']).collect();
        let word = |part: &str| {
            (1..=8).contains(&part.chars().count()) && part.chars().all(|c| c.is_alphanumeric() || is_sign(c))
        };
        parts.len() == 2 && parts.iter().all(|part| word(part)) && text.chars().any(|c| c >= '\u{4E00}')
    };
    let named: Vec<(usize, String)> = free
        .iter()
        .map(|&line| (line, claims.text(line)))
        .filter(|(_, text)| handle(text) && !p::is_number(text) && p::organs(text).is_none())
        .collect();
    let again = |name: &str| named.iter().filter(|(_, other)| other == name).count() > 1;
    if !named.iter().any(|(_, name)| again(name)) {
        return Vec::new();
    }
    named.into_iter().map(|(line, name)| (line, name.clone(), name.len())).collect()
}

/// A time alone in its line, as chats show it between messages.
fn is_time(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| "-—–─ \u{3000}".contains(c));
    stamp(bare).is_some_and(|(end, strong)| end == bare.len() && strong)
}

/// Messages: those of whoever says most are the document, the others are not.
fn chat(claims: &mut Claims) -> bool {
    let free = claims.free(0..claims.len());
    let mut heads: Vec<(usize, String, usize)> = free
        .iter()
        .filter_map(|&line| sender(&claims.text(line)).map(|(name, said)| (line, name, said)))
        .collect();
    if heads.is_empty() {
        heads = speakers(claims, &free);
    }
    // A day alone under an organ is that of a sign-off.
    let signs = |line: usize| {
        !claims.text(line).contains([':', '：']) && line > 0 && p::organs(&claims.text(line - 1)).is_some()
    };
    let times: Vec<usize> =
        free.iter().copied().filter(|&line| is_time(&claims.text(line)) && !signs(line)).collect();
    let named = heads.len() >= 2
        && heads.iter().any(|(_, name, _)| heads.iter().filter(|(_, other, _)| other == name).count() > 1)
        || heads.len() >= 2 && heads[0].0 < 4;
    if !named && times.len() < 2 {
        return inline(claims, &[]);
    }
    times.iter().for_each(|&line| claims.claim(line, Slot::NoElement));
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (line, name, from)) in heads.iter().enumerate() {
        let end = heads.get(at + 1).map_or(claims.len(), |(line, ..)| *line);
        let length: usize = claims.free(line + 1..end).into_iter().map(|line| claims.text(line).len()).sum();
        *said.entry(name.as_str()).or_default() += length + claims.text(*line).len() - from;
    }
    let owner = said.iter().max_by_key(|(_, length)| **length).map(|(name, _)| (*name).to_owned());
    for (at, (line, name, from)) in heads.iter().enumerate() {
        let end = heads.get(at + 1).map_or(claims.len(), |(line, ..)| *line);
        let own = owner.as_deref() == Some(name);
        let text = claims.text(*line);
        if own && *from < text.len() {
            claims.claim(*line, Slot::Loose);
        } else {
            claims.claim(*line, Slot::NoElement);
        }
        if !own {
            // Until the owner speaks again, but no longer than others speak.
            for line in claims.free(line + 1..end) {
                let slot = if p::is_running(&claims.text(line)) { Slot::Loose } else { Slot::NoElement };
                claims.claim(line, slot);
            }
        }
    }
    answers(claims, &heads, owner.as_deref());
    let names: Vec<String> = heads.iter().map(|(_, name, _)| name.clone()).collect();
    inline(claims, &names);
    true
}

/// 都免，往下看: what who sends the document answers between its parts, short and without the mark of a sentence, over a part with
/// a number.
fn answers(claims: &mut Claims, heads: &[(usize, String, usize)], owner: Option<&str>) {
    const LONGEST: usize = 20;
    for (at, (line, name, _)) in heads.iter().enumerate().skip(1) {
        let asked = owner == Some(name) && owner != Some(&heads[at - 1].1);
        let Some(first) = claims.free_from(line + 1).filter(|&first| asked && first == line + 1) else {
            continue;
        };
        let text = claims.text(first);
        let short = text.chars().count() <= LONGEST && !text.ends_with(['。', '；', '：', ':']);
        let numbered = claims.free_from(first + 1).is_some_and(|next| p::opens_numbered(&claims.text(next)));
        if short && numbered && !p::opens_numbered(&text) && !p::ends_as_title(&text) {
            claims.claim(first, Slot::Loose);
        }
    }
}

/// 17幢-老石：我家…: what others say, name and words in one line.
fn inline(claims: &mut Claims, known: &[String]) -> bool {
    let lines: Vec<(usize, String)> = claims
        .free(0..claims.len())
        .into_iter()
        .filter_map(|line| {
            let text = claims.text(line);
            let (name, _) = text.split_once(['：', ':'])?;
            let handle = name.contains('-') || known.iter().any(|known| known == name);
            let plain = (2..=16).contains(&name.chars().count())
                && name.chars().all(|c| c.is_alphanumeric() || "-_—·()（） ".contains(c) || is_sign(c))
                && !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && p::attachment_label(&text).is_none();
            (handle && plain && !p::opens_numbered(&text)).then(|| (line, name.trim().to_owned()))
        })
        .collect();
    if lines.len() < 2 && known.is_empty() {
        return false;
    }
    // A name that spoke once with such a handle speaks without it too.
    let titles: Vec<String> = claims
        .free(0..claims.len())
        .into_iter()
        .filter_map(|line| claims.text(line).split_once(['：', ':']).map(|(name, _)| name.trim().to_owned()))
        .collect();
    let again = |name: &str| titles.iter().filter(|other| *other == name).count() > 1;
    for (line, _) in &lines {
        claims.claim(*line, Slot::NoElement);
    }
    for line in claims.free(0..claims.len()) {
        let text = claims.text(line);
        let Some((name, _)) = text.split_once(['：', ':']) else { continue };
        let name = name.trim();
        if again(name)
            && (2..=6).contains(&name.chars().count())
            && p::attachment_label(name).is_none()
            && !words::is_none(name)
            && !p::opens_numbered(name)
        {
            claims.claim(line, Slot::Loose);
        }
    }
    true
}

/// Whether an assistant speaks before the document: 好的，以下是…
pub(super) fn assistant(claims: &Claims) -> bool {
    claims.free(0..claims.len().min(4)).first().is_some_and(|&line| {
        let text = claims.text(line);
        talk::is_opening(&text)
            && (text.ends_with(['：', ':', '👇', '。', '！', '!'])
                || text.contains("：")
                || text.contains('*'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_an_hour_part_messages_too() {
        let text = |ask: &str, answer: &str| {
            format!(
                "三分公司工作群\n5月30日 下午4:12\n调度室-池鱼\n各位，正式文来了\n调度室-池鱼\n关于线路保障工作的通知\n各车队：\n现将有关事项通知如下：\n一、加密班次，缩短间隔。\n二、考生凭证免费乘车。\n二车队-老邓\n{ask}\n调度室-池鱼\n{answer}三、五中考点的线路禁止鸣笛。\n甲市公交公司\n2025年5月30日\n机务-铁牛\n收到👌\n"
            )
        };
        for (ask, answer) in [("夜班线也免吗？", "都免，往下看\n"), ("收到", ""), ("发完了吗", "还有\n")]
        {
            let toml = crate::import("a", text(ask, answer).into_bytes()).unwrap().toml();
            assert!(toml.contains("二、考生凭证免费乘车。\n三、五中考点"), "{toml}");
            assert!(toml.contains("#| 二车队-老邓"), "{toml}");
        }
    }

    /// day 8: what was said over a 公示 stood in its body, and the title was not recognised.
    #[test]
    fn what_is_said_over_a_paper_of_any_kind_is_none_of_it() {
        for said in [
            "好的！以下是根据您的要求起草的一份公示，您可以根据实际情况修改：",
            "好的，我来帮您写一份公示。",
            "收到。以下为公示正文：",
            "好的。\n以下为公示正文：",
        ] {
            let text = format!(
                "{said}\n\n# 关于2025年度先进工作者拟表彰对象的公示\n\n经研究，拟对以下同志予以表彰，现予以**公示**。\n\n## 一、公示时间\n\n2025年6月3日至6月9日，共5个工作日。\n\n甲市水利局\n2025年6月3日\n\n希望对您有帮助！如需修改请告诉我。\n"
            );
            let toml = crate::import("a", text.into_bytes()).unwrap().toml();
            assert!(toml.contains("title = \"关于2025年度先进工作者拟表彰对象的公示\""), "{toml}");
            assert!(toml.contains("format = \"plain\"") && toml.contains("#| 希望对您有帮助"), "{toml}");
            for line in said.lines() {
                assert!(toml.contains(&format!("#| {line}")), "{toml}");
            }
            assert!(!toml.contains("在 Markdown 里是标题") && !toml.contains("像是从 PDF"), "{toml}");
        }
    }

    #[test]
    fn who_sends_and_when() {
        let name = |text: &str| sender(text).map(|(name, _)| name);
        for (text, who) in [
            ("网格员-小蔡 08:12", "网格员-小蔡"),
            ("综合科-欧阳敏 3月6日 上午9:14", "综合科-欧阳敏"),
            ("钉钉 | 靳小川 | 昨天 22:40", "靳小川"),
            ("[08月21日 05:31] 某县防办-甄强：", "某县防办-甄强"),
            ("县府办-秘书三科 08:40：请抄财政局先提意见", "县府办-秘书三科"),
            ("张三 2024-04-26 08:12:01", "张三"),
        ] {
            assert_eq!(name(text).as_deref(), Some(who), "{text}");
        }
        for text in
            ["会议定于4月26日08:30召开", "时间：4月26日 08:30", "甲市教育局 2024年4月26日", "上午 9:00"]
        {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
