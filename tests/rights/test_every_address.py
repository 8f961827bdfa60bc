"""Every address × every capability taken away one at a time: which of them guard it."""

from functools import cache

import pytest

from apps.municipalities.roles import GRANTS, Capability, Role
from tests.rights.addresses import Address, every_address
from tests.rights.expected import GUARDED, NOT_ANSWERED, OPEN
from tests.rights.walking import REFUSED, ask

#: Asked by what a page says, not yet by an address: reporting comes with the follow-up.
SAID_ONLY = {Capability.REPORT_STATUS}


@cache
def requests() -> dict[str, tuple[Address, str]]:
    """Each address read and sent to; an action of a list is only sent."""
    return {
        f"{method} {address.name}": (address, method)
        for address in every_address()
        for method in ("GET", "POST")
        if not (address.body and method == "GET")
    }


def listed(table: dict[str, str]) -> dict[str, str]:
    """Request → the heading under which the table lists it."""
    return {
        request: heading
        for heading, names in table.items()
        for request in names.replace(" | ", "\n").split("\n")
        if request
    }


GUARDS = {request: set(held.split()) for request, held in listed(GUARDED).items()}


@pytest.fixture
def answered(client, clerk, world, monkeypatch):
    """Ask as somebody who has these capabilities."""
    client.force_login(clerk)

    def answer(request, held):
        monkeypatch.setitem(GRANTS, Role.EDITOR, frozenset(held))
        return ask(client, *requests()[request], world)

    return answer


def test_every_address_is_guarded_or_listed_as_open_with_a_reason():
    lists = [set(GUARDS), set(listed(OPEN)), set(listed(NOT_ANSWERED))]
    assert sum(map(len, lists)) == len(set.union(*lists))
    assert set.union(*lists) == set(requests())


def test_what_is_open_is_so_to_somebody_without_any_capability(answered):
    statuses = {
        request: (answered(request, Capability).status, answered(request, ()).status)
        for request in listed(OPEN)
    }
    told_apart = {request: (a in REFUSED, b in REFUSED) for request, (a, b) in statuses.items()}
    assert {request: pair for request, pair in told_apart.items() if pair[0] != pair[1]} == {}


def test_what_is_not_answered_is_refused_with_every_capability_too(answered):
    statuses = {request: answered(request, Capability).status for request in listed(NOT_ANSWERED)}
    assert {request: status for request, status in statuses.items() if status not in {*REFUSED, 405}} == {}


def test_whoever_has_every_capability_is_answered_everywhere_and_whoever_has_none_nowhere(answered):
    refused = {request for request in GUARDS if answered(request, Capability).status in {*REFUSED, 405}}
    answering = {request for request in GUARDS if answered(request, ()).status not in REFUSED}
    assert (refused, answering) == (set(), set())


@pytest.mark.parametrize("capability", Capability)
def test_without_one_capability_exactly_what_it_guards_is_refused_and_nothing_written(answered, capability):
    answers = {request: answered(request, set(Capability) - {capability}) for request in GUARDS}
    refused = {request for request, answer in answers.items() if answer.status in REFUSED}
    assert refused == {request for request, guards in GUARDS.items() if capability in guards}
    assert {request: answers[request].written for request in refused if answers[request].written} == {}


def test_every_capability_guards_something():
    assert set.union(*GUARDS.values()) == set(Capability) - SAID_ONLY


def test_what_guards_no_address_yet_is_asked_by_what_the_workspace_says(client, clerk, world, monkeypatch):
    client.force_login(clerk)
    said = {}
    for held in ({"read_drafts"}, {"read_drafts", "report_status"}):
        monkeypatch.setitem(GRANTS, Role.EDITOR, frozenset(held))
        said[len(held)] = (
            "Når der bliver fulgt op" in client.get("/arbejdsrum/herning/strategi/").content.decode()
        )
    assert said == {1: False, 2: True}
