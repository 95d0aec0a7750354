"""The page of a piece of work: how far it is, for who asked, and for who looks after the system."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lodestar.access.queries import the_system
from lodestar.access.roles import Role
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.states import LEASE, JobKind, JobState
from lodestar.govuk.once import fresh_token
from tests.exchange.jobs.conftest import AT, asked_by
from tests.exchange.test_return_pages import upload, whole_return
from tests.factories.jobs import a_job
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(seconds=30)


@pytest.fixture
def as_ivy(client, ivy):
    client.force_login(ivy, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(client, address, at=LATER):
    with time_machine.travel(at, tick=False):
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer, answer.content.decode()


def running(person, **facts):
    return a_job(
        person, kind=JobKind.RETURN_IMPORT, state=JobState.RUNNING, claimed_until=AT + LEASE, tries=1, **facts
    )


def test_progress_is_shown_and_the_page_looks_again_by_itself(as_ivy, ivy):
    job = running(ivy, done=40, of=120, words="Children: 40 of 120")
    answer, page = read(as_ivy, f"/jobs/{job.pk}/?go=on")
    assert answer["Refresh"] == "3" and "no-store" in answer["Cache-Control"]
    for words in (
        "Importing a national return",
        "Under way",
        "Children: 40 of 120",
        'max="120"',
        'value="40"',
    ):
        assert words in page
    assert "<meta http-equiv" not in page and "Go to the result" not in page


def test_one_can_stop_the_page_from_looking_again(as_ivy, ivy):
    job = running(ivy)
    _, page = read(as_ivy, f"/jobs/{job.pk}/")
    assert f"/jobs/{job.pk}/?stand=still" in page
    answer, page = read(as_ivy, f"/jobs/{job.pk}/?stand=still")
    assert "Refresh" not in answer and "Look again now" in page


def test_it_leads_on_to_the_result(as_ivy, ivy):
    job = a_job(ivy, state=JobState.DONE, address="/measures/", words="All counted", finished=LATER, tries=1)
    assert as_ivy.get(f"/jobs/{job.pk}/?go=on")["Location"] == "/measures/"
    answer, page = read(as_ivy, f"/jobs/{job.pk}/")
    assert "Refresh" not in answer and "All counted" in page and 'href="/measures/"' in page


def test_a_failure_is_told_in_words(as_ivy, ivy):
    failed = a_job(
        ivy, key="a", state=JobState.FAILED, trouble="The files are gone.", finished=LATER, tries=1
    )
    again = a_job(
        ivy,
        key="b",
        trouble="The server is away.",
        tries=1,
        not_before=datetime(2026, 3, 16, 13, 0, tzinfo=UTC),
    )
    assert "The files are gone." in read(as_ivy, f"/jobs/{failed.pk}/")[1]
    page = read(as_ivy, f"/jobs/{again.pk}/")[1]
    assert "The server is away. It is tried again on 16 March 2026 at 1pm." in page


def test_where_no_worker_runs_the_page_says_so(as_ivy, ivy):
    job = a_job(ivy)
    assert "begins in a moment" in read(as_ivy, f"/jobs/{job.pk}/")[1]
    assert "perhaps no worker is running" in read(as_ivy, f"/jobs/{job.pk}/", AT + LEASE)[1]


def test_only_who_asked_and_the_system_administrator_see_it(as_ivy, ivy, client):
    job = a_job(ivy, state=JobState.DONE, address="/measures/", finished=LATER)
    nightly = a_job(the_system(), key="nightly")
    assert as_ivy.get(f"/jobs/{nightly.pk}/").status_code == 404
    listed = read(as_ivy, "/jobs/")[1]
    assert f"/jobs/{job.pk}/" in listed and f"/jobs/{nightly.pk}/" not in listed
    client.force_login(a_person(Role.MANAGER), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/jobs/{job.pk}/").status_code == 404
    assert "Nothing was asked for" in read(client, "/jobs/")[1]
    client.force_login(
        a_person(Role.SYSTEM_ADMINISTRATOR), backend="django.contrib.auth.backends.ModelBackend"
    )
    listed = read(client, "/jobs/")[1]
    assert f"/jobs/{job.pk}/" in listed and f"/jobs/{nightly.pk}/" in listed
    page = read(client, f"/jobs/{job.pk}/")[1]
    assert ivy.name in page and "/measures/" not in page, "the result is for who asked"


def test_a_return_is_tried_and_imported_by_a_worker(as_ivy, settings, tmp_path, in_database):
    """The whole way: upload, wait for the trial, read it, import, wait, read the account."""
    from lodestar.exchange.jobs.management.commands.work import a_worker
    from lodestar.exchange.ssda903.models import ReturnImport

    settings.VAR_DIR = tmp_path
    waits = upload(as_ivy, whole_return())["Location"]
    trial = Job.objects.get()
    assert waits == f"/jobs/{trial.pk}/?go=on" and as_ivy.get(waits)["Refresh"] == "3"
    a_worker().run()
    address = as_ivy.get(waits)["Location"]
    assert "/record-quality/return/trial/" in address
    assert "Nothing has been changed yet" in as_ivy.get(address).content.decode()
    token = fresh_token()
    first, second = (as_ivy.post(address, {"once": token})["Location"] for _ in range(2))
    assert first == second == f"/jobs/{Job.objects.latest('pk').pk}/?go=on"
    assert not ReturnImport.objects.exists()
    a_worker().run()
    run = ReturnImport.objects.get()
    assert as_ivy.get(first)["Location"] == f"/record-quality/return/{run.pk}/"
    assert Job.objects.latest("pk").words.endswith(": 1 of 1"), "what the import said last"
    assert as_ivy.post(address, {"once": fresh_token()})["Location"] == f"/record-quality/return/{run.pk}/"


def test_an_import_whose_files_are_gone_says_so(ivy, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    job = asked_by(ivy, upload="a" * 24)
    assert (job.state, job.trouble) == (
        JobState.FAILED,
        "The uploaded files are no longer kept. Upload them again.",
    )


def test_the_list_turns_its_pages(as_ivy, ivy):
    for number in range(30):
        a_job(ivy, key=str(number))
    assert "Showing 26 to 30 of 30 pieces of work" in read(as_ivy, "/jobs/?page=2")[1]
