"""Every public action goes through the door: keyword-only, by somebody, at a time, leaving an event."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "lodestar"
FILES = sorted(p for p in ROOT.rglob("*.py") if p.name == "actions.py" or p.parent.name == "actions")


def public_functions():
    for file in FILES:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield pytest.param(node, id=f"{file.relative_to(ROOT)}:{node.name}")


@pytest.mark.parametrize("function", list(public_functions()))
def test_a_function_that_takes_a_person_is_an_action(function):
    """What takes `by` writes, so it is recorded; what does not take `by` must not write."""
    names = {a.arg for a in function.args.kwonlyargs}
    decorated = any(
        isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "records"
        for d in function.decorator_list
    )
    writes = {
        "save",
        "create",
        "bulk_create",
        "bulk_update",
        "update",
        "delete",
        "get_or_create",
        "update_or_create",
    }
    called = {
        n.func.attr
        for n in ast.walk(function)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
    }
    if decorated:
        assert not function.args.args, "an action takes keywords only"
        assert {"by", "at"} <= names, "an action takes by and at"
        assert ast.get_docstring(function)
    else:
        assert not ({"by", "at"} <= names and called & writes), (
            "it writes for somebody, but not through the door"
        )


@pytest.mark.parametrize(
    "file",
    [
        p
        for p in ROOT.rglob("*.py")
        if "migrations" not in p.parts
        and p.name in {"views.py", "forms.py", "presenters.py", "queries.py", "policies.py"}
    ],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_nothing_above_or_beside_the_door_writes(file):
    writes = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in writes, f"{file}:{node.lineno}"
            if node.func.attr in {"create", "update", "delete"}:
                inner = ast.unparse(node.func.value)
                assert ".objects" not in inner, f"{file}:{node.lineno} writes outside the door"


def test_nobody_says_signal():
    for file in ROOT.rglob("*.py"):
        text = file.read_text()
        assert "django.db.models.signals" not in text and "django.dispatch" not in text, file
