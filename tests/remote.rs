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
    for arguments in [&["claims"][..], &["show", "ab"], &["check"], &["stats"], &["review"], &["compare"], &["graph", "stats"], &["decisions"], &["verify"]] {
        at(arguments).fails(2, &["needs the files of a store", "folder", "ingest, remove, query, ask, export"]);
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
    for arguments in [&["ingest", "a.txt"][..], &["remove", "a.txt"], &["query", "ASK {}"], &["ask", "disputes"], &["export"]] {
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
        for (status, head, body, words) in [
            ("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", "", &["401", "SELON_STORE_USER", "SELON_STORE_TOKEN"][..]),
            ("401 Unauthorized", "WWW-Authenticate: Digest realm=\"x\"\r\n", "", &["401", "Digest"]),
            ("403 Forbidden", "", "no\u{1b}[31m entry", &["403", "entry", "SELON_STORE_USER"]),
            ("404 Not Found", html, "<h1>lost</h1>", &["404", "…/sparql"]),
            ("302 Found", "Location: http://127.0.0.1:1/elsewhere\r\n", "", &["302", "to http://127.0.0.1:1/elsewhere", "if you trust it"]),
            ("400 Bad Request", "Content-Type: text/plain\r\n", "line 2: syntax", &["400", "line 2: syntax"]),
            ("200 OK", html, "<p>Welcome</p>", &["expected SPARQL results, found text/html", "…/query"]),
            ("200 OK", "Content-Type: application/sparql-results+json\r\n", "{\"head\":{\"vars\":[\"p\"", &["cannot be read"]),
        ] {
            let server = Server::new(&[&answer(status, head, body)]);
            let run = server.run(&bench, &["query", "ASK {}"], &[("SELON_STORE_USER", "ida"), ("SELON_STORE_PASSWORD", "se cret")]);
            run.fails(1, words);
            assert!(!run.err.contains("se cret") && !run.err.contains("aWRhOnNl") && !run.err.contains("<h1>") && !run.err.contains('\u{1b}'), "{}", run.err);
            assert_eq!(server.asked().len(), 1, "asked once: {status}");
            assert!(server.asked()[0].to_lowercase().contains("authorization: basic awrhonnlignyzxq="), "{}", server.asked()[0]);
        }
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
