#!/usr/bin/env python3
"""Checks selon's RDF with tools that are not its own.

    python3 tests/rdf_check.py SELON PATH…

Ingests the documents at PATH… into a store of its own with the program SELON, and checks
1. that Turtle, TriG, N-Quads and JSON-LD are read by rdflib, with as many triples as selon counts;
2. that no triple stands in two graphs, and that there are no blank nodes;
3. that the graph conforms to ontology/shapes.ttl, by pySHACL;
4. that `selon check` says the same of it, and that tests/graph/valid/*.ttl conform and tests/graph/invalid/*.ttl do not, as tests/trust/check.rs has it of selon;
5. that nanopublications and JSON with selon's context are read by rdflib;
6. that the named questions find in tests/graph/example.trig, asked by rdflib, what selon finds there (answers.txt).

rdflib and pySHACL are installed into a throw-away environment under target/ when they are missing.
"""
import json
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from checks import ROOT, complain, install, problems

PACKAGES = ["rdflib==7.6.0", "pyshacl==0.40.1"]

try:
    import pyshacl
    import rdflib
except ImportError:
    install("rdf-check", PACKAGES)

from questions import SELON, ask


def selon(*arguments):
    return subprocess.run([program, "--store", store, *arguments], check=True, capture_output=True).stdout.decode()


def conforms(graph):
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
    return pyshacl.validate(graph, shacl_graph=shapes, advanced=False, inference="none")


def exports():
    """Reads every export and compares its size."""
    quads = json.loads(selon("stats", "--format", "json"))["quads"]
    print(f"{quads} quads")
    files = {name: selon("export", "--format", name) for name in ("turtle", "trig", "nquads", "jsonld")}
    turtle = rdflib.Graph().parse(data=files["turtle"], format="turtle")
    if len(turtle) != quads:
        complain(f"Turtle: {len(turtle)} triples in rdflib, {quads} in selon")
    sets = {}
    for name, syntax in (("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")):
        dataset = rdflib.Dataset()
        dataset.parse(data=files[name], format=syntax)
        sets[name] = {(s, p, o, str(g)) for s, p, o, g in dataset.quads()}
        if len(sets[name]) != quads:
            complain(f"{name}: {len(sets[name])} quads in rdflib, {quads} in selon")
        if sets[name] != sets["trig"]:
            complain(f"{name} and TriG are not the same graph")
    twice = [t for t, n in Counter((s, p, o) for s, p, o, _ in sets["trig"]).items() if n > 1]
    if twice:
        complain(f"a triple in two graphs: {twice[0]}")
    if any(isinstance(t, rdflib.BNode) for triple in turtle for t in triple):
        complain("a blank node")
    if set(turtle) != {(s, p, o) for s, p, o, _ in sets["trig"]}:
        complain("Turtle and TriG do not say the same")
    return turtle


def others(graph):
    """Reads what is made for others: nanopublications, and plain JSON by the context."""
    claims = set(graph.subjects(rdflib.RDF.type, SELON.Claim))
    dataset = rdflib.Dataset()
    dataset.parse(data=selon("export", "--format", "nanopubs"), format="trig")
    publication = rdflib.URIRef("http://www.nanopub.org/nschema#Nanopublication")
    found = {s for s, _, o, _ in dataset.quads((None, rdflib.RDF.type, publication, None))}
    if found != {claim + "/nanopub" for claim in claims}:
        complain(f"{len(found)} nanopublications of {len(claims)} claims")
    context = json.loads(selon("vocab", "--format", "context"))
    claim = context | {"@id": "http://x.example/c", "@type": "Claim", "act": "deny", "cue": {"fr": "a nié"}, "saidFrom": "2031-11-06", "count": {"low": 12}}
    plain = rdflib.Graph().parse(data=json.dumps(claim), format="json-ld")
    act = rdflib.URIRef("https://w3id.org/selon/voc/act/deny")
    wanted = [(SELON.act, act), (SELON.cue, rdflib.Literal("a nié", lang="fr")), (SELON.saidFrom, rdflib.Literal("2031-11-06", datatype=rdflib.XSD.date))]
    for predicate, value in wanted:
        if (rdflib.URIRef("http://x.example/c"), predicate, value) not in plain:
            complain(f"the context does not make {predicate} {value}")


def shapes(graph):
    """Validates the exported graph, and the small ones that are kept."""
    good, _, report = conforms(graph)
    selon("check", "--quiet")
    if not good:
        complain("the export does not conform:\n" + report)
    for path in sorted((ROOT / "tests" / "graph" / "valid").glob("*.ttl")):
        good, _, report = conforms(rdflib.Graph().parse(path))
        if not good:
            complain(f"{path.name} does not conform:\n{report}")
    for path in sorted((ROOT / "tests" / "graph" / "invalid").glob("*.ttl")):
        good, _, _ = conforms(rdflib.Graph().parse(path))
        if good:
            complain(f"{path.name} conforms, and should not")


def questions():
    """Asks every question of the example in rdflib; what selon answers stands in answers.txt."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(ROOT / "tests" / "graph" / "example.trig")
    asked = 0
    for part in (ROOT / "tests" / "graph" / "answers.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        _, command, *rows = part.splitlines()
        _, _, name, *given = shlex.split(command)
        result = ask(dataset, name, [pair for pair in given if pair != "-p"])
        asked += 1
        if result.type == "CONSTRUCT":
            if rows != [f"{len(result.graph)} triples"]:
                complain(f"{name}: {len(result.graph)} triples in rdflib, {rows} in selon")
            continue
        columns = rows[0].split(" | ")
        cell = lambda term: "" if term is None else str(term).replace("https://w3id.org/selon/id/claim/", "claim:")
        here, there = Counter(" | ".join(cell(row[c]) for c in columns) for row in result), Counter(rows[1:])
        if here != there:
            complain(f"{name}: {sum(here.values())} rows in rdflib, {sum(there.values())} in selon; {list((here - there) + (there - here))[:2]}")
    print(f"{asked} questions asked")


program, paths = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
with tempfile.TemporaryDirectory() as folder:
    store = str(Path(folder) / "store")
    print(selon("ingest", *paths).strip())
    graph = exports()
    shapes(graph)
    others(graph)
    questions()
sys.exit(f"{len(problems)} problems" if problems else 0)
