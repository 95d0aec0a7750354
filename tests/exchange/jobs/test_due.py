"""What recurs is asked for once a period, and does what its commands do."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from lodestar.access.models import Notice
from lodestar.access.notice_kinds import NoticeKind, NoticeState
from lodestar.access.queries import the_system
from lodestar.exchange.jobs.due import AFTER_A_FAILURE, five_minutes, london_day, run_due
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.states import JobKind, JobState
from tests.exchange.jobs.conftest import AT, MINUTE

pytestmark = pytest.mark.django_db


def look(at=AT):
    with time_machine.travel(at, tick=False):
        return run_due(by=the_system(), at=at).asked_for


def a_notice(person, at=AT):
    return Notice.objects.create(
        person=person, kind=NoticeKind.DECISIONS_TO_ANSWER, key=f"{person.pk}:{at}", address="/", told_at=at,
        told_by=the_system(), not_before=at,
    )  # fmt: skip


def test_a_day_is_londons_and_five_minutes_are_five_minutes():
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert london_day(summer) == "2026-07-02" and london_day(AT) == "2026-03-16"
    assert five_minutes(AT + 7 * MINUTE) == "2026-03-16T09:05"
    assert five_minutes(AT + 5 * MINUTE - timedelta(microseconds=1)) == "2026-03-16T09:00"


def test_the_days_work_is_asked_for_once_a_day(work):
    assert look() == (JobKind.DAILY,)
    assert look(AT + MINUTE) == () and look(AT + timedelta(hours=14)) == ()
    assert look(AT + timedelta(hours=15)) == (JobKind.DAILY,)  # midnight in London
    assert [job.key for job in Job.objects.order_by("pk")] == ["daily:2026-03-16", "daily:2026-03-17"]


def test_notices_are_sent_every_few_minutes_where_any_wait(work, ivy):
    look()
    assert look(AT + MINUTE) == ()
    a_notice(ivy)
    assert look(AT + 2 * MINUTE) == (JobKind.NOTICES,)
    assert look(AT + 3 * MINUTE) == (), "once in five minutes"
    assert look(AT + 5 * MINUTE) == (JobKind.NOTICES,)
    Notice.objects.update(state=NoticeState.SENT, finished=AT)
    assert look(AT + 10 * MINUTE) == ()


def test_after_a_failure_that_stays_notices_are_asked_for_by_the_hour(ivy, settings):
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE = "not a key", "x"
    a_notice(ivy)
    look()
    (job,) = Job.objects.filter(kind=JobKind.NOTICES)
    assert job.state == JobState.FAILED and "NOTIFY_API_KEY" in job.trouble and "not a key" not in job.trouble
    assert look(AT + 30 * MINUTE) == ()
    assert look(AT + AFTER_A_FAILURE + MINUTE) == (JobKind.NOTICES,)


def test_what_recurs_does_what_its_commands_do(ivy, settings, tmp_path, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ivy.email = "ivy@example.org"
    ivy.save()
    monday = a_notice(ivy, AT - timedelta(days=3))
    assert set(look()) == {JobKind.DAILY, JobKind.NOTICES}
    said = dict(Job.objects.values_list("kind", "words"))
    assert said[JobKind.DAILY].startswith(
        "0 decisions taken as agreed without an answer. People told of late reports for 0 reviews. Figures worked out"
    )
    assert said[JobKind.NOTICES].startswith("1 email sent, of 1 notice")
    monday.refresh_from_db()
    assert monday.state == NoticeState.SENT and len(mailoutbox) == 1


def test_the_command_says_what_it_asked_for(work, capsys):
    with time_machine.travel(AT, tick=False):
        call_command("run_due")
        call_command("run_due")
    assert capsys.readouterr().out == "Asked for: what falls due each day.\nNothing is due.\n"
