from threading import Event

import pytest

from apps.overview.pdf import making
from apps.overview.pdf.making import Order, made
from apps.publishing.models import KeptPdf
from tests.bystander import own
from tests.overview.pdf.test_typesetting import sheet


@pytest.fixture
def order(herning):
    def make(key="a", size=100, title="Planen"):
        return Order(herning.pk, "edition 1", "da", key, size, lambda: sheet(title=title))

    return make


@pytest.fixture(autouse=True)
def _nothing_under_way():
    making._under_way.clear()


@pytest.fixture
def later(monkeypatch):
    """What was to be made later, as calls."""
    calls = []

    class Thread:
        def __init__(self, *, target, args, **_more):
            self.start = lambda: calls.append(lambda: target(*args))

    monkeypatch.setattr(making, "Thread", Thread)
    monkeypatch.setattr(making.connection, "close", lambda: None)
    return calls


@pytest.fixture
def typesetter(monkeypatch):
    """Counts what is typeset; the title is the file."""
    typeset = []
    monkeypatch.setattr(
        making, "typeset", lambda data: typeset.append(data["title"]) or data["title"].encode()
    )
    return typeset


def test_a_file_is_made_once_and_kept(order, typesetter):
    assert [made(order()), made(order())] == [b"Planen", b"Planen"]
    assert typesetter == ["Planen"]


def test_other_content_takes_its_place(order, typesetter):
    made(order())
    assert made(order(key="b", title="Ny")) == b"Ny"
    assert [bytes(kept.content) for kept in own(KeptPdf)] == [b"Ny"]


def test_a_small_one_is_not_kept(order, typesetter):
    assert made(order(size=3)) == b"Planen"
    assert not own(KeptPdf).exists()


def test_a_large_one_is_made_after_the_answer_and_only_once(order, typesetter, later):
    assert made(order(size=5_000)) is made(order(size=5_000)) is None
    (make,) = later
    make()
    assert made(order(size=5_000)) == b"Planen"
    assert typesetter == ["Planen"]


def test_a_large_one_that_failed_can_be_asked_for_again(order, later, monkeypatch):
    monkeypatch.setattr(making, "typeset", lambda data: 1 / 0)
    made(order(size=5_000))
    later.pop()()
    assert made(order(size=5_000)) is None
    assert len(later) == 1


def test_nobody_waits_for_the_thread_that_makes_it(order, monkeypatch):
    begun, go_on = Event(), Event()

    def slow(data):
        begun.set()
        go_on.wait(10)
        return b"%PDF"

    monkeypatch.setattr(making, "typeset", slow)
    monkeypatch.setattr(making, "_keep", lambda order, content: None)
    assert made(order(size=5_000)) is None
    assert begun.wait(10)
    go_on.set()
