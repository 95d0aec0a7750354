"""What databases refuse, said the same way by every noun."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


def known(field: str, values: Iterable[str], name: str, *, or_blank: bool = False) -> models.CheckConstraint:
    """Return the constraint that a coded column holds one of its codes (or nothing, where that is allowed)."""
    codes = [str(value) for value in values]
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *codes] if or_blank else codes}), name=name
    )


def at_with_by(step: str, name: str) -> models.CheckConstraint:
    """Return the constraint that `<step>_at` and `<step>_by` are both there, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{step}_at__isnull": True, f"{step}_by__isnull": True})
        | Q(**{f"{step}_at__isnull": False, f"{step}_by__isnull": False}),
        name=name,
    )
