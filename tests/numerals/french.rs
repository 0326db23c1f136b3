//! Numbers as French writes them.

use super::Spelling;

const SMALL: [&str; 17] =
    ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"];
const TENS: [&str; 10] = ["", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "septante", "huitante", "nonante"];
const SCALES: [(u64, &str); 2] = [(1_000_000_000, "milliard"), (1_000_000, "million")];

/// Whose word for eighty and so on.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Region {
    /// "soixante-dix", "quatre-vingts", "quatre-vingt-dix".
    France,
    /// "septante", "quatre-vingts", "nonante".
    Belgium,
    /// "septante", "huitante", "nonante".
    Switzerland,
}

/// How a number is spelled.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// "deux-cent-vingt-et-un", as since 1990, not "deux cent vingt et un".
    pub(super) hyphens: bool,
    pub(super) region: Region,
    /// "vingt et une personnes", not "vingt et un soldats".
    pub(super) feminine: bool,
}

const PLAIN: Style = Style { hyphens: false, region: Region::France, feminine: false };

/// For what is masculine: the old spelling and that of 1990, of France, of Belgium, of Switzerland.
pub(super) const SPELLINGS: [(&str, Spelling); 5] = [
    ("traditional", |n| spelled(n, PLAIN)),
    ("of 1990", |n| spelled(n, Style { hyphens: true, ..PLAIN })),
    ("septante", |n| spelled(n, Style { region: Region::Belgium, ..PLAIN })),
    ("huitante", |n| spelled(n, Style { region: Region::Switzerland, ..PLAIN })),
    ("huitante of 1990", |n| spelled(n, Style { hyphens: true, region: Region::Switzerland, ..PLAIN })),
];

/// The same for what is feminine.
pub(super) const FEMININE: [(&str, Spelling); 2] = [
    ("traditional, feminine", |n| spelled(n, Style { feminine: true, ..PLAIN })),
    ("of 1990, feminine", |n| spelled(n, Style { hyphens: true, feminine: true, ..PLAIN })),
];

fn spelled(n: u64, style: Style) -> String {
    let space = if style.hyphens { "-" } else { " " };
    let (mut words, mut rest) = (Vec::new(), n);
    for (scale, name) in SCALES {
        let times = rest / scale;
        if times > 0 {
            // Before a noun, as million is one, "cents" and "quatre-vingts" keep their s.
            let plural = if times > 1 { "s" } else { "" };
            words.push(format!("{}{space}{name}{plural}", below_million(times, style, false, true)));
            rest %= scale;
        }
    }
    if rest > 0 || words.is_empty() {
        words.push(below_million(rest, style, style.feminine, true));
    }
    words.join(space)
}

/// `plural`: whether "cents" and "quatre-vingts" have an s where nothing follows them.
fn below_million(n: u64, style: Style, feminine: bool, plural: bool) -> String {
    let space = if style.hyphens { "-" } else { " " };
    let (thousands, rest) = (n / 1000, n % 1000);
    let head = match thousands {
        0 => return below_thousand(rest, style, feminine, plural),
        1 => "mille".to_owned(),
        _ => below_thousand(thousands, style, false, false) + space + "mille",
    };
    if rest == 0 { head } else { head + space + &below_thousand(rest, style, feminine, plural) }
}

fn below_thousand(n: u64, style: Style, feminine: bool, plural: bool) -> String {
    let space = if style.hyphens { "-" } else { " " };
    let (hundreds, rest) = (n / 100, n % 100);
    let head = match hundreds {
        0 => return below_hundred(rest, style, feminine, plural),
        1 => "cent".to_owned(),
        _ => small(hundreds, false) + space + "cent",
    };
    match rest {
        0 if plural && hundreds > 1 => head + "s",
        0 => head,
        _ => head + space + &below_hundred(rest, style, feminine, plural),
    }
}

fn below_hundred(n: u64, style: Style, feminine: bool, plural: bool) -> String {
    let space = if style.hyphens { "-" } else { " " };
    let (ten, rest) = (n / 10, n % 10);
    let name = TENS[usize::try_from(ten).unwrap()];
    match (ten, rest) {
        (0, _) | (1, 0..=6) => small(n, feminine),
        (1, _) => format!("dix-{}", small(rest, feminine)),
        // "soixante et onze", "soixante-dix-sept"
        (7, _) if style.region == Region::France => match rest {
            1 => ["soixante", "et", "onze"].join(space),
            _ => "soixante-".to_owned() + &below_hundred(10 + rest, style, feminine, plural),
        },
        (8, 0) if style.region != Region::Switzerland => if plural { "quatre-vingts" } else { "quatre-vingt" }.to_owned(),
        (8, _) if style.region != Region::Switzerland => format!("quatre-vingt-{}", small(rest, feminine)),
        (9, _) if style.region == Region::France => "quatre-vingt-".to_owned() + &below_hundred(10 + rest, style, feminine, plural),
        (_, 0) => name.to_owned(),
        (_, 1) => [name, "et", &small(1, feminine)].join(space),
        _ => format!("{name}-{}", small(rest, feminine)),
    }
}

fn small(n: u64, feminine: bool) -> String {
    if n == 1 && feminine { "une".to_owned() } else { SMALL[usize::try_from(n).unwrap()].to_owned() }
}

#[test]
fn french_is_spelled_as_french() {
    let [traditional, new, septante, huitante, _] = SPELLINGS.map(|(_, spelling)| spelling);
    assert_eq!(traditional(0), "zéro");
    assert_eq!(traditional(71), "soixante et onze");
    assert_eq!(traditional(77), "soixante-dix-sept");
    assert_eq!(traditional(80), "quatre-vingts");
    assert_eq!(traditional(91), "quatre-vingt-onze");
    assert_eq!(traditional(200), "deux cents");
    assert_eq!(traditional(280_000), "deux cent quatre-vingt mille");
    assert_eq!(traditional(1_221), "mille deux cent vingt et un");
    assert_eq!(traditional(300_001_000), "trois cents millions mille");
    assert_eq!(new(1_221), "mille-deux-cent-vingt-et-un");
    assert_eq!(new(2_000_000), "deux-millions");
    assert_eq!(septante(71), "septante et un");
    assert_eq!(septante(98), "nonante-huit");
    assert_eq!(huitante(81), "huitante et un");
    assert_eq!(FEMININE[0].1(21_031), "vingt et un mille trente et une");
}
