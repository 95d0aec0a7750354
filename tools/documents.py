"""Writes the documents that are generated from the code, or with --check says which are out of date.

Each module in `tools/document_*.py` brings one document: PATH (from the repository's root) and `text()`.
"""

import importlib
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

import tools

ROOT = Path(__file__).resolve().parents[1]


def generators() -> list[ModuleType]:
    """Return the modules that each bring one document, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(tools.__path__))
    return [importlib.import_module(f"tools.{name}") for name in names if name.startswith("document_")]


def is_fresh(generator: ModuleType) -> bool:
    """Return whether the document on disk says what the code says."""
    kept = ROOT / generator.PATH
    return kept.exists() and bool(kept.read_text(encoding="utf-8") == generator.text())


def main() -> int:
    """Write every document, or with --check return 1 and name those that are out of date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lodestar.config.settings")
    stale = [generator for generator in generators() if not is_fresh(generator)]
    if "--check" in sys.argv[1:]:
        for generator in stale:
            print(f"{generator.PATH} is out of date: run `make docs`.")
        return 1 if stale else 0
    for generator in stale:
        kept = ROOT / generator.PATH
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(generator.text(), encoding="utf-8")
        print(f"Wrote {generator.PATH}")
    print(f"{len(generators())} generated documents are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
