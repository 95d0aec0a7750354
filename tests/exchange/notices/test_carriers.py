"""Mail by a mail server and by GOV.UK Notify, each against a stand-in on this machine; their noes in words."""

import json
import smtplib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured

from lodestar.access.models import Notice
from lodestar.config.mail import mail_settings
from lodestar.exchange.notices import claims
from lodestar.exchange.notices.carriers import NotCarried
from lodestar.exchange.notices.email import EmailCarrier
from lodestar.exchange.notices.letters import Letter
from lodestar.exchange.notices.notify import NotifyCarrier
from tests.exchange.notices.posts import AT, MINUTE, Died, happens, send

LETTER = Letter(
    "ivy@example.org", "Lodestar: A review has a new date", "A review has a new date.\n", "a1b2c3"
)
KEY = "lodestar-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"


# --- email ----------------------------------------------------------------------------------------------


def test_an_email_goes_to_one_person_with_its_reference_and_asks_for_no_answer(settings):
    settings.SITE_ADDRESS = "https://lodestar.example.gov.uk"
    settings.DEFAULT_FROM_EMAIL = "reviews@example.gov.uk"
    EmailCarrier().carry(LETTER, tried_before=False)
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([LETTER.to], LETTER.subject, LETTER.text)
    assert sent.from_email == "reviews@example.gov.uk"
    message = sent.message()
    assert message["Message-ID"] == "<a1b2c3@lodestar.example.gov.uk>"
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("trouble", "words", "again"),
    [
        (ConnectionRefusedError("mail.example.org"), "could not be reached", True),
        (TimeoutError(), "could not be reached", True),
        (smtplib.SMTPServerDisconnected("ivy@example.org"), "could not be reached", True),
        (smtplib.SMTPAuthenticationError(535, b"ivy@example.org"), "own sign-in", True),
        (smtplib.SMTPDataError(451, b"ivy@example.org later"), "code 451", True),
        (smtplib.SMTPRecipientsRefused({"ivy@example.org": (450, b"busy")}), "email address", True),
        (
            smtplib.SMTPRecipientsRefused({"ivy@example.org": (550, b"no ivy@example.org")}),
            "email address",
            False,
        ),
    ],
)
def test_what_a_mail_server_says_is_told_without_whom_it_was_about(trouble, words, again, monkeypatch):
    def fails(*args, **kwargs):
        raise trouble

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    with pytest.raises(NotCarried) as no:
        EmailCarrier().carry(LETTER, tried_before=False)
    assert words in no.value.words and "ivy" not in str(no.value) and "example" not in no.value.words
    assert no.value.again is again and no.value.__cause__ is None


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("console:", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("file:/var/mail", {"EMAIL_FILE_PATH": "/var/mail"}),
        ("smtp://mail.example", {"EMAIL_HOST": "mail.example", "EMAIL_PORT": 25}),
        ("smtp+tls://a%40b:p%2Fw@mail.example", {"EMAIL_HOST_USER": "a@b", "EMAIL_HOST_PASSWORD": "p/w"}),
        ("smtp+tls://mail.example", {"EMAIL_USE_TLS": True, "EMAIL_PORT": 587}),
        ("smtps://mail.example:1465", {"EMAIL_USE_SSL": True, "EMAIL_PORT": 1465}),
        ("", {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}),
    ],
)
def test_one_address_says_how_mail_leaves(url, wanted):
    assert wanted.items() <= mail_settings(url).items()


@pytest.mark.parametrize(
    "url", ["smtp://", "http://me:secret@mail", "smtp://me:secret@mail:port", "file:", "secret"]
)
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL is not an address") as no:
        mail_settings(url)
    assert "secret" not in str(no.value) and no.value.__cause__ is None


# --- GOV.UK Notify --------------------------------------------------------------------------------------


class StandIn:
    """GOV.UK Notify as far as we use it: keeps what it takes, answers as told."""

    def __init__(self):
        self.took, self.asked, self.answers, self.becomes = [], [], [], "sending"
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = stand_in.answers.pop(0) if stand_in.answers else 201
                if status == 201:
                    stand_in.took.append(sent)
                self.answer(status, {"errors": [{"error": "E", "message": f"no {sent['email_address']}"}]})

            def do_GET(self):
                asked = parse_qs(urlsplit(self.path).query)
                stand_in.asked.append(asked)
                found = [one for one in stand_in.took if [one["reference"]] == asked["reference"]]
                self.answer(200, {"notifications": [{"status": stand_in.becomes} for _ in found]})

            def answer(self, status, body):
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *args):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def notify(settings):
    stand_in = StandIn()
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE = KEY, TEMPLATE
    settings.NOTIFY_ADDRESS = f"http://127.0.0.1:{stand_in.server.server_port}"
    yield stand_in
    stand_in.close()


@pytest.fixture
def carrier(notify):
    made = NotifyCarrier()
    yield made
    made.client.request_session.close()


def test_notify_is_handed_subject_text_and_reference(notify, carrier):
    carrier.carry(LETTER, tried_before=False)
    assert notify.took == [
        {
            "email_address": LETTER.to,
            "template_id": TEMPLATE,
            "personalisation": {"subject": LETTER.subject, "text": LETTER.text},
            "reference": LETTER.reference,
        }
    ]
    assert notify.asked == []


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_a_no_of_notify_is_told_by_its_code_alone_and_tried_again(notify, carrier, status, caplog):
    notify.answers = [status]
    with pytest.raises(NotCarried) as no:
        carrier.carry(LETTER, tried_before=False)
    assert no.value.words == f"GOV.UK Notify refused the email with code {status}."
    assert no.value.again and "ivy" not in caplog.text
    carrier.carry(LETTER, tried_before=True)
    assert len(notify.took) == 1


def test_a_notify_that_is_not_there_is_told_in_words(carrier, notify):
    notify.close()
    with pytest.raises(NotCarried, match="could not be reached"):
        carrier.carry(LETTER, tried_before=False)


def test_notify_gets_a_mail_once_even_when_the_sender_dies_before_its_mark(notify, carrier, ivy, monkeypatch):
    happens(ivy)

    def dies(*args, **kwargs):
        raise Died

    with monkeypatch.context() as patch, pytest.raises(Died):
        patch.setattr(claims, "settle_mail", dies)
        send(carrier)
    assert len(notify.took) == 1
    assert send(carrier, AT + claims.HELD_FOR + MINUTE).sent == 1
    assert len(notify.took) == 1 and notify.asked[0]["reference"] == [notify.took[0]["reference"]]


@pytest.mark.parametrize("became", ["temporary-failure", "technical-failure"])
def test_what_notify_gave_up_for_now_is_sent_again(notify, carrier, became):
    carrier.carry(LETTER, tried_before=False)
    notify.becomes = became
    carrier.carry(LETTER, tried_before=True)
    assert len(notify.took) == 2


def test_a_mailbox_that_notify_does_not_find_is_tried_no_more(notify, carrier, ivy):
    notify.answers = [500]
    happens(ivy)
    assert send(carrier).to_try_again == 1
    notify.took.append({"reference": "x"})
    notify.becomes = "permanent-failure"
    from lodestar.exchange.notices.letters import reference_of

    notify.took[0]["reference"] = reference_of(Notice.objects.all())
    assert send(carrier, AT + MINUTE).failed == 1
    assert Notice.objects.get().trouble == "GOV.UK Notify found no mailbox at the person's email address."
