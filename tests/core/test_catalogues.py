"""Every msgid has its Danish, and the Danish that stands in a catalogue is what a reader sees."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Message
from django.utils import translation

from apps.core import catalogues

NAMES = sorted(catalogues.catalogue_paths())
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}")


@pytest.fixture(scope="module")
def templates():
    return catalogues.extract()


def messages(name: str) -> Iterator[Message]:
    path = catalogues.catalogue_paths()[name]
    return (message for message in catalogues.read(path) if message.id)


def forms(text: str | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogue_says_what_the_code_says(name, templates):
    path = catalogues.catalogue_paths()[name]
    stored = path.read_text(encoding="utf-8") if path.exists() else ""
    expected = catalogues.updated(templates[name], catalogues.read(path)) if len(templates[name]) else ""
    assert stored == expected, "Run script/messages."


@pytest.mark.parametrize("name", NAMES)
def test_every_message_has_danish_and_none_is_a_guess(name):
    lacking = [m.id for m in messages(name) if not catalogues.is_translated(m) or m.fuzzy]
    assert lacking == []


@pytest.mark.parametrize("name", NAMES)
def test_the_danish_uses_only_placeholders_of_the_message(name):
    different = [
        m.id
        for m in messages(name)
        for text in forms(m.string)
        if text and not set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(" ".join(forms(m.id))))
    ]
    assert different == []


@pytest.mark.parametrize("name", NAMES)
def test_the_danish_is_what_a_reader_sees(name):
    """Two apps, or an app and a library, that translate one msgid differently need ``pgettext`` to tell them apart."""
    with translation.override("da"):
        hidden = [
            m.id for m in messages(name) if isinstance(m.string, str) and m.string and seen(m) != m.string
        ]
    assert hidden == []


def seen(message: Message) -> str:
    if message.context:
        return translation.pgettext(message.context, message.id)
    return translation.gettext(message.id)


def test_python_and_templates_are_read_with_contexts_plurals_and_filters(tmp_path):
    write(tmp_path / "apps/core/apps.py", "")
    write(tmp_path / "apps/portal/apps.py", "")
    write(
        tmp_path / "apps/portal/views.py",
        'x = _("Plain")\ny = pgettext("a page", "Plain")\nz = ngettext("%(n)s plan", "%(n)s plans", 2)\n',
    )
    write(
        tmp_path / "templates/portal/plans/plan.html",
        '<p>\n    {% translate "It\'s 100 %" %}\n  {{ x|default:_("None yet") }}\n {% blocktranslate trimmed count n=n %}\n'
        "  {{ n }} goal\n  {% plural %}\n  {{ n }} goals\n{% endblocktranslate %}</p>",
    )
    write(tmp_path / "templates/404.html", '{% translate "Not here" %}')
    found = {
        name: {(m.context, m.id) for m in catalogue if m.id}
        for name, catalogue in catalogues.extract(tmp_path).items()
    }
    assert found == {
        "strategy_portal": set(),
        "core": {(None, "Not here")},
        "portal": {
            (None, "Plain"),
            ("a page", "Plain"),
            (None, ("%(n)s plan", "%(n)s plans")),
            (None, "It's 100 %%"),
            (None, "None yet"),
            (None, ("%(n)s goal", "%(n)s goals")),
        },
    }


def test_a_message_moved_to_another_app_keeps_its_danish(tmp_path):
    write(tmp_path / "apps/core/apps.py", "")
    write(tmp_path / "apps/portal/apps.py", "")
    source = write(tmp_path / "apps/core/a.py", 'x = _("Goal")\n')
    assert catalogues.update_catalogues(tmp_path) == ["core: Goal"]
    po = catalogues.catalogue_paths(tmp_path)["core"]
    po.write_text(po.read_text().replace('msgid "Goal"\nmsgstr ""', 'msgid "Goal"\nmsgstr "Mål"'))
    source.rename(tmp_path / "apps/portal/a.py")
    assert catalogues.update_catalogues(tmp_path) == []
    assert catalogues.read(catalogues.catalogue_paths(tmp_path)["portal"]).get("Goal").string == "Mål"


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("apps/portal/views.py", "portal"),
        ("templates/portal/plan/a.html", "portal"),
        ("templates/base.html", "core"),
        ("templates/components/outline.html", "core"),
        ("templates/account/login.html", "accounts"),
        ("templates/admin/strategies/tree.html", "strategies"),
        ("templates/admin/base_site.html", "municipalities"),
        ("strategy_portal/settings.py", "strategy_portal"),
    ],
)
def test_each_file_belongs_to_one_catalogue(path, owner):
    assert catalogues.owner_of(Path(path), set(NAMES)) == owner


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


#: Quotation marks, and what is written for want of one; an apostrophe between or after letters is none.
OTHER_MARKS = {"en": re.compile(r"[\"„«»‘]|(?<!\w)['’]"), "da": re.compile(r"[\"“„«»‘]|(?<!\w)['’]")}


@pytest.mark.parametrize("name", NAMES)
def test_one_pair_of_quotation_marks_is_used_in_each_language(name):
    """”…” in Danish, “…” in English, as LOOK.md has it; attributes of tags are no words."""
    wrong = []
    for message in messages(name):
        for language, text in (("en", message.id), ("da", message.string)):
            if language == "en" and "elet" in forms(text)[0] and "%(object" in forms(text)[0]:
                continue  # Django's own words, which admin's pages ask the catalogue for
            for form in forms(text):
                words = re.sub(r"<[^>]*>", "", form)
                pairs = (
                    (words.count("“"), words.count("”")) if language == "en" else (words.count("”") % 2, 0)
                )
                if OTHER_MARKS[language].search(words) or pairs[0] != pairs[1]:
                    wrong.append(form)
    assert wrong == []
