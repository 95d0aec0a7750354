"""EMAIL_URL read into Django's mail settings: one address says how mail leaves the house."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS = "django.core.mail.backends"
# How the connection is kept secret, and the port that goes with it.
SMTP: dict[str, tuple[dict[str, bool], int]] = {
    "smtp": ({}, 25),
    "smtp+tls": ({"EMAIL_USE_TLS": True}, 587),
    "smtps": ({"EMAIL_USE_SSL": True}, 465),
}
# Never with the address itself: it holds a password.
WRONG = (
    "EMAIL_URL is not an address that mail can be sent by: give smtp://, smtp+tls:// or smtps:// with a host "
    "(user:password@host:port), console:, or file: with a folder."
)


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's mail settings for an address; for none, a backend that sends nothing.

    Raises ImproperlyConfigured, without repeating the address, where it cannot be read.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(WRONG) from None
    if not url:
        return {"EMAIL_BACKEND": f"{BACKENDS}.dummy.EmailBackend"}
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{BACKENDS}.console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {"EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in SMTP or not parts.hostname:
        raise ImproperlyConfigured(WRONG)
    secrecy, usual_port = SMTP[parts.scheme]
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or usual_port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        **secrecy,
    }
