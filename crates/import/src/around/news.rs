//! A document that a report shows: sentences of the one who reports it, 日前，某局印发了…，全文如下.

use crate::claims::{Claims, Element, Slot};
use crate::doubt::Doubt;
use crate::lines::squeezed;
use crate::patterns as p;

/// Among so many free lines the report ends.
const LONGEST: usize = 14;

/// Sets such sentences beside the document, under a doubt.
pub(super) fn recognise(claims: &mut Claims) {
    let free = claims.free(0..claims.len());
    let Some(last) = free.iter().take(LONGEST).position(|&line| shows(&claims.text(line))) else { return };
    let Some(&below) = free.get(last + 1) else { return };
    let next = claims.text(below);
    let sentence = |line: usize| {
        let text = claims.text(line);
        p::is_running(&text) || text.ends_with(['。', '！'])
    };
    let first = (0..=last).rev().take_while(|&at| at == last || sentence(free[at])).last().unwrap_or(last);
    let letter = is_letter(&next);
    let head = letter || is_head(&next);
    let words: String = free[first..=last].iter().map(|&line| claims.text(line)).collect();
    // A document says 全文如下 of what it publishes: only a reporter says when it came out.
    if !head && !is_reported(&words) {
        return;
    }
    // What stands over the report is the document's head where none stands below.
    let from = if head { 0 } else { first };
    let opening = claims.text(free[first]);
    free[from..=last].iter().for_each(|&line| claims.claim(line, Slot::Loose));
    claims.doubt(Element::Body, Doubt::NewsAbove(opening));
    if letter {
        claims.claim(below, Slot::Value(Element::Title));
    }
    if head {
        claims.doubt(Element::Title, Doubt::BelowTalk);
    }
}

/// …全文如下： at the end of a line.
fn shows(text: &str) -> bool {
    let bare = squeezed(text);
    let bare = bare.trim_end_matches(|c: char| "：:。！!↓…".contains(c));
    let whole =
        ["全文", "原文", "信中写道", "信的内容", "函件内容", "来信内容", "公告内容", "通知内容", "通告内容"];
    let ends =
        ["如下", "刊发如下", "公布如下", "发布如下", "刊登如下", "转发如下", "摘登如下", "附后", "是", ""];
    whole.iter().any(|word| {
        let rest = bare.rfind(word).map(|at| &bare[at + word.len()..]);
        rest.is_some_and(|rest| ends.contains(&rest) && (!rest.is_empty() || *word == "信中写道"))
    })
}

/// Whether a document's head begins with a line: its title, or whom it speaks to.
fn is_head(text: &str) -> bool {
    let bare = squeezed(text);
    let addressed = text.strip_suffix(['：', ':']).is_some_and(p::is_recipients);
    let title = p::is_title_line(text) && p::ends_as_title(&bare) && !p::opens_numbered(text);
    addressed || title
}

/// What letters have for a title, and no document.
fn is_letter(text: &str) -> bool {
    const LETTERS: [&str; 8] = ["感谢信", "感谢函", "慰问信", "倡议书", "表扬信", "贺信", "公开信", "致歉信"];
    LETTERS.contains(&squeezed(text).as_str())
}

/// 近日，…印发了: words of news.
fn is_reported(words: &str) -> bool {
    const WORDS: [&str; 12] = [
        "近日",
        "日前",
        "记者",
        "本报",
        "讯",
        "获悉",
        "收到",
        "发来",
        "并发出通知",
        "发出通知",
        "昨日",
        "今日",
    ];
    WORDS.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::tests::says;

    #[test]
    fn what_a_report_says_before_the_document_is_none_of_it() {
        let letter = "县水利局：\n汛情紧急之时，贵局派员驰援我镇，特致谢意。\n乙镇人民政府\n2024年8月6日";
        for news in [
            "近日，县水利局收到乙镇人民政府发来的感谢信，全文如下：",
            "昨天，一封感谢信寄到了县水利局。\n信中写道：",
            "日前，乙镇致信县水利局表示感谢，现将原文刊登如下。",
        ] {
            let text = format!("一封感谢信\n{news}\n感谢信\n{letter}");
            says(&text, &["title = \"感谢信\"", "recipients = \"县水利局\"", "# 请核对：“"]);
        }
        says(
            "甲市人民政府办公室印发《关于加强节水的意见》\n近日，甲市人民政府办公室印发了《关于加强节水的意见》，并发出通知，要求各地认真贯彻。\n《关于加强节水的意见》全文如下。\n为加强节水，现提出如下意见。\n一、严格管理。\n二、加强宣传。",
            &["# 请核对：“", "为加强节水，"],
        );
    }

    #[test]
    fn a_document_that_publishes_something_keeps_its_words() {
        let text = "甲市统计局关于发布公报的公告\n现将甲市普查公报全文公布如下：\n一、全市共有单位三千个。\n甲市统计局\n2024年8月6日";
        says(text, &["现将甲市普查公报全文公布如下："]);
    }
}
