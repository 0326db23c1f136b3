//! Plain Turtle, read fast: the subset in which the built-in files are written.
//!
//! Who exists and what they are called is a megabyte of Turtle, read at every start. This reader knows prefixes, names, strings and the
//! lists behind `;` and `,`, and copies nothing; it takes a sixth of the time of the full parser. Of anything else - a blank node, a rare
//! escape, a mistake - it says that it does not know it, and the caller turns to the full parser, which also knows how to say where.

use std::borrow::Cow;

use oxigraph::model::NamedNodeRef;

/// An IRI in two parts, as a prefixed name has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// The namespace; of an IRI in full, all of it.
    pub namespace: &'a str,
    /// What follows it.
    pub local: &'a str,
}

impl<'a> Name<'a> {
    /// Whether it is that IRI.
    #[must_use]
    pub fn is(&self, iri: NamedNodeRef<'_>) -> bool {
        // Their lengths tell most of them apart.
        let iri = iri.as_str();
        iri.len() == self.namespace.len() + self.local.len() && iri.ends_with(self.local) && iri.starts_with(self.namespace)
    }

    /// The IRI in one piece.
    #[must_use]
    pub fn iri(&self) -> String {
        [self.namespace, self.local].concat()
    }

    /// What stands behind a namespace; none where it lies elsewhere.
    #[must_use]
    pub fn behind(&self, namespace: &str) -> Option<Cow<'a, str>> {
        if self.namespace == namespace {
            return Some(Cow::Borrowed(self.local));
        }
        // Where it lies in another known namespace, the parts need not be joined to see that.
        if !self.local.is_empty() && !namespace.starts_with(self.namespace) && !self.namespace.starts_with(namespace) {
            return None;
        }
        self.iri().strip_prefix(namespace).map(|local| Cow::Owned(local.to_owned()))
    }
}

/// What is said of a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object<'a> {
    /// Another thing.
    Name(Name<'a>),
    /// A string, or anything that is written as one; the language of the string.
    Text(Cow<'a, str>, Option<&'a str>),
}

/// One triple.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement<'a> {
    /// Of what.
    pub subject: Name<'a>,
    /// What of it.
    pub predicate: Name<'a>,
    /// What is said.
    pub object: Object<'a>,
}

/// Hands over the statements of a file, one after the other, up to the first that is not written in plain Turtle; says how many they are,
/// and whether that was all.
///
/// # Errors
/// What `take` found wrong.
pub fn each<'a, E>(content: &'a str, take: impl FnMut(Statement<'a>) -> Result<(), E>) -> Result<(usize, bool), E> {
    let mut reader = Reader { rest: content, prefixes: Vec::new(), taken: 0, wrong: None, take };
    let whole = reader.run().is_some();
    reader.wrong.map_or(Ok((reader.taken, whole)), Err)
}

struct Reader<'a, E, F> {
    rest: &'a str,
    prefixes: Vec<(&'a str, &'a str)>,
    taken: usize,
    /// What stopped it.
    wrong: Option<E>,
    take: F,
}

impl<'a, E, F: FnMut(Statement<'a>) -> Result<(), E>> Reader<'a, E, F> {
    fn run(&mut self) -> Option<()> {
        loop {
            self.blank();
            if self.rest.is_empty() {
                return Some(());
            }
            if let Some(rest) = self.rest.strip_prefix("@prefix") {
                self.rest = rest;
                self.prefix()?;
            } else {
                self.subject()?;
            }
        }
    }

    fn prefix(&mut self) -> Option<()> {
        self.blank();
        let (name, rest) = self.rest.split_once(':')?;
        if !name.bytes().all(is_plain) {
            return None;
        }
        self.rest = rest;
        self.blank();
        let iri = self.iri()?;
        self.blank();
        self.mark('.')?;
        self.prefixes.retain(|(known, _)| *known != name);
        self.prefixes.push((name, iri));
        Some(())
    }

    fn subject(&mut self) -> Option<()> {
        let subject = self.name()?;
        loop {
            self.blank();
            let predicate = match self.rest.strip_prefix("a ") {
                Some(rest) => {
                    self.rest = rest;
                    Name { namespace: oxigraph::model::vocab::rdf::TYPE.as_str(), local: "" }
                }
                None => self.name()?,
            };
            loop {
                self.blank();
                let object = self.object()?;
                if let Err(wrong) = (self.take)(Statement { subject, predicate, object }) {
                    self.wrong = Some(wrong);
                    return None;
                }
                self.taken += 1;
                self.blank();
                if self.mark(',').is_none() {
                    break;
                }
            }
            if self.mark('.').is_some() {
                return Some(());
            }
            self.mark(';')?;
        }
    }

    fn object(&mut self) -> Option<Object<'a>> {
        let Some(rest) = self.rest.strip_prefix('"') else {
            return if self.rest.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) { self.number() } else { self.name().map(Object::Name) };
        };
        let end = closing_quote(rest)?;
        let raw = rest.get(..end)?;
        // Three quotation marks open a long string, and an empty one is nobody's name.
        if raw.is_empty() || raw.contains('\n') {
            return None;
        }
        self.rest = rest.get(end + 1..)?;
        let text = unescape(raw)?;
        if let Some(rest) = self.rest.strip_prefix('@') {
            let len = rest.bytes().take_while(|b| is_plain(*b)).count();
            let (lang, rest) = rest.split_at_checked(len)?;
            self.rest = rest;
            return Some(Object::Text(text, Some(lang)));
        }
        if let Some(rest) = self.rest.strip_prefix("^^") {
            self.rest = rest;
            self.name()?;
        }
        Some(Object::Text(text, None))
    }

    /// A whole or decimal number.
    fn number(&mut self) -> Option<Object<'a>> {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let sign = usize::from(self.rest.starts_with('-'));
        let mut len = sign + digits(self.rest.get(sign..)?);
        if let Some(decimals) = self.rest.get(len..)?.strip_prefix('.').map(digits).filter(|n| *n > 0) {
            len += 1 + decimals;
        }
        let (number, rest) = self.rest.split_at_checked(len)?;
        if number == "-" || !rest.starts_with([' ', '\n', ';', ',']) {
            return None;
        }
        self.rest = rest;
        Some(Object::Text(Cow::Borrowed(number), None))
    }

    fn name(&mut self) -> Option<Name<'a>> {
        if self.rest.starts_with('<') {
            return self.iri().map(|namespace| Name { namespace, local: "" });
        }
        let (prefix, rest) = self.rest.split_at_checked(self.rest.bytes().take_while(|b| is_plain(*b)).count())?;
        let rest = rest.strip_prefix(':')?;
        let (local, rest) = rest.split_at_checked(rest.bytes().take_while(|b| is_plain(*b)).count())?;
        // A dot closes the statement only where a blank follows; inside a name it is for the full parser.
        let ends =
            rest.starts_with([' ', '\n', '\t', '\r', ';', ',']) || rest.strip_prefix('.').is_some_and(|r| r.is_empty() || r.starts_with([' ', '\n', '\r']));
        if !ends || local.starts_with('-') {
            return None;
        }
        self.rest = rest;
        let namespace = self.prefixes.iter().find(|(name, _)| *name == prefix)?.1;
        Some(Name { namespace, local })
    }

    fn iri(&mut self) -> Option<&'a str> {
        let (iri, rest) = self.rest.strip_prefix('<')?.split_once('>')?;
        // An IRI without a scheme is relative to a base.
        if !iri.contains("://") || iri.bytes().any(|b| b <= b' ' || b"\\\"{}|^`<".contains(&b)) {
            return None;
        }
        self.rest = rest;
        Some(iri)
    }

    fn mark(&mut self, mark: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(mark)?;
        Some(())
    }

    fn blank(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\n', '\t', '\r']);
            let Some(comment) = self.rest.strip_prefix('#') else { return };
            self.rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
        }
    }
}

fn is_plain(byte: u8) -> bool {
    /// What names are made of.
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            plain[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
            byte += 1;
        }
        plain
    };
    PLAIN[usize::from(byte)]
}

/// Where the string ends: at the first quotation mark without a backslash.
fn closing_quote(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(at),
            b'\\' => _ = bytes.next(),
            _ => {}
        }
    }
    None
}

fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    if !raw.contains('\\') {
        return Some(Cow::Borrowed(raw));
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            '\\' => match chars.next()? {
                c @ ('"' | '\\' | '\'') => c,
                _ => return None,
            },
            c => c,
        });
    }
    Some(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use oxigraph::model::{NamedOrBlankNode, Term};

    use super::*;
    use crate::rdf::ontology;

    /// All statements of a file; none where it is not plain.
    fn statements(content: &str) -> Option<Vec<Statement<'_>>> {
        let mut out = Vec::new();
        let Ok((taken, whole)) = each::<Infallible>(content, |statement| {
            out.push(statement);
            Ok(())
        });
        assert_eq!(taken, out.len());
        whole.then_some(out)
    }

    #[test]
    fn the_built_in_files_are_plain_and_read_as_the_full_parser_reads_them() {
        for file in ontology::files() {
            let content = std::str::from_utf8(file.content).unwrap();
            let fast = statements(content).unwrap_or_else(|| panic!("{}: not plain", file.name));
            let full = ontology::read(&file).unwrap();
            assert_eq!(fast.len(), full.len(), "{}", file.name);
            for (fast, full) in fast.iter().zip(&full) {
                let NamedOrBlankNode::NamedNode(subject) = &full.subject else { panic!("a blank node") };
                assert_eq!(fast.subject.iri(), subject.as_str());
                assert!(fast.predicate.is(full.predicate.as_ref()));
                match (&fast.object, &full.object) {
                    (Object::Name(name), Term::NamedNode(node)) => assert_eq!(name.iri(), node.as_str()),
                    (Object::Text(text, lang), Term::Literal(literal)) => assert_eq!((text.as_ref(), *lang), (literal.value(), literal.language())),
                    other => panic!("{other:?}"),
                }
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_full_parser() {
        let head = "@prefix : <http://x.example/> .\n";
        for plain in
            [":a :b :c .", ":a a :c ; :d \"e\"@fr , \"f\\\"g\" .", ":a :b \"2020-01-01\"^^:date. # end", "<http://x.example/a> :b :c,:d .", ":a :b 1 , -2.50 ."]
        {
            assert!(statements(&format!("{head}{plain}")).is_some(), "{plain}");
        }
        for other in [
            ":a :b 1.",
            ":a :b 1e3 .",
            ":a :b - .",
            ":a :b [] .",
            "_:a :b :c .",
            ":a :b \"\"\"c\"\"\" .",
            ":a :b :c",
            "x:a :b :c .",
            ":a :b \"\\u0041\" .",
            ":a.b :c :d .",
            "<a> :b :c .",
        ] {
            assert!(statements(&format!("{head}{other}")).is_none(), "{other}");
        }
    }
}
