from xml.etree import ElementTree

from hypothesis import given

from apps.overview.figure.labelled import draw_labelled
from apps.overview.figure.standalone import standalone_svg
from tests.overview.figure.drawings import figures
from tests.overview.figure.test_labelled import WORDS, figure, part

SVG = "{http://www.w3.org/2000/svg}"


def test_it_says_its_colours_itself_and_holds_every_label():
    drawing = draw_labelled(
        figure("star", [part("Økonomi & <b>")], [part("Vækst"), part("", is_here=False)]), WORDS
    )
    root = ElementTree.fromstring(standalone_svg(drawing, accent="#1f4e79"))
    said = [text.text for text in root.iter(f"{SVG}text")]
    assert sorted(said) == sorted(line.words for label in drawing.labels for line in label.lines)
    assert {shape.get("fill") for shape in root.iter(f"{SVG}path")} == {
        "none",
        "#d2dce4",
        "#eff3f6",
        "#1f4e79",
    }
    assert not any(element.get("class") or element.get("style") for element in root.iter())


@given(figures("rings"))
def test_any_titles_make_a_file_that_can_be_read(parts):
    titles = [each.title for each in parts.all]
    if all(title.isprintable() for title in titles):
        ElementTree.fromstring(standalone_svg(draw_labelled(parts, WORDS), accent="#1f4e79"))
