"""Small changes to a module's source, each of which ought to make a test fail.

Only what stands in functions and in numbers of the module is changed: fields and constraints of models belong to migrations, and
what is said to people (``_()``) to the catalogues.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
TWINS = {"min": "max", "max": "min", "any": "all", "all": "any", "first": "last", "last": "first"}
#: Calls whose arguments are conditions.
ASKING = {"filter", "exclude", "get", "get_or_create", "update_or_create", "Q", "When"}
#: Calls that can be left out of a chain.
REFINING = {"order_by", "distinct", "reverse", "strip", "lower", "without_root", "unanswered", "current"}
#: Decorators that change nothing but speed or writing.
HARMLESS = {"cache", "cached_property", "dataclass", "wraps", "lru_cache"}
TRANSLATING = {"_", "gettext", "ngettext", "pgettext"}


@dataclass(frozen=True)
class Mutation:
    """``source`` with the bytes from ``start`` to ``end`` replaced."""

    source: str
    start: int
    end: int
    replacement: str
    line_number: int
    what: str

    @property
    def mutated(self) -> str:
        raw = self.source.encode()
        return (raw[: self.start] + self.replacement.encode() + raw[self.end :]).decode()

    @property
    def line(self) -> str:
        return self.source.splitlines()[self.line_number - 1].strip()


def mutations(source: str) -> list[Mutation]:
    """Every mutation of ``source`` that is Python and another program, in the order of the lines."""
    programs = {ast.dump(ast.parse(source))}
    found = []
    for mutation in sorted(
        _Finder(source).all(), key=lambda m: (m.line_number, m.start, m.end, m.replacement)
    ):
        program = _program(mutation.mutated)
        if program and program not in programs:
            programs.add(program)
            found.append(mutation)
    return found


def _program(source: str) -> str:
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return ""


def _name(node: ast.AST) -> str:
    """``filter`` of ``x.filter(…)``, ``cache`` of ``@cache(…)``."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


class _Finder:
    def __init__(self, source: str) -> None:
        self.source, self.raw = source, source.encode()
        self.starts = [0]
        for line in self.raw.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def all(self) -> Iterator[Mutation]:
        yield from self._below(ast.parse(self.source), inside=False)

    def _below(self, node: ast.AST, *, inside: bool) -> Iterator[Mutation]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef):
                yield from self._decorators(child)
                for part in (*child.body, *child.args.defaults, *filter(None, child.args.kw_defaults)):
                    yield from self._node(part, inside=True)
            elif isinstance(child, ast.ClassDef):
                yield from self._below(child, inside=False)
            elif (
                isinstance(child, ast.Assign | ast.AnnAssign) and isinstance(node, ast.Module) and child.value
            ):
                yield from self._node(child.value, inside=False)

    def _node(self, node: ast.AST, *, inside: bool) -> Iterator[Mutation]:
        if isinstance(node, ast.Call) and _name(node) in TRANSLATING:
            return
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from self._below(ast.Module([node], []), inside=True)
            return
        if inside:
            for changed, what in _rewritten(node):
                yield self._swap(node, changed, what)
            yield from self._statement(node)
            yield from self._condition(node)
        if isinstance(node, ast.Constant) and type(node.value) is int:
            for step in (1, -1):
                yield self._swap(node, str(node.value + step), f"{node.value + step} for {node.value}")
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "format_spec"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from self._node(child, inside=inside)

    def _statement(self, node: ast.AST) -> Iterator[Mutation]:
        attribute = isinstance(node, ast.Assign) and any(isinstance(t, ast.Attribute) for t in node.targets)
        call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if (
            attribute
            or call
            or isinstance(node, ast.AugAssign | ast.Raise | ast.Continue | ast.Break | ast.Delete)
        ):
            yield self._swap(node, "pass", "a statement left out")

    def _condition(self, node: ast.AST) -> Iterator[Mutation]:
        """Conditions that are a name or a call are turned round; those of a comprehension are left out."""
        if isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, _OWN_MUTATIONS):
            yield self._swap(node.test, f"not ({ast.unparse(node.test)})", "condition turned round")
        for condition in node.ifs if isinstance(node, ast.comprehension) else []:
            yield self._swap(condition, "True", "condition left out")

    def _decorators(self, node: ast.FunctionDef) -> Iterator[Mutation]:
        for decorator in node.decorator_list:
            if _name(decorator) not in HARMLESS:
                start = self._at(decorator.lineno, decorator.col_offset)
                yield Mutation(
                    self.source,
                    self.raw.rindex(b"@", 0, start),
                    self._at(decorator.end_lineno, decorator.end_col_offset),
                    "",
                    decorator.lineno,
                    f"without @{_name(decorator)}",
                )

    def _at(self, line: int | None, column: int | None) -> int:
        return self.starts[(line or 1) - 1] + (column or 0)

    def _swap(self, node: Any, new: str, what: str) -> Mutation:
        start = self._at(node.lineno, node.col_offset)
        return Mutation(
            self.source, start, self._at(node.end_lineno, node.end_col_offset), new, node.lineno, what
        )


def _rewritten(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The other forms of one expression, and what is other about them."""
    for kind, forms in FORMS.items():
        if isinstance(node, kind):
            for changed, what in forms(node):
                yield (
                    f"({ast.unparse(changed)})" if not isinstance(changed, _BARE) else ast.unparse(changed),
                    what,
                )


_OWN_MUTATIONS = (ast.Compare, ast.UnaryOp)
_BARE = (ast.Name, ast.Call, ast.Attribute, ast.Constant, ast.comprehension, ast.stmt)


def _comparison(node: ast.Compare) -> Iterator[tuple[ast.AST, str]]:
    for index, operator in enumerate(node.ops):
        other = COMPARISONS[type(operator)]
        ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
        yield ast.Compare(node.left, ops, node.comparators), f"{other.__name__} for {type(operator).__name__}"


def _boolean(node: ast.BoolOp) -> Iterator[tuple[ast.AST, str]]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values), "and/or swapped"
    for index in range(len(node.values)):
        rest = [*node.values[:index], *node.values[index + 1 :]]
        yield ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0], "one side left out"


def _unary(node: ast.UnaryOp) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        yield node.operand, f"without {type(node.op).__name__}"


def _binary(node: ast.BinOp) -> Iterator[tuple[ast.AST, str]]:
    if other := OPERATORS.get(type(node.op)):
        yield ast.BinOp(node.left, other(), node.right), f"{other.__name__} for {type(node.op).__name__}"


def _call(node: ast.Call) -> Iterator[tuple[ast.AST, str]]:
    name = _name(node)
    if name in TWINS:
        func = node.func
        other = (
            ast.Attribute(func.value, TWINS[name])
            if isinstance(func, ast.Attribute)
            else ast.Name(TWINS[name])
        )
        yield ast.Call(other, node.args, node.keywords), f"{TWINS[name]} for {name}"
    if name in REFINING and isinstance(node.func, ast.Attribute):
        yield node.func.value, f"without {name}"
    if name not in ASKING or (name == "get" and not node.keywords):
        return
    for keyword in node.keywords:
        if keyword.arg not in (None, "defaults", "then"):
            rest = [other for other in node.keywords if other is not keyword]
            yield ast.Call(node.func, node.args, rest), f"{name} without {keyword.arg}"
    for argument in node.args if len(node.args) + len(node.keywords) > 1 else []:
        rest_args = [other for other in node.args if other is not argument]
        yield ast.Call(node.func, rest_args, node.keywords), f"{name} without a condition"


def _constant(node: ast.Constant) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value), f"{not node.value} for {node.value}"


FORMS: dict[type[ast.AST], Any] = {
    ast.Compare: _comparison,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Call: _call,
    ast.Constant: _constant,
}
