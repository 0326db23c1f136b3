//! A store at an address: what is said where it makes no sense, and what a server's refusals lead to. What real servers answer is a
//! matter of `remote_check.py`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

#[path = "common/bench.rs"]
mod bench;

use bench::Bench;

#[test]
fn what_needs_files_is_refused_before_anybody_is_asked() {
    let bench = Bench::new();
    let at = |arguments: &[&str]| bench.run(&[&["--store", "http://localhost:1/query"], arguments].concat());
    for arguments in [&["show", "ab"][..], &["check"], &["stats"], &["review"], &["compare"], &["graph", "stats"], &["decisions"], &["verify"]] {
        at(arguments).fails(2, &["needs the files of a store", "folder", "ingest, remove, query, ask, export, claims"]);
    }
    // What needs no store works as ever.
    assert!(at(&["vocab"]).ok().contains("Claim"));
    bench.file("a.txt", bench::ONE);
    assert!(at(&["extract", "a.txt"]).ok().contains("12 soldats"));
    assert!(bench.run(&["--store", "HTTPS://localhost:1/query", "stats"]).err.contains("needs the files"));
    assert!(std::fs::read_dir(bench.path(".")).unwrap().count() == 1, "nothing was made of the address");
}

#[cfg(not(feature = "remote"))]
#[test]
fn without_the_feature_it_says_how_to_get_it() {
    let bench = Bench::new();
    bench.file("a.txt", bench::ONE);
    for arguments in [&["ingest", "a.txt"][..], &["remove", "a.txt"], &["query", "ASK {}"], &["ask", "disputes"], &["export"], &["claims"]] {
        bench.run(&[&["--store", "http://localhost:1/query"], arguments].concat()).fails(2, &["built without", "--features remote"]);
    }
}

#[cfg(feature = "remote")]
mod server {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::sync::{Arc, Mutex};
    use std::thread::spawn;
    use std::time::Instant;

    use md5::Digest;

    use super::bench::{Bench, ONE, Run};

    /// A server that gives the same answers to whoever asks, one after the other, and remembers what it was asked.
    struct Server {
        url: String,
        asked: Arc<Mutex<Vec<String>>>,
    }

    impl Server {
        /// The last answer is given from then on.
        fn new(answers: &[&str]) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let url = format!("http://{}/query", listener.local_addr().unwrap());
            let asked = Arc::new(Mutex::new(Vec::new()));
            let (seen, answers): (_, Vec<String>) = (Arc::clone(&asked), answers.iter().map(|a| (*a).to_owned()).collect());
            spawn(move || {
                for (number, stream) in listener.incoming().enumerate() {
                    let mut stream = stream.unwrap();
                    seen.lock().unwrap().push(request(&stream));
                    let _ = stream.write_all(answers[number.min(answers.len() - 1)].as_bytes());
                }
            });
            Server { url, asked }
        }

        fn run(&self, bench: &Bench, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
            let mut command = bench.command(&[&["--store", self.url.as_str()], arguments].concat());
            command.env("NO_PROXY", "*").envs(variables.iter().copied());
            let output = command.output().unwrap();
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            Run { out: text(output.stdout), err: text(output.stderr), status: output.status.code().unwrap() }
        }

        fn asked(&self) -> Vec<String> {
            self.asked.lock().unwrap().clone()
        }
    }

    /// A request with its head and its body.
    fn request(stream: &TcpStream) -> String {
        let mut reader = BufReader::new(stream);
        let (mut text, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            text += &line;
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        text + &String::from_utf8(body).unwrap()
    }

    fn answer(status: &str, head: &str, body: &str) -> String {
        format!("HTTP/1.1 {status}\r\nConnection: close\r\n{head}Content-Length: {}\r\n\r\n{body}", body.len())
    }

    fn rows(body: &str) -> String {
        answer("200 OK", "Content-Type: application/sparql-results+json; charset=utf-8\r\n", body)
    }

    const NO_ROWS: &str = r#"{"head":{"vars":["p","o"]},"results":{"bindings":[]}}"#;

    #[test]
    fn refusals_say_what_to_do_and_secrets_stay_secret() {
        let bench = Bench::new();
        let html = "Content-Type: text/html\r\n";
        // How often each is asked, and whether a password is shown in the end: only to who wants one.
        for (status, head, body, asked, shown, words) in [
            ("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", "", 2, true, &["401", "SELON_STORE_USER", "SELON_STORE_TOKEN"][..]),
            ("401 Unauthorized", "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\"\r\n", "", 2, false, &["401", "SELON_STORE_USER"]),
            ("401 Unauthorized", "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"\r\n", "", 1, false, &["401", "Digest", "qop auth"]),
            ("401 Unauthorized", "WWW-Authenticate: Negotiate\r\n", "", 1, false, &["401", "does not speak"]),
            ("403 Forbidden", "", "no\u{1b}[31m entry", 2, true, &["403", "entry", "SELON_STORE_USER"]),
            ("404 Not Found", html, "<h1>lost</h1>", 1, false, &["404", "…/sparql"]),
            ("302 Found", "Location: http://127.0.0.1:1/elsewhere\r\n", "", 1, false, &["302", "to http://127.0.0.1:1/elsewhere", "if you trust it"]),
            ("400 Bad Request", "Content-Type: text/plain\r\n", "line 2: syntax", 1, false, &["400", "line 2: syntax"]),
            ("200 OK", html, "<p>Welcome</p>", 1, false, &["expected SPARQL results, found text/html", "…/query"]),
            ("200 OK", "Content-Type: application/sparql-results+json\r\n", "{\"head\":{\"vars\":[\"p\"", 1, false, &["cannot be read"]),
        ] {
            let server = Server::new(&[&answer(status, head, body)]);
            let run = server.run(&bench, &["query", "ASK {}"], &[("SELON_STORE_USER", "ida"), ("SELON_STORE_PASSWORD", "se cret")]);
            run.fails(1, words);
            assert!(!run.err.contains("se cret") && !run.err.contains("aWRhOnNl") && !run.err.contains("<h1>") && !run.err.contains('\u{1b}'), "{}", run.err);
            let requests = server.asked();
            assert_eq!(requests.len(), asked, "{status} {head}");
            let is_shown = |request: &String| request.to_lowercase().contains("authorization: basic awrhonnlignyzxq=");
            assert!(!is_shown(&requests[0]) && is_shown(&requests[asked - 1]) == shown, "{requests:?}");
        }
    }

    /// The value of a parameter of the header that shows who asks.
    fn shown(request: &str, name: &str) -> String {
        let header = request.lines().find(|line| line.to_lowercase().starts_with("authorization: digest ")).unwrap_or_default();
        let Some((_, rest)) = header.split_once(&format!(" {name}=")) else { return String::new() };
        rest.trim_start_matches('"').split(['"', ',']).next().unwrap().trim().to_owned()
    }

    #[test]
    fn who_asks_is_shown_by_digest_and_the_password_to_nobody() {
        let md5 = |parts: &[&str]| md5::Md5::digest(parts.join(":")).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        let bench = Bench::new();
        bench.file("a.txt", ONE);
        let wants = |nonce: &str| {
            let head = format!(
                "WWW-Authenticate: Basic realm=\"b\"\r\nWWW-Authenticate: Digest realm=\"r, s\", nonce=\"{nonce}\", qop=\"auth,auth-int\", opaque=\"o\"\r\n"
            );
            answer("401 Unauthorized", &head, "")
        };
        let (none, done) = (rows(NO_ROWS), answer("204 No Content", "", ""));
        // What is there; then graphs are put, and after the second one the server wants to see something new.
        let server = Server::new(&[&none, &wants("n1"), &done, &done, &wants("n2"), &done]);
        let user = [("SELON_STORE_USER", "ida"), ("SELON_STORE_PASSWORD", "se cret")];
        server.run(&bench, &["ingest", "a.txt", "--published", "2020-11-06"], &user).ok();
        let requests = server.asked();
        let (mut signed, mut counts) = (0, Vec::new());
        for request in &requests {
            assert!(!request.contains("se cret") && !request.to_lowercase().contains("authorization: basic"), "{request}");
            let value = |name: &str| shown(request, name);
            if value("response").is_empty() {
                continue;
            }
            let line: Vec<&str> = request.lines().next().unwrap().split(' ').collect();
            assert_eq!(value("uri"), line[1]);
            assert!(request.contains("username=\"ida\"") && request.contains("realm=\"r, s\"") && value("opaque") == "o" && value("qop") == "auth");
            let (who, what) = (md5(&["ida", "r, s", "se cret"]), md5(&[line[0], line[1]]));
            assert_eq!(value("response"), md5(&[&who, &value("nonce"), &value("nc"), &value("cnonce"), "auth", &what]));
            counts.push((value("nonce"), value("nc")));
            signed += 1;
        }
        let expected = [("n1", "00000001"), ("n1", "00000002"), ("n1", "00000003"), ("n2", "00000001"), ("n2", "00000002")];
        assert!(signed > 5 && requests.len() == signed + 2, "what needs no password is asked without, once more where the server asks for it: {requests:?}");
        assert!(counts.iter().zip(expected).all(|((nonce, count), (n, c))| nonce == n && count == c), "{counts:?}");
    }

    #[test]
    fn a_busy_server_is_asked_again_and_not_for_ever() {
        let bench = Bench::new();
        let busy = answer("503 Service Unavailable", "", "");
        let server = Server::new(&[&busy, &answer("502 Bad Gateway", "", ""), &rows(NO_ROWS)]);
        let begin = Instant::now();
        server.run(&bench, &["query", "ASK {}"], &[("SELON_STORE_TOKEN", "abc")]).fails(1, &["no store there", "selon ingest"]);
        assert!(server.asked().len() == 3 && begin.elapsed().as_millis() >= 1_500, "with pauses that grow");
        assert!(server.asked()[2].to_lowercase().contains("authorization: bearer abc"));
        let server = Server::new(&[&busy]);
        server.run(&bench, &["query", "ASK {}"], &[]).fails(1, &["503", "several times"]);
        assert_eq!(server.asked().len(), 4);
        assert!(!server.asked()[0].to_lowercase().contains("authorization"));
    }

    #[test]
    fn a_server_that_gives_less_than_it_has_is_found_out() {
        let bench = Bench::new();
        bench.file("a.txt", ONE);
        let cut = answer("200 OK", "Content-Type: application/sparql-results+json\r\nX-SPARQL-MaxRows: 10\r\n", NO_ROWS);
        Server::new(&[&cut]).run(&bench, &["query", "ASK {}"], &[]).fails(1, &["10 rows at most", "ResultSetMaxRows"]);
        // A store whose derived graphs are not those of its documents: somebody was cut off.
        let space = r#"{"type":"uri","value":"http://rdfs.org/ns/void#uriSpace"}"#;
        let store =
            format!(r#"{{"head":{{"vars":["p","o"]}},"results":{{"bindings":[{{"p":{space},"o":{{"type":"literal","value":"http://x.example/"}}}}]}}}}"#);
        for arguments in [&["query", "ASK {}"][..], &["ask", "disputes"], &["export"]] {
            Server::new(&[&rows(&store), &rows(NO_ROWS)]).run(&bench, arguments, &[]).fails(1, &["cut off", "make it whole with `selon ingest`"]);
        }
        let other = ["ingest", "a.txt", "--published", "2020-11-06", "--base", "http://y.example/"];
        Server::new(&[&rows(&store), &rows(NO_ROWS)]).run(&bench, &other, &[]).fails(1, &["its base is http://x.example/"]);
        Server::new(&[&rows(&store), &rows(NO_ROWS)]).run(&bench, &["--store-union", "query", "ASK {}"], &[]).fails(1, &["not the union"]);
    }

    #[test]
    fn addresses_and_wishes_that_make_no_sense() {
        let bench = Bench::new();
        bench.file("a.txt", ONE).file("own.ttl", "");
        bench.run(&["--store", "http://ida:secret@x.example/query", "export"]).fails(1, &["x.example", "without a name or a password", "SELON_STORE_USER"]);
        assert!(!bench.run(&["--store", "http://ida:secret@x.example/query", "export"]).err.contains("secret"));
        bench.run(&["--store", "http:///query", "export"]).fails(1, &["expected an address"]);
        bench.run(&["--store", "http://x.example/query", "--graph-store", "ftp://x.example", "export"]).fails(1, &["ftp://x.example", "http://"]);
        let server = Server::new(&[&rows(NO_ROWS)]);
        server.run(&bench, &["ingest", "a.txt", "--actors", "own.ttl"], &[]).fails(2, &["--actors", "folder"]);
        server.run(&bench, &["claims", "--as-of", "2020-11-06"], &[]).fails(2, &["--as-of", "history", "folder"]);
        server.run(&bench, &["export", "--with-text"], &[]).fails(2, &["--with-text", "folder"]);
        server.run(&bench, &["export", "--format", "claimreview"], &[]).fails(2, &["claimreview", "folder"]);
        server.run(&bench, &["query", "ASK {}"], &[("SELON_STORE_USER", "ida")]).fails(2, &["SELON_STORE_PASSWORD"]);
        assert!(server.asked().is_empty(), "nobody was asked");
        // Where nothing listens.
        let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        bench.run(&["--store", &format!("http://{gone}/query"), "export"]).fails(1, &["4 times", "is the server running there?"]);
    }

    #[test]
    fn a_query_reaches_no_server_where_it_would_change_or_call_something() {
        let bench = Bench::new();
        let space = r#"{"type":"uri","value":"http://rdfs.org/ns/void#uriSpace"}"#;
        let store =
            format!(r#"{{"head":{{"vars":["p","o"]}},"results":{{"bindings":[{{"p":{space},"o":{{"type":"literal","value":"http://x.example/"}}}}]}}}}"#);
        for query in ["DROP ALL", "INSERT DATA { <http://x.example/> a <http://x.example/> }", "SELECT * { SERVICE <http://y.example/> { ?s ?p ?o } }"] {
            let server = Server::new(&[&rows(&store), &rows(NO_ROWS)]);
            server.run(&bench, &["query", query], &[]).fails(1, &["refused"]);
            assert!(server.asked().iter().all(|request| !request.contains("DROP") && !request.contains("INSERT") && !request.contains("SERVICE")));
        }
    }
}
