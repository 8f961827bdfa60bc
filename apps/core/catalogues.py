"""Translation catalogues: extract every msgid, keep the Danish catalogues in step, compile them. No gettext binary needed.

There is one catalogue for each app, ``apps/<app>/locale/da/LC_MESSAGES/django.po``, and one for the project in
``strategy_portal/locale``, which also covers what third-party apps say without having Danish of their own. ``script/messages`` is the
command line; tests and set-up call ``compile_catalogues``.
"""

import argparse
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGE = "da"
PROJECT = "strategy_portal"
_PO = Path("locale", LANGUAGE, "LC_MESSAGES", "django.po")
_CONTEXT = ((1, "c"), 2)
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: Folders of templates that are not named after the app whose catalogue they belong to.
_TEMPLATE_OWNERS = {
    "account": "accounts",
    "admin": "administration",
    "components": "core",
    "allauth": "accounts",
    "mfa": "accounts",
    "registration": "accounts",
    "usersessions": "accounts",
}


def catalogue_paths(root: Path = ROOT) -> dict[str, Path]:
    """The path of each catalogue by the name of its app; the project's own is ``strategy_portal``."""
    apps = sorted(path.parent for path in (root / "apps").glob("*/apps.py"))
    return {PROJECT: root / PROJECT / _PO} | {app.name: app / _PO for app in apps}


def owner_of(path: Path, apps: set[str]) -> str:
    """The app whose catalogue a source file (relative to the project folder) belongs to."""
    parts = path.parts
    if parts[0] == "apps":
        return parts[1] if parts[1] in apps else PROJECT
    if parts[0] != "templates":
        return PROJECT
    if parts[1] == "admin":
        return parts[2] if parts[2] in apps else "municipalities"
    return parts[1] if parts[1] in apps else _TEMPLATE_OWNERS.get(parts[1], "core")


def _source_files(root: Path) -> Iterator[Path]:
    for folder, patterns in {
        "apps": ["*.py", "*.html", "*.txt"],
        "strategy_portal": ["*.py"],
        "templates": ["*"],
    }.items():
        for pattern in patterns:
            for path in (root / folder).rglob(pattern):
                if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                    yield path


def _messages(path: Path) -> Iterator[tuple[str | None, str | tuple[str, str], list[str]]]:
    """Context, msgid (with its plural) and comments of each message in a file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Python's tokenizer stumbles over a template's indentation, which means nothing here.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    found: Iterable[tuple[int, Any, Any, Any]] = extract_python(
        BytesIO(source.encode()), _KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    )
    for _line, keyword, texts, comments in found:
        values = [texts] if isinstance(texts, str) else [str(text) for text in texts if text]
        context = values.pop(0) if "pgettext" in keyword and values else None
        if len(values) > 1 and keyword.startswith(("ngettext", "npgettext")):
            yield context, (values[0], values[1]), list(comments)
        elif values:
            yield context, values[0], list(comments)


def extract(root: Path = ROOT) -> dict[str, Catalog]:
    """What each app says now: a catalogue of msgids without translations for each of them."""
    names = set(catalogue_paths(root))
    catalogues = {name: _empty() for name in names}
    for path in sorted(_source_files(root)):
        where = path.relative_to(root)
        for context, msgid, comments in _messages(path):
            catalogues[owner_of(where, names)].add(
                msgid, context=context, auto_comments=comments, locations=[(where.as_posix(), 0)]
            )
    return catalogues


def _empty() -> Catalog:
    return Catalog(locale=LANGUAGE, fuzzy=False, charset="utf-8")


def read(path: Path) -> Catalog:
    """The catalogue at ``path``, an empty one where there is none yet."""
    if not path.exists():
        return _empty()
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def updated(template: Catalog, *translated: Catalog) -> str:
    """``template`` with the translations there are, as the text of a catalogue; messages no longer said are dropped.

    The first of ``translated`` that has a message gives its Danish: a message moved between apps keeps it.
    """
    for message in template:
        known = [c.get(message.id, context=message.context) for c in translated] if message.id else []
        # The singular alone is no translation of singular and plural, though it is found under the same key.
        same = (m.string for m in known if m and m.id == message.id and is_translated(m))
        message.string = next(same, message.string)
    lines = BytesIO()
    # Neither dates nor line numbers nor wrapping: two people's changes then meet only where they are the same.
    write_po(lines, template, width=0, omit_header=True, sort_output=True, include_lineno=False)
    header = f'msgid ""\nmsgstr ""\n"Language: {LANGUAGE}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    return f'{header}"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n{lines.getvalue().decode().strip()}\n'


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Compile each catalogue that is newer than its compiled form; returns what was written.

    Safe to run in several processes at once.
    """
    written = []
    for path in catalogue_paths(root).values():
        compiled = path.with_suffix(".mo")
        if not path.exists() or (compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime):
            continue
        partial = compiled.with_suffix(f".{os.getpid()}.part")
        with partial.open("wb") as file:
            write_mo(file, read(path))
        partial.replace(compiled)
        written.append(compiled)
    return written


def update_catalogues(root: Path = ROOT, only: Collection[str] = ()) -> list[str]:
    """Bring the catalogues (of the apps in ``only``, if any) in step with the code; returns what has no Danish yet."""
    missing = []
    templates, paths = extract(root), catalogue_paths(root)
    translated = {name: read(path) for name, path in paths.items()}
    for name, path in paths.items():
        if only and name not in only:
            continue
        text = updated(templates[name], translated[name], *translated.values())
        if len(templates[name]) or path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        missing += [
            f"{name}: {message.id}"
            for message in templates[name]
            if message.id and not is_translated(message)
        ]
    return missing


def is_translated(message: Message) -> bool:
    """Whether a message has Danish, in every form it needs."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def main() -> int:
    parser = argparse.ArgumentParser(description="Extract, update and compile the Danish catalogues.")
    parser.add_argument(
        "--compile", action="store_true", help="only compile what is newer than its compiled form"
    )
    parser.add_argument("app", nargs="*", help="the only apps to update")
    arguments = parser.parse_args()
    if unknown := set(arguments.app) - set(catalogue_paths()):
        parser.error(f"no such app: {', '.join(sorted(unknown))}")
    if not arguments.compile:
        missing = update_catalogues(only=arguments.app)
        sys.stdout.write("".join(f"No Danish yet in {line}\n" for line in missing))
    compile_catalogues()
    return 0


if __name__ == "__main__":
    sys.exit(main())
