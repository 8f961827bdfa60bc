"""The texts that come with the portal are in the canonical form, byte for byte, and nothing of them is left out."""

import json

import pytest

from apps.core import richtext
from tests.source_code import ROOT

FIXTURES = sorted((ROOT / "fixtures").glob("*.json"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_stored_text_is_as_it_was(path):
    rows = json.loads(path.read_text(encoding="utf-8"))
    bodies = [row["fields"]["body"] for row in rows if row["fields"].get("body")]
    assert bodies
    for body in bodies:
        assert richtext.canonical(body) == body == richtext.drawn(body)
        assert richtext.serialise(richtext.parsed(body)) == body
        assert richtext.pasted(body).left_out == []
