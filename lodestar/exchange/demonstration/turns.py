"""What else happens around made-up reviews: wishes, steps, days moved, reviews cancelled or adjourned, letters."""

from datetime import date, datetime, time, timedelta

from lodestar.access.models import User
from lodestar.casework.children.words import LONDON
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import last_sitting
from lodestar.casework.records.actions.letters import check_letter, save_letter
from lodestar.casework.records.queries.letters import letter_facts
from lodestar.casework.records.words_of_letters import draft
from lodestar.law.calendar import add_working_days

WISHES = ("After school, at home", "At the library, not at school")
WHO = ("Nan, and not too many people", "")
HOUR, EVENING = time(12), time(17, 30)


def prepare(booking: Booking, place: int, *, officer: User, asked_at: datetime, talked_at: datetime) -> None:
    """Ask the child what they want for the review and talk with the social worker; not of every review."""
    if place % 4:
        meetings.record_wishes(
            booking=booking,
            place=WISHES[place % 2],
            people=WHO[place % 2],
            agenda="",
            chairing="",
            by=officer,
            at=asked_at,
        )
    if place % 3:
        for step, words in (
            ("talk", "Spoke by telephone"),
            ("advocacy", "Told of both; neither is wanted now"),
        ):
            meetings.say_step(booking=booking, step=step, state="done", words=words, by=officer, at=talked_at)


def turn(booking: Booking, place: int, *, administrator: User, now: datetime, due_on: date) -> None:
    """Let the day of some reviews to come be moved, and one of them be cancelled and wait for approval."""
    sitting = last_sitting(booking)
    if sitting is None:
        return
    day = sitting.starts_at.astimezone(LONDON).date()
    earlier = add_working_days(day, -1)
    if place % 11 == 6 and earlier > now.date():
        meetings.move_sitting(
            sitting=sitting,
            starts_at=datetime.combine(earlier, EVENING, LONDON),
            asked_for_by="child",
            because="The child has football on the other day",
            late_because="The child asked for another day" if earlier > due_on else "",
            by=administrator,
            at=now,
        )
    elif place % 23 == 9:
        meetings.cancel_booking(
            booking=booking,
            reason="child-unwell",
            asked_for_by="carer",
            because="The child has a fever; the carer asks for the week after",
            by=administrator,
            at=now,
        )


def adjourn(booking: Booking, *, officer: User, at: datetime) -> None:
    """Open a review of today and adjourn it for want of a report."""
    today = at.astimezone(LONDON).date()
    meetings.adjourn(
        booking=booking,
        opened_on=today,
        starts_at=datetime.combine(add_working_days(today, 14), EVENING, LONDON),
        because="The health assessment has not come, and the plan for the spring hangs on it",
        weighed="Nothing changes for the child before the new year: a fortnight does no harm",
        asked="The child would rather wait than guess; the carers and the mother agree",
        by=officer,
        at=at,
    )


def letter(booking: Booking, *, officer: User, on: date, now: datetime) -> None:
    """Write the letter to the child as it is drafted, and check it the day after."""
    band, facts = letter_facts(booking, on)
    at = min(datetime.combine(on, HOUR, LONDON), now)
    saved = save_letter(
        booking=booking, band=band, text=draft(band, facts).text, version=0, by=officer, at=at
    )
    check_letter(
        letter=saved,
        is_safe_to_open=True,
        gives_no_address_away=True,
        holds_no_surprise=True,
        by=officer,
        at=min(at + timedelta(days=1), now),
    )
