#!/usr/bin/env python3
"""Checks that a spreadsheet program opens selon's table of claims and takes nothing from it: LibreOffice, without a window.

    python3 tests/office_check.py SELON PATH…

Ingests the documents at PATH…, and some with names that look like formulas, into a store of its own with the program SELON. What
`selon claims --format csv` writes is opened as UTF-8 with quoted fields as text, kept as .ods and as .xlsx, and both are opened and written as CSV again:
1. the columns, rows and cells are the same, accents and figures as written ("1,245" is no number there); only the truth values are spelled in capitals;
2. no cell has become a formula.

`soffice` or `libreoffice` must be on the PATH.
"""
import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from checks import complain, problems

# Comma, quotation mark, UTF-8, from the first line; when opening: no formats of columns, no language, quoted fields are text.
OPENED, WRITTEN = "CSV:44,34,76,1,,0,true", "csv:Text - txt - csv (StarCalc):44,34,76,1"
# Where the cells are in a file, and what makes one of them a formula.
CELLS = {"ods": ("content.xml", b"table:formula"), "xlsx": ("xl/worksheets/sheet1.xml", b"<f")}
HOSTILE = [
    {
        "id": '=HYPERLINK("http://x.example","a")', "lang": "fr", "published": "2020-11-06", "title": "-2", "url": "https://x.example/é?a=1",
        "publisher": '+1 « L’Écho », "Ünï"\n@SUM(A1)',
        "text": "L’Arménie a confirmé mardi la mort de 1\u202f177 soldats 😀. Selon « =1+1 », le ministère, 1\u00a0245 civils ont été tués.\n",
    },
    {
        "id": "@e\u0301-\u202ec", "lang": "en", "published": "2020-11-06", "publisher": "-2+3",
        "text": 'Armenia said on Tuesday that 1,245 soldiers had been killed. "=1+1 is what we lost", Azerbaijan said.\n',
    },
]


def selon(*arguments):
    return subprocess.run([program, "--store", str(folder / "store"), *arguments], check=True, capture_output=True).stdout.decode()


def convert(path, kind, *options):
    """What LibreOffice makes of a file. It ends well also where it made nothing."""
    out = folder / kind.split(":")[0] / path.suffix[1:]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", kind, *options, "--outdir", str(out), str(path)]
    run = subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = out / f"{path.stem}.{kind.split(':')[0]}"
    if not made.exists():
        sys.exit(f"LibreOffice made no {kind} of {path.name}: {run.stdout.decode()}{run.stderr.decode()}")
    return made


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def compare(kind, is_now, was):
    if is_now[0] != was[0] or len(is_now) != len(was):
        complain(f"{kind}: {len(is_now)} rows of {len(is_now[0])} columns, expected {len(was)} of {len(was[0])}")
    for number, (now, before) in enumerate(zip(is_now, was), 1):
        for column, found, expected in zip(was[0], now, before):
            if found != (expected.upper() if expected in ("true", "false") else expected):
                complain(f"{kind}: row {number}, {column}: expected {expected!r}, found {found!r}")


office = shutil.which("soffice") or shutil.which("libreoffice") or sys.exit("LibreOffice is not there")
program, paths = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
with tempfile.TemporaryDirectory() as place:
    folder = Path(place)
    (folder / "hostile.jsonl").write_text("\n".join(map(json.dumps, HOSTILE)), encoding="utf-8")
    selon("ingest", *paths, str(folder / "hostile.jsonl"))
    table = folder / "claims.csv"
    table.write_text(selon("claims", "--format", "csv"), encoding="utf-8", newline="")
    was = rows(table.read_text(encoding="utf-8"))
    cells = {cell for row in was for cell in row}
    for expected in ("'-2+3", "'=1+1 is what we lost", "la mort de 1\u202f177 soldats 😀", "'@é-\u202ec"):
        if expected not in cells:
            complain(f"{expected!r} is no cell of the table, so that nothing is known of it")
    for kind, (part, formula) in CELLS.items():
        made = convert(table, kind, f"--infilter={OPENED}")
        with zipfile.ZipFile(made) as archive:
            if formula in archive.read(part):
                complain(f"{kind}: a cell has become a formula")
        compare(kind, rows(convert(made, WRITTEN).read_text(encoding="utf-8")), was)
    print(f"{len(was)} rows of {len(was[0])} columns in .ods and .xlsx")
sys.exit(f"{len(problems)} problems" if problems else 0)
