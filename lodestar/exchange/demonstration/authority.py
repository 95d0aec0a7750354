"""The whole demonstration authority, made up from a number of children, a seed and a day; no database, no clock."""

from collections.abc import Sequence
from datetime import date, timedelta

from lodestar.casework.children.queries import IncomingChild
from lodestar.exchange.demonstration import figures, people, places
from lodestar.exchange.demonstration.chance import luck
from lodestar.exchange.demonstration.children import Maker, short_breaks
from lodestar.exchange.demonstration.left_care import left_care
from lodestar.exchange.demonstration.looked_after import looked_after_now
from lodestar.exchange.demonstration.made_up import Asked, Authority, Cover, MadeUpChild
from lodestar.exchange.demonstration.plan import Plan
from lodestar.exchange.demonstration.reviews import ReviewDiary
from lodestar.exchange.demonstration.workers import Allocating, SocialWork, Spell

BECAUSE_RESTRICTED = (
    "A parent works for the council",
    "Close relative of a member of staff",
    "The address must not become known",
)
BECAUSE_ASKED = (
    "The social worker found the child unsettled on a visit",
    "The carers gave notice that they may not go on",
    "The child asked for a review",
)
FIRST_IDENTIFIER = 10001


def made_up_authority(*, children: int, seed: int, today: date) -> Authority:
    """Return the authority as it stands on a day: the same for the same number of children, seed and day."""
    teams = people.teams(people.times_as_large(children))
    staff = people.people(luck(seed, "people"), teams, children, today)
    authority = Authority(today, places.LOCALITIES, teams, staff)
    plans = _plans(children, seed, today)
    diary = ReviewDiary(today, overdue_left=max(2, round(children * figures.OVERDUE.value)))
    made = _made(plans, seed, today, diary)
    spells = [
        Spell(child.identifier, plan, plan.family, period.from_on, period.until_on)
        for plan, child in made
        for period in child.periods or ()
    ]
    workers = SocialWork(seed, teams, staff).stints(spells, today)
    officers = Allocating(seed, staff, today).stints(spells)
    maker = Maker(seed, today, diary)
    for plan, child in made:
        reviews = maker.reviews(plan, child)
        name = child.identifier
        authority.children.append(
            MadeUpChild(child, reviews, tuple(workers.get(name, ())), tuple(officers.get(name, ())))
        )
    _today(authority, [child for plan, child in made if plan.until_on is None and plan.status != "V3"], seed)
    return authority


def _plans(children: int, seed: int, today: date) -> list[Plan]:
    """Return the plans of all children, in the order in which they came."""
    now = looked_after_now(luck(seed, "now"), children, today)
    first = max(plan.family for plan in now) + 1
    left = left_care(luck(seed, "left"), round(children * figures.LEFT.value), today, first_family=first)
    breaks = _short_breaks(
        children, seed, today, first_family=max((p.family for p in left), default=first) + 1
    )
    return sorted([*now, *left, *breaks], key=lambda plan: plan.from_on)


def _short_breaks(children: int, seed: int, today: date, *, first_family: int) -> list[Plan]:
    """Return the plans of disabled children who have short breaks, counted beside the others."""
    rng = luck(seed, "short breaks")
    plans = []
    for place in range(max(2, round(children * figures.SHORT_BREAKS.value))):
        each_recorded = place % 5 == 1
        days = 63 if each_recorded else rng.randint(20, 1200)
        from_on = today - timedelta(days=days)
        born_on = from_on - timedelta(days=rng.randint(4 * 365, 13 * 365))
        status = "V3" if each_recorded else "V4"
        plans.append(Plan(first_family + place, born_on, from_on, status=status, is_disabled=True))
    return plans


def _made(
    plans: Sequence[Plan], seed: int, today: date, diary: ReviewDiary
) -> list[tuple[Plan, IncomingChild]]:
    """Return every child made up, family by family, with identifiers in the order in which they came."""
    maker = Maker(seed, today, diary)
    families: dict[int, list[tuple[Plan, str]]] = {}
    for place, plan in enumerate(plans):
        families.setdefault(plan.family, []).append((plan, f"W{FIRST_IDENTIFIER + place}"))
    made: list[tuple[Plan, IncomingChild]] = []
    for group in families.values():
        histories = maker.family([plan for plan, _ in group], [identifier for _, identifier in group])
        for (plan, _), child in zip(group, histories, strict=True):
            is_break = plan.status in {"V3", "V4"}
            made.append((plan, short_breaks(plan, child) if is_break else child))
    return made


def _today(authority: Authority, now: Sequence[IncomingChild], seed: int) -> None:
    """Add what makes a day of work: cover, early reviews asked for, records restricted, mistakes corrected."""
    rng, today = luck(seed, "today"), authority.today
    officers = [p.username for p in authority.people if p.role == "officer" and p.is_active]
    authority.covers.append(
        Cover(officers[2], officers[0], today - timedelta(days=3), today + timedelta(days=11))
    )
    settled = [c for c in now if (c.periods or ())[-1].from_on < today - timedelta(days=200)]
    drawn = rng.sample(settled, min(len(settled), 8 + len(now) // 60))
    for child, because in zip(drawn[:3], BECAUSE_ASKED, strict=False):
        asked_on = today - timedelta(days=rng.randint(1, 6))
        due_on = today + timedelta(days=rng.randint(4, 15))
        authority.asked.append(Asked(child.identifier, asked_on, due_on, because))
    authority.corrected.extend(child.identifier for child in drawn[3:5])
    for place, child in enumerate(drawn[5 : 5 + max(2, round(len(now) * figures.RESTRICTED.value))]):
        authority.restricted[child.identifier] = BECAUSE_RESTRICTED[place % len(BECAUSE_RESTRICTED)]
