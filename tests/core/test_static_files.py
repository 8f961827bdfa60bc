from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage

from apps.core.static_files import BUNDLES, joined

STATIC = Path(__file__).parents[2] / "static"


def collected():
    return {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_holds_all_it_imports_and_nothing_to_fetch(name):
    css, sheet = joined(name, collected()), STATIC / name
    assert "@import" not in css
    assert "/*" not in css
    assert css.startswith(":root")
    assert css.count("color-scheme: light dark;") == 1
    for component in (sheet.parent / "components").glob("*.css"):
        assert f'"components/{component.name}"' in sheet.read_text()


def test_imports_of_imports_are_found_beside_the_sheet_that_imports_them(tmp_path):
    (tmp_path / "css/parts").mkdir(parents=True)
    (tmp_path / "css/all.css").write_text('@import url("parts/some.css");\nb { color: red; }')
    (tmp_path / "css/parts/some.css").write_text('/* x */ @import url("one.css");')
    (tmp_path / "css/parts/one.css").write_text('a::before { content: "·"; }')
    storage = FileSystemStorage(tmp_path)
    names = ["css/all.css", "css/parts/some.css", "css/parts/one.css"]
    css = joined("css/all.css", {name: (storage, name) for name in names})
    assert css == 'a::before{content: "·";}b{color: red;}'
