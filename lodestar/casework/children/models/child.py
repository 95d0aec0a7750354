"""The child, and what is known of them and their family."""

import unicodedata
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from lodestar.casework.children.models.dated import DatedRow, dated_constraints
from lodestar.casework.children.states import (
    DISABILITY_WORDS,
    ETHNICITY_WORDS,
    AliasKind,
    Contact,
    RelationshipKind,
    Sex,
    Source,
)


def searchable(text: str) -> str:
    """Return text as searches compare it: no accents, hyphens, apostrophes or capitals, single-spaced."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (" " if c in "-‐–" else c for c in plain if not unicodedata.combining(c) and c not in "'’.")
    return " ".join("".join(letters).split())


class Child(models.Model):
    """A child the responsible authority looks after or has looked after.

    `identifier` is the authority's own, as the return carries it: up to 20 letters and digits, never reused.
    A child who comes from a return alone has no names.
    """

    identifier = models.CharField(max_length=20, unique=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    preferred_name = models.CharField(max_length=80, blank=True)
    search_name = models.CharField(max_length=260, blank=True, db_index=True)
    born_on = models.DateField(db_index=True)
    sex = models.CharField(max_length=1, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=4, default="NOBT")
    language = models.CharField(max_length=60, blank=True)
    interpreter_needed = models.BooleanField(default=False)
    communication_needs = models.CharField(max_length=300, blank=True)
    unique_pupil_number = models.CharField(max_length=13, blank=True)
    is_mother = models.BooleanField(default=False)
    own_child_born_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=20, default=Source.PERSON)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(identifier=""), name="child_has_an_identifier"),
            models.CheckConstraint(condition=Q(sex__in=[s.value for s in Sex]), name="child_sex_is_known"),
            models.CheckConstraint(
                condition=Q(ethnicity__in=list(ETHNICITY_WORDS)), name="child_ethnicity_is_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=[s.value for s in Source]), name="child_source_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Child {self.identifier}"

    @property
    def name(self) -> str:
        """Return what to call the child: preferred name first, or the identifier where no name is held."""
        called = self.preferred_name or self.first_name
        return f"{called} {self.last_name}".strip() or f"Child {self.identifier}"

    def search_words(self, aliases: Iterable[str] = ()) -> str:
        """Return what `search_name` holds: first, last and preferred names and aliases, as searches compare
        them.
        """
        names = [f"{self.first_name} {self.last_name}", self.preferred_name, *aliases]
        return " | ".join(filter(None, map(searchable, names)))[:260]


class Alias(models.Model):
    """Another name the child has or had."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="aliases")
    kind = models.CharField(max_length=20, default=AliasKind.KNOWN_AS)
    name = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "name"], name="alias_once_a_child"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in AliasKind]), name="alias_kind_is_known"
            ),
        ]


class Disability(DatedRow):
    """A disability recorded for the child (children in need census codes)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="disabilities")
    code = models.CharField(max_length=4)

    class Meta:
        constraints = [
            *dated_constraints("disability"),
            models.CheckConstraint(
                condition=Q(code__in=list(DISABILITY_WORDS)), name="disability_code_is_known"
            ),
        ]


class UnaccompaniedStatus(DatedRow):
    """The time in which the child was an unaccompanied asylum-seeking child."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="unaccompanied_statuses")

    class Meta:
        constraints = [
            *dated_constraints("unaccompanied"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(corrected_at__isnull=True), name="unaccompanied_once_a_child"
            ),
        ]


class Relationship(DatedRow):
    """A person who matters to the child; `other_child` where that person is a child in the register too.

    `is_address_confidential` warns that the child's address must not reach this person.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=20)
    other_child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=160, blank=True)
    has_parental_responsibility = models.BooleanField(default=False)
    contact = models.CharField(max_length=20, default=Contact.NOT_RECORDED)
    is_address_confidential = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *dated_constraints("relationship"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in RelationshipKind]), name="relationship_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(contact__in=[c.value for c in Contact]), name="relationship_contact_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(other_child__isnull=False), name="relationship_names_somebody"
            ),
        ]


class Restriction(DatedRow):
    """The time in which a child's record may be opened only by those who work with them, or who are named
    here.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="restrictions")
    because = models.CharField(max_length=300)
    allowed = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    class Meta:
        constraints = [
            *dated_constraints("restriction"),
            models.CheckConstraint(condition=~Q(because=""), name="restriction_gives_its_reason"),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(corrected_at__isnull=True, until_on__isnull=True),
                name="one_open_restriction_a_child",
            ),
        ]
