use super::*;

/// What is typed, what is set, and the classes of what changed.
const CASES: &[(&str, &str, &[Class])] = &[
    // As text copied from PDF files comes.
    ("⼯作⽅案", "工作方案", &[Class::Radical, Class::Radical]),
    ("⼀、⽬标", "一、目标", &[Class::Radical, Class::Radical]),
    ("⼈⺠政府", "人民政府", &[Class::Radical, Class::Radical]),
    ("⻅⻓⻋⻔", "见长车门", &[Class::Radical; 4]),
    // ⺮'s hanzi is in extension B, which faces lack.
    ("⺮字头", "⺮字头", &[]),
    // Compatibility ideographs; U+FA0E is a hanzi of its own.
    ("\u{F9FD}麟", "什麟", &[Class::Compatibility]),
    ("\u{F979}爽\u{2F800}", "凉爽丽", &[Class::Compatibility, Class::Compatibility]),
    ("\u{FA0E}", "\u{FA0E}", &[]),
    // Letters and their marks.
    ("Cafe\u{301}", "Café", &[Class::Decomposed]),
    ("Vie\u{302}\u{323}t", "Việt", &[Class::Decomposed]),
    ("25 \u{212B}", "25 Å", &[Class::Decomposed]),
    ("m\u{304}", "m\u{304}", &[]),
    ("は\u{3099}", "ば", &[Class::Decomposed]),
    ("\u{1100}\u{1161}\u{11A8}", "각", &[Class::Decomposed]),
    // Nobody sees them.
    ("\u{FEFF}甲\u{200B}乙\u{AD}丙", "甲乙丙", &[Class::Invisible; 3]),
    ("甲\u{202E}乙", "甲乙", &[Class::Invisible]),
    ("https://a.cn/b/\u{200B}c", "https://a.cn/b/\u{200B}c", &[]),
    ("\u{1F468}\u{200D}\u{1F469}", "\u{1F468}\u{200D}\u{1F469}", &[]),
    // Codes of before GB 18030-2022; other private ones mean something in one font only.
    ("\u{E81E}\u{E864}\u{E816}", "\u{9FB4}\u{9FBB}\u{20087}", &[Class::Private; 3]),
    ("\u{E78D}\u{E7C7}", "，ḿ", &[Class::Private, Class::Private]),
    ("\u{E000}", "\u{E000}", &[]),
    // Marks for vertical lines.
    ("﹁甲﹂︒", "「甲」。", &[Class::Vertical; 3]),
    // Ends of lines that only look like blanks.
    ("甲\u{2028}乙\u{2029}丙\u{85}丁", "甲\n乙\n丙\n丁", &[Class::LineEnd; 3]),
    ("甲\u{B}乙\u{C}丙\r丁\r\n戊\n己", "甲\n乙\n丙\n丁\r\n戊\n己", &[Class::LineEnd; 3]),
    // Left alone.
    ("２０２４年ｱ㈠①㎡№", "２０２４年ｱ㈠①㎡№", &[]),
    ("葛\u{E0100}城", "葛\u{E0100}城", &[]),
];

#[test]
fn each_class_becomes_what_it_stands_for() {
    for (typed, set, classes) in CASES {
        let normal = normalise(typed).unwrap_or(Normal { text: (*typed).to_owned(), changes: Vec::new() });
        assert_eq!(normal.text, *set, "{typed}");
        assert_eq!(normal.changes.iter().map(|change| change.class).collect::<Vec<_>>(), *classes, "{typed}");
    }
}

#[test]
fn a_text_put_right_is_right() {
    for (_, set, _) in CASES {
        assert!(normalise(set).is_none(), "{set}");
    }
    for (from, to, _) in FORMS.iter() {
        let (set, _) = form(*from).unwrap();
        assert!(normalise(&set.to_string()).is_none(), "{from:?} {to:?}");
    }
}

#[test]
fn the_table_is_whole_and_sorted() {
    assert!(FORMS.is_sorted_by_key(|(from, ..)| *from));
    let count = |class| FORMS.iter().filter(|(.., known)| *known == class).count();
    assert_eq!([Class::Radical, Class::Private, Class::Vertical].map(count), [313, 91, 25]);
    // All of the Kangxi radicals.
    assert_eq!(('\u{2F00}'..='\u{2FD5}').filter(|c| form(*c).is_some()).count(), 214);
}

/// The table of radicals, made from one file of Unicode's, against the decompositions of another.
#[test]
fn kangxi_radicals_are_the_hanzi_of_their_compatibility_decomposition() {
    for radical in '\u{2F00}'..='\u{2FD5}' {
        let decomposed: String = std::iter::once(radical).nfkc().collect();
        assert_eq!(form(radical).unwrap().0.to_string(), decomposed);
    }
}

#[test]
fn every_range_knows_where_it_was_typed() {
    let typed = "甲⼯Cafe\u{301}\u{200B}乙\u{FEFF}";
    let normal = normalise(typed).unwrap();
    assert_eq!(normal.text, "甲工Café乙");
    for (part, written) in
        [("甲", "甲"), ("工", "⼯"), ("Caf", "Caf"), ("é", "e\u{301}"), ("乙", "乙"), ("工C", "⼯C")]
    {
        let start = normal.text.find(part).unwrap();
        assert_eq!(&typed[normal.typed(start..start + part.len())], written, "{part}");
    }
    // What was left out at an end belongs to no range.
    assert_eq!(&typed[normal.typed(0..normal.text.len())], "甲⼯Cafe\u{301}\u{200B}乙");
    // Half of a change is the whole of it.
    let normal = normalise("⼯x").unwrap();
    assert_eq!(normal.typed(1..2), 0..3);
}
