"""What the components are shown with: made up, and nothing of it in the database."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.administration.style.figures import figures, miniatures
from apps.core.fields import LineFormField
from apps.core.richtext import Words, compare_words, shortened
from apps.municipalities.models import Municipality
from apps.publishing.comparison.facts import FactChange

_LONG = (
    "Det gør vi sammen med foreninger, skoler og erhvervsliv, og vi fortæller hvert år, hvad der er sket. "
)
_BODY = (
    "<p>Vi vil, at børn og unge <strong>trives</strong>, og at de møder voksne, der ser dem.</p>"
    '<ul><li><p>Flere i fællesskaber</p></li><li><p><a href="https://example.dk/">Færre alene</a></p></li></ul>'
    "<blockquote><p>Vi gør det sammen.</p></blockquote>"
    "<table><tbody><tr><th><p>År</p></th><th><p>Måltal</p></th></tr><tr><td><p>2026</p></td><td><p>1.200</p></td></tr></tbody></table>"
)


class SpecimenForm(forms.Form):
    """One field of each sort that forms here have."""

    title = LineFormField(label=_("title"), max_length=200, help_text=_("As citizens will read it."))
    level = forms.ChoiceField(label=_("level"), choices=[("", "—"), ("plan", "Handlingsplan")])
    note = forms.CharField(label=_("note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label=_("Adopted by the council"), required=False)


def shown() -> dict[str, Any]:
    """The values that ``templates/administration/style.html`` hands to the components."""
    municipality = Municipality(name="Eksempelby Kommune", slug="eksempelby", is_example=True)
    plan = SimpleNamespace(slug="sammen-om-eksempelby")
    edition = SimpleNamespace(plan=plan, title="Sammen om Eksempelby", sources_path="kilde/")
    above = SimpleNamespace(
        slug="faellesskab", title="Fællesskab for alle, også for dem, der sjældent bliver spurgt"
    )
    return {
        "municipality": municipality,
        "edition": edition,
        "ancestors": [above],
        "differences": _differences(),
        "facts": [
            FactChange("responsible", _("Responsible"), "Klimaudvalget", "Teknik- og miljøudvalget"),
            FactChange("topics", _("Topics"), "", ""),
        ],
        "notices": [
            SimpleNamespace(text="1 af 4 dele er indlæst.", slug="", at_source=False),
            SimpleNamespace(text="Ordlyden er rettet ved indlæsning.", slug="", at_source=True),
            SimpleNamespace(text="Afsnittet afviger fra kilden.", slug="faellesskab", at_source=False),
        ],
        "body": _BODY,
        "figures": figures(),
        "miniatures": miniatures(),
        "empty_form": SpecimenForm(prefix="empty"),
        "wrong_form": SpecimenForm({"wrong-note": "Et udkast."}, prefix="wrong"),
    }


def _differences() -> list[tuple[str, Words]]:
    """What each difference is, and the difference."""
    old = f"Vi går langsomt frem.\n{_LONG}Vi begynder i skolerne."
    new = f"Vi går hurtigt frem.\n{_LONG}Vi begynder i dagtilbud og skoler.\nOg vi bliver ved."
    rows = ("År | Måltal\n2026 | 1.200", "År | Måltal\n2026 | 1.400")
    return [
        (str(_("Words came and went")), compare_words(old, new)),
        (str(_("Shortened")), shortened(compare_words(old + _LONG * 4, new + _LONG * 4 + "Slut."))),
        (str(_("Everything is new")), compare_words("", "Det er nyt.")),
        (str(_("Everything is gone")), compare_words("Det er udgået.", "")),
        (str(_("A table")), compare_words(*rows)),
        (str(_("Nothing differs")), compare_words("Det samme.", "Det samme.")),
    ]
