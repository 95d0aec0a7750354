"""The deeds of the ledger and their refusals: nothing made is rewritten, nothing sent waits for ever."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice
from lodestar.access.queries import the_system
from lodestar.casework.decisions import actions, policies, queries
from lodestar.casework.decisions.models import Decision, DecisionsSent, ManagerAnswer
from lodestar.config import command
from tests.casework.conftest import AT, TODAY
from tests.factories.reviews import a_booking, a_decision, hold

DUE = date(2026, 4, 20)


def refused(act):
    with pytest.raises(NotAllowed) as no:
        act()
    return " ".join(one.reason for one in no.value.refusals)


def at(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


# --- writing and making -----------------------------------------------------------------------------------


def test_a_draft_needs_only_its_words_and_a_made_decision_who_and_when(booking, people):
    draft = actions.write_decision(booking=booking, words="Buy boots", by=people["ada"], at=AT)
    assert (draft.number, draft.state, draft.version) == (1, "draft", 1)
    assert "does not say who is to do it or by when" in refused(
        lambda: actions.make_decisions(booking=booking, by=people["ivy"], at=AT)
    )
    actions.change_decision(
        decision=draft, version=1, owner=people["sam"], due_on=DUE, by=people["ada"], at=AT
    )
    (made,) = actions.make_decisions(booking=booking, by=people["ivy"], at=AT)
    assert (made.state, made.made_by) == ("open", people["ivy"])
    events = Event.objects.filter(kind="decisions.made")
    assert events.get().after["words"] == "Buy boots"


def test_a_review_without_decisions_makes_none_silently(booking, people):
    assert actions.make_decisions(booking=booking, by=people["ivy"], at=AT) == []
    assert not Event.objects.filter(kind="decisions.made").exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"words": "  "}, "Say what was decided."),
        ({"words": "x", "due_on": date(2026, 3, 15)}, "before the review on 16 March 2026"),
        ({"words": "x", "due_on": date(2036, 1, 1)}, "Check the year"),
    ],
)
def test_what_cannot_be_a_decision_is_refused(booking, people, facts, words):
    assert words in refused(lambda: actions.write_decision(booking=booking, by=people["ivy"], at=AT, **facts))


def test_a_closed_review_takes_no_decision(earlier, people):
    assert "This review is closed" in refused(
        lambda: actions.write_decision(booking=earlier, words="x", by=people["ivy"], at=AT)
    )


def test_what_was_made_is_neither_changed_nor_struck(booking, people):
    made = a_decision(booking, by=people["ivy"], due_on=DUE)
    for act in (
        lambda: actions.change_decision(decision=made, version=1, words="y", by=people["ivy"], at=AT),
        lambda: actions.strike_decision(decision=made, by=people["ivy"], at=AT),
    ):
        assert "This decision was made and cannot be rewritten" in refused(act)
    assert Decision.objects.get().words == "Arrange the dentist"


def test_a_fact_that_a_decision_does_not_have_is_a_mistake_of_ours(booking, people):
    draft = actions.write_decision(booking=booking, words="x", by=people["ivy"], at=AT)
    with pytest.raises(ValueError, match="state"):
        actions.change_decision(decision=draft, version=1, state="open", by=people["ivy"], at=AT)


def test_the_second_of_two_changes_is_told_and_writes_nothing(booking, people):
    draft = actions.write_decision(booking=booking, words="x", by=people["ivy"], at=AT)
    actions.change_decision(decision=draft, version=1, words="y", by=people["ivy"], at=AT)
    with pytest.raises(actions.ChangedMeanwhile) as meanwhile:
        actions.change_decision(decision=draft, version=1, words="z", by=people["ada"], at=AT)
    assert meanwhile.value.theirs.words == "y" and "y" in str(meanwhile.value)
    assert Decision.objects.get().words == "y"
    actions.change_decision(decision=draft, version=2, words="y", by=people["ada"], at=AT)
    assert Decision.objects.get().version == 2  # the same again is no change


def test_a_struck_draft_is_gone_for_the_other_writer_in_words(booking, people):
    draft = actions.write_decision(booking=booking, words="x", by=people["ivy"], at=AT)
    actions.strike_decision(decision=Decision.objects.get(), by=people["ivy"], at=AT)
    assert "Somebody else struck this decision out" in refused(
        lambda: actions.change_decision(decision=draft, version=1, words="z", by=people["ada"], at=AT)
    )
    event = Event.objects.filter(kind="decision.written").latest("sequence")
    assert event.before["words"] == "x" and event.after == {"struck_out": draft.pk}


# --- sending and answering: the worked dates of 2-law 4.1 -------------------------------------------------

REVIEW = date(2026, 6, 18)
LAST_DAY = date(2026, 6, 25)
REPLY_BY = date(2026, 7, 2)


@pytest.fixture
def june(ben, people):
    """The worked example: a review held on Thursday 18 June 2026 with two decisions."""
    booking = a_booking(ben, people["ivy"], REVIEW, by=people["ada"], state="held")
    for owner in (people["sam"], None):
        a_decision(booking, by=people["ivy"], due_on=date(2026, 8, 3), owner=owner)
    return booking


def send(june, people, day=LAST_DAY, **facts):
    return actions.send_decisions(booking=june, by=people["ivy"], at=at(day), **facts)


def test_sent_on_the_last_day_is_in_time_and_the_answer_is_due_on_2_july(june, people):
    sent = send(june, people)
    assert (sent.answers_due_on, sent.late_because) == (REPLY_BY, "")


def test_a_day_later_needs_its_reason(june, people):
    late = LAST_DAY + timedelta(days=1)
    assert "due by 25 June 2026. Say why they are late." in refused(lambda: send(june, people, late))
    assert send(june, people, late, late_because="Illness").late_because == "Illness"


def test_decisions_are_sent_once_after_the_review_and_only_where_there_are_some(june, booking, people):
    assert "Close the review first" in refused(
        lambda: actions.send_decisions(booking=booking, by=people["ivy"], at=AT)
    )
    send(june, people)
    assert "were sent already" in refused(lambda: send(june, people))
    assert DecisionsSent.objects.count() == 1


def test_a_review_that_decided_nothing_sends_nothing(earlier, people):
    assert "made no decision" in refused(
        lambda: actions.send_decisions(booking=earlier, by=people["ivy"], at=AT)
    )


def test_no_answer_is_taken_as_agreed_the_day_after_by_nobody(june, people):
    send(june, people)
    one, two = queries.decisions_of(june)
    actions.answer_decision(
        decision=one, word="disagreed", words="No", by=people["tess"], at=at(REPLY_BY, 20)
    )
    assert actions.deem_agreed(by=the_system(), at=at(REPLY_BY, 20)) == 0
    assert actions.deem_agreed(by=the_system(), at=at(REPLY_BY + timedelta(days=1))) == 1
    answer = ManagerAnswer.objects.get(decision=two)
    assert (answer.word, answer.answered_by) == ("no-response-deemed-agreed", None)
    assert ManagerAnswer.objects.get(decision=one).word == "disagreed"
    assert actions.deem_agreed(by=the_system(), at=at(REPLY_BY + timedelta(days=2))) == 0


def test_the_day_may_be_given(june, people):
    send(june, people)
    assert actions.deem_agreed(by=the_system(), at=at(REPLY_BY), today=date(2026, 7, 3)) == 2


def test_the_command_takes_as_agreed_and_says_how_many(june, people, monkeypatch, capsys):
    from django.utils import timezone

    send(june, people)
    monkeypatch.setattr(timezone, "now", lambda: at(date(2026, 7, 3)))
    assert command.main(["decisions", "deem"]) == 0
    assert "2 decisions taken as agreed without an answer." in capsys.readouterr().out
    assert command.main(["decisions", "deem"]) == 0
    assert "0 decisions taken as agreed" in capsys.readouterr().out


def test_too_late_an_answer_is_refused_even_before_the_command_ran(june, people):
    send(june, people)
    decision = queries.decisions_of(june)[0]
    words = refused(
        lambda: actions.answer_decision(
            decision=decision, word="disagreed", words="No", by=people["tess"], at=at(date(2026, 7, 3))
        )
    )
    assert "to be answered by 2 July 2026, so it stands as agreed" in words


@pytest.mark.parametrize(
    ("word", "words", "refusal"),
    [
        ("agreed-with-change", " ", "Say what should change in decision 1."),
        ("disagreed", "", "Say why you disagree in decision 1."),
        ("no-response-deemed-agreed", "", "Select an answer to decision 1."),
        ("perhaps", "", "Select an answer to decision 1."),
    ],
)
def test_what_is_no_answer_is_refused(june, people, word, words, refusal):
    send(june, people)
    decision = queries.decisions_of(june)[0]
    assert refusal in refused(
        lambda: actions.answer_decision(
            decision=decision, word=word, words=words, by=people["tess"], at=at(LAST_DAY)
        )
    )


def test_nothing_is_answered_before_it_is_sent_nor_twice_nor_by_another_team(june, people, teams):
    decision = queries.decisions_of(june)[0]

    def answer(who="tess"):
        return actions.answer_decision(decision=decision, word="agreed", by=people[who], at=at(LAST_DAY))

    assert "were not sent yet" in refused(answer)
    send(june, people)
    people["tess"].team = teams["other"]
    people["tess"].save()
    assert "Your team does not work with this child" in refused(answer)
    people["tess"].team = teams["north"]
    people["tess"].save()
    answer()
    assert "answered already: Agreed" in refused(answer)


def test_people_are_told_and_no_notice_holds_a_name(june, people):
    send(june, people)
    told = {(one.kind, one.person.username) for one in Notice.objects.all()}
    assert told == {("decisions-to-answer", "tess"), ("decision-given", "sam")}
    assert not any("Oak" in one.address or "Ben" in one.address for one in Notice.objects.all())


# --- updates, verification and carrying over --------------------------------------------------------------


def test_an_update_moves_the_state_and_back_and_leaves_the_text_alone(june, people):
    decision = queries.decisions_of(june)[0]
    actions.update_decision(
        decision=decision,
        progress="done",
        words="Seen",
        done_on=date(2026, 6, 20),
        by=people["sam"],
        at=at(LAST_DAY),
    )
    assert Decision.objects.get(pk=decision.pk).state == "said-done"
    actions.update_decision(
        decision=decision, progress="cannot", words="It was another", by=people["tess"], at=at(LAST_DAY)
    )
    stands = Decision.objects.get(pk=decision.pk)
    assert (stands.state, stands.words, stands.updates.count()) == ("open", "Arrange the dentist", 2)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"progress": "later"}, "Select how it is going."),
        ({"words": " "}, "Say what was done"),
        ({"progress": "done"}, "Enter the day it was done."),
        ({"progress": "done", "done_on": date(2026, 6, 26)}, "still to come"),
        (
            {"progress": "done", "done_on": date(2026, 6, 17)},
            "The review that decided it was on 18 June 2026",
        ),
        ({"by": "omar"}, "Only its owner"),
    ],
)
def test_what_is_no_update_is_refused(june, people, facts, words):
    decision = queries.decisions_of(june)[0]
    given = {"progress": "in-progress", "words": "Rang", **facts, "by": people[facts.get("by", "sam")]}
    assert words in refused(lambda: actions.update_decision(decision=decision, at=at(LAST_DAY), **given))


@pytest.mark.parametrize(
    ("verdict", "state", "carried"),
    [
        ("done", "verified", 0),
        ("partly", "carried", 1),
        ("not-done", "carried", 1),
        ("not-needed", "superseded", 0),
    ],
)
def test_what_became_of_a_decision(earlier, booking, people, verdict, state, carried):
    decision = a_decision(earlier, by=people["ivy"], due_on=DUE, owner=people["sam"], need="Health")
    actions.verify_decision(
        decision=decision, booking=booking, verdict=verdict, words="As he says", by=people["ivy"], at=AT
    )
    decision.refresh_from_db()
    assert decision.state == state
    drafts = queries.drafts_of(booking)
    assert len(drafts) == carried
    for draft in drafts:
        assert (draft.carried_from, draft.times_carried, draft.due_on) == (decision, 1, None)
        assert (draft.words, draft.owner, draft.need) == (decision.words, people["sam"], "Health")
    assert "what became of this decision already" in refused(
        lambda: actions.verify_decision(
            decision=decision, booking=booking, verdict="done", by=people["ivy"], at=AT
        )
    )


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("", "Select what became of decision 1."), ("not-done", "Say why decision 1 was not done")],
)
def test_what_is_no_verdict_is_refused(earlier, booking, people, verdict, words):
    decision = a_decision(earlier, by=people["ivy"], due_on=DUE)
    assert words in refused(
        lambda: actions.verify_decision(
            decision=decision, booking=booking, verdict=verdict, by=people["ivy"], at=AT
        )
    )


def test_a_review_looks_at_earlier_decisions_of_the_same_child_while_it_is_open(
    earlier, booking, people, looked_after
):
    own = a_decision(booking, by=people["ivy"], due_on=DUE)
    assert "of the same review" in refused(
        lambda: actions.verify_decision(
            decision=own, booking=booking, verdict="done", by=people["ivy"], at=AT
        )
    )
    theirs = a_booking(looked_after(), people["ivy"], date(2026, 3, 12), by=people["ada"], state="held")
    others = a_decision(theirs, by=people["ivy"], due_on=DUE)
    for decision, review in ((others, booking), (a_decision(earlier, by=people["ivy"], due_on=DUE), theirs)):
        assert "This review is closed" in refused(
            lambda decision=decision, review=review: actions.verify_decision(
                decision=decision, booking=review, verdict="done", by=people["ivy"], at=AT
            )
        )


def test_a_decision_is_counted_each_time_it_is_carried_over(ben, people):
    """Through four reviews: the fourth holds it as carried three times, and the chain is whole."""
    day, decision = date(2026, 3, 3), None
    for _ in range(4):
        booking = a_booking(ben, people["ivy"], day, by=people["ada"])
        if decision is None:
            decision = actions.write_decision(booking=booking, words="A passport", by=people["ivy"], at=AT)
        else:
            actions.verify_decision(
                decision=decision,
                booking=booking,
                verdict="not-done",
                words="No",
                by=people["ivy"],
                at=AT,
            )
            decision = queries.drafts_of(booking)[0]
        actions.change_decision(
            decision=decision, version=1, owner=people["sam"], due_on=DUE, by=people["ivy"], at=AT
        )
        actions.make_decisions(booking=booking, by=people["ivy"], at=AT)
        hold(booking, day, by=people["ivy"])
        day += timedelta(days=3)
    decision.refresh_from_db()
    assert decision.times_carried == 3
    chain = queries.chain_of(decision)
    assert [one.times_carried for one in chain] == [0, 1, 2, 3]
    assert [one.state for one in chain] == ["carried", "carried", "carried", "open"]
    assert queries.chain_of(chain[0]) == chain
    assert list(queries.still_owed(ben.pk)) == [decision]


# --- asking -----------------------------------------------------------------------------------------------


def test_a_review_does_not_close_over_an_unanswered_decision_or_a_half_draft(earlier, booking, people):
    a_decision(earlier, by=people["ivy"], due_on=DUE)
    actions.write_decision(booking=booking, words="x", by=people["ivy"], at=AT)
    answers = policies.may_be_closed(
        unverified=queries.unverified_for(booking), drafts=queries.drafts_of(booking)
    )
    words = " ".join(one.reason for one in answers if not one)
    assert "1 decision of earlier reviews has no answer yet" in words
    assert "Decision 1 does not say who is to do it or by when" in words


def test_owners_see_theirs_as_far_as_their_work_reaches(june, people, teams):
    assert [one.owner for one in queries.decisions_owned_by(people["sam"])] == [people["sam"]]
    assert len(queries.decisions_owned_by(people["sam"], TODAY)) == 1
    Decision.objects.filter(owner=people["sam"]).update(owner=people["sol"])
    assert len(queries.decisions_owned_by(people["sol"])) == 1
    assert queries.decisions_owned_by(people["sol"], TODAY) == []
