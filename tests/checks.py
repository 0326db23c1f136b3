"""What the checks beside this file have in common: packages that they need, faults that they find."""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
problems = []


def complain(text):
    problems.append(text)
    print("FAILED", text)


def install(place, packages):
    """Runs the check that asks for it once more in an environment of its own under target/ that has the packages. Ends it where they are not there even so."""
    place = ROOT / "target" / place
    python = place / "bin" / "python"
    if Path(sys.prefix) == place:
        sys.exit(f"could not be installed: {', '.join(packages)}")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
    os.execv(python, [python, *sys.argv])
