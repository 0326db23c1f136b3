//! Digest authentication (RFC 7616): a server is shown that somebody knows a password, and never told it.

use std::collections::hash_map::RandomState;
use std::fmt::Write;
use std::hash::{BuildHasher, Hasher};

use md5::{Digest, Md5};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::Sha256;

/// What a server wants to be shown, and how often it was shown that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    /// Its name as the server wrote it, where it named one.
    named: Option<String>,
    algorithm: Algorithm,
    /// Whether requests are counted; servers before 1999 do not.
    counted: bool,
    requests: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Algorithm {
    Md5,
    Sha256,
}

/// One way of authentication that a server offers: its name, folded, and what it says of it.
pub(super) type Offer = (String, Vec<(String, String)>);

impl Challenge {
    /// The best that some offers have, where there is one that is understood.
    pub(super) fn of(offers: &[Offer]) -> Option<Self> {
        offers.iter().filter(|(scheme, _)| scheme == "digest").filter_map(|(_, said)| Self::read(said)).reduce(
            |a, b| {
                if b.algorithm > a.algorithm { b } else { a }
            },
        )
    }

    fn read(said: &[(String, String)]) -> Option<Self> {
        let value = |name: &str| said.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
        let named = value("algorithm");
        let algorithm = match named.as_deref().unwrap_or("MD5").to_ascii_uppercase().as_str() {
            "MD5" => Algorithm::Md5,
            "SHA-256" => Algorithm::Sha256,
            _ => return None,
        };
        let counted = match value("qop") {
            None => false,
            Some(protections) if protections.split(',').any(|p| p.trim().eq_ignore_ascii_case("auth")) => true,
            Some(_) => return None,
        };
        Some(Challenge { realm: value("realm")?, nonce: value("nonce")?, opaque: value("opaque"), named, algorithm, counted, requests: 0 })
    }

    /// The header that answers it for one request.
    pub(super) fn answer(&mut self, (name, password): (&str, &str), method: &str, uri: &str) -> String {
        let mut random = RandomState::new().build_hasher();
        random.write_u32(self.requests);
        self.answer_with(&format!("{:016x}", random.finish()), (name, password), method, uri)
    }

    fn answer_with(&mut self, own: &str, (name, password): (&str, &str), method: &str, uri: &str) -> String {
        self.requests += 1;
        let hash = |parts: &[&str]| self.algorithm.hash(&parts.join(":"));
        let count = format!("{:08x}", self.requests);
        let (who, what) = (hash(&[name, &self.realm, password]), hash(&[method, uri]));
        let response = if self.counted { hash(&[&who, &self.nonce, &count, own, "auth", &what]) } else { hash(&[&who, &self.nonce, &what]) };
        // A header is ASCII; another name is written as RFC 7616 has it.
        let user =
            if name.is_ascii() { format!("username={}", quoted(name)) } else { format!("username*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC)) };
        let mut header = format!("Digest {user}, realm={}, nonce={}, uri={}, response=\"{response}\"", quoted(&self.realm), quoted(&self.nonce), quoted(uri));
        if let Some(named) = &self.named {
            header += &format!(", algorithm={named}");
        }
        if let Some(opaque) = &self.opaque {
            header += &format!(", opaque={}", quoted(opaque));
        }
        if self.counted {
            header += &format!(", qop=auth, nc={count}, cnonce=\"{own}\"");
        }
        header
    }
}

impl Algorithm {
    fn hash(self, text: &str) -> String {
        let bytes = match self {
            Algorithm::Md5 => Md5::digest(text.as_bytes()).to_vec(),
            Algorithm::Sha256 => Sha256::digest(text.as_bytes()).to_vec(),
        };
        bytes.iter().fold(String::new(), |mut hex, byte| {
            // A text takes whatever is written to it.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The ways of authentication in the value of a header `WWW-Authenticate`: one or several, each with what is said of it.
pub(super) fn offers(header: &str) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for item in items(header) {
        // `Digest realm="…"` begins an offer, `nonce="…"` goes on with it, `Negotiate` is one by itself.
        let (before, value) = item.split_once('=').map_or((item.as_str(), None), |(before, value)| (before, Some(value)));
        let mut words = before.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next());
        let name = match (second, value) {
            (None, Some(_)) => first,
            (name, _) => {
                offers.push((first.to_ascii_lowercase(), Vec::new()));
                name.unwrap_or_default()
            }
        };
        if let (Some((_, said)), Some(value)) = (offers.last_mut(), value) {
            said.push((name.to_ascii_lowercase(), unquoted(value.trim())));
        }
    }
    offers
}

/// The parts of a header between commas that do not stand in quotes.
fn items(header: &str) -> Vec<String> {
    let (mut items, mut inside, mut escaped) = (vec![String::new()], false, false);
    for c in header.chars() {
        match c {
            ',' if !inside => items.push(String::new()),
            _ => {
                inside ^= c == '"' && !escaped;
                escaped = c == '\\' && inside && !escaped;
                items.last_mut().into_iter().for_each(|item| item.push(c));
            }
        }
    }
    items.retain(|item| !item.trim().is_empty());
    items
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return value.to_owned() };
    let (mut text, mut escaped) = (String::new(), false);
    for c in inner.chars() {
        escaped = c == '\\' && !escaped;
        if !escaped {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 7616, 3.9.1.
    const OFFERED: &str = r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
        opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", Negotiate, Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256,
        nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#;
    const OWN: &str = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    const MUFASA: (&str, &str) = ("Mufasa", "Circle of Life");

    fn response(header: &str) -> Option<&str> {
        header.split_once("response=\"")?.1.split('"').next()
    }

    #[test]
    fn the_examples_of_the_standards_come_out() {
        let all = offers(OFFERED);
        assert_eq!(all.iter().map(|(scheme, _)| scheme.as_str()).collect::<Vec<_>>(), ["digest", "negotiate", "digest"]);
        let header = Challenge::of(&all[..1]).map(|mut c| c.answer_with(OWN, MUFASA, "GET", "/dir/index.html")).unwrap_or_default();
        assert_eq!(response(&header), Some("8ca523f5e9506fed4657c9700eebdbec"), "{header}");
        assert!(
            header.contains(r#"opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#) && header.contains("nc=00000001") && header.contains("algorithm=MD5")
        );
        let header = Challenge::of(&all).map(|mut c| c.answer_with(OWN, MUFASA, "GET", "/dir/index.html")).unwrap_or_default();
        assert_eq!(response(&header), Some("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"), "the stronger one is taken");
        // RFC 2617, 3.5; and the same as before 1999, without counting.
        let old = r#"Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093""#;
        let mufasa = ("Mufasa", "Circle Of Life");
        let mut counted = Challenge::of(&offers(&format!("{old}, qop=auth"))).unwrap();
        assert_eq!(response(&counted.answer_with("0a4f113b", mufasa, "GET", "/dir/index.html")), Some("6629fae49393a05397450978507c4ef1"));
        assert!(counted.answer_with("0a4f113b", mufasa, "GET", "/dir/index.html").contains("nc=00000002"));
        let header = Challenge::of(&offers(old)).map(|mut c| c.answer_with("", mufasa, "GET", "/dir/index.html")).unwrap_or_default();
        assert_eq!(response(&header), Some("670fd8c2df070c60b045671b8b24ff02"));
        assert!(!header.contains("qop") && !header.contains("algorithm"));
    }

    #[test]
    fn what_is_not_understood_is_not_answered() {
        for offered in [
            "",
            "Basic realm=\"x\"",
            "Digest realm=\"x\"",
            "Digest nonce=\"x\", realm=\"y\", algorithm=SHA-512-256",
            "Digest nonce=\"x\", realm=\"y\", qop=auth-int",
        ] {
            assert_eq!(Challenge::of(&offers(offered)), None, "{offered}");
        }
        let quotes = offers(r#"Basic realm="a, \"b\" = c", digest nonce=n, realm="r\\""#);
        assert_eq!(quotes[0], ("basic".to_owned(), vec![("realm".to_owned(), "a, \"b\" = c".to_owned())]));
        let header = Challenge::of(&quotes).map(|mut c| c.answer(("Zoë \"x\"", "p"), "PUT", "/store?graph=a")).unwrap_or_default();
        assert!(header.contains("username*=UTF-8''Zo%C3%AB%20%22x%22") && header.contains(r#"realm="r\\""#), "{header}");
    }

    #[test]
    fn each_answer_has_a_number_of_its_own() {
        let mut challenge = Challenge::of(&offers("Digest realm=r, nonce=n, qop=auth")).unwrap();
        let (one, other) = (challenge.answer(MUFASA, "GET", "/"), challenge.answer(MUFASA, "GET", "/"));
        assert_ne!(response(&one), response(&other));
        assert!(!one.contains("Circle"));
    }
}
