"""The ways a message goes out: email by any mail server, or GOV.UK Notify where the council uses it."""

from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage

from lodestar.exchange.notices.messages import Message


class NotSent(Exception):
    """A message could not be handed over. `why` holds no personal data; `for_good`: trying again is no use."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        """Keep why."""
        super().__init__(why)
        self.why, self.for_good = why, for_good


class Channel(Protocol):
    """A way for messages to go out."""

    def send(self, message: Message) -> None:
        """Hand a message over; raise NotSent where that failed."""


class ByEmail:
    """Email through the mail server of the settings; its Message-ID is the message's reference."""

    def send(self, message: Message) -> None:
        """Hand a message to the mail server."""
        headers = {"Message-ID": f"<{message.reference}@lodestar>", "Auto-Submitted": "auto-generated"}
        mail = EmailMessage(
            message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to], headers=headers
        )
        try:
            mail.send()
        except OSError as error:  # what smtplib raises, and what sockets do
            raise NotSent(f"The mail server did not take it ({type(error).__name__}).") from None


class ByNotify:
    """GOV.UK Notify: the template has a subject and a text to fill in, named as such."""

    def __init__(self, key: str, template: str, base_url: str = "") -> None:
        """Keep the key and the template of the council's service."""
        from notifications_python_client.notifications import NotificationsAPIClient

        self.client = (
            NotificationsAPIClient(key, base_url=base_url) if base_url else NotificationsAPIClient(key)
        )
        self.template = template

    def send(self, message: Message) -> None:
        """Hand a message to Notify, with its reference."""
        from notifications_python_client.errors import HTTPError

        try:
            self.client.send_email_notification(
                email_address=message.to,
                template_id=self.template,
                personalisation={"subject": message.subject, "text": message.text},
                reference=message.reference,
            )
        except HTTPError as error:
            status = int(error.status_code or 0)
            refused = 400 <= status < 500 and status not in (403, 429)
            raise NotSent(f"GOV.UK Notify answered {status}.", for_good=refused) from None
        except OSError as error:
            raise NotSent(f"GOV.UK Notify could not be reached ({type(error).__name__}).") from None


def the_channel() -> Channel:
    """Return the way that the settings name."""
    if settings.NOTIFY_API_KEY:
        return ByNotify(settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE, settings.NOTIFY_ADDRESS)
    return ByEmail()
