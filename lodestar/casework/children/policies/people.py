"""May this be recorded of the people around a child: parts in the case, school, family, steps to adoption."""

from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.policies import dates
from lodestar.casework.children.policies.steps import after_the_row_before, day_can_be, nobody_else_was_here
from lodestar.casework.children.queries import CareRecord, Dated, SpellRow, holds
from lodestar.casework.children.states import (
    CASE_ROLE_WORDS,
    ROLE_CHANGE_WORDS,
    CaseRoleKind,
    Contact,
    RelationshipKind,
)
from lodestar.casework.children.words import in_words
from lodestar.law.citation import Citation, Force

PLACING = Citation(
    "SI 2005/389 reg 36", "https://www.legislation.gov.uk/uksi/2005/389/regulation/36", Force.REGULATIONS
)
ADOPTION_ENDS = {
    "RD1": "The child's needs changed",
    "RD2": "The court did not make a placement order",
    "RD3": "No adopters could be found",
    "RD4": "Another reason",
}


def may_be_given(
    record: CareRecord,
    *,
    kind: str,
    person_id: int,
    from_on: date,
    today: date,
    former_from_on: date | None,
    former_id: int | None,
    standing_on: int | None,
) -> list[Answer]:
    """May a person be given a part in the case: not twice, and one social worker after another?"""
    answers = [*day_can_be(from_on, record, today=today, field="from_on")]
    if kind not in {str(k) for k in CASE_ROLE_WORDS}:
        answers.append(Refused("Select the person's part in the case.", "kind"))
    if any(
        r.kind == kind and r.person_id == person_id and (r.until_on is None or r.until_on > from_on)
        for r in record.case_roles
    ):
        answers.append(Refused("This person has this part in the case already.", "person"))
    if kind == CaseRoleKind.SOCIAL_WORKER:
        answers.append(nobody_else_was_here(standing_on, former_id, what="a social worker"))
        last = max(
            (r.until_on for r in record.case_roles if r.kind == kind and r.until_on is not None), default=None
        )
        begins = SpellRow(from_on=former_from_on, until_on=None) if former_from_on else None
        if begins is not None:
            answers.append(
                after_the_row_before(from_on, begins, field="from_on", what="The social worker before")
            )
        elif last is not None and from_on < last:
            answers.append(
                Refused(
                    f"The child had another social worker until {in_words(last)}. Enter that day or a later "
                    "one.",
                    "from_on",
                )
            )
    return answers


def role_change_can_be(reason: str) -> Answer:
    """Refuse a reason for a change of social worker that is on no list (the return's SW_REASON)."""
    if not reason or reason in ROLE_CHANGE_WORDS:
        return Allowed()
    return Refused("Select why the part in the case changed from the list.", "change_reason")


def still_believed(is_believed: bool) -> Answer:
    """Refuse to change a row that somebody corrected since it was read."""
    if is_believed:
        return Allowed()
    return Refused(
        "Somebody else corrected this while the page was open. Nothing you entered was saved: look at the "
        "record as "
        "it is now.",
        None,
    )


def may_end(row: Dated, *, ended_on: date, today: date, what: str, field: str) -> list[Answer]:
    """May an open row end on a day?"""
    if row.until_on is not None:
        return [
            Refused(f"{what} ended on {in_words(row.until_on)} already. Correct that date instead.", field)
        ]
    return [
        dates.not_after_today(ended_on, today=today, field=field),
        dates.ends_after_it_starts(SpellRow(from_on=row.from_on, until_on=ended_on), field=field, what=what),
    ]


def may_decide_adoption(record: CareRecord, *, decided_on: date, today: date) -> list[Answer]:
    """May the authority's authority to place for adoption begin on a day (checks 184, 522, 551)?"""
    answers = day_can_be(decided_on, record, today=today, field="decided_on")
    if not record.is_looked_after(decided_on):
        answers.append(
            Refused(
                f"The child was not looked after on {in_words(decided_on)}. Check the date.",
                "decided_on",
                PLACING.provision,
            )
        )
    for decision in record.adoption_decisions:
        if decision.until_on is None or holds(decision, decided_on) or decided_on < decision.from_on:
            answers.append(
                Refused(
                    f"A decision of {in_words(decision.from_on)} stands already. End that one first, or "
                    "correct it.",
                    "decided_on",
                )
            )
            break
    return answers


def may_end_adoption(record: CareRecord, *, ended_on: date, reason: str, today: date) -> list[Answer]:
    """May the authority to place for adoption end on a day (check 119)?"""
    standing = next((d for d in record.adoption_decisions if d.until_on is None), None)
    if standing is None:
        return [Refused("There is no decision that the child should be placed for adoption.", None)]
    answers = may_end(standing, ended_on=ended_on, today=today, what="The decision", field="ended_on")
    if reason not in ADOPTION_ENDS:
        answers.append(
            Refused(
                "Select why the child should no longer be placed for adoption.", "reason", "SSDA903 check 119"
            )
        )
    now = record.standing_on(ended_on)
    if now.settled_placement is not None and now.settled_placement.is_adoptive:
        answers.append(
            Refused(
                f"The child was placed for adoption on {in_words(ended_on)}. Record the move from that "
                "placement "
                "first.",
                "ended_on",
            )
        )
    return answers


def may_attend(record: CareRecord, *, name: str, from_on: date, today: date) -> list[Answer]:
    """May a child be on a school's roll from a day?"""
    answers: list[Answer] = [
        dates.not_after_today(from_on, today=today, field="from_on"),
        dates.not_before_birth(from_on, born_on=record.born_on, field="from_on"),
    ]
    if not name:
        answers.append(Refused("Enter the name of the school.", "name"))
    if record.schools:
        last = max(record.schools, key=lambda s: s.from_on)
        answers.append(after_the_row_before(from_on, last, field="from_on", what="The school before"))
        if last.until_on is not None and from_on < last.until_on:
            answers.append(
                Refused(
                    f"The child was at another school until {in_words(last.until_on)}. Enter that day or a "
                    "later one.",
                    "from_on",
                )
            )
    return answers


def may_be_related(
    record: CareRecord,
    *,
    kind: str,
    name: str,
    other_child: int | None,
    contact: str,
    from_on: date,
    today: date,
) -> list[Answer]:
    """May somebody be recorded as mattering to the child?"""
    answers: list[Answer] = [dates.not_after_today(from_on, today=today, field="from_on"), Allowed()]
    if kind not in {k.value for k in RelationshipKind}:
        answers.append(Refused("Select who the person is to the child.", "kind"))
    if contact not in {c.value for c in Contact}:
        answers.append(Refused("Select what contact the care plan allows.", "contact"))
    if not name and other_child is None:
        answers.append(Refused("Enter the person's name.", "name"))
    if other_child == record.child_id:
        answers.append(Refused("Choose another child: this is the same one.", "other_child"))
    return answers
