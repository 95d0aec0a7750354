"""Every stored field is classed as identifying, sensitive or safe; nothing is classed that is not stored."""

import pytest
from django.apps import apps

from lodestar.config import privacy

HOUSE = {m._meta.label: m for m in apps.get_models() if m.__module__.startswith("lodestar.")}


@pytest.mark.parametrize("label", sorted(HOUSE))
def test_every_field_is_classed(label):
    for field in HOUSE[label]._meta.concrete_fields:
        found = privacy.classed(label, field.name)
        assert found in {privacy.IDENTIFYING, privacy.SENSITIVE, privacy.SAFE}, f"class {label}.{field.name}"


def test_nothing_is_classed_that_is_not_stored():
    for label, fields in privacy.FIELDS.items():
        stored = {f.name for f in HOUSE[label]._meta.concrete_fields}
        assert set(fields) <= stored, f"{label}: {set(fields) - stored} are not stored"
