"""Carrying mail by Django's mail settings (EMAIL_URL)."""

from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from lodestar.exchange.notices.carriers import NotCarried
from lodestar.exchange.notices.letters import Letter


class EmailCarrier:
    """Hands mails to a mail server, or writes them where the demonstration looks for them."""

    def carry(self, letter: Letter, *, tried_before: bool) -> None:
        """Send one mail. Its Message-ID is its reference, so mailboxes show a repeat as the same mail."""
        message = EmailMessage(
            subject=letter.subject,
            body=letter.text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.to],
            headers={
                "Message-ID": f"<{letter.reference}@{urlsplit(settings.SITE_ADDRESS).hostname or 'localhost'}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        try:
            message.send()
        except (SMTPException, OSError) as trouble:
            raise in_words(trouble) from None


def in_words(trouble: Exception) -> NotCarried:
    """Return what went wrong without what the server said: servers repeat addresses."""
    if isinstance(trouble, SMTPRecipientsRefused):
        codes = [code for code, _ in trouble.recipients.values()]
        for_good = bool(codes) and all(code >= 500 for code in codes)
        return NotCarried("The mail server did not accept the person's email address.", again=not for_good)
    if isinstance(trouble, SMTPAuthenticationError):
        return NotCarried("The mail server did not accept the service's own sign-in.")
    if isinstance(trouble, SMTPResponseException):
        return NotCarried(f"The mail server refused the email with code {trouble.smtp_code}.")
    return NotCarried("The mail server could not be reached, or stopped answering.")
