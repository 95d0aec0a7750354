"""Nothing that a file holds may raise: kept seeds on every run, mutations of them in the soak."""

import os
import random
from pathlib import Path

import pytest

from lodestar.exchange.ssda903.layouts import LAYOUTS
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.refused import write_refused
from lodestar.exchange.ssda903.stitch import stitch
from lodestar.exchange.ssda903.years import CollectionYear
from tests.exchange.returns import EPISODES, HEADER, REVIEWS

EPISODE = "1,01/05/2017,S,V2,N1,U6,PR1,02/06/2017,X1,CARPL,SY1 1AA,SY2 6ND,1234567"
SEEDS = [
    f"{EPISODES}\n{EPISODE}\n".encode(),
    f"{HEADER}\r\n1,1,01/05/2010,WBRI,UN1,,\r\n".encode("utf-16"),
    f'{REVIEWS}\n"1","01/05/2010","26/03/2018","PN1"\n'.encode("cp1252"),
    b"CHILD,REVIEW\n" + b'"' * 1001,
    b'CHILD,REVIEW\n1,"\n2,"\n3,"\n',
    b"CHILD,REVIEW\n" + b"," * 100_000,
    b"CHILD,REVIEW\n1," + b"9" * 300_000,
    b"CHILD,REVIEW\n1,99999\n1,20999\n1,00/00/0000\n1,31/12/9999\n1,0001-01-01\n",
    b"CHILD,REVIEW\n1,\xd9\xa1/\xd9\xa2/2018\n",  # Arabic digits
    b"CHILD,CHILD,CHILD,REVIEW,REVIEW\n1,2,3,,\n",
    b"sep=;\nsep=;\nCHILD;REVIEW\n1;\n",
    b"\xff\xfeC\x00H",
    b"\xfe\xff\x00C",
    b"\xff\xfe\x00\x00",
    b"<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID></HEADER><EPISODE/></CHILD></EXPSSDA903>",
    b"<?xml version='1.0' encoding='utf-16'?><a/>",
    b"<" * 10_000,
    b"PK\x03\x04" + b"\0" * 100,
    b"CHILD,REVIEW\n=cmd|' /C calc'!A0,26/03/2018\n",
    "CHILD,SDQ_SCORE,SDQ_REASON\n1,²,SDQ1\n1,١,SDQ1\n1,1e5,\n".encode(),
    b"CHILD,REVIEW\n\x85\x1c\x1d1,26/03/2018\x0b\n",
]


def survives(content: bytes, folder: Path, name: str = "reviews.csv") -> None:
    path = folder / name
    path.write_bytes(content)
    read = read_return([path], CollectionYear(2018))
    assert read.files
    for file in read.files:
        assert file.problem or file.rows == file.read + file.refused
    assert sum(f.rows for f in read.files) == len(read.rows) + len(read.refused)
    write_refused(read.refused, folder / "refused")
    assert sum(stitch(read.rows).accounts.values()) == len(read.rows)


@pytest.mark.parametrize("seed", range(len(SEEDS)))
@pytest.mark.parametrize("name", ["reviews.csv", "episodes.csv", "something"])
def test_kept_seeds(tmp_path, seed, name):
    survives(SEEDS[seed], tmp_path, name)


def test_what_earlier_soaks_found(tmp_path):
    found = sorted(Path(__file__).with_name("seeds").glob("*.bin"))
    for path in found:
        survives(path.read_bytes(), tmp_path)
    assert all(p.stat().st_size for p in found)


def mutated(seed: bytes, chance: random.Random) -> bytes:
    content = bytearray(seed[:5000])
    pieces = [b'"', b",", b"\n", b"\0", b"\xff\xfe", b"01/05/2017", b"NULL", b"<a>", b"\r", b"9" * 50]
    pieces += [c.encode() for layout in LAYOUTS.values() for c in layout.columns]
    for _ in range(chance.randint(1, 12)):
        at = chance.randint(0, len(content))
        match chance.randint(0, 3):
            case 0:
                content[at:at] = chance.choice(pieces)
            case 1:
                del content[at : at + chance.randint(1, 20)]
            case 2:
                content[at:at] = content[at : at + chance.randint(1, 60)]
            case _:
                content[at:at] = bytes([chance.randint(0, 255)])
    return bytes(content)


def mutate_and_survive(folder: Path, times: int, start: int) -> None:
    for number in range(start, start + times):
        chance = random.Random(number)
        content = mutated(chance.choice(SEEDS), chance)
        try:
            survives(content, folder, chance.choice(["reviews.csv", "episodes.csv", "x"]))
        except Exception:
            Path(__file__).with_name("seeds").mkdir(exist_ok=True)
            Path(__file__).with_name("seeds").joinpath(f"{number}.bin").write_bytes(content)
            raise


def test_a_few_mutations(tmp_path):
    mutate_and_survive(tmp_path, times=200, start=0)
    assert not list(Path(__file__).with_name("seeds").glob("*.bin"))


@pytest.mark.soak
def test_many_mutations(tmp_path):
    mutate_and_survive(tmp_path, times=int(os.environ.get("FUZZ", "20000")), start=1_000)
    assert (tmp_path / "refused").exists()
