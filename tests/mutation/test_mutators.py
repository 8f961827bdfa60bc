"""Which small changes are made to a program, and that each is one."""

import ast
from textwrap import dedent

import pytest

from script.mutation.mutators import mutations


def becomes(body, head="def f(self, rows, a, b, c):"):
    """The bodies that a function of this body can turn into."""
    source = f"{head}\n    {body}\n"
    return sorted(m.mutated.removeprefix(f"{head}\n").strip() for m in mutations(source))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a < b", ["return (a <= b)"]),
        ("return a == b", ["return (a != b)"]),
        ("return a in b", ["return (a not in b)"]),
        ("return a is None", ["return (a is not None)"]),
        ("return a and b", ["return (a or b)", "return a", "return b"]),
        ("return not a", ["return a"]),
        ("return a + b", ["return (a - b)"]),
        ("return a[1:]", ["return a[0:]", "return a[2:]"]),
        ("return True", ["return False"]),
        ("return min(a, b)", ["return max(a, b)"]),
        ("return rows.filter(a=b, c=c)", ["return rows.filter(a=b)", "return rows.filter(c=c)"]),
        ("return rows.exclude(a=b)", ["return rows.exclude()"]),
        ("return ~Q(a=b)", ["return Q(a=b)", "return ~Q()"]),
        ("return rows.order_by(a)", ["return rows"]),
        ("return rows.first()", ["return rows.last()"]),
        ("return [x for x in rows if x]", ["return [x for x in rows if True]"]),
        ("return b if a else c", ["return b if not (a) else c"]),
        ("a.b = c", ["pass"]),
        ("a(b)", ["pass"]),
        ("raise a", ["pass"]),
    ],
)
def test_what_a_line_becomes(body, expected):
    assert becomes(body) == sorted(expected)


@pytest.mark.parametrize(
    "body",
    [
        '"""Only words."""',
        "return _('%(n)s of 3') % a",
        "return a.get(b)",
        "x: list[1] = rows",
        "return self.a",
    ],
)
def test_what_is_left_alone(body):
    assert becomes(body) == []


def test_decorators_go_and_numbers_of_the_module_change_but_no_field_of_a_model():
    source = dedent(
        """\
        MOST = 5
        class Plan(Model):
            title = CharField(max_length=30)
            @property
            def a(self): ...
            @cached_property
            def b(self): ...
        """
    )
    assert [m.what for m in mutations(source)] == ["4 for 5", "6 for 5", "without @property"]


def test_every_mutation_is_another_program_and_stands_where_it_says():
    source = 'def f(a, b):\n    æ = "ø"\n    return a > b and g(min(\n        a, 2), æ)\n'
    found = mutations(source)
    assert len({m.mutated for m in found}) == len(found) > 5
    assert all(ast.dump(ast.parse(m.mutated)) != ast.dump(ast.parse(source)) for m in found)
    assert {m.line for m in found} == {"return a > b and g(min(", "a, 2), æ)"}
