"""What a person types on the desk's pages."""

from collections.abc import Mapping
from typing import Any

from lodestar.casework.desk.queries import finding
from lodestar.casework.desk.queries.finding import Wanted
from lodestar.govuk.forms import Form, TextareaField, TextField


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """Return what an address asks of the list; what is not one of the choices is left out, never an error."""

    def one_of(name: str, choices: Mapping[str, object], default: str = "") -> str:
        value = query.get(name, default)
        return value if value in choices else default

    def number(name: str) -> int | None:
        value = query.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None

    sort = query.get("sort", "due")
    return Wanted(
        words=query.get("q", "").replace("\x00", "").strip()[:100],
        state=one_of("state", finding.STATES, "now"),
        officer=number("officer"),
        team=number("team"),
        status=one_of("status", finding.STATUS_GROUPS),
        placement=one_of("placement", finding.PLACEMENT_GROUPS),
        review=one_of("review", finding.REVIEW_STATES),
        age=one_of("age", finding.AGE_BANDS),
        sort=sort if sort.removeprefix("-") in finding.SORTS else "due",
    )


class OpenWithReasonForm(Form):
    """Why somebody needs to open a record, and whose where the page does not know."""

    identifier = TextField(
        label="The child's identifier",
        called="the child's identifier",
        width="20",
        max_length=20,
        autocomplete="off",
    )
    reason = TextareaField(
        label="Why do you need to open it?",
        called="why you need to open it",
        hint="For example: the police asked who to call tonight",
        max_length=500,
        rows=4,
    )

    def __init__(self, *args: Any, asks_identifier: bool, **kwargs: Any) -> None:
        """Leave the identifier out where the page knows whose record it is."""
        super().__init__(*args, **kwargs)
        if not asks_identifier:
            del self.fields["identifier"]
