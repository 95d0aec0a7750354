"""Carrying mail by GOV.UK Notify (NOTIFY_API_KEY and NOTIFY_TEMPLATE).

The template's subject is ((subject)) and its text ((text)). Notify does not drop a repeat by itself, so after a try
whose end is not known it is first asked whether it has the mail.
"""

import re
from typing import Any

from django.conf import settings
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from requests import RequestException

from lodestar.exchange.notices.carriers import NotCarried
from lodestar.exchange.notices.letters import Letter

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
API_KEY = re.compile(f".+-{UUID}-{UUID}", re.IGNORECASE)
TEMPLATE = re.compile(UUID, re.IGNORECASE)
CAME_TO_NOTHING = {"temporary-failure", "technical-failure"}
NO_SUCH_MAILBOX = "permanent-failure"


class NotifyCarrier:
    """Hands mails to GOV.UK Notify."""

    def __init__(self) -> None:
        """Take the key, the template and the address from the settings."""
        client: Any = NotificationsAPIClient
        self.client = client(
            settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_ADDRESS, timeout=settings.EMAIL_TIMEOUT
        )

    def carry(self, letter: Letter, *, tried_before: bool) -> None:
        """Send one mail, unless Notify has it from an earlier try."""
        try:
            if tried_before and self.has(letter):
                return
            self.client.send_email_notification(
                email_address=letter.to,
                template_id=settings.NOTIFY_TEMPLATE,
                personalisation={"subject": letter.subject, "text": letter.text},
                reference=letter.reference,
            )
        except APIError as trouble:
            raise in_words(trouble) from None
        except (RequestException, OSError):
            raise NotCarried("GOV.UK Notify could not be reached.") from None

    def has(self, letter: Letter) -> bool:
        """Return whether Notify took this very mail before and has not given it up for now."""
        found = self.client.get_all_notifications(template_type="email", reference=letter.reference)
        became = [one.get("status") for one in found.get("notifications", [])]
        if NO_SUCH_MAILBOX in became:
            raise NotCarried("GOV.UK Notify found no mailbox at the person's email address.", again=False)
        return any(status not in CAME_TO_NOTHING for status in became)


def in_words(trouble: APIError) -> NotCarried:
    """Return what went wrong by its code alone: what Notify says may repeat what it was sent."""
    if trouble.response is None:
        return NotCarried("GOV.UK Notify could not be reached.")
    return NotCarried(f"GOV.UK Notify refused the email with code {trouble.status_code}.")
