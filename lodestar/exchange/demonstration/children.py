"""A made-up child's whole history, from the plan of what their care comes to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from lodestar.casework.children.queries import (
    IncomingAdoptionDecision,
    IncomingChild,
    IncomingPeriod,
    IncomingPlacement,
    IncomingStatus,
    IncomingUnaccompanied,
)
from lodestar.casework.reviews.incoming import IncomingReview
from lodestar.exchange.demonstration import around, names
from lodestar.exchange.demonstration.chance import luck
from lodestar.exchange.demonstration.placements import placements_of
from lodestar.exchange.demonstration.plan import ELEVEN, Plan
from lodestar.exchange.demonstration.reviews import ReviewDiary, of_the_law
from lodestar.exchange.demonstration.statuses import statuses_of


class Maker:
    """Makes one family's children after another; what each family is like depends on the seed and its number."""

    def __init__(self, seed: int, today: date, diary: ReviewDiary) -> None:
        self.seed = seed
        self.today = today
        self.diary = diary
        self.missing_now_left = 1

    def family(self, plans: Sequence[Plan], identifiers: Sequence[str]) -> list[IncomingChild]:
        """Return the histories of brothers and sisters."""
        number = plans[0].family
        rng = luck(self.seed, "family", number)
        family = around.family_of(rng, number, plans[0])
        taken: set[str] = set()
        made: list[IncomingChild] = []
        for plan, identifier in zip(plans, identifiers, strict=True):
            sex = "M" if rng.random() < (0.85 if plan.is_unaccompanied else 0.55) else "F"
            first = names.first_name(rng, family.naming, sex, taken)
            taken.add(first)
            own = luck(self.seed, "child", number, len(made))
            periods = self._periods(plan, family, made)
            made.append(
                IncomingChild(
                    identifier=identifier,
                    born_on=plan.born_on,
                    sex=sex,
                    ethnicity=family.ethnicity,
                    unique_pupil_number=_pupil_number(identifier, plan, self.today),
                    first_name=first,
                    last_name=family.surname,
                    preferred_name=own.choice(("Bee", "Jay", "Kit", "Robin", "Sky"))
                    if own.random() < 0.02
                    else "",
                    language=family.language,
                    interpreter_needed=plan.is_unaccompanied,
                    communication_needs="Uses pictures and signs"
                    if plan.is_disabled and own.random() < 0.3
                    else "",
                    is_mother=False,
                    periods=periods,
                    unaccompanied=_unaccompanied(plan),
                    adoption_decisions=_decisions(periods),
                    missing=around.missing(own, plan, self.today, is_missing_now=self._is_missing_now(plan)),
                    deprivations=(),
                    schools=around.schools(own, plan, periods, self.today),
                    disabilities=around.disabilities(own, plan),
                    relationships=around.relationships(
                        own, family, plan, [other for other in identifiers if other != identifier]
                    ),
                )
            )
        return made

    def _is_missing_now(self, plan: Plan) -> bool:
        """Return whether this is the one child who has been missing since yesterday."""
        old_enough = plan.age_in_days(self.today) > ELEVEN + 900
        if plan.until_on is None and old_enough and plan.place == "K2" and self.missing_now_left:
            self.missing_now_left -= 1
            return True
        return False

    def _periods(
        self, plan: Plan, family: around.Family, elder: Sequence[IncomingChild]
    ) -> tuple[IncomingPeriod, ...]:
        """Return a child's periods of care, an earlier one before where there was one."""
        statuses = statuses_of(luck(self.seed, "court", plan.family), plan, self.today)
        if plan.lives_with_eldest and elder and elder[0].periods:
            placements = elder[0].periods[-1].placements
        else:
            lot = luck(self.seed, "places", plan.family, len(elder))
            placements = placements_of(lot, plan, statuses, self.today, family.postcode, family.mother)
        now = IncomingPeriod(
            plan.from_on,
            plan.until_on,
            statuses,
            placements,
            end_reason=plan.end_reason,
            category_of_need=family.need,
        )
        return (self._earlier(plan, family), now) if plan.came_before else (now,)

    def _earlier(self, plan: Plan, family: around.Family) -> IncomingPeriod:
        """Return the time a child was looked after before, which ended with a return home."""
        lot = luck(self.seed, "before", plan.family)
        until_on = plan.from_on - timedelta(days=lot.randint(60, 420))
        days = min(lot.randint(25, 300), plan.age_in_days(until_on) - 1)
        before = replace(
            plan,
            from_on=until_on - timedelta(days=days),
            until_on=until_on,
            status="V2",
            place="U6",
            end_reason=lot.choice(("E4A", "E4A", "E4B")),
            is_far=False,
        )
        statuses = statuses_of(lot, before, self.today)
        placements = placements_of(lot, before, statuses, self.today, family.postcode, family.mother)
        return IncomingPeriod(
            before.from_on,
            until_on,
            statuses,
            placements,
            end_reason=before.end_reason,
            category_of_need=family.need,
        )

    def reviews(self, plan: Plan, child: IncomingChild) -> tuple[IncomingReview, ...]:
        """Return the reviews held in a child's periods of care, with how the child took part."""
        rows = []
        own = luck(self.seed, "part", child.identifier)
        for number, period in enumerate(child.periods or ()):
            authorised = next((s.from_on for s in period.statuses if s.code == "E1"), None)
            rng = luck(self.seed, "reviews", plan.family, number)
            for day in self.diary.held(rng, plan.family, child.born_on, of_the_law(period, authorised)):
                part = self.diary.took_part(own, child.born_on, day)
                rows.append(IncomingReview(child.identifier, day, participation=part))
        return tuple(rows)


def short_breaks(plan: Plan, child: IncomingChild) -> IncomingChild:
    """Return a child as one who has a series of short breaks by agreement (V4), or breaks one by one (V3)."""
    where = (child.periods or ())[-1].placements[0]
    if plan.status == "V4":
        whole = replace(
            where, from_on=plan.from_on, until_on=None, type="U6", provider="PR1", urn="", change_reason=""
        )
        return replace(child, periods=(_short(plan.from_on, None, "V4", whole),))
    breaks = []
    day = plan.from_on
    for _ in range(3):
        home_on = day + timedelta(days=3)
        stay = replace(
            where, from_on=day, until_on=home_on, type="U6", provider="PR1", urn="", change_reason=""
        )
        breaks.append(_short(day, home_on, "V3", stay))
        day = home_on + timedelta(days=18)
    return replace(child, periods=tuple(breaks))


def _short(from_on: date, until_on: date | None, status: str, stay: IncomingPlacement) -> IncomingPeriod:
    """Return a short break, or a series of them."""
    return IncomingPeriod(
        from_on,
        until_on,
        (IncomingStatus(from_on, until_on, status),),
        (stay,),
        end_reason="E4A" if until_on else "",
        category_of_need="N2",
    )


def _unaccompanied(plan: Plan) -> tuple[IncomingUnaccompanied, ...]:
    """Return the time as an unaccompanied child."""
    return (IncomingUnaccompanied(plan.from_on, plan.until_on),) if plan.is_unaccompanied else ()


def _decisions(periods: Sequence[IncomingPeriod]) -> tuple[IncomingAdoptionDecision, ...]:
    """Return the decision to place for adoption, from the placement order on."""
    return tuple(
        IncomingAdoptionDecision(status.from_on, period.until_on)
        for period in periods
        for status in period.statuses
        if status.code == "E1"
    )


def _pupil_number(identifier: str, plan: Plan, today: date) -> str:
    """Return a pupil number that is nobody's (no authority has the number 000), or UN1 before school."""
    year = around.school_year(plan.born_on, min(plan.until_on or today, today))
    return "UN1" if year < 0 else f"X000{identifier[1:]:0>9}"
