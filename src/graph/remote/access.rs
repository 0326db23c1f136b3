//! By whom requests are made, and how that is shown to a server: as it asks for it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ureq::http::Uri;

use super::digest::{Challenge, Offer};

/// By whom the requests are made.
#[derive(Clone, Default)]
pub enum Credentials {
    /// By nobody in particular.
    #[default]
    None,
    /// By a user with a password.
    User {
        /// The name.
        name: String,
        /// The password.
        password: String,
    },
    /// By whoever holds a token.
    Token(String),
}

impl std::fmt::Debug for Credentials {
    /// Which kind it is, and no word of it: what is secret gets into no message.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Credentials::None => "no credentials",
            Credentials::User { .. } => "a user with a password",
            Credentials::Token(_) => "a token",
        })
    }
}

/// The credentials with what each address wants to see of them.
#[derive(Debug)]
pub(super) struct Access {
    credentials: Credentials,
    wanted: RefCell<BTreeMap<String, Wanted>>,
}

#[derive(Clone, Debug)]
enum Wanted {
    /// The password itself.
    Basic,
    /// That it is known.
    Digest(Challenge),
}

impl Access {
    pub(super) fn new(credentials: &Credentials) -> Self {
        Access { credentials: credentials.clone(), wanted: RefCell::default() }
    }

    /// The header of a request. A password goes over a line that others can read only where it was asked for.
    pub(super) fn header(&self, url: &str, method: &str) -> Option<String> {
        let (name, password) = match &self.credentials {
            Credentials::None => return None,
            Credentials::Token(token) => return Some(format!("Bearer {token}")),
            Credentials::User { name, password } => (name.as_str(), password.as_str()),
        };
        let basic = || Some(format!("Basic {}", BASE64_STANDARD.encode(format!("{name}:{password}"))));
        match self.wanted.borrow_mut().get_mut(place(url)) {
            Some(Wanted::Digest(challenge)) => {
                let uri = url.parse::<Uri>().ok()?;
                Some(challenge.answer((name, password), method, uri.path_and_query().map_or("/", |path| path.as_str())))
            }
            Some(Wanted::Basic) => basic(),
            None if is_private(url) => basic(),
            None => None,
        }
    }

    /// Takes in why a server refused a request, by what it offers; whether it is worth asking once more.
    pub(super) fn learns(&self, url: &str, offered: &[Offer]) -> bool {
        if !matches!(self.credentials, Credentials::User { .. }) {
            return false;
        }
        let mut wanted = self.wanted.borrow_mut();
        let new = match (Challenge::of(offered), wanted.get(place(url))) {
            (Some(challenge), _) => Wanted::Digest(challenge),
            // Who says nothing of how to ask may take a password.
            (None, None) if !is_private(url) && (offered.is_empty() || has(offered, "basic")) => Wanted::Basic,
            _ => return false,
        };
        wanted.insert(place(url).to_owned(), new);
        true
    }
}

/// Whether all that is offered is something else than what can be shown.
pub(super) fn is_strange(offered: &[Offer]) -> bool {
    !offered.is_empty() && Challenge::of(offered).is_none() && !has(offered, "basic") && !has(offered, "bearer")
}

fn has(offered: &[Offer], name: &str) -> bool {
    offered.iter().any(|(scheme, _)| scheme == name)
}

/// An address without what is asked there.
fn place(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

/// Whether nobody on the way can read along.
pub(super) fn is_private(url: &str) -> bool {
    url.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
}
