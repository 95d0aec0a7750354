"""Loading: the same file twice changes nothing, a newer one replaces and says what, an older one only adds."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from lodestar.access import chain
from lodestar.access.models import Event
from lodestar.analytics.comparators.actions import load_shipped_facts
from lodestar.analytics.comparators.models import (
    Population,
    PublishedFile,
    PublishedValue,
    StatisticalNeighbour,
)
from lodestar.analytics.comparators.states import Status
from tests.analytics.comparators import made_files as made
from tests.analytics.comparators.conftest import AT

pytestmark = pytest.mark.django_db


def rate(year: str, value: str) -> tuple[str, str, str, str, str]:
    return (year, made.SHROPSHIRE_IS, made.ON_31_MARCH, "700", value)


def test_a_file_is_kept_with_where_it_came_from(load):
    account = load(made.counts(rate("2025", "110"), rate("2024", "c")), "cla.csv")
    assert (account.added, account.changed, account.unchanged, account.left) == (4, (), 0, ())
    row = PublishedValue.objects.get(series="RATE_PER_10000", year_ending=2025)
    assert (row.value, row.status, row.level, row.area_code) == (110, "published", "authority", "E06000051")
    assert (row.came_in.file_name, row.came_in.loaded_at, row.came_in.covers_to) == ("cla.csv", AT, 2025)
    assert row.said_by == (
        "Department for Education: Children looked after in England including adoptions "
        "(Open Government Licence v3.0)"
    )
    hidden = PublishedValue.objects.get(series="RATE_PER_10000", year_ending=2024)
    assert (hidden.value, hidden.status) == (None, Status.SUPPRESSED)


def test_an_event_says_what_was_loaded(load):
    load(made.counts(rate("2025", "110")), "cla.csv")
    load(made.counts(rate("2025", "111")), "cla.csv")
    event = Event.objects.filter(kind="published_figures.loaded").last()
    assert (event.after["file"], event.after["changed"], event.after["unchanged"]) == ("cla.csv", 1, 1)
    assert event.after["changes"] == [
        {"figure": "RATE_PER_10000, Shropshire, 2025", "before": "110", "after": "111"}
    ]
    assert event.child_identifier == "" and chain.verify() == []


@pytest.mark.parametrize(
    "content",
    [
        made.counts(rate("2025", "110")),
        made.populations(("2024", "893,E06000051,Shropshire", "60200")),
        made.interactive_tool("LAC,Rate,England,1,,c"),
        made.neighbours(("893", "Shropshire", made.TEN)),
    ],
)
def test_the_same_file_twice_changes_nothing(load, content):
    first = load(content)
    events = Event.objects.count()
    again = load(content, "under another name.csv")
    assert (again.added, again.changed, again.unchanged) == (0, (), first.added)
    assert (PublishedFile.objects.count(), Event.objects.count()) == (1, events)


def test_a_newer_file_replaces_and_both_are_kept(load):
    load(made.counts(rate("2024", "108")))
    account = load(made.counts(rate("2024", "109"), rate("2025", "110")))
    assert [str(change) for change in account.changed] == ["RATE_PER_10000, Shropshire, 2024: 108 → 109"]
    assert (account.added, account.unchanged) == (2, 1)
    of_2024 = PublishedValue.objects.filter(series="RATE_PER_10000", year_ending=2024)
    assert of_2024.get(replaced_in=None).value == 109
    assert of_2024.get(replaced_in__isnull=False).value == 108


def test_a_value_may_come_to_be_hidden_and_is_said_so(load):
    load(made.counts(rate("2025", "110")))
    account = load(made.counts(rate("2025", "c")))
    assert [str(c) for c in account.changed] == [
        "RATE_PER_10000, Shropshire, 2025: 110 → suppressed, because it is small"
    ]


def test_an_older_file_adds_and_leaves_the_rest(load):
    load(made.counts(rate("2024", "109"), rate("2025", "110")))
    older = made.counts(rate("2023", "100"), rate("2024", "108"))
    account = load(older)
    assert (account.added, account.changed) == (2, ())
    assert [str(c) for c in account.left] == ["RATE_PER_10000, Shropshire, 2024: 109 → 108"]
    assert PublishedValue.objects.get(series="RATE_PER_10000", year_ending=2024).value == 109
    account = load(older, replace_newer=True)
    assert len(account.changed) == 1
    assert (
        PublishedValue.objects.get(series="RATE_PER_10000", year_ending=2024, replaced_in=None).value == 108
    )


def test_populations_and_neighbours_are_replaced_too(load):
    load(made.populations(("2024", "893,E06000051,Shropshire", "60200")))
    load(made.neighbours(("893", "Shropshire", made.TEN)), "sn_model_2025_wide.csv")
    changed = load(made.populations(("2024", "893,E06000051,Shropshire", "60300"))).changed
    assert [str(c) for c in changed] == ["children aged 0-17, Shropshire, 2024: 60,200 → 60,300"]
    other = made.neighbours(("893", "Shropshire", made.TEN.replace("916", "926")))
    changed = load(other, "sn_model_2026_wide.csv").changed
    assert [str(c) for c in changed] == [
        "neighbour 10 of Shropshire: Gloucestershire (Very close) → Norfolk (Very close)"
    ]
    assert Population.objects.get(replaced_in=None).number == 60300
    assert StatisticalNeighbour.objects.filter(replaced_in=None).count() == 10
    left = load(made.neighbours(("893", "Shropshire", made.TEN)), "sn_model_2025_wide.csv").left
    assert len(left) == 1


def test_what_was_refused_keeps_nothing_else_back(load):
    account = load(made.counts(rate("2025", "lots"), rate("2024", "108")))
    assert account.added == 3
    assert PublishedFile.objects.get().counts["refused"] == 1


def test_a_file_of_no_known_format_is_not_loaded(load):
    with pytest.raises(ValueError, match="none of the files"):
        load(b"a,b\n1,2\n")
    assert not PublishedFile.objects.exists()


def test_an_authority_made_later_is_found_by_name_once_a_file_has_brought_it(load):
    new = "Local authority,E92000001,England,E12000008,South East,999,North Downs,E06000099"
    load(made.counts(("2030", new, made.ON_31_MARCH, "500", "70")))
    load(made.interactive_tool("LACStable_2016on,Placements,North Downs,9,9,9"))
    assert PublishedValue.objects.filter(series="NI62", area_code="E06000099").count() == 3


def test_the_database_holds_one_value_of_a_figure(load):
    load(made.counts(rate("2025", "110")))
    row = PublishedValue.objects.get(series="RATE_PER_10000")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.value, row.replaced_in = None, row.came_in
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_shipped_facts_come_by_the_same_door(load):
    from lodestar.access.queries import the_system

    account = load_shipped_facts(by=the_system(), at=AT)
    assert account.added > 500
    england = PublishedValue.objects.get(
        series="RATE_PER_10000", area_code="E92000001", year_ending=2025, replaced_in=None
    )
    assert england.value == Decimal(67) and england.came_in.file_name == "facts.csv"
    assert load_shipped_facts(by=the_system(), at=AT).added == 0
