"""The figures that the page of components shows: each form, and what can be missing in one."""

from apps.overview.figure.figure import Figure, Miniature, drawn
from apps.overview.figure.miniature import draw_miniature
from apps.overview.figure.parts import FigureParts, Part, PartSet
from apps.strategies.kinds import FigureForm

_VALUES = ("Ansvarlig økonomi", "Tæt på borgerne", "Hensyn til klimaet", "Fællesskab")
_AREAS = ("Trygge børn", "Natur tæt på", "Sundhed hele livet", "En by i balance")


def figures() -> list[Figure]:
    """A star, a ring with two sets of parts, pillars of which two are not there, and a ring of one part."""
    return [
        _figure(FigureForm.STAR, _parts(_VALUES), _parts(_AREAS)),
        _figure(
            FigureForm.RINGS,
            _parts(_AREAS),
            _parts((*_VALUES, "Åbenhed og inddragelse på tværs af byens foreninger")),
        ),
        _figure(
            FigureForm.PILLARS,
            [*_parts(_AREAS[:2]), _absent(), _absent()],
            [],
            base=_part("Det, vi står på", 90),
        ),
        _figure(FigureForm.RINGS, _parts(_AREAS[:1]), []),
    ]


def miniatures() -> list[Miniature]:
    """The small form of each, the first part marked."""
    return [Miniature(draw_miniature(figure.parts, 1), f"Fokusområde: {_AREAS[0]}") for figure in figures()]


def _figure(form: FigureForm, inner: list[Part], outer: list[Part], base: Part | None = None) -> Figure:
    centre = _part("Et godt sted at leve hele livet", 0)
    parts = FigureParts(form, centre, PartSet("Værdier", inner), PartSet("Fokusområder", outer), base)
    return drawn(parts, "Sammen om Eksempelby", "sammen-om-eksempelby")


def _parts(titles: tuple[str, ...]) -> list[Part]:
    return [_part(title, place) for place, title in enumerate(titles, 1)]


def _part(title: str, position: int) -> Part:
    return Part(title, "", "Fokusområde", range(position, position + 1))


def _absent() -> Part:
    return Part("", kind="Fokusområde", is_here=False)
