#!/usr/bin/env python3
"""Checks that others read the table of claims as Parquet, and the graph of actors as GraphML and GEXF: DuckDB and networkx.

    python3 tests/formats_check.py SELON PATH…

SELON is a program that was built with `--features parquet`. Ingests the documents at PATH…, and some with hostile names, into a store of its own, and checks
1. that DuckDB finds in the Parquet the columns of the CSV, in the types that ontology/claims.csv-metadata.json gives them, and the same cells;
2. that networkx finds in GraphML and GEXF the nodes and lines that selon counts, by the same names.

DuckDB and networkx are installed into a throw-away environment under target/ when they are missing.
"""
import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import ROOT, complain, install, problems

PACKAGES = ["duckdb==2.0.1", "networkx==3.6.1"]

try:
    import duckdb
    import networkx
except ImportError:
    install("formats-check", PACKAGES)

TYPES = {"integer": "BIGINT", "nonNegativeInteger": "BIGINT", "date": "DATE", "boolean": "BOOLEAN"}
NAMES = ['=HYPERLINK("http://x.example")', "<script>alert(1)</script>", "]]><x/>", "\u202egnp.exe", "\u001b[31mred", "He \"it's\" \\ `x`", "two\nlines", "« L’Écho »; 😀"]


def selon(*arguments):
    return subprocess.run([program, "--store", store, *arguments], check=True, capture_output=True).stdout


def cell(value):
    """A value as it stands in CSV."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else "; ".join(value) if isinstance(value, list) else str(value)


def parquet():
    path = str(Path(store).parent / "claims.parquet")
    selon("claims", "--format", "parquet", "--out", path)
    if selon("claims", "--format", "parquet") != Path(path).read_bytes():
        complain("the file and the pipe are not the same bytes")
    described = json.loads((ROOT / "ontology" / "claims.csv-metadata.json").read_text(encoding="utf-8"))["tableSchema"]["columns"]
    wanted = [(c["name"], TYPES.get(c["datatype"], "VARCHAR") + ("[]" if "separator" in c else "")) for c in described]
    found = [(name, kind) for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()]
    if found != wanted:
        complain(f"columns: expected {wanted}, found {found}")
    rows = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    _, *cells = csv.reader(io.StringIO(selon("claims", "--format", "csv", "--raw").decode(), newline=""))
    if len(rows) != len(cells):
        complain(f"{len(rows)} rows in Parquet, {len(cells)} in CSV")
    for number, (row, line) in enumerate(zip(rows, cells), 1):
        for column, value, text in zip(described, row, line):
            if cell(value) != text or (value is None and column.get("required")):
                complain(f"row {number}, {column['name']}: expected {text!r}, found {value!r}")
    print(f"{len(rows)} rows of {len(found)} columns in Parquet")


def drawings():
    for command in (["central"], ["components"], ["sources"], ["stats"], ["neighbors", "Armenia"], ["path", "Russia", "Armenia"]):
        written = {}
        for kind, read, name in (("graphml", networkx.read_graphml, "name"), ("gexf", networkx.read_gexf, "label")):
            graph = read(io.BytesIO(selon("graph", *command, "--format", kind, "--cap", "100000")))
            # A line break inside an attribute is a blank for whoever reads XML.
            names = {node: tuple(data[key].replace("\n", " ") for key in ("iri", name, "kind")) for node, data in graph.nodes(data=True)}
            ends = lambda a, b: (names[a], names[b]) if graph.is_directed() else tuple(sorted((names[a], names[b])))
            lines = sorted((ends(a, b), data["label"], int(data["weight"])) for a, b, data in graph.edges(data=True))
            written[kind] = (graph.is_directed(), sorted(names.values()), lines)
        (directed, nodes, lines), other = written["graphml"], written["gexf"]
        if (directed, nodes, lines) != other or not lines:
            complain(f"{command}: GraphML and GEXF are not the same graph: {(set(nodes) ^ set(other[1])) or 'lines'}")
        if command == ["central"]:
            rows = json.loads(selon("graph", *command, "--format", "json", "--cap", "100000"))
            if sorted(row["actor"] for row in rows) != sorted(name for _, name, _ in nodes):
                complain(f"{len(rows)} actors, {len(nodes)} nodes")
        if command == ["sources"]:
            # Characters that XML has no place for are shown as such; the others are as they were.
            for name in NAMES:
                shown = "".join("\ufffd" if c in "\u001b\u202e" else " " if c == "\n" else c for c in name)
                if shown not in {name for _, name, _ in nodes}:
                    complain(f"{name!r} is no node")
        print(f"{' '.join(command)}: {len(nodes)} nodes, {len(lines)} lines in GraphML and GEXF")


program, paths = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
with tempfile.TemporaryDirectory() as folder:
    store = str(Path(folder) / "store")
    hostile = [{"id": name, "lang": "en", "published": "2020-11-06", "publisher": name, "title": name, "text": f"Armenia said that 12 soldiers had been killed near {name}."} for name in NAMES]
    (Path(folder) / "hostile.jsonl").write_text("\n".join(map(json.dumps, hostile)), encoding="utf-8")
    print(selon("ingest", *paths, str(Path(folder) / "hostile.jsonl")).decode().strip())
    parquet()
    drawings()
sys.exit(f"{len(problems)} problems" if problems else 0)
