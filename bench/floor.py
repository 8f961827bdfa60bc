"""The least that a whole-plan page can cost: its very bytes, from raw SQL and string joining."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from html import escape

from django.db import connection
from django.utils.formats import date_format

from apps.publishing.pages.render import ANSWERED_FOR, Words

_SQL = """
    SELECT e.depth, e.kind, e.title, e.slug, e.body, u.status, CAST(u."on" AS varchar) FROM publishing_editionelement e
    JOIN publishing_edition n ON n.id = e.edition_id JOIN strategies_plan p ON p.id = n.plan_id
    JOIN municipalities_municipality m ON m.id = p.municipality_id
    LEFT JOIN followup_statusupdate u ON u.identity_id = e.identity_id AND u.is_current
    WHERE n.is_current AND p.slug = %s AND m.slug = %s ORDER BY e.position
"""


def frame(page: bytes, outline: str, body: str) -> tuple[str, str, str]:
    """What stands before, between and after the two fragments of a page beside whose text stands no status."""
    before, _outline, rest = page.decode().partition(outline)
    between, _body, after = rest.partition(body)
    return before, between, after


def _told(statuses: Mapping[str, str]) -> Callable[[str, str], str]:
    """What is said of a status and its day, in the words of ``statuses``."""

    @cache
    def said(status: str, on: str) -> str:
        day = date_format(date.fromisoformat(on))
        return f'<span class="note"><span class="status {status}">{statuses[status]}</span>, {day}</span>'

    return said


def page(
    municipality: str,
    plan: str,
    around: tuple[str, str, str],
    words: Words,
    statuses: Mapping[str, str] = {},  # what they are called
) -> bytes:
    """The page of a plan that has neither sources nor anybody who is responsible; with statuses where there are some."""

    said = _told(statuses)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [plan, municipality])
        rows = cursor.fetchall()
    before, between, after = around
    base = f"/{municipality}/{plan}/"
    outline, body, last, chapter = [], [], 0, 0
    lead = rows[0][4]
    if lead:
        body.append(
            f'<div class="lead-row"><div class="margin"></div><div class="adopted lead">{lead}</div></div>'
        )
    unanswered = f'<span class="note">{words.unanswered}</span>'
    for depth, kind, title, slug, text, status, on in rows[1:]:
        level, title = min(depth + 1, 6), escape(title)
        outline.append("<ol>" if depth > last else "</li>" + "</ol></li>" * (last - depth))
        chapter += depth == 1
        number = f' data-number="{chapter}"' if depth == 1 else ""
        outline.append(f'<li{number}><a href="#{slug}">{title}</a>')
        last = depth
        note = ""
        if kind in ANSWERED_FOR:
            note, unanswered = unanswered, ""
        body.append(
            f'<section class="el l{depth}" id="{slug}"><div class="margin"><span class="kind">{words.kinds[kind]}</span>{note}{said(status, on) if status else ""}</div>'
            f'<h{level}><a href="{base}{slug}/">{title}</a></h{level}>'
            f'<div class="adopted">{text}</div></section>'
        )
    outline.append("</li>" + "</ol></li>" * (last - 1) + "</ol>")
    return "".join([before, *outline, between, *body, after]).encode()
