"""What waits for a person, in words: by when, what, and about whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.casework.desk.presenters.lists import MASKED
from lodestar.casework.desk.queries.rows import ListedChild
from lodestar.casework.desk.queries.work import Waiting, Work
from lodestar.casework.reviews.presenters.clocks import due_in_words, tone_of
from lodestar.govuk.parts import Link, Paging, Tag
from lodestar.govuk.words import counted

DEEDS = {
    "book": "Book the review",
    "approve": "Approve the cancelling",
    "invite": "Send the invitations",
    "report": "Write the report",
    "report-late": "Chase the report, or give a date for it",
    "see": "Speak with the child",
    "close": "Close the review",
    "minute": "Check the minute",
    "changes": "Change the minute as asked",
    "send": "Send the decisions",
    "answer": "Answer the decisions",
    "disagreed": "Settle a decision the manager disagrees with",
    "do": "Say how a decision is going",
    "rating": "Answer the rating",
    "follow-up": "Follow the rating up",
    "sign": "Sign the record",
    "distribute": "Send the record out",
}


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line: what is to be done, about whom, and by when."""

    deed: str
    href: str
    child: str
    due: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The page of everything that waits."""

    intro: str
    kinds: Sequence[Link]
    rows: Sequence[WorkRow]
    paging: Paging


def work_page(
    work: Work, children: Mapping[int, ListedChild], kind: str, paging: Paging, today: date
) -> WorkPage:
    """Return the page; the kinds with something in them lead to their own lists."""
    everything = sum(number for _, _, number in work.counts)
    kinds = [Link("Everything", "?", current=not kind, count=everything)]
    kinds += [
        Link(words, f"?kind={name}", current=name == kind, count=number)
        for name, words, number in work.counts
    ]
    intro = f"{counted(everything, 'thing')} to do, soonest first." if everything else ""
    return WorkPage(intro, kinds, [work_row(one, children, today) for one in work.lines], paging)


def work_row(one: Waiting, children: Mapping[int, ListedChild], today: date) -> WorkRow:
    """Return one line; a restricted record stays listed, and unnamed."""
    child = children.get(one.child_id)
    name = MASKED if child is None or child.is_masked else child.name
    match tone_of(one.due_on, today):
        case "late":
            tag = Tag("Late", "red")
        case "soon":
            tag = Tag("Soon", "yellow")
        case _:
            tag = Tag("Later", "grey")
    return WorkRow(DEEDS[one.kind], one.address, name, due_in_words(one.due_on, today), tag)
