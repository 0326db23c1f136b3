#!/usr/bin/env python3
"""Checks that a store on a server is what a store in a folder is: Oxigraph's server, Virtuoso where it is installed, and rdflib.

    python3 tests/remote_check.py SELON PATH…

SELON is a program that was built with `--features remote`. Starts each server on free ports of this machine, in a folder that is thrown away, and checks
1. that the documents at PATH…, and some with hostile names, give the same exports and the same table of claims there as in a folder, and that a second ingest changes nothing;
2. that all named questions give the same rows there, in the folder, and in rdflib;
3. that queries do not see what else a server holds, and that nothing of it is touched;
4. that Virtuoso is written to by a user with a password, shown by Digest authentication, and by no other;
5. that a changed document takes the place of the old one, that nothing stays of a removed one, and that a run that was cut off is told and made whole.

rdflib and Oxigraph's server are installed into a throw-away environment under target/ when they are missing; Virtuoso is Debian's virtuoso-opensource.
"""
import csv
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

from checks import complain, install, problems

PACKAGES = ["rdflib==7.6.0", "oxigraph==0.5.13"]
oxigraph = Path(sys.prefix) / "bin" / "oxigraph"

try:
    import rdflib
    if not oxigraph.exists():
        raise ImportError("oxigraph")
except ImportError:
    install("remote-check", PACKAGES)

from questions import QUERIES, ask, parameters

DOCUMENT = "document=karabakh-2020/2020-12-03-en-losses-by-source"
# What is asked besides every question as it stands; what must be given stands here.
ASKED = [
    ("at", "at=1080", DOCUMENT), ("quotes", "speaker=Vladimir Putin"), ("document", DOCUMENT), ("statements", "speaker=Russia"), ("statements", "speaker=Russia", "from=2020-10-20", "until=2020-10-31"),
    ("disagreements", "event=Nagorno-Karabakh war of 2020", "population=military"), ("timeline", "of=Armenia"), ("figures", "measure=injured"), ("timeline", "measure=injured"),
]
NAMES = ['=HYPERLINK("http://x.example")', "<script>alert(1)</script>", "]]><x/>", "\u202egnp.exe\u200f", "\u001b[31mred\u0007", "He \"it's\" \\ `x`", "two\nlines\r\nthree\ttabs",
         "« L’Écho »; 😀 e\u0301\u00a0\u202f", "\u0085\u2028\ufeff", '<http://evil.example/> . <a> <b> "', "\ufffe", "%s ?x {} $y"]
FOREIGN = '<urn:x:1> a <https://w3id.org/selon/ns#Claim>, <https://w3id.org/selon/ns#Document> ; <https://w3id.org/selon/ns#key> "a" .'
STORE = "https://w3id.org/selon/store"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


# Who may write to Virtuoso: it wants to see so by Digest authentication.
WRITER = ("writer", "se:cret, \"ü\" 7")
# Who does so past selon, by a library that knows ASCII only.
KEEPER = ("keeper", "other")


def run(store, *arguments, user=WRITER):
    """Runs selon, with a user whom no server but Virtuoso asks for."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("SELON_")} | {"NO_PROXY": "*", "SELON_STORE_USER": user[0], "SELON_STORE_PASSWORD": user[1]}
    return subprocess.run([program, *store, *arguments], capture_output=True, env=variables)


def selon(store, *arguments):
    done = run(store, *arguments)
    if done.returncode or done.stderr:
        sys.exit(f"{store} {arguments}: {done.returncode} {done.stderr.decode()}")
    return done.stdout.decode()


def fails(store, arguments, *words, user=WRITER):
    done = run(store, *arguments, user=user)
    said = done.stderr.decode()
    if done.returncode != 1 or not all(word in said for word in words):
        complain(f"{arguments}: expected {words} with status 1, found {done.returncode}: {said}")


class Server:
    def __init__(self, name, command, queries, graphs, folder, options=()):
        self.name, self.graphs = name, graphs
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, graphs, *KEEPER)
        self.opener = urllib.request.build_opener(urllib.request.HTTPDigestAuthHandler(passwords))
        self.store = ["--store", queries, "--graph-store", graphs, *options]
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{queries}?query=ASK%20%7B%7D", timeout=5).read()
                return
            except OSError as error:
                if isinstance(error, urllib.error.HTTPError) or self.process.poll() is not None:
                    break
                time.sleep(0.2)
        self.process.terminate()
        sys.exit(f"{name} does not start")

    def graph(self, method, graph, content=None):
        """A request by the Graph Store Protocol, past selon."""
        url = f"{self.graphs}?graph={urllib.parse.quote(graph, safe='')}"
        request = urllib.request.Request(url, content and content.encode(), {"Content-Type": "text/turtle", "Accept": "application/n-triples"}, method=method)
        try:
            return self.opener.open(request, timeout=60).read().decode()
        except urllib.error.HTTPError as error:
            return str(error.code)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)


def start_oxigraph(folder):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    return Server("Oxigraph", [oxigraph, "serve", "--bind", f"127.0.0.1:{port}"], f"{url}/query", f"{url}/store", folder)


def start_virtuoso(folder):
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(f"""[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 10000
""")
    url = f"http://127.0.0.1:{http}"
    server = Server("Virtuoso", ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"], f"{url}/sparql", f"{url}/sparql-graph-crud-auth", folder)
    # Everybody may ask this server, and two users may write to it.
    for name, password in (WRITER, KEEPER):
        made = f"DB.DBA.USER_CREATE ('{name}', '{password}'); GRANT SPARQL_UPDATE TO \"{name}\";"
        subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={made}"], check=True, capture_output=True)
    return server


def same_exports(server, folder_store, when):
    for syntax in ("nquads", "turtle", "trig", "jsonld", "nanopubs"):
        if selon(server.store, "export", "--format", syntax) != selon(folder_store, "export", "--format", syntax):
            complain(f"{server.name}, {when}: {syntax} is not what it is in a folder")
    if selon(server.store, "export", "--redact", "persons") != selon(folder_store, "export", "--redact", "persons"):
        complain(f"{server.name}, {when}: without names it is not what it is in a folder")
    for options in ([], ["--redact", "persons"], ["--published-by", "2020-11-30"], ["--act", "confirm"]):
        if table(server.store, options) != table(folder_store, options):
            complain(f"{server.name}, {when}: the table of claims {options} is not what it is in a folder")


def table(store, options):
    """The table of claims, without what takes the texts of a folder."""
    return [{k: v for k, v in row.items() if k != "origins"} for row in csv.DictReader(io.StringIO(selon(store, "claims", *options), newline=""))]


def cells(answer):
    """The rows of SPARQL JSON, and the same as plain text."""
    rows = json.loads(answer)["results"]["bindings"]
    return Counter(json.dumps({k: v | {"type": v["type"].replace("typed-", "")} for k, v in row.items()}, sort_keys=True) for row in rows), rows


def questions(servers, folder_store):
    """Asks every question of all, and compares the rows."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=selon(folder_store, "export", "--format", "trig"), format="trig")
    graph = rdflib.Graph().parse(data=selon(folder_store, "export", "--format", "turtle"), format="turtle")
    asked = [(path.stem,) for path in sorted(QUERIES.glob("*.rq")) if not any("required" in words for words in parameters(path.stem).values())] + ASKED
    if {name for name, *_ in asked} != {path.stem for path in QUERIES.glob("*.rq")}:
        complain("a question is not asked")
    total = 0
    for name, *given in asked:
        options = [word for pair in given for word in ("-p", pair)]
        if name == "document":
            answer = ask(dataset, name, given)
            here = selon(folder_store, "ask", name, *options, "--format", "nquads")
            if len(answer.graph) != len(here.splitlines()):
                complain(f"{name}: {len(answer.graph)} triples in rdflib, {len(here.splitlines())} in a folder")
            there = {server.name: selon(server.store, "ask", name, *options, "--format", "nquads") for server in servers}
            total += len(answer.graph)
        else:
            here, rows = cells(selon(folder_store, "ask", name, *options, "--format", "json"))
            columns = list(json.loads(selon(folder_store, "ask", name, *options, "--format", "json"))["head"]["vars"])
            text = Counter(tuple(row[c]["value"] if c in row else "" for c in columns) for row in rows)
            found = Counter(tuple("" if row[c] is None else str(row[c]) for c in columns) for row in ask(graph, name, given))
            if text != found:
                complain(f"{name} {given}: {len(rows)} rows in a folder, {sum(found.values())} in rdflib: {list((text - found) + (found - text))[:2]}")
            there = {server.name: cells(selon(server.store, "ask", name, *options, "--format", "json"))[0] for server in servers}
            total += len(rows)
        for server, found in there.items():
            if found != here:
                complain(f"{name} {given}: the rows on {server} are not those in a folder")
    print(f"{len(asked)} questions, {total} rows and triples in a folder; compared with {', '.join(s.name for s in servers)} and rdflib")


def life(server):
    """Documents that come, change and go, and what else is on the server."""
    folder_store = ["--store", str(folder / f"{server.name}-life")]
    server.graph("PUT", "urn:x:foreign", FOREIGN)
    foreign = server.graph("GET", "urn:x:foreign")
    hostile = folder / "hostile.jsonl"
    article = lambda n, count: {"id": n, "lang": "en", "published": "2020-11-06", "publisher": n, "title": n, "url": "http://x.example/é?a=1&b=2",
                                "text": f"Armenia said that {count} soldiers had been killed near {n}. \"{n} is here\", said Ida Holm."}
    for count in (12, 13):
        hostile.write_text("\n".join(json.dumps(article(name, count)) for name in NAMES), encoding="utf-8")
        said = selon(server.store, "ingest", str(hostile))
        if f"{len(NAMES)} {'new' if count == 12 else 'replaced'}" not in said:
            complain(f"{server.name}: {said}")
    selon(folder_store, "ingest", *paths, str(hostile))
    same_exports(server, folder_store, "with hostile names")
    for query in ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "SELECT ?o { <urn:x:1> ?p ?o }"):
        if selon(server.store, "query", query) != selon(folder_store, "query", query):
            complain(f"{server.name}: {query} sees something else than in a folder")
    gone = ["remove", NAMES[0], NAMES[3]]
    selon(server.store, *gone), selon(folder_store, *gone, "--purge")
    same_exports(server, folder_store, "after a removal")
    fails(server.store, ["remove", "no such document"], "no document")
    # A run that was cut off before it was whole.
    server.graph("PUT", STORE, f'<{STORE}> <http://rdfs.org/ns/void#uriSpace> "https://w3id.org/selon/id/" .')
    fails(server.store, ["ask", "disputes"], "cut off", "selon ingest")
    selon(server.store, "ingest", *paths)
    same_exports(server, folder_store, "made whole")
    for key in {row["key"]["value"] for row in json.loads(selon(server.store, "query", "SELECT ?key { ?d selon:key ?key }", "--format", "json"))["results"]["bindings"]}:
        selon(server.store, "remove", key)
    if selon(server.store, "export", "--format", "nquads"):
        complain(f"{server.name}: something stays of documents that were removed")
    if server.graph("GET", "urn:x:foreign") != foreign:
        complain(f"{server.name}: a graph of somebody else was changed")


program, paths = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
with tempfile.TemporaryDirectory() as place:
    folder, servers = Path(place), []
    try:
        servers.append(start_oxigraph(folder))
        if shutil.which("virtuoso-t") and shutil.which("isql-vt"):
            servers.append(start_virtuoso(folder))
        else:
            print("no Virtuoso (apt-get install virtuoso-opensource): one server less")
        here = ["--store", str(folder / "store")]
        selon(here, "ingest", *paths)
        for server in servers:
            fails(server.store, ["query", "ASK {}"], "no store there", "selon ingest")
            before = time.monotonic()
            said = [selon(server.store, "ingest", *paths).strip() for _ in range(2)]
            print(f"{server.name}: {said[0]}; {time.monotonic() - before:.1f} s for two times")
            if "unchanged" not in said[1] or "new" in said[1] or "replaced" in said[1]:
                complain(f"{server.name}: the second time, {said[1]}")
            same_exports(server, here, "after ingest")
        questions(servers, here)
        for server in servers:
            union = [*server.store, "--store-union"]
            if server.name == "Virtuoso":
                for user in (("writer", "another"), ("nobody", WRITER[1])):
                    fails(server.store, ["remove", DOCUMENT.split("=")[1]], "401", "SELON_STORE_USER", user=user)
                asked = server.store[1].replace("/sparql", "/sparql-auth")
                if selon(["--store", asked, *server.store[2:]], "ask", "disputes") != selon(server.store, "ask", "disputes"):
                    complain("Virtuoso gives something else to who says who asks")
                if Counter(selon(union, "ask", "disputes").splitlines()) != Counter(selon(server.store, "ask", "disputes").splitlines()):
                    complain("Virtuoso shows something else by itself")
            else:
                fails(union, ["ask", "disputes"], "not the union", "--union-default-graph")
            life(server)
    finally:
        for server in servers:
            server.stop()
sys.exit(f"{len(problems)} problems" if problems else 0)
