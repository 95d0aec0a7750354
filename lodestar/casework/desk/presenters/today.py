"""Today in words: what is overdue, what is due, who has no IRO, and what each officer carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from lodestar.access.models import User
from lodestar.access.roles import Permission, Reach, Role
from lodestar.casework.allocation.queries import per_full_post
from lodestar.casework.children.words import in_words
from lodestar.casework.desk.presenters.lists import ChildRow, child_row
from lodestar.casework.desk.queries.today import OfficerLoad, Section, Today
from lodestar.govuk.parts import Link, Stat, Tag
from lodestar.govuk.words import counted, date_and_time
from lodestar.law.appointment import CaseloadFlag, appointment_due, caseload_flag, guide_range
from lodestar.law.calendar import working_days_between


@dataclass(frozen=True, slots=True)
class TodaySection:
    """A list of today's page: its heading, its first rows, and where the rest is."""

    heading: str
    rows: Sequence[ChildRow]
    empty: str
    more: Link | None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A child with no IRO: for how long, and whether the limit has passed."""

    row: ChildRow
    words: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer's caseload in words."""

    name: str
    href: str
    working_time: str
    children: str
    per_full_time: str
    guide: str
    tag: Tag | None
    overdue: str
    soon: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Today's page for somebody whose work is about children."""

    title: str
    intro: str
    stats: Sequence[Stat]
    updated: str
    overdue: TodaySection
    soon: TodaySection
    waiting: Sequence[WaitingRow]
    waiting_more: Link | None
    officers: Sequence[OfficerRow]
    officers_more: Link | None
    acts: Sequence[Link]


MOST_OFFICERS = 10


def today_page(
    person: User, found: Today, loads: Sequence[OfficerLoad], today: date, *, every_officer: bool = False
) -> TodayPage:
    """Return today's page; of many officers those first who have reviews overdue, then those who carry most."""
    shown = loads
    if len(loads) > MOST_OFFICERS and not every_officer:
        shown = sorted(loads, key=lambda o: (-o.overdue, -(o.children / o.share if o.share else 0)))[
            :MOST_OFFICERS
        ]
    listing = reverse("children")
    return TodayPage(
        title="Today",
        intro=f"{today:%A} {in_words(today)}. {whose(person)}",
        stats=stats(found),
        updated=f"Counted {date_and_time(found.counted_at)}",
        overdue=section("Reviews overdue", found.overdue, "overdue", "No review is overdue.", today),
        soon=section(
            "Reviews due in the next 4 weeks",
            found.soon,
            "soon",
            "No review is due in the next 4 weeks.",
            today,
        ),
        waiting=[waiting_row(line, found.since[line.pk], today) for line in found.no_iro.lines],
        waiting_more=more(found.no_iro, "no-iro"),
        officers=[officer_row(load, listing) for load in shown],
        officers_more=Link(f"See all {len(loads)} officers", "?officers=all")
        if len(shown) < len(loads)
        else None,
        acts=[Link("Add a child", reverse("record-new-child"))] if may_add(person) else [],
    )


def may_add(person: User) -> bool:
    """Return whether this person adds children: those who record care for the whole service."""
    return person.may(Permission.RECORD_CARE) and person.reach == Reach.ALL


def whose(person: User) -> str:
    """Return whose children the page is about."""
    match Role(person.role):
        case Role.OFFICER:
            return "The children whose Independent Reviewing Officer you are, or whose officer you cover for."
        case Role.SOCIAL_WORKER:
            return "The children you work with."
        case Role.TEAM_MANAGER:
            return "The children your team works with."
        case Role.SERVICE_MANAGER:
            return "The children your service works with."
    return "Every child the service looks after."


def stats(found: Today) -> list[Stat]:
    """Return the figures at a glance, each leading to its list."""
    listing = reverse("children")
    figures = [
        Stat(str(found.looked_after), "looked after, short breaks left out", listing),
        Stat(
            str(found.overdue.total),
            "reviews overdue",
            f"{listing}?review=overdue",
            "late" if found.overdue.total else "",
        ),
        Stat(str(found.soon.total), "reviews due in 4 weeks", f"{listing}?review=soon"),
        Stat(
            str(found.no_iro.total),
            "with no IRO",
            f"{listing}?review=no-iro",
            "late" if found.no_iro.total else "",
        ),
    ]
    if found.no_date:
        figures.append(
            Stat(str(found.no_date), "with no date for the next review", f"{listing}?review=none", "late")
        )
    return figures


def section(heading: str, found: Section, review: str, empty: str, today: date) -> TodaySection:
    """Return one list of today's page."""
    return TodaySection(heading, [child_row(line, today) for line in found.lines], empty, more(found, review))


def more(found: Section, review: str) -> Link | None:
    """Return the way to the whole of a list that is longer than what is shown."""
    if found.total <= len(found.lines):
        return None
    return Link(f"See all {found.total}", f"{reverse('children')}?review={review}")


def waiting_row(line: object, since: date, today: date) -> WaitingRow:
    """Return a child with no IRO: how long since they became looked after, and the limit (local policy)."""
    limit = appointment_due(became_looked_after_on=since, working_days=settings.IRO_APPOINTMENT_WORKING_DAYS)
    days = working_days_between(since, today)
    words = (
        f"No IRO: {counted(days, 'working day')} since {in_words(since)}, the day the child became looked after. "
        f"The limit is {counted(settings.IRO_APPOINTMENT_WORKING_DAYS, 'working day')}, {in_words(limit.due_on)}."
    )
    late = today > limit.due_on
    tag = Tag("Past the limit", "red") if late else Tag("Within the limit", "yellow")
    return WaitingRow(child_row(line, today), words, tag)  # type: ignore[arg-type]


def officer_row(load: OfficerLoad, listing: str) -> OfficerRow:
    """Return an officer's caseload against the guide of 50 to 70 for a full post."""
    share = load.share
    href = f"{listing}?officer={load.pk}"
    words: tuple[str, str, str, Tag | None]
    if not share:
        words = ("Not recorded", "–", "–", None)
    else:
        low, high = guide_range(fte=float(share))
        words = (
            f"{share:.2f}",
            f"{per_full_post(load.children, share)}",
            f"{low:.0f} to {high:.0f}",
            flag(load.children, float(share)),
        )
    return OfficerRow(
        name=load.name,
        href=href,
        working_time=words[0],
        children=str(load.children),
        per_full_time=words[1],
        guide=words[2],
        tag=words[3],
        overdue=str(load.overdue),
        soon=str(load.soon),
    )


def flag(children: int, share: float) -> Tag | None:
    """Return how a caseload stands against the guide, in words; None while it is within it."""
    match caseload_flag(cases=children, fte=share):
        case CaseloadFlag.RED:
            return Tag("Far above the guide", "red")
        case CaseloadFlag.AMBER:
            return Tag("Above the guide", "orange")
    return None


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """Today's page for somebody whose work is not about single children: where their work is."""

    title: str
    intro: str
    stats: Sequence[Stat]
    places: Sequence[tuple[Link, str]]


HIDE_BELOW = 6


def places_page(person: User, *, looked_after: int, overdue: int, today: date) -> PlacesPage:
    """Return where this person's work is; figures of the service for those who may see them, small ones hidden."""
    figures = []
    if person.may(Permission.SEE_SERVICE_FIGURES):
        figures = [
            Stat(not_small(looked_after), "children looked after today, short breaks left out"),
            Stat(not_small(overdue), "reviews overdue today"),
        ]
    places = [
        (
            Permission.SEE_RECORD_QUALITY,
            Link("Record quality", "/record-quality/"),
            "What is missing, does not fit, or is held back.",
        ),
        (
            Permission.IMPORT_RETURN,
            Link("National return", "/record-quality/return/"),
            "Bring a return in, and see what became of each row.",
        ),
        (
            Permission.SEE_EVENTS,
            Link("Who saw what", "/events/"),
            "Every view and every change, by person and by child.",
        ),
        (Permission.MANAGE_ACCOUNTS, Link("People", "/people/"), "Who may sign in, in which role and team."),
    ]
    mine = [(link, words) for needed, link, words in places if person.may(needed)]
    if person.may(Permission.OPEN_WITH_REASON):
        link = Link("Open a record with a reason", reverse("open-by-identifier"))
        mine.append((link, "For an hour, with your reason kept beside your name."))
    mine.append((Link("Your account", "/account/"), "Your password and role."))
    return PlacesPage(
        title="Today",
        intro=f"{today:%A} {in_words(today)}. {person.role_name}: your role lists no child by name.",
        stats=figures,
        places=mine,
    )


def not_small(count: int) -> str:
    """Return a figure as those may see it who see no child: 1 to 5 is not told."""
    return str(count) if count == 0 or count >= HIDE_BELOW else "5 or fewer"
