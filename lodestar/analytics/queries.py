"""Asking: figures that were worked out or kept, and what they stand beside."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from lodestar.analytics.comparators.queries import population_of
from lodestar.analytics.measures.rows import Rows, unsealed
from lodestar.analytics.models import Figures

__all__ = ["figures_by_id", "figures_for", "kept_figures", "population_of", "rows_of", "years_worked_out"]


def without_rows() -> QuerySet[Figures]:
    """Return figures without the rows they were counted over: pages show what came out."""
    return Figures.objects.defer("rows").select_related("made_by", "kept_by")


def figures_for(ends_on: date) -> Figures | None:
    """Return the figures of the year that ends on a day: the working set, else a kept one; None without any."""
    return without_rows().filter(ends_on=ends_on).order_by("name", "-made_at", "-pk").first()


def figures_by_id(pk: int) -> Figures | None:
    """Return figures by their id, or None."""
    return without_rows().filter(pk=pk).first()


def kept_figures() -> list[Figures]:
    """Return the snapshots that were kept, latest first, without answers and tables."""
    return list(
        without_rows().exclude(name="").defer("rows", "answers", "tables").order_by("-kept_at", "-pk")
    )


def years_worked_out(days: Sequence[date]) -> dict[date, Figures]:
    """Return the figures of each of some days that has any: the working set before a kept one."""
    found: dict[date, Figures] = {}
    for one in without_rows().filter(ends_on__in=list(days)).order_by("-name", "made_at", "pk"):
        found[one.ends_on] = one
    return found


def rows_of(figures: Figures) -> Rows:
    """Return the frozen rows behind figures: the same rows ever after."""
    sealed = Figures.objects.values_list("rows", flat=True).get(pk=figures.pk)
    return unsealed(bytes(sealed), figures.counted_from, tuple(figures.caveats))
