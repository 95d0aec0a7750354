"""The outbox is sent once, survives a crash, waits when a server fails, and says nothing of any child."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from lodestar.access.door import records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Event, Notice, NoticePreference
from lodestar.access.notice_kinds import NOTICE_WORDS, HowOften, NoticeKind, NoticeState
from lodestar.access.outbox import tell
from lodestar.access.queries import the_system
from lodestar.exchange.notices.channels import ByEmail, ByNotify, NotSent
from lodestar.exchange.notices.digests import due_at
from lodestar.exchange.notices.messages import message_for, reference_of
from lodestar.exchange.notices.sending import CLAIMED_FOR, MOST_TRIES, claim, send_waiting
from tests.factories.people import a_person

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)  # a Monday


class Post:
    """A way for messages to go out that remembers them, and fails as often as it is told to."""

    def __init__(self, fails=0, for_good=False):
        self.sent, self.fails, self.for_good = [], fails, for_good

    def send(self, message):
        if self.fails:
            self.fails -= 1
            raise NotSent("The mail server did not take it (Timeout).", for_good=self.for_good)
        self.sent.append(message)


@records(EventKind.REPLY_RECEIVED)
def something_happens(*, people, kind, key, by, at):
    from lodestar.access.door import note

    note(subject=by, after={"happened": True})
    tell(people=people, kind=kind, key=key, address="/reviews/7/", by=by, at=at)


@pytest.fixture
def ivy(db):
    from lodestar.access.roles import Role

    return a_person(Role.OFFICER, email="ivy@example.org")


@pytest.fixture
def happens(ivy):
    by = the_system()

    def make(kind=NoticeKind.REPLY_RECEIVED, key="1", people=None, at=AT):
        something_happens(people=people or [ivy], kind=kind, key=key, by=by, at=at)

    return make


def send(post, at=AT):
    return send_waiting(channel=post, by=the_system(), clock=lambda: at)


def test_what_happened_is_told_once_however_often_it_is_said(happens):
    post = Post()
    happens()
    happens()
    assert send(post).messages == 1 and send(post).messages == 0
    assert [message.to for message in post.sent] == ["ivy@example.org"]
    notice = Notice.objects.get()
    assert (notice.state, notice.finished, notice.claimed_until) == (NoticeState.SENT, AT, None)


def test_a_deed_that_is_undone_tells_nobody(happens, ivy):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        happens()
        raise RuntimeError
    assert not Notice.objects.exists()


def test_a_sender_that_died_before_sending_loses_nothing(happens):
    happens()
    assert len(claim(AT)) == 1  # and dies here
    post = Post()
    assert send(post, AT + timedelta(minutes=1)).messages == 0
    assert send(post, AT + CLAIMED_FOR + timedelta(seconds=1)).messages == 1


def test_a_sender_that_died_between_sending_and_marking_says_the_same_again(happens, monkeypatch):
    happens()
    post = Post()

    def dies(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("lodestar.exchange.notices.sending.mark", dies)
    with pytest.raises(KeyboardInterrupt):
        send(post)
    monkeypatch.undo()
    send(post, AT + CLAIMED_FOR + timedelta(seconds=1))
    assert len(post.sent) == 2 and post.sent[0] == post.sent[1]


def test_two_senders_never_take_the_same_notice(happens):
    for key in "abc":
        happens(key=key)
    first, second = claim(AT), claim(AT)
    assert len(first) == 3 and second == []


def test_a_failing_server_is_tried_again_later_and_given_up_in_words(happens):
    happens()
    post, at, waits = Post(fails=99), AT, []
    for _ in range(MOST_TRIES):
        send(post, at)
        notice = Notice.objects.get()
        waits.append(notice.not_before - at)
        at = max(notice.not_before, at) + timedelta(seconds=1)
    assert notice.state == NoticeState.FAILED and notice.tries == MOST_TRIES
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=8), timedelta(minutes=32)]
    assert notice.trouble == "The mail server did not take it (Timeout)." and "ivy" not in notice.trouble


def test_what_can_never_be_sent_is_given_up_at_once(happens):
    happens()
    assert send(Post(fails=1, for_good=True)).failed == 1


def test_one_persons_failure_keeps_nobody_else_waiting(happens, ivy):
    from lodestar.access.roles import Role

    other = a_person(Role.MANAGER, email="mia@example.org")
    happens(people=[ivy, other])
    post = Post(fails=1)
    assert send(post).messages == 1 and len(post.sent) == 1


def test_people_without_an_address_or_who_left_are_sent_nothing(happens, ivy):
    ivy.email = ""
    ivy.save()
    happens()
    assert send(Post()).not_wanted == 1
    assert Notice.objects.get().state == NoticeState.NOT_WANTED


def prefers(person, kind, how_often):
    NoticePreference.objects.create(person=person, kind=kind, how_often=how_often)


def test_daily_notices_are_gathered_into_one_message(happens, ivy):
    prefers(ivy, NoticeKind.REPLY_RECEIVED, HowOften.DAILY)
    prefers(ivy, NoticeKind.REVIEW_MOVED, HowOften.DAILY)
    for key in "ab":
        happens(key=key)
    happens(kind=NoticeKind.REVIEW_MOVED, key="c")
    post = Post()
    assert send(post).waiting == 3 and post.sent == []
    assert send(post, AT + timedelta(hours=24)).notices == 3
    [message] = post.sent
    assert "3 things wait for you" in message.subject and "(2 times)" in message.text


def test_who_does_not_want_a_kind_is_not_told_but_what_is_urgent_is(happens, ivy):
    for kind in (NoticeKind.REPLY_RECEIVED, NoticeKind.RATING_TO_ANSWER):
        prefers(ivy, kind, HowOften.NEVER)
        happens(kind=kind)
    done = send(Post())
    assert (done.not_wanted, done.waiting) == (1, 1)


@pytest.mark.parametrize(
    ("how", "told", "due"),
    [
        (HowOften.AT_ONCE, datetime(2026, 3, 16, 22, tzinfo=UTC), datetime(2026, 3, 16, 22, tzinfo=UTC)),
        (HowOften.DAILY, datetime(2026, 3, 16, 7, tzinfo=UTC), datetime(2026, 3, 16, 8, tzinfo=UTC)),
        (HowOften.DAILY, datetime(2026, 3, 16, 9, tzinfo=UTC), datetime(2026, 3, 17, 8, tzinfo=UTC)),
        (HowOften.DAILY, datetime(2026, 3, 20, 9, tzinfo=UTC), datetime(2026, 3, 23, 8, tzinfo=UTC)),
        # Good Friday and Easter Monday; by then it is summer time.
        (HowOften.DAILY, datetime(2026, 4, 2, 9, tzinfo=UTC), datetime(2026, 4, 7, 7, tzinfo=UTC)),
        (HowOften.WEEKLY, datetime(2026, 3, 17, 9, tzinfo=UTC), datetime(2026, 3, 23, 8, tzinfo=UTC)),
        (HowOften.WEEKLY, datetime(2026, 4, 2, 9, tzinfo=UTC), datetime(2026, 4, 7, 7, tzinfo=UTC)),
    ],
)
def test_gatherings_are_on_working_days_at_the_set_hour(how, told, due):
    assert due_at(how, told_at=told) == due


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_no_kind_of_message_says_anything_of_a_child(kind):
    message = message_for(
        "ivy@example.org",
        [(kind.value, f"{kind.value}:K1001:Benedict Oak", "/reviews/7/")],
        site="https://lodestar.example",
        service="Lodestar",
    )
    said = message.subject + message.text + message.reference
    for secret in ("Benedict", "Oak", "K1001", "2026", "ivy"):
        assert secret not in said
    assert "https://lodestar.example/reviews/7/" in message.text and NOTICE_WORDS[kind] in message.text


def test_the_reference_is_the_same_for_the_same_notices_in_any_order():
    assert reference_of(["a", "b"]) == reference_of(["b", "a"]) != reference_of(["a", "c"])


def test_an_email_carries_its_reference_and_no_child(happens):
    happens()
    send(ByEmail())
    [sent] = mail.outbox
    assert sent.to == ["ivy@example.org"] and sent.extra_headers["Message-ID"].endswith("@lodestar>")
    assert "Somebody replied to an invitation" in sent.subject


def test_a_round_of_sending_leaves_numbers_and_an_empty_one_nothing(happens):
    happens()
    send(Post())
    send(Post())
    [event] = Event.objects.filter(kind="notices.sent")
    assert event.after == {"messages": 1, "notices": 1, "not_wanted": 0, "failed": 0}


def test_notify_is_handed_the_text_and_its_no_is_understood(httpserver_of_notify):
    server, taken = httpserver_of_notify
    key = "test-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
    channel = ByNotify(key, "template", server)
    message = message_for("ivy@example.org", [("reply-received", "k", "/reviews/7/")], site="s", service="L")
    channel.send(message)
    assert (
        taken[-1]["personalisation"]["text"] == message.text and taken[-1]["reference"] == message.reference
    )
    for status, for_good in ((500, False), (429, False), (400, True)):
        taken.append({"status": status})
        with pytest.raises(NotSent) as no:
            channel.send(message)
        assert (no.value.for_good, "ivy" in no.value.why) == (for_good, False)


@pytest.fixture
def httpserver_of_notify():
    """A stand-in for GOV.UK Notify on this machine: it keeps what it is sent, and answers as the last line says."""
    import json
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    taken = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = taken.pop()["status"] if taken and "status" in taken[-1] else 201
            taken.append(body)
            answer = {"id": "x"} if status == 201 else {"errors": [{"error": "E", "message": "no"}]}
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *args):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", taken
    server.shutdown()
    server.server_close()
