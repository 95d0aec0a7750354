"""What the stored fields of background work and of the interface are: see `lodestar.config.privacy`."""

from lodestar.config.privacy_classes import IDENTIFYING, SAFE, SENSITIVE

OF_EXCHANGE: dict[str, dict[str, str]] = {
    "api.Token": {
        "name": SAFE,
        "digest": SENSITIVE,
        "scopes": SAFE,
        "made_at": SAFE,
        "made_by": IDENTIFYING,
        "expires_on": SAFE,
        "revoked_at": SAFE,
        "revoked_by": IDENTIFYING,
        "last_used": SAFE,
        "window_from": SAFE,
        "window_calls": SAFE,
    },
    "jobs.Job": {
        "kind": SAFE,
        "key": SAFE,
        "given": SAFE,
        "asked_at": SAFE,
        "asked_by": IDENTIFYING,
        "state": SAFE,
        "not_before": SAFE,
        "tries": SAFE,
        "claimed_until": SAFE,
        "done": SAFE,
        "of": SAFE,
        "words": SAFE,
        "address": SAFE,
        "trouble": SAFE,
        "finished": SAFE,
    },
}
