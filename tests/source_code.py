"""The repository's own source as data for the tests about it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("apps", "strategy_portal", "tests", "script", "bench")
OURS = (*FOLDERS, "templates", "static", "fixtures", "docs", ".ci")
TEXT = {
    ".py",
    ".html",
    ".txt",
    ".css",
    ".js",
    ".svg",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".po",
    ".sh",
    ".example",
    "",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class SourceFile:
    path: Path  # relative to the project folder

    def __str__(self) -> str:
        return str(self.path)

    @property
    def app(self) -> str:
        """The app the file belongs to, if any."""
        parts = self.path.parts
        return parts[1] if parts[0] == "apps" and len(parts) > 2 else ""

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.path.parts

    @cached_property
    def lines(self) -> list[str]:
        return read(self.path).splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(read(self.path))

    def imports(self) -> Iterator[str]:
        """Full names of all imported modules and names, those inside functions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                package = ".".join(self.path.parent.parts) + "." if node.level else ""
                module = package + (node.module or "")
                yield module
                yield from (f"{module}.{alias.name}" for alias in node.names)

    def imported_apps(self) -> set[str]:
        return {name.split(".")[1] for name in self.imports() if name.startswith("apps.")}

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def function_sizes(self) -> Iterator[tuple[str, int]]:
        for function in self.functions():
            yield function.name, (function.end_lineno or 0) - function.lineno + 1

    @staticmethod
    def arguments(function: Function) -> list[str]:
        given = function.args
        return [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


@cache
def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def python_files(folder: str = "") -> list[SourceFile]:
    folders = [folder] if folder else FOLDERS
    found = (path.relative_to(ROOT) for name in folders for path in (ROOT / name).rglob("*.py"))
    return [SourceFile(path) for path in sorted(found)]


@cache
def text_files() -> list[Path]:
    """Text files that belong to the project (told by folder: the source may stand where there is no git)."""
    found = [path for name in OURS for path in (ROOT / name).rglob("*")]
    found += [path for path in ROOT.iterdir() if path.name not in (".env", ".git")]
    return sorted(
        path.relative_to(ROOT)
        for path in found
        if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts
    )
