"""What the IRO alone says of a review: the quality questions, the plan's grades, the conclusion."""

from datetime import datetime

from lodestar.access.answers import NotAllowed, Refused
from lodestar.access.door import facts_of, note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.policies.steps import refusals
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.records.actions.holding import concluding
from lodestar.casework.records.models import Conclusion, PlanGrade, QualityAnswer
from lodestar.casework.records.policies import room as policies
from lodestar.casework.records.queries.room import conclusion_of, was_under_4
from lodestar.casework.reviews.policies import fits_age

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


@records(EventKind.QUALITY_ANSWERED)
def answer_quality(*, booking: Booking, answers: dict[str, str], by: User, at: datetime) -> dict[str, str]:
    """Answer quality questions of a review (seed 9). Raises NotAllowed with every reason."""
    booking, child = concluding(booking, by=by, at=at)
    day = review_day(booking) or pen.day_of(at)
    pen.require_none(refusals(policies.quality_answers_fit(answers, is_under_4=was_under_4(booking, day))))
    stored = {row.question: row for row in QualityAnswer.objects.filter(booking=booking)}
    before = {question: row.answer for question, row in stored.items()}
    if all(before.get(question) == answer for question, answer in answers.items()):
        nothing_changed()
        return before
    for question, answer in answers.items():
        row = stored.get(question) or QualityAnswer(booking=booking, question=question)
        row.answer, row.answered_at, row.answered_by = answer, at, by
        row.save()
    note(child=child, subject=booking, before=before, after={**before, **answers}, touches_care=False)
    return {**before, **answers}


@records(EventKind.PLAN_GRADED)
def grade_plan(
    *, booking: Booking, grades: dict[str, tuple[int, str]], by: User, at: datetime
) -> list[PlanGrade]:
    """Grade the care plan against criteria: (grade, evidence) by criterion. Raises NotAllowed with every reason."""
    booking, child = concluding(booking, by=by, at=at)
    pen.require_none(
        refusals(
            [policies.grade_fits(criterion, grade, words) for criterion, (grade, words) in grades.items()]
        )
    )
    stored = {row.criterion: row for row in PlanGrade.objects.filter(booking=booking)}
    changed = []
    for criterion, (grade, evidence) in grades.items():
        row = stored.get(criterion) or PlanGrade(booking=booking, criterion=criterion)
        if row.pk is not None and (row.grade, row.evidence) == (grade, evidence.strip()):
            continue
        before = None if row.pk is None else facts_of(row, ["criterion", "grade", "evidence"])
        row.grade, row.evidence, row.graded_at, row.graded_by = grade, evidence.strip(), at, by
        row.save()
        after = facts_of(row, ["criterion", "grade", "evidence"])
        note(child=child, subject=row, before=before, after=after, touches_care=False)
        changed.append(row)
    if not changed:
        nothing_changed()
    return changed


@records(EventKind.CONCLUSION_SAVED)
def save_conclusion(*, booking: Booking, version: int, by: User, at: datetime, **facts: object) -> Conclusion:
    """Save the conclusion as far as it is given, built on a version of it (0: none yet).

    Raises NotAllowed where somebody saved another since, a code does not fit the child's age, or an answer is
    impossible; ValueError for a fact that a conclusion does not have.
    """
    unknown = set(facts) - set(CONCLUDED)
    if unknown:
        raise ValueError(f"A conclusion has no {', '.join(sorted(unknown))}.")
    booking, child = concluding(booking, by=by, at=at)
    day = review_day(booking) or pen.day_of(at)
    answers = policies.conclusion_fits(facts, today=pen.day_of(at))
    if facts.get("participation"):
        answers.append(
            fits_age(str(facts["participation"]), booking.kind, day, born_on=booking.child.born_on)
        )
    pen.require_none(refusals(answers))
    stands = conclusion_of(booking)
    if stands is not None and stands.version != version:
        raise NotAllowed(
            Refused(
                f"{stands.saved_by.name} saved this page while you had it open. Your answers are below, theirs are "
                "saved: look at the record, then save again to put yours in place of theirs."
            )
        )
    row = stands or Conclusion(booking=booking, version=0)
    before = None if stands is None else facts_of(stands, CONCLUDED)
    for name, value in facts.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if before is not None and facts_of(row, CONCLUDED) == before:
        nothing_changed()
        return row
    row.version += 1
    row.saved_at, row.saved_by = at, by
    row.save()
    note(child=child, subject=row, before=before, after=facts_of(row, CONCLUDED), touches_care=False)
    return row
