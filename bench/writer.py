"""One editor of ``bench.writers``: a browser session that adds, edits, moves, drags, deletes and restores."""

import http.client
import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

WEIGHTS = {"add": 3, "edit": 4, "stale_edit": 1, "move": 2, "drag": 4, "delete": 2, "restore": 2}
WARMING = 6
_MADE = re.compile(r"#element-(\d+)$")
_VERSION = re.compile(r'name="version" value="(\d+)"')
_SECRET = "a" * 32


@dataclass
class Shared:
    """What all writers know: where the portal is, and the elements that may serve as parents."""

    port: int
    plan: int
    root: int
    elements: list[int]


@dataclass
class Own:
    """An element that this writer alone moves and deletes; others may edit it, or take along what it stands under."""

    pk: int
    title: str
    binned: int | None = None


@dataclass
class Writer:
    number: int
    writers: int
    session: str
    shared: Shared
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    server_errors: list[str] = field(default_factory=list)
    stale_taken: list[str] = field(default_factory=list)
    stale_refused: int = 0
    #: Seconds that each request took, and which it was.
    took: list[tuple[float, str]] = field(default_factory=list)
    #: What was acknowledged: titles added, titles saved, and for each element its last acknowledged parent
    added: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    placed: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.seed}-{self.number}")
        self.own = self.shared.elements[self.number :: self.writers]
        self.bin: list[str] = []
        self.titles = 0
        self.connection = http.client.HTTPConnection("127.0.0.1", self.shared.port, timeout=120)

    def run(self, operations: int) -> None:
        # What a process makes ready at its first page is nobody's waiting: it has been up for long in earnest.
        for pk in self.chance.choices(self.shared.elements, k=WARMING):
            self.ask(self.page(pk, "change"))
        self.took.clear()
        names, weights = list(WEIGHTS), list(WEIGHTS.values())
        for name in self.chance.choices(names, weights, k=operations):
            self.counts[f"{name}: {getattr(self, name)()}"] += 1
        self.connection.close()

    def ask(self, path: str, data: object = None, accept: str = "text/html") -> tuple[int, str, str]:
        """Status, address redirected to, and text of the answer to a GET, or with ``data`` to a POST."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={_SECRET}", "Accept": accept}
        body = None
        if data is not None:
            body = urlencode(data, doseq=True)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": _SECRET}
        begun = time.perf_counter()
        self.connection.request("GET" if data is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        text, to = answer.read().decode(), answer.headers.get("Location", "")
        self.took.append((time.perf_counter() - begun, path))
        if "/login/" in to or "/konto/" in to:
            raise RuntimeError(f"Not signed in: {to}")
        if answer.status >= 500:
            self.server_errors.append(f"{answer.status} {path}")
        return answer.status, to, text

    def title(self) -> str:
        self.titles += 1
        return f"Skriver {self.number}, titel {self.titles}"

    def page(self, pk: int, name: str) -> str:
        return f"/admin/strategies/element/{pk}/{name}/"

    def add(self) -> str:
        parent, title = self.chance.choice([self.shared.root, *self.shared.elements]), self.title()
        place = self.chance.choice(["first", "0"])
        address = f"/admin/strategies/element/add/?plan={self.shared.plan}&parent={parent}"
        data = {"kind": "section", "title": title, "place": place, "body": ""}
        if place != "first":
            _status, _to, text = self.ask(address)
            last = re.findall(r'<option value="(\w+)"[^>]*>Efter', text)
            data["place"] = last[-1] if last else "first"
        status, to, _text = self.ask(address, data)
        made = _MADE.search(to)
        if status == 302 and made:
            self.own.append(int(made[1]))
            self.shared.elements.append(int(made[1]))
            self.added.append(title)
            self.placed[int(made[1])] = parent
            return "done"
        return f"refused {status}"

    def edit(self) -> str:
        return self._edit(self.chance.choice(self.shared.elements), stale=False)

    def stale_edit(self) -> str:
        return self._edit(self.chance.choice(self.shared.elements), stale=True)

    def _edit(self, pk: int, *, stale: bool) -> str:
        status, _to, text = self.ask(self.page(pk, "change"))
        found = _VERSION.search(text)
        if status != 200 or not found:
            return f"refused {status}"
        version, title = int(found[1]) - stale, self.title()
        if version < 1:
            return "nothing older"
        data = {"title": title, "kind": "section", "body": "<p>Ord.</p>", "version": version}
        status, _to, text = self.ask(self.page(pk, "change"), data)
        if stale:
            if status == 302:
                self.stale_taken.append(title)
            self.stale_refused += status == 200 and 'class="stale"' in text
            return "refused"
        if status == 302:
            self.saved.append(title)
            return "done"
        return "refused as stale" if 'class="stale"' in text else f"refused {status}"

    def move(self) -> str:
        pk, parent = self.chance.choice(self.own), self.chance.choice(self.shared.elements)
        address = f"{self.page(pk, 'move')}?parent={parent}"
        _status, _to, text = self.ask(address)
        newest = re.search(r'name="newest_move" value="(\d+)"', text)
        data = {"place": "first", "newest_move": newest[1] if newest else 0}
        status, _to, _text = self.ask(address, data)
        if status == 302:
            self.placed[pk] = parent
        return "done" if status == 302 else f"refused {status}"

    def drag(self) -> str:
        pk, parent = (
            self.chance.choice(self.own),
            self.chance.choice([self.shared.root, *self.shared.elements]),
        )
        newest = 0
        for _attempt in range(2):
            data = {
                "plan": self.shared.plan,
                "element": f"{pk}.1.{newest}",
                "parent": parent,
                "place": "last",
            }
            status, _to, text = self.ask("/admin/strategies/element/arrange/", data, "application/json")
            if status == 200:
                self.placed[pk] = parent
                return "done"
            if status != 409:
                return f"refused {status}"
            seen = {row[0]: row[4] for row in json.loads(text)["rows"]}
            newest = int(seen[pk].split(".")[2]) if pk in seen else 0
        return "refused 409"

    def delete(self) -> str:
        pk = self.own[-1]
        status, _to, text = self.ask(self.page(pk, "change"))
        title = re.search(r'name="title" value="([^"]*)"', text)
        if status != 200 or not title:
            self.own.remove(pk)
            self.own = self.own or self.shared.elements[self.number :: self.writers]
            return f"refused {status}"
        status, _to, _text = self.ask(self.page(pk, "delete"), {"post": "yes"})
        return "done" if status == 302 else f"refused {status}"

    def restore(self) -> str:
        _status, _to, text = self.ask(f"/admin/strategies/binnedsubtree/?plan={self.shared.plan}")
        found = re.findall(r"/admin/strategies/binnedsubtree/(\d+)/change/", text)
        if not found:
            return "nothing there"
        address = f"/admin/strategies/binnedsubtree/{self.chance.choice(found)}/change/"
        status, to, _text = self.ask(address, {"parent": self.shared.root})
        made = _MADE.search(to)
        if status == 302 and made:
            self.shared.elements.append(int(made[1]))
            return "done"
        return f"refused {status}"
