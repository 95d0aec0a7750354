"""Westmarch, a county that is on no map: its towns, postcodes, schools, homes, and the counties around it.

No postcode area here exists (there is no WM, QX, XD, VY or JQ), so no home is anybody's.
"""

import random
from decimal import Decimal

LOCALITIES = ("North Westmarch", "Central Westmarch", "South Westmarch", "Marches Border")
OUTSIDE = ("QX", "XD", "VY", "JQ")
TOWNS = (
    "Aldermere", "Bishops Larch", "Cressing Tarn", "Dunwick", "Eastover", "Fallowbridge", "Great Sedge", "Harrowmere",
    "Inglebourne", "Kestrel Green", "Long Thornby", "Marlow Tor", "Netherhay", "Overlarch", "Penwhistle", "Rookhope",
)  # fmt: skip
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_HOUSES = (
    "Larkrise", "Beechcroft", "Millstream", "Orchard View", "Hazel Bank", "Greenfinch", "The Paddock", "Fernlea",
    "Swallowfield", "Willow Court", "Stonegate", "Highmeadow",
)  # fmt: skip


def _inward(rng: random.Random) -> str:
    return f"{rng.randint(1, 9)}{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}"


def postcode(rng: random.Random, *, inside: bool = True) -> str:
    """Return a made-up postcode, in Westmarch or in a county around it."""
    area = "WM" if inside else rng.choice(OUTSIDE)
    return f"{area}{rng.randint(1, 24)} {_inward(rng)}"


def near(rng: random.Random) -> tuple[str, Decimal, str]:
    """Return postcode, miles from home and location of a placement within 20 miles."""
    if rng.random() < 0.07:
        return postcode(rng, inside=False), _tenths(rng, 60, 200), "OUT"
    return postcode(rng), _tenths(rng, 4, 185), "IN"


def far(rng: random.Random) -> tuple[str, Decimal, str]:
    """Return postcode, miles from home and location of a placement at a distance: over 20 miles, and outside."""
    return postcode(rng, inside=False), _tenths(rng, 205, rng.choice((400, 800, 1600))), "OUT"


def _tenths(rng: random.Random, low: int, high: int) -> Decimal:
    return Decimal(rng.randint(low, high)) / 10


def home_name(rng: random.Random, *, kind: str = "") -> str:
    """Return the name of a children's home or other house."""
    return f"{rng.choice(_HOUSES)}, {rng.choice(TOWNS)}" if not kind else f"{rng.choice(TOWNS)} {kind}"


def urn(rng: random.Random) -> str:
    """Return a registration number of the right shape that is nobody's (they do not begin SC000)."""
    return f"SC000{rng.randint(100, 999)}"


def primary_school(rng: random.Random) -> str:
    """Return the name of a primary school."""
    sort = rng.choice(("Primary School", "Church Primary", "Community Primary", "Infant and Junior School"))
    return f"{rng.choice(TOWNS)} {sort}"


def secondary_school(rng: random.Random) -> str:
    """Return the name of a secondary school."""
    return f"{rng.choice(TOWNS)} {rng.choice(('Academy', 'High School', 'School', 'Community College'))}"


def special_school(rng: random.Random) -> str:
    """Return the name of a special school."""
    return f"{rng.choice(_HOUSES)} School"


def college(rng: random.Random) -> str:
    """Return the name of a place of learning after 16."""
    return f"{rng.choice(('Westmarch', 'Harrowmere'))} {rng.choice(('College', 'Sixth Form', 'Training Centre'))}"
