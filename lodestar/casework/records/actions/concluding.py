"""Doing: what the IRO concludes at the end of a review. Whoever minutes it cannot do any of this."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking
from lodestar.casework.records.actions.ground import ground_of
from lodestar.casework.records.models import Conclusion, PlanGrade, QualityAnswer
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.queries import conclusion_of, grades_of

CONCLUDED = (
    "meets_needs",
    "meets_needs_words",
    "attended",
    "spoke_how",
    "sent_views",
    "participation",
    "chaired",
    "next_review_on",
    "next_review_words",
)
FREE_WORDS = frozenset({"meets_needs_words", "next_review_words"})


@records(EventKind.QUALITY_ANSWERED)
def answer_quality(*, booking: Booking, answers: Mapping[str, str], by: User, at: datetime) -> dict[str, str]:
    """Answer quality questions of a review, by question; those not named stay as they are (2-law 4.5).

    Raises NotAllowed with every reason: not the IRO, closed, an answer that does not fit the child's age.
    """
    ground = ground_of(booking, by=by, at=at)
    pen.require_none(
        refusals(
            [
                *policies.may_conclude(
                    ground.part,
                    minute=ground.minute_state,
                    booking=ground.booking.state,
                    until_closed=True,
                ),
                *policies.answers_can_be(
                    answers, born_on=ground.child.born_on, reviewed_on=ground.reviewed_on
                ),
            ]
        )
    )
    rows = {row.question: row for row in QualityAnswer.objects.filter(booking=ground.booking)}
    before = {name: rows[name].answer for name in answers if name in rows}
    changed = {name: answer for name, answer in answers.items() if before.get(name) != answer}
    for question, answer in changed.items():
        row = rows.get(question) or QualityAnswer(booking=ground.booking, question=question)
        row.answer, row.answered_at, row.answered_by = answer, at, by
        row.save()
    if changed:
        note(
            child=ground.child, subject=ground.booking, before=before, after=dict(changed), touches_care=False
        )
    else:
        nothing_changed()
    return changed


@records(EventKind.PLAN_GRADED)
def grade_plan(*, booking: Booking, grades: Mapping[str, tuple[int, str]], by: User, at: datetime) -> int:
    """Grade the care plan against criteria, 1 to 4, each with what shows it; return how many changed (6.1c).

    Raises NotAllowed with every reason: not the IRO, signed, a low grade without its evidence.
    """
    ground = ground_of(booking, by=by, at=at)
    pen.require_none(
        refusals(
            [
                *policies.may_conclude(
                    ground.part,
                    minute=ground.minute_state,
                    booking=ground.booking.state,
                    until_closed=False,
                ),
                *(policies.grade_can_be(name, *said) for name, said in grades.items()),
            ]
        )
    )
    rows = grades_of(ground.booking)
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for criterion, (grade, evidence) in grades.items():
        row = rows.get(criterion)
        if row is not None:
            if (row.grade, row.evidence) == (grade, evidence.strip()):
                continue
            before[criterion] = row.grade
        row = row or PlanGrade(booking=ground.booking, criterion=criterion)
        row.grade, row.evidence = grade, evidence.strip()
        row.graded_at, row.graded_by = at, by
        row.save()
        after[criterion] = grade
    if after:
        note(child=ground.child, subject=ground.booking, before=before, after=after, touches_care=False)
    else:
        nothing_changed()
    return len(after)


@records(EventKind.CONCLUSION_SAVED)
def save_conclusion(*, booking: Booking, version: int, by: User, at: datetime, **facts: Any) -> Conclusion:
    """Save what the IRO concludes (any of `CONCLUDED`), built on a version of it (0: nothing was saved yet).

    Raises NotAllowed with every reason (not the IRO, closed, somebody else saved meanwhile, a code that does not fit
    the age); ValueError for another column.
    """
    unknown = set(facts) - set(CONCLUDED)
    if unknown:
        raise ValueError(f"A review concludes nothing called {', '.join(sorted(unknown))}.")
    ground = ground_of(booking, by=by, at=at)
    now = conclusion_of(ground.booking)
    said = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if now is not None and all(getattr(now, name) == value for name, value in said.items()):
        nothing_changed()
        return now
    pen.require_none(
        refusals(
            [
                *policies.may_conclude(
                    ground.part,
                    minute=ground.minute_state,
                    booking=ground.booking.state,
                    until_closed=True,
                ),
                policies.conclusion_is_as_it_was(
                    version, 0 if now is None else now.version, who="" if now is None else now.saved_by.name
                ),
                *policies.conclusion_can_be(
                    said,
                    born_on=ground.child.born_on,
                    reviewed_on=ground.reviewed_on,
                    today=ground.today,
                ),
            ]
        )
    )
    names = [name for name in said if name not in FREE_WORDS]
    before = None if now is None else facts_of(now, names)
    row = now or Conclusion(booking=ground.booking, version=0)
    for name, value in said.items():
        setattr(row, name, value)
    row.version, row.saved_at, row.saved_by = row.version + 1, at, by
    row.save()
    after = {**facts_of(row, names), "version": row.version}
    note(child=ground.child, subject=row, before=before, after=after, touches_care=False)
    return row
