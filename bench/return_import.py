"""The import of a large county's return: 2,700 children and 26,000 rows, into a new SQLite database, in under 20 s.

Run: python -m bench return_import. The children are made up here, with a kept seed; the figure is the whole command's
wall time, its start included, and a second import of the same files beside it.
"""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

CHILDREN, SEED, AIM_SECONDS = 2_700, 20260331, 20.0
YEAR_FROM, YEAR_UNTIL = date(2024, 4, 1), date(2025, 3, 31)


def uk(day: date | None) -> str:
    """Return a date as returns write it."""
    return "" if day is None else day.strftime("%d/%m/%Y")


def write_return(folder: Path) -> int:
    """Write a whole year's return into a folder; returns how many data rows it has."""
    rng = random.Random(SEED)
    tables: dict[str, list[list[str]]] = {
        "header": [["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]],
        "episodes": [
            [
                "CHILD",
                "DECOM",
                "RNE",
                "LS",
                "CIN",
                "PLACE",
                "PLACE_PROVIDER",
                "DEC",
                "REC",
                "REASON_PLACE_CHANGE",
                "HOME_POST",
                "PL_POST",
                "URN",
            ]
        ],
        "reviews": [["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]],
        "oc2": [
            [
                "CHILD",
                "DOB",
                "SDQ_SCORE",
                "SDQ_REASON",
                "CONVICTED",
                "HEALTH_CHECK",
                "IMMUNISATIONS",
                "TEETH_CHECK",
                "HEALTH_ASSESSMENT",
                "SUBSTANCE_MISUSE",
                "INTERVENTION_RECEIVED",
                "INTERVENTION_OFFERED",
            ]
        ],
        "prev_perm": [["CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"]],
        "sw_episodes": [["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"]],
        "missing": [["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"]],
    }
    for number in range(CHILDREN):
        write_child(rng, f"B{number:06d}", tables)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="") as out:
            csv.writer(out).writerows(rows)
    return sum(len(rows) - 1 for rows in tables.values())


def write_child(rng: random.Random, child: str, tables: dict[str, list[list[str]]]) -> None:
    """Add one made-up child's rows."""
    born = YEAR_FROM - timedelta(days=rng.randrange(400, 16 * 365))
    started = max(born + timedelta(days=30), YEAR_FROM + timedelta(days=rng.randrange(-1200, 300)))
    dob = uk(born)
    tables["header"].append([child, rng.choice("MF"), dob, "WBRI", "UN1", "", ""])
    tables["prev_perm"].append([child, dob, "Z1", "", ""])
    day, place, rne = started, "U6", "S"
    stops = sorted(rng.sample(range(40, 1000, 40), rng.randrange(2, 8)))
    cuts = [started + timedelta(days=s) for s in stops if started + timedelta(days=s) < YEAR_UNTIL]
    for cut in [*cuts, None]:
        if cut is None or cut > YEAR_FROM:
            other = rng.choice(["U4", "U6", "K2"])
            tables["episodes"].append(
                [child, uk(day), rne, "C2", "N1", place, "PR1" if place != "K2" else "PR4", uk(cut)]
                + ["X1" if cut else "", "CARPL" if cut else "", "WM1 1AA", f"WM{rng.randrange(1, 9)} 2BB", ""]
            )
            place, rne, day = other, "P", cut or day
        else:
            day, rne = cut, "P"
    review = max(started + timedelta(days=20), YEAR_FROM + timedelta(days=rng.randrange(0, 60)))
    while review <= YEAR_UNTIL:
        code = "PN0" if review < born.replace(year=born.year + 4, day=min(born.day, 28)) else "PN1"
        tables["reviews"].append([child, dob, uk(review), code])
        review += timedelta(days=rng.randrange(70, 140))
    tables["oc2"].append([child, dob, "12", "", "0", "1", "1", "1", "1", "0", "", "0"])
    tables["sw_episodes"].append([child, dob, f"SW{rng.randrange(1, 160)}", uk(started), "", ""])
    if rng.random() < 0.1:
        tables["missing"].append(
            [child, dob, "M", uk(YEAR_UNTIL - timedelta(days=9)), uk(YEAR_UNTIL - timedelta(days=8))]
        )


def timed(arguments: list[str], environment: dict[str, str]) -> float:
    """Return the wall seconds of one `lodestar` command; raises where it could not run."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "lodestar.config.command", *arguments],
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(done.stderr)
    return time.perf_counter() - begun


def main() -> int:
    """Measure and print; 0 when the aim is met."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "2024_25"
        folder.mkdir()
        rows = write_return(folder)
        environment = {**os.environ, "VAR_DIR": place, "DATABASE_URL": f"sqlite:///{place}/bench.sqlite3"}
        subprocess.run(
            [
                sys.executable,
                "-m",
                "django",
                "migrate",
                "--skip-checks",
                "--verbosity",
                "0",
                "--settings",
                "lodestar.config.settings",
            ],
            env=environment,
            check=True,
        )
        first = timed(["ssda903", "import", str(folder)], environment)
        again = timed(["ssda903", "import", str(folder)], environment)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"import of {CHILDREN:,} children, {rows:,} rows, SQLite: {first:.1f} s (aim {AIM_SECONDS:.0f} s)")
    print(f"the same files again: {again:.1f} s; peak memory {peak:.0f} MB")
    return 0 if first < AIM_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
