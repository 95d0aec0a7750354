"""Figures that others publish, kept with the file they came from; what a newer file says differently is kept beside."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.access.constraints import known
from lodestar.analytics.comparators.states import AGED_0_TO_17, SOURCES, Format, Level, Source, Status

PERSON = settings.AUTH_USER_MODEL


class PublishedFile(models.Model):
    """A file of published figures that was loaded: which, of what format, by whom and when.

    `covers_to` is the last year it speaks of; `digest` is the SHA-256 of its bytes; `counts` is the account that was
    given: records read, figures added, changed, unchanged, left to a newer file, and refused.
    """

    file_name = models.CharField(max_length=200)
    format = models.CharField(max_length=20)
    covers_to = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    counts = models.JSONField()
    loaded_at = models.DateTimeField(db_index=True)
    loaded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [known("format", Format, "published_file_format_is_known")]

    def __str__(self) -> str:
        return self.file_name


class Loaded(models.Model):
    """What every published row has: the file it came in, and the newer file that says otherwise, if one does."""

    came_in = models.ForeignKey(PublishedFile, on_delete=models.PROTECT, related_name="+")
    replaced_in = models.ForeignKey(
        PublishedFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        abstract = True


class PublishedValue(Loaded):
    """A published figure of an area in the year ending 31 March: a value, or the sign why none is shown.

    `series` is the id of the measure of ours that it is the same as, or else its publisher's own short name.
    """

    series = models.CharField(max_length=80)
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=120)
    level = models.CharField(max_length=10)
    year_ending = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    status = models.CharField(max_length=15)
    source = models.CharField(max_length=20)

    class Meta:
        constraints = [
            known("level", Level, "published_value_level_is_known"),
            known("status", Status, "published_value_status_is_known"),
            known("source", Source, "published_value_source_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.PUBLISHED, value__isnull=False)
                | (~Q(status=Status.PUBLISHED) & Q(value__isnull=True)),
                name="published_value_is_there_when_published",
            ),
            models.UniqueConstraint(
                fields=["series", "area_code", "year_ending", "source"],
                condition=Q(replaced_in__isnull=True),
                name="one_published_value_of_a_series_area_year_and_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}, {self.area_name}, {self.year_ending}"

    @property
    def said_by(self) -> str:
        """Return who published it, in words."""
        words = SOURCES[Source(self.source)]
        return f"{words.publisher}: {words.title} ({words.licence})"


class Population(Loaded):
    """How many children lived in an area in the middle of a year, as the ONS estimates; None where it does not."""

    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=120)
    level = models.CharField(max_length=10)
    year = models.PositiveIntegerField()
    age_group = models.CharField(max_length=4, default=AGED_0_TO_17)
    number = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=15)

    class Meta:
        constraints = [
            known("level", Level, "population_level_is_known"),
            known("status", Status, "population_status_is_known"),
            known("age_group", [AGED_0_TO_17], "population_age_group_is_known"),
            models.UniqueConstraint(
                fields=["area_code", "year", "age_group"],
                condition=Q(replaced_in__isnull=True),
                name="one_population_of_an_area_year_and_age_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_name}, {self.year}"


class StatisticalNeighbour(Loaded):
    """One of the ten authorities most like an authority, by the Department's model; rank 1 is the closest."""

    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField()
    neighbour_code = models.CharField(max_length=9)
    neighbour_name = models.CharField(max_length=120)
    closeness = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=10), name="statistical_neighbours_are_ten"
            ),
            models.UniqueConstraint(
                fields=["area_code", "rank"],
                condition=Q(replaced_in__isnull=True),
                name="one_statistical_neighbour_of_an_area_and_rank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_name}: {self.rank}. {self.neighbour_name}"


def key_of(row: Any) -> tuple[object, ...]:
    """Return what there is one of, as `rows` says it of the row read."""
    if isinstance(row, PublishedValue):
        return (row.series, row.area_code, row.year_ending, row.source)
    if isinstance(row, Population):
        return (row.area_code, row.year, row.age_group)
    return (row.area_code, row.rank)


def said_by(row: Any) -> tuple[object, ...]:
    """Return what may change from one file to the next, as `rows` says it of the row read."""
    if isinstance(row, PublishedValue):
        return (row.value, row.status)
    if isinstance(row, Population):
        return (row.number, row.status)
    return (row.neighbour_code, row.closeness)
