"""The program that citizens check an archive with: short, nothing but Python, and it finds whatever was changed."""

import ast
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from apps.publishing.operations.publish import publish
from apps.publishing.record import verifier
from apps.publishing.record.verifier import Changed, check, files_of, sha, to_json
from tests.publishing.record.conftest import archive_of

PROGRAM = Path(verifier.__file__)
#: ``TAMPERINGS=10000 SEED=7 script/test tests/publishing/record/test_verifier.py`` tries more and others.
TAMPERINGS, SEED = int(os.environ.get("TAMPERINGS", 300)), os.environ.get("SEED", "strategi")


def run(*arguments) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def is_found(path: Path) -> bool:
    """Whether the program refuses the file: what it does with any error, without starting it each time."""
    try:
        check(files_of(path))
    except Exception:
        return True
    return False


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    verifier.pack(sorted(files), files.get, target)
    return target.getvalue()


def summed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with sums that fit them, as somebody would make them who changed one and knows how."""
    sums = "".join(f"{sha(files[name])}  {name}\n" for name in sorted(files) if name != "SHA256SUMS")
    return {**files, "SHA256SUMS": sums.encode()}


def test_it_is_at_most_a_hundred_lines_of_the_standard_library():
    text = PROGRAM.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    nodes = list(ast.walk(ast.parse(text)))
    assert not [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module != "pathlib"]
    imported = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert imported <= set(sys.stdlib_module_names)


def test_it_says_that_nothing_was_changed_and_the_control_number(made):
    _, _, head = check(files_of(made))
    said = f"Intet er ændret / Intact: 8 poster, 4 udgaver, kontroltal {head}\n"
    assert run(made) == (0, said)
    assert run(made, "--head", head) == (0, said)


def test_a_control_number_of_any_day_is_found_as_long_as_the_past_is_the_same(made, plans, herning, editor):
    _, _, head = check(files_of(made))
    publish(plan=plans["council"], by=editor, nature="editorial")
    newer = archive_of(herning)
    assert run(newer, "--head", head)[0] == 0
    code, said = run(newer, "--head", "0" * 64)
    assert (code, said) == (1, f"Kontroltallet er ikke i loggen / Not in the log: {'0' * 64}\n")


def test_every_one_byte_change_is_found(made, tmp_path):
    whole, chance = made.read_bytes(), random.Random(SEED)
    path = tmp_path / "arkiv.zip"
    missed = []
    for _ in range(TAMPERINGS):
        place, other = chance.randrange(len(whole)), chance.randrange(1, 256)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ other]) + whole[place + 1 :])
        if not is_found(path):
            missed.append((place, other))
    assert missed == []


def test_every_byte_left_out_or_put_in_is_found(made, tmp_path):
    whole, chance = made.read_bytes(), random.Random(SEED)
    path = tmp_path / "arkiv.zip"
    missed = []
    for _ in range(TAMPERINGS // 3):
        place = chance.randrange(len(whole))
        for changed in (
            whole[:place] + whole[place + 1 :],
            whole[:place] + b"\0" + whole[place:],
            whole[:place],
        ):
            path.write_bytes(changed)
            if not is_found(path):
                missed.append(place)
    assert missed == []


def test_every_one_byte_change_of_an_unpacked_file_is_found(made):
    files, chance = files_of(made), random.Random(SEED)
    missed = []
    for _ in range(TAMPERINGS):
        name = chance.choice(sorted(files))
        place, other = chance.randrange(len(files[name])), chance.randrange(1, 256)
        content = bytearray(files[name])
        content[place] ^= other
        try:
            check({**files, name: bytes(content)})
        except Exception:
            continue
        missed.append((name, place, other))
    assert missed == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "editions/strategi/1.json",
            "Børn",
            "Unge",
            "Filen er ændret / Changed file: editions/strategi/1.json",
        ),
        ("log.jsonl", '"number":3', '"number":4', "Posten i loggen er ændret / Changed entry: 3"),
        ("log.jsonl", "Stavefejl", "Fejlstave", "Ordene er ændret i post / Changed words of entry: 5"),
        ("relations.json", "Følger op", "Modsætter", "Filen er ændret / Changed file: relations.json"),
    ],
)
def test_whoever_changes_a_file_and_all_sums_is_found_too(made, tmp_path, name, old, new, said):
    files = files_of(made)
    assert old in files[name].decode()
    files[name] = files[name].decode().replace(old, new).encode()
    path = tmp_path / "arkiv.zip"
    path.write_bytes(zipped(summed(files)))
    assert run(path) == (1, f"{said}\n")


def test_whoever_makes_an_entry_anew_is_found_by_the_next(made):
    files = files_of(made)
    lines = [json.loads(line) for line in files["log.jsonl"].splitlines()]
    lines[1]["entry"]["at"] = "2020-01-01T00:00:00.000000Z"
    lines[1]["digest"] = sha(lines[1]["entry"])
    log = "".join(to_json(line) + "\n" for line in lines).encode()
    with pytest.raises(Changed, match="Changed entry: 3"):
        check(summed({**files, "log.jsonl": log}))


def test_whoever_makes_all_entries_anew_is_found_by_a_control_number(made):
    files = files_of(made)
    _, _, head = check(files)
    previous, lines = "", [json.loads(line) for line in files["log.jsonl"].splitlines()]
    for line in lines:
        line["entry"] |= {"previous": previous, "recorded_at": "2020-01-01T00:00:00.000000Z"}
        previous = line["digest"] = sha(line["entry"])
    log = "".join(to_json(line) + "\n" for line in lines).encode()
    assert check(summed({**files, "log.jsonl": log}))[0] == 8
    with pytest.raises(Changed, match="Not in the log"):
        check(summed({**files, "log.jsonl": log}), head)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda files: files.pop("log.jsonl"), "Filen mangler / Missing file: log.jsonl"),
        (lambda files: files.pop("verificer.py"), "Filen mangler / Missing file: verificer.py"),
        (
            lambda files: files.pop("editions/strategi/1.json"),
            "Filen mangler / Missing file: editions/strategi/1.json",
        ),
        (
            lambda files: files.update({"editions/strategi/3.json": b"{}"}),
            "En fil for meget / One file too many: 'editions/strategi/3.json'",
        ),
        (lambda files: files.update({"æ\n.txt": b""}), r"En fil for meget / One file too many: '\xe6\n.txt'"),
    ],
)
def test_a_file_that_is_missing_or_too_many_is_named(made, tmp_path, change, said):
    files = files_of(made)
    change(files)
    path = tmp_path / "arkiv.zip"
    path.write_bytes(zipped(summed(files)))
    assert run(path) == (1, f"{said}\n")
    for name, content in files.items():
        (tmp_path / "mappe" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mappe" / name).write_bytes(content)
    assert run(tmp_path / "mappe") == (1, f"{said}\n")


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"PK",
        b"PK\5\6" + bytes(18),
        b"<html>404</html>",
        b"\0" * 5000,
        bytes(range(256)) * 40,
        b"[" * 100_000,
    ],
)
def test_what_is_no_archive_is_called_so(tmp_path, garbage):
    path = tmp_path / "arkiv.zip"
    path.write_bytes(garbage)
    code, said = run(path)
    assert code == 1
    assert said.count("\n") == 1
    for name in verifier.ALWAYS:
        (tmp_path / "mappe").mkdir(exist_ok=True)
        (tmp_path / "mappe" / name).write_bytes(garbage)
    code, said = run(tmp_path / "mappe")
    assert code == 1
    assert said.count("\n") == 1


def test_a_place_where_there_is_nothing_is_no_archive(tmp_path):
    assert run(tmp_path / "findes-ikke.zip") == (1, "Kan ikke læses som et arkiv / No archive\n")


def test_an_archive_that_was_packed_by_another_program_must_be_unpacked_first(made, tmp_path):
    files, path = files_of(made), tmp_path / "arkiv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    assert run(path) == (1, f"Zip-filen er ændret / Changed zip file: {path}\n")
