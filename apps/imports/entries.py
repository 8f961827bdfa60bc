"""Reads YAML so that every complaint can name the file and the line.

A fixture is corrected by people, so nothing is guessed: a missing, repeated or unknown key, a value of the wrong sort and
a control character are each an error that says where it stands.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from apps.core.text import collapse_space

MAX_DEPTH = 30
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NULL = "tag:yaml.org,2002:null"


class FixtureError(ValueError):
    """Something is wrong with a fixture: which file, which line, what."""

    def __init__(self, path: Path, line: int | None, message: str) -> None:
        self.path, self.line, self.message = path, line, message
        place = f"{path.parent.name}/{path.name}"
        if line is not None:
            place = _("%(file)s, line %(line)s") % {"file": place, "line": line}
        super().__init__(f"{place}: {message}")


class Entry:
    """One YAML mapping. Take each key with a method; ``close`` refuses the keys that nobody took."""

    def __init__(self, node: yaml.Node, path: Path, depth: int = 0) -> None:
        self.path, self.line, self.depth = path, node.start_mark.line + 1, depth
        if not isinstance(node, yaml.MappingNode):
            raise self.error(_("“key: value” lines are expected here."))
        if depth > MAX_DEPTH:
            raise self.error(_("The elements are nested more than %(depth)s deep.") % {"depth": MAX_DEPTH})
        self._left: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self._left:
                raise FixtureError(
                    path, key.start_mark.line + 1, _("“%(key)s” stands twice.") % {"key": key.value}
                )
            self._left[key.value] = value

    def error(self, message: str, node: yaml.Node | None = None) -> FixtureError:
        return FixtureError(self.path, node.start_mark.line + 1 if node else self.line, message)

    def _take(self, key: str) -> yaml.Node | None:
        node = self._left.pop(key, None)
        return None if node is None or node.tag == _NULL else node

    def _need(self, key: str, value: Any) -> Any:
        if value is None:
            raise self.error(_("“%(key)s” is missing.") % {"key": key})
        return value

    def _scalar(self, key: str) -> str | None:
        node = self._take(key)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(_("“%(key)s” must be a single value.") % {"key": key}, node)
        if _CONTROL.search(node.value):
            raise self.error(_("“%(key)s” contains a control character.") % {"key": key}, node)
        return node.value

    def optional_text(self, key: str, *, at_most: int | None = None) -> str:
        """One line of text, its white space collapsed; empty where the key is absent."""
        text = collapse_space(self._scalar(key) or "")
        if at_most and len(text) > at_most:
            raise self.error(
                _("“%(key)s” is longer than %(limit)s characters.") % {"key": key, "limit": at_most}
            )
        return text

    def text(self, key: str, *, at_most: int | None = None) -> str:
        """One line of text that must be there."""
        return self._need(key, self.optional_text(key, at_most=at_most) or None)

    def lines_of_text(self, key: str) -> tuple[str, ...]:
        """Text whose line breaks count: its non-blank lines."""
        rows = (self._scalar(key) or "").split("\n")
        return tuple(row for row in map(collapse_space, rows) if row)

    def choice(self, key: str, allowed: Iterator[str] | tuple[str, ...] | list[str]) -> str:
        value, allowed = self.text(key), list(allowed)
        if value not in allowed:
            raise self.error(
                _("“%(value)s” is not a possible “%(key)s”. Possible are: %(allowed)s.")
                % {"value": value, "key": key, "allowed": ", ".join(allowed)}
            )
        return value

    def matching(self, key: str, pattern: str, shape: str, *, at_most: int | None = None) -> str:
        """Text that fully matches ``pattern``; ``shape`` says in words what is expected."""
        value = self.text(key, at_most=at_most)
        if not re.fullmatch(pattern, value):
            raise self.error(
                _("“%(value)s” cannot be “%(key)s”: %(shape)s is expected.")
                % {"value": value, "key": key, "shape": shape}
            )
        return value

    def optional_number(self, key: str, *, least: int, most: int) -> int | None:
        value = self._scalar(key)
        if value is None:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", value) or not least <= int(value) <= most:
            raise self.error(
                _("“%(value)s” cannot be “%(key)s”: a whole number from %(least)s to %(most)s is expected.")
                % {"value": value, "key": key, "least": least, "most": most}
            )
        return int(value)

    def number(self, key: str, *, least: int, most: int) -> int:
        return self._need(key, self.optional_number(key, least=least, most=most))

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of line numbers; empty where the key is absent."""
        node = self._take(key)
        if node is None:
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else ()
        values = [item.value if isinstance(item, yaml.ScalarNode) else "" for item in items]
        if not values or not all(re.fullmatch(r"[1-9][0-9]{0,5}", value) for value in values):
            raise self.error(
                _("“%(key)s” must be a list of line numbers, for example [12, 14].") % {"key": key}, node
            )
        return tuple(int(value) for value in values)

    def flag(self, key: str) -> bool:
        value = self._scalar(key) or "false"
        if value not in ("true", "false"):
            raise self.error(_("“%(key)s” must be true or false.") % {"key": key})
        return value == "true"

    def optional_date(self, key: str) -> date | None:
        value = self._scalar(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as mistake:
            message = _("“%(value)s” is not a date such as 2021-11-16.") % {"value": value}
            raise self.error(message) from mistake

    def entry(self, key: str) -> "Entry":
        return self._need(key, self.optional_entry(key))

    def optional_entry(self, key: str) -> "Entry | None":
        node = self._take(key)
        return None if node is None else Entry(node, self.path, self.depth + 1)

    def entries(self, key: str) -> "list[Entry]":
        """A list of mappings; empty where the key is absent."""
        node = self._take(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(_("“%(key)s” must be a list.") % {"key": key}, node)
        return [Entry(item, self.path, self.depth + 1) for item in node.value]

    def close(self) -> None:
        """Say so where a key is left that has no meaning here."""
        for key, node in self._left.items():
            raise self.error(_("“%(key)s” means nothing here.") % {"key": key}, node)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, line ends as they stand."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as mistake:
        raise FixtureError(path, None, _("The file cannot be read.")) from mistake
    except UnicodeDecodeError as mistake:
        raise FixtureError(path, None, _("The file is not text in UTF-8.")) from mistake


def read_yaml(path: Path) -> Entry:
    """The mapping that a YAML file holds."""
    text = read_text(path)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as mistake:
        mark = mistake.problem_mark or mistake.context_mark
        message = _("The file is not valid YAML (%(problem)s).") % {"problem": mistake.problem or ""}
        raise FixtureError(path, mark.line + 1 if mark else None, message) from mistake
    except (yaml.YAMLError, RecursionError) as mistake:
        raise FixtureError(path, None, _("The file is not valid YAML.")) from mistake
    if node is None:
        raise FixtureError(path, None, _("The file is empty."))
    return Entry(node, path)
