"""Checks arkiv.zip, or the folder it was unpacked to, with Python 3.9 or newer and nothing else. Every byte counts: the zip must
be just what its files make, SHA256SUMS must name each file, each entry of log.jsonl must hold the digest of the one before, and
each edition must have the digest that its entry says."""

import argparse
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

ALWAYS = {"README.txt", "SHA256SUMS", "log.jsonl", "relations.json", "verificer.py"}
to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Changed(Exception): ...


def refuse(problem, places):
    for place in places:
        raise Changed(f"{problem}: {place}")


def sha(value):
    """SHA-256 of bytes; of anything else, of the one way to write it as JSON."""
    return hashlib.sha256(value if isinstance(value, bytes) else to_json(value).encode()).hexdigest()


def pack(names, read, target):
    """Write a zip file, always the same bytes: in this order, not compressed, without dates."""
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, read(name))


def files_of(path):
    if path.is_dir():
        return {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if not p.is_dir()}
    data, again = path.read_bytes(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {i.filename: archive.read(i) for i in archive.infolist() if not i.compress_type}
    pack(sorted(files), files.get, again)
    refuse("Zip-filen er ændret / Changed zip file", [path] * (again.getvalue() != data))
    return files


def check(files, head=""):
    """The numbers of entries and editions, and the control number. Raises ``Changed`` for what is wrong first."""
    heads, editions = check_log(files.get("log.jsonl", b""))
    refuse("Filen mangler / Missing file", sorted({*ALWAYS, *editions} - files.keys()))
    refuse("En fil for meget / One file too many", map(ascii, sorted(files.keys() - {*ALWAYS, *editions})))
    digests = {name: sha(files[name]) for name in sorted(files) if name != "SHA256SUMS"}
    sums = {name: f"{digest}  {name}\n".encode() for name, digest in digests.items()}
    wrong = [name for name in digests if sums[name] not in files["SHA256SUMS"]]
    wrong += [name for name in editions if digests[name] != editions[name]]
    wrong += ["SHA256SUMS"] * (files["SHA256SUMS"] != b"".join(sums.values()))
    sealed = b"".join(files[name] for name in editions)
    for digest, relation in json.loads(files["relations.json"]).items() if not wrong else ():
        wrong += ["relations.json"] * (digest != sha(relation) or digest.encode() not in sealed)
    refuse("Filen er ændret / Changed file", wrong)
    refuse("Kontroltallet er ikke i loggen / Not in the log", [head] * bool(head and head not in heads))
    return len(heads) - 1, len(editions), heads[-1]


def check_log(log):
    """The digests of the entries in order, and the digest of each edition that is public, by its file."""
    heads, words, now, contents, slugs = [""], {}, {}, {}, {}
    for number, line in enumerate(log.splitlines(keepends=True), 1):
        try:
            record = json.loads(line)
            entry, plan = record["entry"], record["entry"]["plan"]
            is_next = [entry["number"], entry["previous"]] == [number, heads[-1]]
            is_same = record["digest"] == sha(entry) and line == to_json(record).encode() + b"\n"
            refuse("", [number] * (not is_next or not is_same))
            heads.append(record["digest"])
            words.update({str(number): entry["words"], **entry["replaces"]["words"]})
            now[str(number)] = sha(record["words"])
            made = {str(entry["edition"]): entry["content"]} if entry["content"] else {}
            contents.update({(plan, n): d for n, d in {**made, **entry["replaces"]["editions"]}.items()})
            slugs.update({plan: made and record["words"]["slug"]} if entry["kind"] != "retracted" else {})
        except Exception as error:  # a line can be anything
            raise Changed(f"Posten i loggen er ændret / Changed entry: {number}") from error
    refuse("Ordene er ændret i post / Changed words of entry", [n for n in words if words[n] != now.get(n)])
    return heads, {f"editions/{slugs[p]}/{n}.json": d for (p, n), d in contents.items() if slugs.get(p)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--head", default="", help="a control number that you kept: it must be in the log")
    try:
        told = check(files_of((given := parser.parse_args()).archive), given.head)
    except Exception as error:  # of what is no archive, each part of Python has something else to say
        sys.exit(str(error) if isinstance(error, Changed) else "Kan ikke læses som et arkiv / No archive")
    sys.stdout.write("Intet er ændret / Intact: {} poster, {} udgaver, kontroltal {}\n".format(*told))
