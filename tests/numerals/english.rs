//! Numbers as English writes them.

use super::Spelling;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(u64, &str); 4] = [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];

/// How a number is spelled.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// "a hundred and four", not "a hundred four".
    pub(super) and: bool,
    /// "twenty-three", not "twenty three".
    pub(super) hyphens: bool,
    /// "a hundred", not "one hundred".
    pub(super) article: bool,
}

/// British, American, without hyphens, with an article for "one".
pub(super) const SPELLINGS: [(&str, Spelling); 4] = [
    ("British", |n| spelled(n, Style { and: true, hyphens: true, article: false })),
    ("American", |n| spelled(n, Style { and: false, hyphens: true, article: false })),
    ("without hyphens", |n| spelled(n, Style { and: true, hyphens: false, article: false })),
    ("with an article", |n| spelled(n, Style { and: true, hyphens: true, article: true })),
];

fn spelled(n: u64, style: Style) -> String {
    let (mut words, mut rest) = (Vec::new(), n);
    for (scale, name) in SCALES {
        if rest >= scale {
            words.push(format!("{} {name}", below_thousand(rest / scale, style)));
            rest %= scale;
        }
    }
    if rest > 0 || words.is_empty() {
        // "two thousand and five", but "two thousand three hundred".
        let joined = style.and && !words.is_empty() && rest < 100;
        words.push(if joined { format!("and {}", below_thousand(rest, style)) } else { below_thousand(rest, style) });
    }
    let text = words.join(" ");
    match text.strip_prefix("one ") {
        Some(behind) if style.article => format!("a {behind}"),
        _ => text,
    }
}

fn below_thousand(n: u64, style: Style) -> String {
    let at = |n: u64| usize::try_from(n).unwrap();
    match n {
        0..20 => SMALL[at(n)].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[at(n / 10)].to_owned(),
        20..100 => [TENS[at(n / 10)], SMALL[at(n % 10)]].join(if style.hyphens { "-" } else { " " }),
        _ if n.is_multiple_of(100) => format!("{} hundred", SMALL[at(n / 100)]),
        _ => format!("{} hundred {}{}", SMALL[at(n / 100)], if style.and { "and " } else { "" }, below_thousand(n % 100, style)),
    }
}

#[test]
fn english_is_spelled_as_english() {
    let [british, american, plain, article] = SPELLINGS.map(|(_, spelling)| spelling);
    assert_eq!(british(0), "zero");
    assert_eq!(british(1_177), "one thousand one hundred and seventy-seven");
    assert_eq!(british(2_005), "two thousand and five");
    assert_eq!(british(40_000_012), "forty million and twelve");
    assert_eq!(american(853), "eight hundred fifty-three");
    assert_eq!(plain(123_045), "one hundred and twenty three thousand and forty five");
    assert_eq!(article(104), "a hundred and four");
    assert_eq!(article(1), "one");
}
