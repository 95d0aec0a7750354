"""What every record of the house must have, walked over all models."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
HOUSE = [m for m in apps.get_models() if m.__module__.startswith("lodestar.")]
ROOM_ORDER = {
    "access": 0, "children": 1, "allocation": 2, "reviews": 3, "plans": 4, "meetings": 5, "decisions": 6,
    "ratings": 6, "records": 7, "desk": 8, "comparators": 9, "analytics": 10, "jobs": 11,
    "ssda903": 11, "api": 11,
}  # fmt: skip

pytestmark = pytest.mark.parametrize("model", HOUSE, ids=lambda m: m.__name__)


def test_every_model_says_what_it_is(model):
    assert model.__doc__ and not model.__doc__.startswith(f"{model.__name__}(")


def test_every_model_is_in_the_glossary(model):
    assert f"`{model.__name__}`" in (ROOT / "docs" / "glossary.md").read_text()


def test_foreign_keys_protect_and_point_down(model):
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey) or field.auto_created:
            continue
        assert field.remote_field.on_delete is models.PROTECT, f"{model.__name__}.{field.name} must PROTECT"
        target = field.related_model._meta.app_label
        assert ROOM_ORDER[target] <= ROOM_ORDER[model._meta.app_label], f"{field} points up"


def test_at_and_by_go_together(model):
    names = {f.name for f in model._meta.concrete_fields}
    excused = {
        ("UsedOnce", "used_at"),
        ("ReviewClock", "computed_at"),
        ("EmergencyAccess", "opened_at"),  # the person is `person`
        ("EmergencyAccess", "closes_at"),
        ("ConsultationPaper", "received_at"),  # nobody received what came by link
    }
    for name in names:
        if name.endswith("_at") and (model.__name__, name) not in excused:
            assert f"{name[:-3]}_by" in names, f"{model.__name__}.{name} without who"


def test_coded_fields_are_constrained_by_the_database(model):
    """A short text field holds either a code the database checks, or free words listed here as such."""
    free = {
        "username", "name", "email", "phone", "password", "service", "by_username", "by_role", "child_identifier",
        "subject", "previous_hash", "hash", "token", "went_to", "identifier", "first_name", "last_name",
        "preferred_name", "search_name", "language", "communication_needs", "unique_pupil_number", "because",
        "source_line", "row_kind", "carer", "urn", "postcode", "home_postcode", "year_group", "authority",
        "ended_on_text", "independence", "reason", "implausible_because", "next_citation", "next_force",
        "next_because", "cannot_judge", "file", "rule_id", "values", "words", "paths", "child_key", "file_name",
        "upload_name",
        "key",
        "table",
        "address", "trouble", "nonce",
        "due_because", "late_because", "access_needs", "interpreter", "childs_wishes", "place", "about", "conclusion",
        "effect", "weighed", "not_invited_because", "reply_words", "attendance_because", "helped_by",
        "not_shared_with", "quality_words", "remedy_words", "not_alone_because", "heading", "need", "owner_name",
        "agency", "child_will_know", "answer_words", "evidence", "followed_up_words", "action", "asked",
        "meets_needs_words",
        "next_review_words",
        "accepted_because",
        "years",
        "rows_hash", "counted_from",
        "digest", "series", "area_code", "area_name", "neighbour_code", "neighbour_name", "closeness",
    }  # fmt: skip
    checked = " ".join(
        str(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)
    )
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField) and field.name not in free:
            assert re.search(rf"'{field.name}(__in)?'", checked), (
                f"{model.__name__}.{field.name} is not constrained"
            )
