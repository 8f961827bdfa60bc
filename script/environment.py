"""Makes ``.venv`` and installs a requirements file into it, unless it stands there already.

Runs on the Python that ``script/python.sh`` found, before anything is installed: standard library only. Nothing is
left outside the project folder, and nothing is installed whose digest is not the one that was written down
(``script/requirements``). Whatever stops it is said in one line.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "install.log"


def stop(message: str) -> None:
    sys.exit(message)


@contextlib.contextmanager
def lock() -> Iterator[None]:
    """Two scripts that start at once install one after the other."""
    try:
        LOG.parent.mkdir(exist_ok=True)
        file = (LOG.parent / "install.lock").open("w")
    except OSError as error:
        stop(f"The project folder cannot be written to: {error.strerror} ({error.filename}).")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def fingerprint(requirements: str) -> str:
    """Changes with the requirements."""
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()


def run(*command: str) -> bool:
    with LOG.open("ab") as log:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log).returncode == 0


def make_venv() -> None:
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        stop("Python's venv module is missing: install it (Debian and Ubuntu: apt-get install python3-venv).")
    if not run(sys.executable, "-m", "venv", "--clear", str(VENV)):
        stop(f"Python could not make .venv; {LOG.relative_to(ROOT)} says why.")


def python_of_venv() -> str:
    """The version of the Python in .venv; nothing where there is none or it no longer runs."""
    with contextlib.suppress(OSError):
        asked = [str(PYTHON), "-c", "import sys; print(sys.version)"]
        return subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
    return ""


def stands() -> bool:
    """Whether .venv is whole, and still has the Python it was filled for (the system's may have been upgraded)."""
    marker = VENV / "made-for"
    return marker.exists() and marker.read_text() == python_of_venv() != ""


def install(requirements: str) -> None:
    """Does nothing where the stamp says that all of it is installed."""
    stamp = VENV / f"{requirements}.stamp"
    wanted = fingerprint(requirements)
    whole = stands()
    if whole and stamp.exists() and stamp.read_text() == wanted:
        return
    LOG.write_bytes(b"")
    if not whole:
        print("Making .venv …", flush=True)
        make_venv()
        (VENV / "made-for").write_text(python_of_venv())
    for old in VENV.glob("*.stamp"):
        old.unlink()
    print(f"Installing {requirements} …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check"]
    if not run(*pip, "--prefer-binary", "--require-hashes", "-r", str(ROOT / requirements)):
        stop(
            f"The packages of {requirements} could not be installed: is the package index within reach? "
            f"{LOG.relative_to(ROOT)} says more."
        )
    stamp.write_text(wanted)
    if requirements == "requirements-dev.txt":
        (VENV / "requirements.txt.stamp").write_text(fingerprint("requirements.txt"))


if __name__ == "__main__":
    try:
        with lock():
            install(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
