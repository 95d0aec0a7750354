"""Measures beyond those named in the promise, counted as plainly: `EVERY` names each as `lodestar measures` does."""

from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from tests.analytics.plain_answers import Count, of_children, of_events
from tests.analytics.plain_count import (
    ADOPTED,
    FOUR_OR_OVER,
    SPECIAL_GUARDIANSHIP,
    VIEWS_CONVEYED,
    PlainCount,
)
from tests.analytics.plain_rows import ADOPTIVE, TEMPORARY, Episode, add_months, age_on, day_of, spells_of

FOSTER = ("U1", "U2", "U3", "U4", "U5", "U6")
ALL_AGES = range(18)
CARE_LEAVERS = {"": (19, 20, 21), "_17_18": (17, 18)}
DAYS_A_MONTH = 365.25 / 12


def number(children: set[str] | frozenset[str]) -> Count:
    """A number of children, out of nobody."""
    return Count(len(children), None, frozenset(children), frozenset())


def attendance(year: PlainCount) -> Count:
    """Reviews of those of 4 and over at which the child was there (IND-9)."""
    coded = [(child, code) for child, code in year.reviews_coded() if code in FOUR_OR_OVER]
    return of_events([(child, code in ("PN1", "PN2", "PN3", "PN4")) for child, code in coded])


def heard_every_time(year: PlainCount) -> Count:
    """Of 4 and over, in care over 4 weeks, with a review in the year: heard at every one (IND-9)."""
    codes: dict[str, list[str]] = {}
    for child, code in year.reviews_coded():
        if code in FOUR_OR_OVER:
            codes.setdefault(child, []).append(code)
    among = [
        child
        for child, period in year.at_end.items()
        if child in codes
        and period[0].decom <= year.end - timedelta(days=29)
        and age_on(year.children[child].born, year.end) >= 4
    ]
    return of_children([c for c in among if all(code in VIEWS_CONVEYED for code in codes[c])], among)


def back_within_a_year(year: PlainCount) -> Count:
    """Of those who ceased in the year before, whose 12 months are over or all but: those who came back."""
    before = PlainCount(year.returns, add_months(year.end, -12))
    back = []
    for child, period in before.ceases().items():
        left = period[-1].dec
        assert left is not None
        for later in year.children[child].periods:
            if left < later[0].decom <= add_months(left, 12):
                back.append(child)
    return of_children(back, before.ceases())


def by_status(year: PlainCount, *statuses: str) -> Count:
    """Looked after at the year end in one of these legal statuses."""
    return of_children([c for c, period in year.at_end.items() if period[-1].ls in statuses], year.at_end)


def outside_area(year: PlainCount) -> Count:
    """Living outside the area at the year end, of those of whom it is known (IND-8)."""
    where = {child: year.placement_at_end(child).location for child in year.at_end}
    among = [child for child in where if where[child] in ("IN", "OUT")]
    return of_children([child for child in among if where[child] == "OUT"], among)


def outside_in(outside: Count) -> Count:
    """Turn a count of children inside out."""
    return of_children(outside.outside, outside.among)


def _adopted(year: PlainCount) -> dict[str, list[Episode]]:
    """The period of care of every child adopted in the three years to the end of this one (IND-14)."""
    return {
        child.id: period
        for child in year.children.values()
        for period in child.periods
        if period[-1].rec in ADOPTED
        and period[-1].dec is not None
        and add_months(year.end, -36) < period[-1].dec <= year.end
    }


def _moved_in(period: list[Episode]) -> Episode:
    """The first episode with the family that adopted: of the adoptive ones that the period ended with."""
    at_home = [episode for episode in period if episode.place not in TEMPORARY]
    first = at_home[-1]
    for episode in reversed(at_home):
        if episode.place not in ADOPTIVE:
            break
        first = episode
    return first


def _days(days: dict[str, int]) -> Count:
    """A mean of days."""
    return Count(sum(days.values()), len(days), frozenset(days), frozenset())


def adoption_days(year: PlainCount) -> Count:
    """Days from the start of care to moving in (A1)."""
    return _days({c: (_moved_in(p).decom - p[0].decom).days for c, p in _adopted(year).items()})


def adoption_days_adjusted(year: PlainCount) -> Count:
    """The same, stopped on the day the foster carer who adopts took the child in (A10)."""
    days = {}
    for child, period in _adopted(year).items():
        moved_in = _moved_in(period)
        if moved_in.place in ("A3", "A5"):
            (spell,) = [s for s in spells_of(period) if moved_in in s.episodes]
            moved_in = spell.episodes[0]
        days[child] = (moved_in.decom - period[0].decom).days
    return _days(days)


def order_to_match_days(year: PlainCount) -> Count:
    """Days from placement order to match, none where matched before (A2)."""
    days = {}
    for child, period in _adopted(year).items():
        orders = [episode.decom for episode in period if episode.ls == "E1"]
        matched = day_of(year.returns.ad1.get(child, {}).get("DATE_MATCH"))
        if orders and matched is not None:
            days[child] = max(0, (matched - min(orders)).days)
    return _days(days)


def adopted_in_14_months(year: PlainCount) -> Count:
    """Adopted children who waited less than 14 months to move in (A3)."""
    adopted = _adopted(year)
    soon = [c for c, p in adopted.items() if _moved_in(p).decom < add_months(p[0].decom, 14)]
    return of_children(soon, adopted)


def waiting_for_adoption(year: PlainCount) -> Count:
    """To be adopted, by an order now in force or a decision of this period of care, and not yet placed."""
    waiting = {child for child, period in year.at_end.items() if period[-1].ls in ("D1", "E1")}
    for row in year.returns.placed_adoption:
        decided, ended = day_of(row["DATE_PLACED"]), day_of(row["DATE_PLACED_CEASED"])
        assert decided is not None
        period = year.at_end.get(row["CHILD"])
        if period is None or decided > year.end or (ended is not None and ended <= year.end):
            continue
        if period[0].decom <= decided or period[0].rne != "S":  # or the period began before the rows given
            waiting.add(row["CHILD"])
    return number({child for child in waiting if year.placement_at_end(child).place not in ADOPTIVE})


def rate(year: PlainCount, children: frozenset[str], population: int) -> Count:
    """So many children, of the population."""
    return Count(len(children), population, children, frozenset())


def months_in_care(year: PlainCount) -> float:
    """The median of the months so far (IND-6)."""
    return median((year.end - p[0].decom).days / DAYS_A_MONTH for p in year.at_end.values())


def months_of_leavers(year: PlainCount) -> float:
    """The median of the months that the care of leavers lasted (IND-6)."""
    return median(((p[-1].dec or date.max) - p[0].decom).days / DAYS_A_MONTH for p in year.ceases().values())


def missing_episodes(year: PlainCount) -> Count:
    """Times missing in the year, and of whom."""
    return Count(year.missing_episodes(), None, year.missing_children().inside, frozenset())


def every(population: int) -> dict[str, Callable[[PlainCount], Count]]:
    """Every measure that the return holds the facts of, by its identifier."""
    permanent = (*ADOPTED, *SPECIAL_GUARDIANSHIP, "E41", "E4A")
    orders = ("C1", "C2", "D1", "E1", "J1", "J2", "J3", "L1", "L2", "L3")
    named: dict[str, Callable[[PlainCount], Count]] = {
        "NI66": PlainCount.ni66,
        "REVIEWS_HELD_ON_TIME": PlainCount.reviews_held_on_time,
        "PARTICIPATION": PlainCount.participation,
        "ATTENDANCE": attendance,
        "HEARD_EVERY_TIME": heard_every_time,
        "NI62": PlainCount.ni62,
        "NI63": PlainCount.ni63,
        "LOOKED_AFTER": lambda year: number(set(year.at_end)),
        "RATE_PER_10000": lambda year: rate(year, frozenset(year.at_end), population),
        "STARTED": lambda year: number(set(year.starts())),
        "STARTED_RATE": lambda year: rate(year, frozenset(year.starts()), population),
        "CEASED": lambda year: number(set(year.ceases())),
        "CEASED_RATE": lambda year: rate(year, frozenset(year.ceases()), population),
        "ADOPTED_PERCENT": lambda year: year.ceased_by(*ADOPTED),
        "SGO_PERCENT": lambda year: year.ceased_by(*SPECIAL_GUARDIANSHIP),
        "CAO_PERCENT": lambda year: year.ceased_by("E41"),
        "HOME_PERCENT": lambda year: year.ceased_by("E4A", "E4B"),
        "PERMANENCE_PERCENT": lambda year: year.ceased_by(*permanent),
        "REENTRY": PlainCount.reentry,
        "REENTRY_12_MONTHS": back_within_a_year,
        "SECTION_20_STARTS": lambda year: of_children(
            [child for child, first in year.starts().items() if first.ls == "V2"], year.starts()
        ),
        "SECTION_20_PERCENT": lambda year: by_status(year, "V2"),
        "BY_ORDER": lambda year: by_status(year, *orders),
        "PLACED_AWAY": PlainCount.placed_away,
        "OUTSIDE_AREA": outside_area,
        "LOCAL_PERCENT": lambda year: outside_in(outside_area(year)),
        "FOSTER_PERCENT": lambda year: year.placed_in(*FOSTER),
        "KINSHIP_PERCENT": lambda year: year.placed_in("U1", "U2", "U3"),
        "HOMES_PERCENT": lambda year: year.placed_in("K1", "K2"),
        "PARENTS_PERCENT": lambda year: year.placed_in("P1"),
        "FOR_ADOPTION_PERCENT": lambda year: year.placed_in(*ADOPTIVE),
        "UASC_PERCENT": PlainCount.unaccompanied,
        "SOCIAL_WORKERS_3": PlainCount.three_social_workers,
        "HEALTH_ASSESSED": lambda year: year.health("HEALTH_ASSESSMENT", ALL_AGES),
        "DENTIST": lambda year: year.health("TEETH_CHECK", ALL_AGES),
        "IMMUNISED": lambda year: year.health("IMMUNISATIONS", ALL_AGES),
        "DEVELOPMENT_CHECKS": lambda year: year.health("HEALTH_CHECK", range(5)),
        "SUBSTANCE_MISUSE": lambda year: year.health("SUBSTANCE_MISUSE", ALL_AGES),
        "CONVICTED": lambda year: year.health("CONVICTED", range(10, 18)),
        "SDQ_AVERAGE": PlainCount.difficulties_score,
        "ADOPTION_DAYS": adoption_days,
        "ADOPTION_DAYS_ADJUSTED": adoption_days_adjusted,
        "ORDER_TO_MATCH_DAYS": order_to_match_days,
        "ADOPTED_IN_14_MONTHS": adopted_in_14_months,
        "WAITING_FOR_ADOPTION": waiting_for_adoption,
        "MISSING_PERCENT": PlainCount.missing_children,
        "MISSING_EPISODES": missing_episodes,
        "AWAY_PERCENT": lambda year: year.missing_children("A"),
    }
    for name, item in (("IN_TOUCH", "IN_TOUCH"), ("SUITABLE_HOME", "SUITABLE"), ("EET", "ACTIVE")):
        for ending, ages in CARE_LEAVERS.items():
            named[f"LEAVERS_{name}{ending}"] = _leavers(ages, item)
    return named


def _leavers(ages: tuple[int, ...], item: str) -> Callable[[PlainCount], Count]:
    return lambda year: year.care_leavers(ages, item)
