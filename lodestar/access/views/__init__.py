"""Pages about who is asking."""

from lodestar.access.views.signing_in import account, demo_sign_in, locked_out, sign_in, sign_out

__all__ = ["account", "demo_sign_in", "locked_out", "sign_in", "sign_out"]
