"""One family of conflicts, one sentence for each: who did what, and what to do now."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import (
    Conflict,
    DoneMeanwhile,
    Gone,
    MovedMeanwhile,
    PublishedMeanwhile,
    SavedMeanwhile,
    in_words,
)


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (Conflict(), "En anden har ændret dette i mellemtiden. Intet er ændret. Se på det igen først."),
        (
            SavedMeanwhile("Mål", "Vision", who="Bo"),
            "Bo har gemt ”Mål”, ”Vision” i mellemtiden. Intet er ændret. Se på det igen først.",
        ),
        (
            MovedMeanwhile("Mål"),
            "En anden har flyttet ”Mål” i mellemtiden. Intet er ændret. Se på det igen først.",
        ),
        (
            Gone(key=7, who="Bo"),
            "Elementet eller stedet er der ikke længere: Bo har ændret planen. Intet er ændret.",
        ),
        (DoneMeanwhile(who="Bo"), "Det er allerede gjort. Der er ikke mere at gøre."),
        (
            PublishedMeanwhile(who="Bo"),
            "Bo har ændret eller offentliggjort planen, mens du så på den. "
            "Intet er offentliggjort. Se, hvad der nu ville blive ændret, og tag stilling igen.",
        ),
        (ValidationError(["Det første.", "Det andet."]), "Det første. Det andet."),
    ],
)
def test_a_refusal_says_who_did_what_and_what_to_do_now(refused, words):
    assert in_words(refused) == words
