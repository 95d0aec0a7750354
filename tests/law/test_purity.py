"""The law room leans on nothing but the standard library and itself, and never asks the time."""

import ast
import sys
from pathlib import Path

import pytest

import lodestar.law

FILES = sorted(Path(lodestar.law.__path__[0]).glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_imports_only_the_standard_library(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names = [node.module or ""]
        else:
            continue
        for name in names:
            assert name.partition(".")[0] in sys.stdlib_module_names or name.startswith("lodestar.law")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_never_asks_the_time(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"today", "now", "utcnow", "time", "monotonic"}


def test_files_are_short_enough_to_read() -> None:
    assert FILES
    assert all(len(path.read_text(encoding="utf-8").splitlines()) <= 400 for path in FILES)
