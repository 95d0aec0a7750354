"""Writes the lock files anew from pyproject.toml: exact versions and hashes, no address of any registry."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPILE = [
    sys.executable, "-m", "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
]  # fmt: skip
# What the project itself is built with, kept among the locked packages so that nothing unlocked is fetched.
BUILT_WITH = "tools/locks/build.in"
# Limits that let the packages of work and of development be one set.
TOGETHER = "tools/locks/together.in"


def main() -> int:
    """Write every lock file; `--upgrade` takes the newest versions that fit. Return 0, or uv's exit code."""
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    for target, sources in (
        ("requirements.lock", ["pyproject.toml", BUILT_WITH, "-c", TOGETHER]),
        (
            "requirements-dev.lock",
            ["pyproject.toml", "--extra", "dev", BUILT_WITH, "-c", "requirements.lock"],
        ),
        ("tools/locks/uv.lock", ["tools/locks/uv.in"]),
        ("tools/locks/node.lock", ["tools/locks/node.in"]),
        ("tools/locks/postgres.lock", ["tools/locks/postgres.in"]),
    ):
        print(f"Writing {target} …", flush=True)
        done = subprocess.run([*COMPILE, *upgrade, "-o", target, *sources], cwd=ROOT, check=False)
        if done.returncode != 0:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
