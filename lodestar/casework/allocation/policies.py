"""May this officer be the child's IRO now, and if not why; may this record be opened, and if not why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.access.models import User
from lodestar.access.roles import Permission, Role
from lodestar.casework.allocation.models import IroAllocation, WorkingTime
from lodestar.casework.allocation.queries import Access
from lodestar.casework.children.models import CaseRole, PeriodOfCare
from lodestar.casework.children.states import CaseRoleKind
from lodestar.law import appointment as law

SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Allocatable:
    """Whether an officer may be allocated, with what the independence test found in words."""

    answers: tuple[Answer, ...]
    independence: str

    @property
    def refusals(self) -> tuple[Refused, ...]:
        """Return the reasons why not; empty when they may."""
        return tuple(a for a in self.answers if isinstance(a, Refused))


def may_be_allocated(
    *,
    officer: User,
    periods: Sequence[PeriodOfCare],
    roles: Sequence[CaseRole],
    current: IroAllocation | None,
    from_on: date,
    today: date,
    standing_on: int | None = None,
) -> Allocatable:
    """Answer whether an officer may be the child's IRO from a day.

    `periods` are the child's believed periods of care, `roles` the parts this officer has or had in the case. One
    IRO at a time (CA 1989 s.25A); nobody who manages or managed the case in this period of care (SI 2010/959 reg 46).
    """
    period = next((p for p in reversed(periods) if p.holds_on(from_on)), None)
    answers: list[Answer] = [
        is_an_officer(officer),
        is_looked_after(period, from_on),
        not_in_the_future(from_on, today),
        follows_the_last(current, officer, from_on),
        still_as_seen(current, standing_on),
    ]
    if period is None:
        return Allocatable(tuple(answers), "")
    answer, words = independence_of(officer, roles, period, on=from_on)
    return Allocatable((*answers, answer), words)


def independence_of(
    officer: User, roles: Sequence[CaseRole], period: PeriodOfCare, *, on: date
) -> tuple[Answer, str]:
    """Return the answer of the independence test for an officer on a day in a period of care, and its words."""
    held = [
        law.RoleHeld(
            person=str(role.person_id),
            role=law.CaseRole[CaseRoleKind(role.kind).name],
            from_on=role.from_on,
            until_on=role.until_on,
        )
        for role in roles
        if role.person_id == officer.pk
    ]
    found = law.independence(person=str(officer.pk), roles=held, period_from_on=period.from_on, on=on)
    if isinstance(found, law.Conflict):
        reasons = ", and ".join(ground.reason for ground in found.reasons)
        words = f"{officer.name} is not independent of this case: {reasons}."
        return Refused(words, field="officer", citation=law.REG_46.provision), words
    words = "Independent: no part in managing the case in this period of care."
    if found.flags:
        words += f" To know: {officer.name} {', '.join(found.flags)}."
    return Allowed(), words


def is_an_officer(officer: User) -> Answer:
    """Answer whether the person is an IRO who works here now."""
    if officer.role == Role.OFFICER and officer.is_active:
        return Allowed()
    return Refused(
        f"{officer.name} is not an Independent Reviewing Officer of this service. Choose an officer.",
        field="officer",
    )


def is_looked_after(period: PeriodOfCare | None, on: date) -> Answer:
    """Answer whether the child is looked after on the day the allocation starts."""
    if period is not None:
        return Allowed()
    return Refused(
        "The child is not looked after on that day. Choose a day within a period of care.",
        field="from_on",
        citation="Children Act 1989 s.25A(1)",
    )


def not_in_the_future(day: date, today: date) -> Answer:
    """Answer whether the day has come."""
    if day <= today:
        return Allowed()
    return Refused("The day is in the future. Give today or an earlier day.", field="from_on")


def follows_the_last(current: IroAllocation | None, officer: User, from_on: date) -> Answer:
    """Answer whether the new allocation comes after the one before, and changes something."""
    if current is None:
        return Allowed()
    if current.officer_id == officer.pk:
        return Refused(f"{officer.name} is the child's IRO already. Choose another officer.", field="officer")
    if from_on <= current.from_on:
        return Refused(
            f"{current.officer.name} was allocated from {current.from_on:%-d %B %Y}. Choose a later day.",
            field="from_on",
        )
    return Allowed()


def still_as_seen(current: IroAllocation | None, standing_on: int | None) -> Answer:
    """Answer whether the allocation the person had before them is still the one that stands."""
    if standing_on is None or standing_on == (0 if current is None else current.pk):
        return Allowed()
    who = "no officer" if current is None else current.officer.name
    return Refused(
        f"Somebody changed the allocation while this page was open: the child's IRO is now {who}. Look again."
    )


def may_end_on(current: IroAllocation, until_on: date, *, today: date) -> Answer:
    """Answer whether an allocation may end on a day."""
    if until_on > today:
        return Refused("The day is in the future. Give today or an earlier day.", field="until_on")
    if until_on <= current.from_on:
        return Refused("An allocation ends after the day it began. Choose a later day.", field="until_on")
    return Allowed()


def may_cover(*, absent: User, covering: User, from_on: date, until_on: date) -> tuple[Answer, ...]:
    """Answer whether one officer may cover for another."""
    answers: list[Answer] = [is_an_officer(absent), is_an_officer(covering)]
    if absent == covering:
        answers.append(Refused("Nobody covers for themselves. Choose another officer.", field="covering"))
    if until_on <= from_on:
        answers.append(
            Refused("Cover ends after the day it begins. Choose a later last day.", field="until_on")
        )
    return tuple(answers)


def may_set_working_time(
    officer: User, share: Decimal, from_on: date, current: WorkingTime | None
) -> tuple[Answer, ...]:
    """Answer whether an officer's working time may be set to a share of a full post from a day."""
    answers: list[Answer] = [is_an_officer(officer)]
    if not 0 < share <= 1:
        answers.append(
            Refused("Working time is more than 0 and at most 1 (full time).", field="full_time_equivalent")
        )
    if current is not None and from_on <= current.from_on and share != current.full_time_equivalent:
        answers.append(
            Refused(
                f"The share now in force began on {current.from_on:%-d %B %Y}. Choose a later day.",
                field="from_on",
            )
        )
    return tuple(answers)


def may_open_in_emergency(person: User, access: Access, reason: str) -> tuple[Answer, ...]:
    """Answer whether a person may open a record outside their reach for a short time."""
    answers: list[Answer] = []
    if not person.may(Permission.OPEN_WITH_REASON):
        answers.append(Refused("Your role does not open children's records."))
    if access is Access.OPEN:
        answers.append(Refused("This record is open to you already."))
    if len(reason.strip()) < SHORTEST_REASON:
        answers.append(
            Refused(
                "Say why you need to open this record, in a sentence. The reason is kept and read.",
                field="reason",
            )
        )
    return tuple(answers)
