"""Runs every measurement, or those named: `python -m bench [NAME …]`.

Each module in this folder is one measurement: run by itself, it prints its figures beside its aim, and exits
with 0 when the aim was met. Each runs in a process of its own, so that none warms another up.
"""

import pkgutil
import subprocess
import sys

import bench


def main() -> int:
    """Run the measurements one after another; return 1 if any missed its aim, 2 for a name unknown."""
    found = (module.name for module in pkgutil.iter_modules(bench.__path__))
    every = sorted(name for name in found if not name.startswith("_"))
    named = sys.argv[1:] or every
    unknown = [name for name in named if name not in every]
    if unknown:
        print(f"There is no measurement '{unknown[0]}'. There are: {', '.join(every)}.", file=sys.stderr)
        return 2
    missed = []
    for name in named:
        print(f"\n=== {name} ===", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode != 0:
            missed.append(name)
    met = len(named) - len(missed)
    print(
        f"\nmeasurements: {met} of {len(named)} met their aim"
        + "".join(f"\n  missed: {name}" for name in missed)
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
