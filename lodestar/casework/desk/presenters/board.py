"""The managers' board in words: what is late, what waits for an answer, and with whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.casework.desk.presenters.lists import MASKED, address_of
from lodestar.casework.desk.queries.board import Board, Line, Part
from lodestar.casework.desk.queries.rows import ListedChild
from lodestar.casework.ratings.presenters.rating import COLOUR_TAGS, POST_WORDS
from lodestar.casework.ratings.states import Colour, NoticeRole
from lodestar.casework.reviews.presenters.clocks import due_in_words
from lodestar.govuk.parts import Stat, Tag
from lodestar.govuk.words import counted

LONGEST = 140


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line: the child, what it is about with the link that leads to it, who has it, and how it stands."""

    child: str
    child_href: str
    what: str
    href: str
    owner: str
    due: str
    tag: Tag | None


@dataclass(frozen=True, slots=True)
class BoardPart:
    """One part of the board. `empty` is said where nothing is in it; `more` how many are not shown."""

    anchor: str
    title: str
    columns: Sequence[str]
    rows: Sequence[BoardRow]
    empty: str
    more: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The whole board."""

    stats: Sequence[Stat]
    parts: Sequence[BoardPart]


def board_page(board: Board, children: Mapping[int, ListedChild], today: date) -> BoardPage:
    """Return the board in words; a restricted record stays on it, unnamed and without what was decided."""

    def rows(found: Part, turn: Callable[[Line, ListedChild | None], BoardRow]) -> list[BoardRow]:
        return [turn(line, children.get(line.child_id)) for line in found.lines]

    def report(line: Line, child: ListedChild | None) -> BoardRow:
        worker = "" if child is None or child.is_masked else child.social_worker
        return row(line, child, "Social worker's report", worker, due(line, today), Tag("Late", "red"))

    def answer(line: Line, child: ListedChild | None) -> BoardRow:
        what = f"{counted(line.number, 'decision')} to answer"
        return row(line, child, what, "Team manager", due(line, today), soon(line, today))

    def late(line: Line, child: ListedChild | None) -> BoardRow:
        return row(
            line, child, shortened(line.what), line.owner, due(line, today), Tag("Past its date", "red")
        )

    def rating(line: Line, child: ListedChild | None) -> BoardRow:
        colour = Colour(line.what)
        what = f"{COLOUR_TAGS[colour].text} rating"
        post = POST_WORDS[NoticeRole(line.owner)]
        return row(line, child, what, post, due(line, today), COLOUR_TAGS[colour])

    def green(line: Line, child: ListedChild | None) -> BoardRow:
        is_past = "is past its date" if line.number == 1 else "are past their date"
        what = f"{counted(line.number, 'decision')} {is_past}"
        return row(line, child, what, "", "", COLOUR_TAGS[Colour.GREEN])

    parts = [
        (
            "reports",
            "Reports late",
            ("Child", "What", "With", "By when"),
            board.reports,
            report,
            "No report is late",
        ),
        (
            "answers",
            "Decisions that wait for an answer",
            ("Child", "What", "With", "By when"),
            board.answers,
            answer,
            "No decision waits for an answer",
        ),
        (
            "late",
            "Decisions past their date",
            ("Child", "What", "With", "By when"),
            board.late,
            late,
            "No decision is past its date",
        ),
        (
            "ratings",
            "Ambers and reds to answer",
            ("Child", "What", "With", "By when"),
            board.ratings,
            rating,
            "No amber or red waits for an answer",
        ),
        (
            "greens",
            "Rated green, with decisions past their date",
            ("Child", "What", "With", "How it stands"),
            board.greens,
            green,
            "No review rated green has a decision past its date",
        ),
    ]
    return BoardPage(
        stats=[
            Stat(str(found.total), title, f"#{anchor}", "late" if found.total and anchor != "answers" else "")
            for anchor, title, _, found, _, _ in parts
        ],
        parts=[
            BoardPart(anchor, title, columns, rows(found, turn), empty, more(found))
            for anchor, title, columns, found, turn, empty in parts
        ],
    )


def row(line: Line, child: ListedChild | None, what: str, owner: str, when: str, tag: Tag | None) -> BoardRow:
    """Return one line; of a restricted record only that there is something."""
    if child is None or child.is_masked:
        href = address_of("open-with-reason").format(line.child_id)
        return BoardRow(MASKED, href, "Restricted: open the record to see", "", "", when, tag)
    return BoardRow(
        child.name, address_of("child").format(line.child_id), what, line.address, owner, when, tag
    )


def due(line: Line, today: date) -> str:
    """Return by when, with the days left or gone."""
    return due_in_words(line.due_on, today) if line.due_on is not None else ""


def soon(line: Line, today: date) -> Tag:
    """Return whether an answer presses."""
    days = (line.due_on - today).days if line.due_on is not None else 99
    return Tag("Due soon", "yellow") if days <= 2 else Tag("Waits", "blue")


def shortened(words: str) -> str:
    """Return the beginning of a long text."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= LONGEST else f"{one_line[: LONGEST - 1].rstrip()}…"


def more(found: Part) -> str:
    """Return how many are not shown, or nothing."""
    left = found.total - len(found.lines)
    return f"{counted(left, 'more line')} not shown: these are the most pressing." if left > 0 else ""
