"""The named questions of selon, asked by rdflib. Used by the checks beside this file."""
import rdflib

from pathlib import Path

QUERIES = Path(__file__).resolve().parent.parent / "ontology" / "queries"
SELON = rdflib.Namespace("https://w3id.org/selon/ns#")


def parameters(name):
    """The words of each line that says what can be fixed, by the name of the variable."""
    sparql = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    return {words[0][1:]: words for words in (line.split()[2:] for line in sparql.splitlines() if line.startswith("# param "))}


def value(graph, kind, text):
    """A parameter of a question as a term, as selon understands it."""
    if kind == "integer":
        return rdflib.Literal(int(text))
    if kind == "date":
        return rdflib.Literal(text, datatype=rdflib.XSD.date)
    names = {"document": [SELON.key]}.get(kind, [SELON.name, rdflib.SKOS.prefLabel])
    things = {s for name in names for s, o in graph.subject_objects(name) if str(o).casefold() == text.casefold()}
    return things.pop() if len(things) == 1 else rdflib.URIRef(f"https://w3id.org/selon/voc/{kind}/{text}")


def ask(dataset, name, given):
    """What rdflib answers; `given` has name=value."""
    known = parameters(name)
    bound = {n: value(dataset, words[1], words[3]) for n, words in known.items() if "default" in words}
    bound |= {n: value(dataset, known[n][1], v) for n, v in (pair.split("=", 1) for pair in given)}
    return dataset.query((QUERIES / f"{name}.rq").read_text(encoding="utf-8"), initBindings=bound)
