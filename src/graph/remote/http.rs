//! Requests to a server: how long each may take, which are tried again, and what its refusals mean.

use std::io::Read;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use ureq::http::header::{LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use ureq::http::{Response, Uri};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, RequestBuilder};

use super::access::{Access, Credentials, is_strange};
use super::digest::{Offer, offers};
use crate::rdf::Error;

/// How long a server may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// How often a request is made at most, and how long the first pause is; each one after it is twice as long.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(500);
/// What to do where the names of graphs are too many for a server.
const UNION: &str = "a store of many documents on a server that shows all its graphs by itself is asked with --store-union";
/// How many encrypted connections are kept for further requests.
const IDLE: usize = 2;
/// How much of a refusal is told.
const TOLD: u64 = 2_000;

/// One connection to one server, with what goes along with each request.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    access: Access,
}

/// What is asked of a server. All of it may be said twice without harm.
#[derive(Clone, Copy)]
pub(super) enum Request<'a> {
    /// A query, as the fields of a form.
    Query { fields: &'a [(&'a str, &'a str)], accept: &'a str },
    /// A graph in Turtle, in place of what was there.
    Put(&'a [u8]),
    /// No such graph.
    Delete,
}

/// What a server gave.
pub(super) struct Given {
    /// Its kind, as the server calls it.
    pub(super) kind: String,
    /// After how many rows it cut the answer off, where it says so.
    pub(super) cut: Option<String>,
    /// The bytes.
    pub(super) body: Box<dyn Read>,
}

impl Client {
    pub(super) fn new(credentials: &Credentials, is_encrypted: bool) -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // Nobody asked for a connection to wherever a server points.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .user_agent(concat!("selon/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls)
            // Virtuoso answers in two pieces, and over a connection that is used again the second one waits 40 ms for the first to be
            // acknowledged: a new one is had sooner, where nothing must be agreed on for it.
            .max_idle_connections(if is_encrypted { IDLE } else { 0 })
            .build()
            .new_agent();
        Client { agent, access: Access::new(credentials) }
    }

    /// Makes a request, again after a while where the server is busy or not to be reached.
    ///
    /// # Errors
    /// Where it refuses, is not there, or gives no answer in time.
    pub(super) fn send(&self, url: &str, request: Request<'_>, within: Duration) -> Result<Given, Error> {
        let deadline = Instant::now() + within;
        let mut pause = PAUSE;
        for attempt in 1.. {
            let left = deadline.saturating_duration_since(Instant::now());
            let outcome = self.allowed(url, request, left);
            let wait = match &outcome {
                Ok(response) if is_busy(response.status().as_u16()) => asked_to_wait(response).unwrap_or(pause),
                Err(error) if is_passing(error) => pause,
                _ => Duration::MAX,
            };
            let in_time = deadline.checked_duration_since(Instant::now()).is_some_and(|left| wait < left);
            if attempt < TRIES && in_time {
                sleep(wait);
                pause *= 2;
                continue;
            }
            return match outcome {
                Ok(response) => given(url, request, response),
                Err(error) => Err(unreached(url, &error, within, attempt)),
            };
        }
        Err(refused(url, "was not asked", "ask again"))
    }

    /// Makes a request, and once more where the server says how it wants to be shown who asks.
    fn allowed(&self, url: &str, request: Request<'_>, within: Duration) -> Result<Response<Body>, ureq::Error> {
        let response = self.once(url, request, within)?;
        if matches!(response.status().as_u16(), 401 | 403) && self.access.learns(url, &challenges(&response)) {
            return self.once(url, request, within);
        }
        Ok(response)
    }

    fn once(&self, url: &str, request: Request<'_>, within: Duration) -> Result<Response<Body>, ureq::Error> {
        match request {
            Request::Query { fields, accept } => {
                self.dressed(self.agent.post(url), (url, "POST"), within).header("Accept", accept).send_form(fields.iter().copied())
            }
            Request::Put(content) => self.dressed(self.agent.put(url), (url, "PUT"), within).header("Content-Type", "text/turtle").send(content),
            Request::Delete => self.dressed(self.agent.delete(url), (url, "DELETE"), within).call(),
        }
    }

    fn dressed<B>(&self, builder: RequestBuilder<B>, (url, method): (&str, &str), within: Duration) -> RequestBuilder<B> {
        let builder = builder.config().timeout_global(Some(within.max(Duration::from_millis(1)))).build();
        match self.access.header(url, method) {
            Some(authorization) => builder.header("Authorization", authorization),
            None => builder,
        }
    }
}

/// How a server wants to be shown who asks.
fn challenges(response: &Response<Body>) -> Vec<Offer> {
    response.headers().get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok()).flat_map(offers).collect()
}

/// A status that may be another one in a moment.
fn is_busy(status: u16) -> bool {
    status == 429 || status >= 500
}

/// A failure that may be none in a moment.
fn is_passing(error: &ureq::Error) -> bool {
    match error {
        // A certificate that nobody trusts will not be trusted in a moment.
        ureq::Error::Io(source) => source.kind() != std::io::ErrorKind::InvalidData,
        error => matches!(error, ureq::Error::ConnectionFailed | ureq::Error::HostNotFound),
    }
}

/// How long a server wants to be left alone.
fn asked_to_wait(response: &Response<Body>) -> Option<Duration> {
    response.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok().map(Duration::from_secs)
}

/// What a server gave, unless it refused.
fn given(url: &str, request: Request<'_>, response: Response<Body>) -> Result<Given, Error> {
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let status = response.status();
    let (kind, location) = (header("content-type"), header(LOCATION.as_str()));
    let is_strange = is_strange(&challenges(&response));
    let cut = Some(header("x-sparql-maxrows")).filter(|rows| !rows.is_empty());
    let is_gone = status == 404 && matches!(request, Request::Delete);
    let mut body = response.into_body().into_reader();
    if status.is_success() || is_gone {
        return Ok(Given { kind, cut, body: Box::new(body) });
    }
    let mut told = Vec::new();
    // What cannot be read of a refusal is left out; the status says enough.
    let _ = body.by_ref().take(TOLD).read_to_end(&mut told);
    let told = String::from_utf8_lossy(&told).split_whitespace().collect::<Vec<_>>().join(" ");
    let told = if told.is_empty() || kind.contains("html") { String::new() } else { format!(": {told}") };
    let hint = match status.as_u16() {
        401 if is_strange => "it wants a kind of authentication that selon does not speak: let it take Basic, Digest (MD5 or SHA-256, qop auth) or a token",
        401 | 403 => "set SELON_STORE_USER and SELON_STORE_PASSWORD, or SELON_STORE_TOKEN, to those of somebody who may do this",
        404 | 405 if matches!(request, Request::Query { .. }) => "name the address that takes SPARQL queries, such as …/query or …/sparql, with --store",
        404 | 405 => "name the address of the Graph Store Protocol, such as …/store or …/data, with --graph-store or SELON_GRAPH_STORE",
        300..=399 => "name the address to which it points, if you trust it",
        429 | 500.. => "it was asked several times; try again later, or ask whoever keeps the server",
        _ => "see what the server says, and whether its address is that of a SPARQL endpoint",
    };
    let to = if location.is_empty() { location } else { format!(" to {location}") };
    Err(refused(url, &format!("the server says {status}{to}{told}"), hint))
}

fn unreached(url: &str, error: &ureq::Error, within: Duration, attempts: u32) -> Error {
    let tried = if attempts > 1 { format!(", {attempts} times") } else { String::new() };
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect) => refused(url, "no connection in 10 s", "is the server running there?"),
        ureq::Error::Timeout(_) => Error::Limit {
            message: format!("{url}: no answer in {} s", within.as_secs_f32()),
            hint: "allow it more with --timeout, or ask for less; a server that shows all its graphs by itself answers sooner with --store-union",
        },
        ureq::Error::HostNotFound => refused(url, "there is no such host", "look at the address, and whether there is a network"),
        // Virtuoso repeats each graph that was named in a header of its answer.
        ureq::Error::LargeResponseHeader(..) => refused(url, &error.to_string(), UNION),
        ureq::Error::Protocol(_) if error.to_string().contains("headers") => refused(url, &error.to_string(), UNION),
        ureq::Error::Io(source) => refused(url, &format!("{source}{tried}"), "is the server running there? Is its certificate one that this system trusts?"),
        error => refused(url, &format!("{error}{tried}"), "look at the address, and whether the server is running there"),
    }
}

/// A server that does not do what it should.
pub(super) fn refused(url: &str, message: &str, hint: &str) -> Error {
    Error::Store { path: PathBuf::from(url), message: message.to_owned(), hint: hint.to_owned() }
}

/// Whether an address can be one of a server: `http://…` or `https://…`, with a host and without a password.
///
/// # Errors
/// Where it is not, and what is wrong with it.
pub(super) fn checked(url: &str) -> Result<(), Error> {
    // What stands before the host may be a password, which goes into no message.
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    if let Some((_, host)) = host.rsplit_once('@') {
        let hint = "leave it out of the address, and set SELON_STORE_USER and SELON_STORE_PASSWORD, or SELON_STORE_TOKEN";
        return Err(refused(host, "expected an address without a name or a password in it", hint));
    }
    match url.parse::<Uri>() {
        Ok(uri) if matches!(uri.scheme_str(), Some("http" | "https")) && !host.is_empty() => Ok(()),
        _ => Err(refused(url, "expected an address, http://… or https://…", "name the address that takes SPARQL queries")),
    }
}
