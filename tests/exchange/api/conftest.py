"""Figures that are known by hand, and a system that calls with a token."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from lodestar.access.roles import Role
from lodestar.analytics.measures.rows import Rows, table_of
from lodestar.analytics.models import Figures
from lodestar.exchange.api.states import Scope
from tests.factories.people import a_person
from tests.factories.tokens import a_token

AT = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
END = date(2026, 3, 31)
SECRET = "lodestar_a-secret-of-the-tests"
HASH = "0123456789abcdef0123456789abcdef"


def an_answer(name: str, n: Any, d: Any, value: Any, unit: str = "percent", **facts: Any) -> dict[str, Any]:
    return {
        "id": name, "label": f"The measure {name}", "numerator": n, "denominator": d, "value": value, "unit": unit,
        "better": "lower", "definition": "What is counted.", "source": "SSDA903", "owner": "IRO manager",
        "excluded": [], "note": "", **facts,
    }  # fmt: skip


ANSWERS = [
    an_answer("NI62", 43, 717, 6.0, excluded=[{"why": "short breaks only", "children": 3}]),
    an_answer("FEW_IN", 3, 40, 7.5),
    an_answer("FEW_OUT", 38, 40, 95.0),
    an_answer("FEW", 4, None, 4, "number"),
    an_answer("NONE", 0, 40, 0.0),
    an_answer("MANY", 412, None, 412, "number"),
    an_answer("EMPTY", None, None, None, note="These rows do not hold health."),
    an_answer("DAYS", 90, 3, 30.0, "mean"),
]
TABLES = [
    {
        "id": "legal_status",
        "label": "Legal status at the end of the year",
        "rows": [
            {"code": "C2", "label": "Full care order", "count": 310},
            {"code": "V2", "label": "Section 20", "count": 3},
            {"code": "E1", "label": "Placement order", "count": 41},
            {"code": "L1", "label": "Police protection", "count": 0},
        ],
    },
    {"id": "sex", "label": "Sex", "rows": [{"code": "1", "label": "=Boys", "count": 200}]},
]
ROWS = Rows(
    {
        "children": table_of(
            "children", [("K1001", date(2015, 5, 17), "F", "WBRI"), ("K2002", date(2009, 1, 1), "M", None)]
        ),
        "placements": table_of(
            "placements",
            [("K1001", date(2026, 3, 2), None, "U6", "PR1", "SC123456", "SY1 1AA", 3.5, "IN", True, False)],
        ),
        "officers": table_of("officers", [("K1001", date(2026, 3, 4), None, "ivy")]),
        "schools": table_of("schools", [("K1001", date(2025, 9, 1), None, "=HYPERLINK(1)")]),
    },
    "the register",
)


@pytest.fixture
def frozen():
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


@pytest.fixture
def analyst(db):
    return a_person(Role.ANALYST, name="Ada Byron")


def figures_of(by, ends_on=END, answers=ANSWERS, **facts):
    said = {
        "ends_on": ends_on, "counted_from": "the register", "caveats": ["2 rows left out"], "rows": ROWS.sealed(),
        "rows_hash": HASH, "answers": answers, "tables": TABLES, "made_at": AT, "made_by": by, **facts,
    }  # fmt: skip
    return Figures.objects.create(**said)


@pytest.fixture
def figures(analyst):
    return figures_of(analyst)


class System:
    """Another system: calls with a token, without a session or cookies."""

    def __init__(self, secret: str = SECRET):
        self.secret = secret
        self.client = Client(enforce_csrf_checks=True)

    def get(self, address: str, status: int = 200, **query: Any):
        answer = self.client.get(address, query, headers={"authorization": f"Bearer {self.secret}"})
        assert answer.status_code == status, (answer.status_code, answer.content[:300])
        return answer

    def read(self, address: str, **query: Any) -> Any:
        return self.get(address, **query).json()

    def told(self, address: str, status: int, **query: Any) -> str:
        return self.get(address, status, **query).json()["detail"]


@pytest.fixture
def calls_with(analyst, frozen):
    """Return a function that makes a token of some scopes and gives the system that calls with it."""

    def made(*scopes: Scope, by=None, **facts: Any) -> System:
        secret = f"{SECRET}-{'-'.join(scopes)}"
        a_token(by or analyst, scopes=scopes, secret=secret, **{"expires_on": date(2026, 12, 31), **facts})
        return System(secret)

    return made
