"""The page of the national return: upload, see what would happen, import once, read the account."""

import csv
import io
import stat
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from lodestar.access.models import Event
from lodestar.access.roles import Role
from lodestar.casework.children.models import Child
from lodestar.exchange.ssda903 import forms, uploads
from lodestar.exchange.ssda903.models import KeptRow, ReturnImport
from lodestar.govuk.once import fresh_token
from tests.factories.children import a_person

pytestmark = pytest.mark.django_db

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\nR1,F,01/05/2014,WBRI,A123456789012,,\r\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n"
    "R1,03/06/2024,S,C2,N1,U6,PR1,,,,SY1 1AA,SY2 6ND,SC123456\r\n"
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\r\nR1,01/05/2014,28/06/2024,PN1\r\n"
BAD_REVIEWS = REVIEWS + "R1,01/05/2014,not a day,PN1\r\n"


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def analyst(client):
    person = a_person(Role.ANALYST)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def file(name, words):
    content = words.encode() if isinstance(words, str) else words
    return SimpleUploadedFile(name, content)


def whole_return(reviews=REVIEWS):
    return [file("header.csv", HEADER), file("episodes.csv", EPISODES), file("reviews.csv", reviews)]


def upload(client, files, year="2025"):
    return client.post("/record-quality/return/", {"upload": files, "year": year})


def trial_of(client, files, year="2025"):
    answer = upload(client, files, year)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def text_of(answer, status=200):
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def confirm(client, address, token=None):
    return client.post(address, {"once": token or fresh_token()})


@pytest.mark.parametrize("role", list(Role))
def test_only_an_analyst_imports(client, role):
    client.force_login(a_person(role), backend="django.contrib.auth.backends.ModelBackend")
    expected = 200 if role is Role.ANALYST else 403
    assert client.get("/record-quality/return/").status_code == expected
    if role is not Role.ANALYST:
        token = "a" * 24
        assert upload(client, whole_return()).status_code == 403
        assert client.get("/record-quality/return/1/").status_code == 403
        assert client.get(f"/record-quality/return/trial/{token}/").status_code == 403
        assert confirm(client, f"/record-quality/return/trial/{token}/").status_code == 403
        assert client.get(f"/record-quality/return/trial/{token}/refused/1/").status_code == 403


def test_a_good_return_is_tried_then_imported(client, analyst):
    trial = trial_of(client, whole_return())
    assert not Child.objects.exists() and not KeptRow.objects.exists()
    page = text_of(client.get(trial))
    for words in ("Nothing has been changed yet", "2024/25", "episodes.csv", "Import this return"):
        assert words in page
    done = confirm(client, trial)
    run = ReturnImport.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"/record-quality/return/{run.pk}/")
    child = Child.objects.get()
    assert child.identifier == "R1"
    assert child.reviews.get().held_on.isoformat() == "2024-06-28"
    page = text_of(client.get(done["Location"]))
    assert "Import of 2024/25" in page and analyst.name in page and "Import this return" not in page
    listed = text_of(client.get("/record-quality/return/"))
    assert f"/record-quality/return/{run.pk}/" in listed and "3 rows" in listed
    kinds = list(Event.objects.filter(by_id=analyst.pk).values_list("kind", flat=True))
    assert kinds.count("return.tried") == 1 and kinds.count("return.imported") == 1


def test_the_same_return_again_has_nothing_to_bring_in(client, analyst):
    confirm(client, trial_of(client, whole_return()))
    page = text_of(client.get(trial_of(client, whole_return())))
    assert "Every row is known already" in page and "Import this return" not in page


def test_a_double_click_imports_once(client, analyst):
    trial, token = trial_of(client, whole_return()), fresh_token()
    first, second = confirm(client, trial, token), confirm(client, trial, token)
    assert first["Location"] == second["Location"]
    again = confirm(client, trial)
    assert again["Location"] == first["Location"]
    assert ReturnImport.objects.count() == 1
    assert client.get(trial)["Location"] == first["Location"]


def test_an_import_under_way_is_not_started_again(client, analyst):
    trial = trial_of(client, whole_return())
    kept = uploads.find(trial.split("/")[-2], by=analyst, at=datetime.now(UTC))
    assert uploads.begin(kept)
    assert "being imported" in text_of(confirm(client, trial), 409)
    uploads.give_up(kept)
    assert confirm(client, trial).status_code == 302


def test_refused_rows_can_be_downloaded_corrected_and_uploaded(client, analyst):
    trial = trial_of(client, whole_return(BAD_REVIEWS))
    page = text_of(client.get(trial))
    assert f"{trial}refused/1/" in page and "refused: cannot be read" in page
    done = confirm(client, trial)
    assert "refused/1/" in text_of(client.get(done["Location"]))
    answer = client.get(f"{trial}refused/1/")
    assert answer["Content-Disposition"] == 'attachment; filename="2024_25_reviews_refused.csv"'
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [r["REVIEW"] for r in rows] == ["not a day"] and "REVIEW" in rows[0]["REASON"]
    mended = io.StringIO()
    pen = csv.DictWriter(mended, list(rows[0]))
    pen.writeheader()
    pen.writerow({**rows[0], "REVIEW": "20/09/2024"})
    confirm(client, trial_of(client, [file("reviews_refused.csv", mended.getvalue())]))
    held = [r.held_on.isoformat() for r in Child.objects.get().reviews.order_by("held_on")]
    assert held == ["2024-06-28", "2024-09-20"]
    assert client.get(f"{trial}refused/2/").status_code == 404


def test_the_year_is_read_from_the_files_where_none_is_chosen(client, analyst):
    trial = trial_of(client, [file("2024_25_header.csv", HEADER)], year="")
    assert "2024/25" in text_of(client.get(trial))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("reviews.csv", b"\x89PNG\r\n\x1a\n picture", "a picture"),
        ("reviews.csv", b"nothing,that,is,known\r\n1,2,3,4\r\n", "reviews.csv"),
        ("reviews.xlsx", b"PK\x03\x04 not a workbook", "reviews.xlsx"),
        ("reviews.xml", b"<OC3", "reviews.xml"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_words(client, analyst, name, content, words):
    page = text_of(client.get(trial_of(client, [file(name, content)])))
    assert words in page and "so there is nothing to import" in page
    assert "Import this return" not in page


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Select the files of the return"),
        ([("header.csv", b"")], "The selected file is empty"),
        ([("header.pdf", b"x")], "is not a CSV, XML or Excel (.xlsx) file"),
        ([("a.csv", b"x" * 11)], "“a.csv” is larger than 0 MB"),
        ([("a.csv", b"x" * 9), ("b.csv", b"x" * 9)], "larger than 0 MB together"),
        ([(f"{n}.csv", b"x") for n in range(5)], "Select no more than 4 files at once. You selected 5."),
    ],
)
def test_what_cannot_be_taken_says_what_to_do(client, analyst, monkeypatch, files, words):
    monkeypatch.setattr(forms, "LARGEST_FILE", 10)
    monkeypatch.setattr(forms, "LARGEST_TOGETHER", 15)
    monkeypatch.setattr(forms, "MOST_FILES", 4)
    page = text_of(upload(client, [file(*f) for f in files]))
    assert "There is a problem" in page and words in page
    assert not ReturnImport.objects.exists() and not list(uploads.incoming().iterdir())


def test_a_year_that_is_none_is_told(client, analyst):
    page = text_of(upload(client, whole_return(), year="1066"))
    assert "Select collection year from the list" in page


def test_uploads_are_private_and_keep_no_path(client, analyst):
    trial_of(client, [file("../../etc/2024_25 head\u00e9r*.csv", HEADER), file("..csv", HEADER)])
    (folder,) = uploads.incoming().iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = sorted(p.name for p in (folder / "uploaded").iterdir())
    assert kept == ["2024_25 head\u00e9r_.csv", "csv"]
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in (folder / "uploaded").iterdir())


def test_two_files_of_one_name_are_both_kept(client, analyst):
    trial_of(client, [file("header.csv", HEADER), file("header.csv", HEADER.replace("R1", "R2"))])
    (folder,) = uploads.incoming().iterdir()
    assert sorted(p.name for p in (folder / "uploaded").iterdir()) == ["header (2).csv", "header.csv"]


def test_another_person_cannot_open_an_upload(client, analyst):
    trial = trial_of(client, whole_return(BAD_REVIEWS))
    other = a_person(Role.ANALYST)
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    for address in (trial, f"{trial}refused/1/"):
        assert "no longer kept" in text_of(client.get(address), 410)
    assert "no longer kept" in text_of(confirm(client, trial), 410)
    assert not ReturnImport.objects.exists()


@pytest.mark.parametrize("token", ["x" * 24, "short", "..%2f..%2fsecret-key"])
def test_a_token_made_up_opens_nothing(client, analyst, token):
    assert client.get(f"/record-quality/return/trial/{token}/").status_code in {404, 410}


def test_an_upload_runs_out_and_is_cleared_by_the_next(client, analyst):
    began = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
    with time_machine.travel(began, tick=False):
        client.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
        trial = trial_of(client, whole_return())
        assert "until 16 March 2026 at 1pm" in text_of(client.get(trial))
    client.logout()
    with time_machine.travel(began + uploads.KEPT_FOR, tick=False):
        client.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
        assert "Nothing was imported" in text_of(client.get(trial), 410)
        assert "no longer kept" in text_of(confirm(client, trial), 410)
        assert len(list(uploads.incoming().iterdir())) == 1
        trial_of(client, whole_return())
        assert len(list(uploads.incoming().iterdir())) == 1
    assert not ReturnImport.objects.exists()


def test_what_was_cut_off_while_it_was_kept_is_cleared_too(analyst, at):
    broken = uploads.incoming() / "broken"
    broken.mkdir()
    uploads.clear_expired(at=datetime.now(UTC))
    assert broken.exists()
    uploads.clear_expired(at=datetime.now(UTC) + uploads.KEPT_FOR + timedelta(minutes=1))
    assert not broken.exists()


def test_the_files_are_cleared_once_they_are_imported(client, analyst):
    trial = trial_of(client, whole_return())
    confirm(client, trial)
    assert not list(uploads.incoming().glob("*/uploaded/*"))


def test_a_form_without_its_token_imports_nothing(client, analyst):
    trial = trial_of(client, whole_return())
    page = text_of(client.post(trial, {"once": "made up"}))
    assert "out of date" in page and not ReturnImport.objects.exists()


def test_an_import_that_is_not_there_is_not_found(client, analyst):
    assert client.get("/record-quality/return/77/").status_code == 404


def test_queries_of_the_list_do_not_grow(client, analyst, at, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(20) as seen:
            text_of(client.get("/record-quality/return/"))
        return len(seen.captured_queries)

    def run():
        ReturnImport.objects.create(started_at=at, started_by=analyst, years="2024/25", counts={}, told={})

    run()
    queries()  # the session's first page writes down when it began
    few = queries()
    for _ in range(30):
        run()
    assert queries() == few
