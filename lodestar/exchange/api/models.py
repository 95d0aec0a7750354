"""Tokens that other systems show."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Token(models.Model):
    """A secret with which another system reads figures for the person who made it.

    The secret is shown once and kept as a `digest` alone. `scopes` are what it may read, as long as who made it may
    give that. `last_used`, `window_from` and `window_calls` are for who looks after it, and for how often it may call.
    """

    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    last_used = models.DateTimeField(null=True, blank=True)
    window_from = models.DateTimeField(null=True, blank=True)
    window_calls = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_revoked_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["made_by", "-made_at"], name="tokens_of_a_person")]

    def __str__(self) -> str:
        return self.name
