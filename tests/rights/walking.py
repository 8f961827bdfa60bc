"""Asking an address as somebody with certain capabilities, and seeing what is answered and written."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rights.addresses import Address

WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
#: The machinery of sign-in writes these on a visit, whatever is answered.
BESIDE = {"django_session", "usersessions_usersession"}
REFUSED = {403, 404}


@dataclass(frozen=True)
class Answer:
    """``status`` is 404 where an address of admin leads to sign-in, which does not exist for who is signed in."""

    status: int
    written: frozenset[str]  # tables


def ask(client: Client, address: Address, method: str, world: dict[str, Any]) -> Answer:
    """What whoever is signed in at ``client`` is answered; whatever it wrote is taken back."""
    form, cookies = world["form"], client.cookies.copy()
    query = {
        name: value.removeprefix("=") if value.startswith("=") else form[value]
        for name, value in address.query.items()
    }
    body = {**form, **address.body}
    if address.body:
        body["_selected_action"] = world[address.model]
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            if method == "GET":
                answer = client.get(address.filled(world), query)
            else:
                answer = client.post(address.filled(world), body, query_params=query)
        transaction.set_rollback(True)
    client.cookies = cookies
    written = {match[1] for one in queries if (match := WRITE.match(one["sql"]))}
    leads_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/admin/login/")
    return Answer(404 if leads_to_sign_in else answer.status_code, frozenset(written - BESIDE))
