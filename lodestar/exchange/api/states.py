"""What a token may read, and who may give that to one."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from lodestar.access.roles import Permission


class Scope(StrEnum):
    """One thing that a token may read."""

    MEASURES = "measures"
    TABLES = "tables"
    SMALL_NUMBERS = "small-numbers"
    EXTRACTS = "extracts"
    IDENTIFIERS = "identifiers"


SCOPE_WORDS: Final = {
    Scope.MEASURES: "Measures",
    Scope.TABLES: "Tables",
    Scope.SMALL_NUMBERS: "Small numbers",
    Scope.EXTRACTS: "Extracts",
    Scope.IDENTIFIERS: "Identifiers",
}
SCOPE_HINTS: Final = {
    Scope.MEASURES: "Every measure with its definition, its trend and what it stands beside",
    Scope.TABLES: "How many children of each kind",
    Scope.SMALL_NUMBERS: "Counts of 1 to 5, which are otherwise given as “c”",
    Scope.EXTRACTS: "The rows behind the figures, a row a fact, under made-up identifiers",
    Scope.IDENTIFIERS: "Children's own identifiers, dates of birth and postcodes in extracts",
}
# One of these permissions lets a person give a scope to a token, and a token read by it while they have it.
GIVEN_BY: Final[dict[Scope, frozenset[Permission]]] = {
    Scope.MEASURES: frozenset({Permission.SEE_SERVICE_FIGURES, Permission.MANAGE_ACCOUNTS}),
    Scope.TABLES: frozenset({Permission.SEE_SERVICE_FIGURES, Permission.MANAGE_ACCOUNTS}),
    Scope.SMALL_NUMBERS: frozenset({Permission.SEE_SMALL_NUMBERS}),
    Scope.EXTRACTS: frozenset({Permission.KEEP_FIGURES}),
    Scope.IDENTIFIERS: frozenset({Permission.IMPORT_RETURN}),
}
LONGEST_LIFE: Final = timedelta(days=366)
