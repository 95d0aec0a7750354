"""All measures and tables of England's looked-after children from the files of a return, beside merely reading them.

Run: python -m bench measures. It makes a return of 83,000 children, some 400,000 episodes and 250,000 reviews; counts
everything from the files, and reads the same files with polars and nothing more, in one process by turns; then again at
other sizes, up to a million children. Aims: at most 4 times the reading, under 2 GB, and in proportion to the rows.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

AIM, MOST_BYTES, CHILDREN = 4.0, 2 * 1024**3, 83_000
SIZES = (20_750, 83_000, 250_000, 1_000_000)
ENDS_ON = date(2026, 3, 31)
ROUNDS = 3
PLACES = ("U6", "U4", "U1", "U3", "K2", "P1", "S1", "U6", "U6", "U4")
LEGAL = ("C2", "C2", "C2", "V2", "C1", "E1", "V2", "C2")
UNPLANNED = ("CREQB", "CARPL", "CARPL", "PLACE", "CARPL", "CREQO")


def uk(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def one_child(name: str, chance: random.Random) -> tuple[str, list[str], list[str], bool]:
    """Return a child's Header row, episodes and reviews of the year, and whether they left."""
    started = ENDS_ON - timedelta(days=int(chance.expovariate(1 / 900)) + 20)
    born = started - timedelta(days=chance.randrange(30, 14 * 365))
    while (ENDS_ON - born).days > 17.8 * 365.25:
        born += timedelta(days=700)
    born = min(born, started - timedelta(days=5))
    number = 1 + min(int(chance.expovariate(1 / 3.9)), 11, (ENDS_ON - started).days // 6)
    days = sorted(chance.sample(range(1, (ENDS_ON - started).days), number - 1)) if number > 1 else []
    begins = [started, *(started + timedelta(days=d) for d in days)]
    left = chance.random() < 0.02
    legal, place, post, urn = (
        chance.choice(LEGAL),
        chance.choice(PLACES),
        "AB1 2CD",
        chance.randrange(10**6, 10**7),
    )
    episodes, why = [], ""
    for at, begun in enumerate(begins):
        new = "S"
        if at:
            new = chance.choice("PPLPT")
            why = chance.choice(UNPLANNED)
            if new == "L":
                legal = chance.choice([code for code in ("C1", "C2", "V2", "E1") if code != legal])
            else:
                place, urn = chance.choice(PLACES), chance.randrange(10**6, 10**7)
        last = at == len(begins) - 1
        end = "" if last and not left else uk(ENDS_ON if last else begins[at + 1])
        reason = "" if not end else "E4A" if last else "X1"
        moved = "" if last or new == "L" else why
        episodes.append(
            f"{name},{uk(begun)},{new},{legal},N1,{place},PR1,{end},{reason},{moved},AB1 2CD,{post},{urn}"
        )
    reviews, day = [], started
    for place_of, gap in enumerate((24, 88, *[178] * 40)):
        day += timedelta(days=gap + chance.randrange(-6, 8) * (place_of > 0))
        if day >= ENDS_ON:
            break
        four = born.replace(year=born.year + 4, day=min(born.day, 28))
        code = "PN0" if day < four else chance.choice(("PN1", "PN1", "PN6", "PN3", "PN4"))
        reviews.append(f"{name},{uk(born)},{uk(day)},{code}")
    return f"{name},{chance.choice('MF')},{uk(born)},WBRI,,0,", episodes, reviews, left


def make(place: Path, children: int) -> dict[str, int]:
    """Write a return of so many children and say how many rows each file has."""
    chance = random.Random(1)
    folder = place / "2025_26"
    folder.mkdir(parents=True)
    rows: dict[str, list[str]] = {"header": [], "episodes": [], "reviews": []}
    for number in range(children):
        header, episodes, reviews, _ = one_child(f"C{number:07d}", chance)
        rows["header"].append(header)
        rows["episodes"] += episodes
        rows["reviews"] += reviews[-3:]
    columns = {
        "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
        "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
        "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    }
    for name, lines in rows.items():
        text = "\n".join([columns[name], *lines])
        (folder / f"{name}.csv").write_text(f"{text}\n", encoding="utf-8")
    return {name: len(lines) for name, lines in rows.items()}


def measure(folder: str) -> int:
    """Time both in this process, by turns, and print a line; 1 where an aim is missed."""
    import polars as pl

    from lodestar.analytics.measures.answers import answers_of, tables_of, year_of
    from lodestar.analytics.measures.year import Settings
    from lodestar.exchange.figures.reading import rows_of_returns

    files = sorted(Path(folder).rglob("*.csv"))
    read, counted = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        frames = [pl.read_csv(file) for file in files]
        read.append(time.perf_counter() - begun)
        number = sum(frame.height for frame in frames)
        del frames
        begun = time.perf_counter()
        rows = rows_of_returns([Path(folder)])
        year = year_of(rows, ENDS_ON, Settings(population=12_000_000))
        answers, tables = answers_of(year), tables_of(year)
        counted.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found = {one.id: one for one in answers}
    ratio = min(counted) / min(read)
    print(
        f"{rows['children'].height:>9,} children, {number:>9,} rows: {min(counted):6.2f} s, {ratio:4.1f} times "
        f"reading them ({min(read):.2f} s), {min(counted) / number * 1e6:.2f} µs a row, peak {peak / 1024**2:,.0f} MB; "
        f"{len(answers)} measures, {len(tables)} tables; NI62 {found['NI62'].value}, NI66 {found['NI66'].value}"
    )
    if rows["children"].height != CHILDREN:
        return 0
    return int(ratio > AIM or peak > MOST_BYTES)


def main() -> int:
    """Measure each size in a process of its own; 0 when England's met the aims."""
    wanted = list(SIZES)
    missed = 0
    with tempfile.TemporaryDirectory() as place:
        for children in wanted:
            folder = Path(place) / str(children)
            numbers = make(folder, children)
            print(
                f"--- {children:,} children: " + ", ".join(f"{n:,} {name}" for name, n in numbers.items()),
                flush=True,
            )
            environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lodestar.config.settings"}
            missed |= subprocess.run(
                [sys.executable, "-m", "bench.measures", "--one", str(folder)], env=environment, check=False
            ).returncode
    print(f"aim: at most {AIM:.0f} times reading the same files at {CHILDREN:,} children, under 2 GB")
    return missed


if __name__ == "__main__":
    sys.exit(measure(sys.argv[2]) if "--one" in sys.argv else main())
