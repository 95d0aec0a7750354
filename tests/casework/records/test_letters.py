"""The letter to a child: drafted by age band in the second person, measured, and with words to look at again."""

import pytest

from lodestar.casework.meetings.states import Band
from lodestar.casework.records.words_of_letters import (
    LETTER_BANDS,
    LetterDecision,
    LetterFacts,
    LetterItem,
    band_for,
    draft,
    readability,
    syllables_in,
    to_look_at,
    to_you,
)

FACTS = LetterFacts(
    name="Ben",
    age="9 years old",
    officer="Ivy Marsh",
    day="Thursday 18 June 2026",
    attended=True,
    sent_views=False,
    carer="",
    next="18 December 2026",
    items=[LetterItem("I want to see my brother", "Ben will see his brother each month.")],
    decisions=[
        LetterDecision(
            "Find the child a dentist", "The carer", "1 July 2026", "The carer tells the child the day"
        )
    ],
)


@pytest.mark.parametrize("band", LETTER_BANDS)
def test_every_band_has_a_letter_that_says_you(band):
    letter = draft(band, FACTS).text
    assert letter.startswith("Dear Ben,") and letter.endswith("Ivy Marsh")
    assert "“I want to see my brother” You will see his brother each month." in letter
    assert "Find you a dentist" in letter and "the child" not in letter
    assert "\n\n\n" not in letter


def test_older_children_are_told_who_does_what_by_when_and_how_to_disagree():
    letter = draft(Band.FROM_13, FACTS).text
    assert "The carer will do this by 1 July 2026. The carer tells you the day." in letter
    assert "advocate" in letter and "complaint" in letter and "18 December 2026" in letter


def test_a_baby_gets_a_letter_for_later():
    assert "read when you are older" in draft(Band.UNDER_4, FACTS).text


def test_nothing_asked_and_nothing_decided_is_legal():
    nothing = LetterFacts("Ben", "9 years old", "Ivy", "Thursday", False, False, "", "", [], [])
    for band in LETTER_BANDS:
        letter = draft(band, nothing).text
        assert "None" not in letter and "{{" not in letter
    assert "We did not decide anything new" in draft(Band.FROM_8, nothing).text


@pytest.mark.parametrize(
    ("said", "to_the_child"),
    [
        ("The child's school is told", "Your school is told"),
        ("Tell the child in advance", "Tell you in advance"),
        ("The young person has a key", "You have a key"),
        ("Ben is asked, and Ben's brother too", "You are asked, and your brother too"),
        ("Benedict stays", "Benedict stays"),
    ],
)
def test_words_about_a_child_become_words_to_the_child(said, to_the_child):
    assert to_you(said, "Ben") == to_the_child


@pytest.mark.parametrize(("age", "band"), [(3, "under-4"), (4, "4-to-7"), (8, "8-to-12"), (13, "13-to-17")])
def test_the_band_follows_the_age(age, band):
    assert band_for(age) == band


def test_short_words_read_younger_than_long_ones():
    easy = readability("The cat sat on the mat. It was fat. I like the cat.")
    hard = readability(
        "Notwithstanding considerable deliberation, professionals collectively recommended comprehensive "
        "multidisciplinary assessment arrangements."
    )
    assert easy.reads_at <= 6 and hard.reads_at >= 18
    assert easy.fits(Band.FROM_4) and not hard.fits(Band.FROM_13)
    assert "About right" in easy.in_words(Band.FROM_4) and "shorter sentences" in hard.in_words(Band.FROM_13)
    assert readability("").words == 0


@pytest.mark.parametrize(("word", "number"), [("cat", 1), ("brother", 2), ("decision", 3), ("home", 1)])
def test_syllables(word, number):
    assert syllables_in(word) == number


def test_words_to_look_at_again_are_found_in_their_line_once():
    letter = (
        "Dear Ben,\nYour placement is fine.\nYour siblings and your LAC review.\nA place. A contactless card."
    )
    found = {one.word: one for one in to_look_at(letter)}
    assert set(found) == {"placement", "siblings", "LAC review"}
    assert found["placement"].line == "Your placement is fine."
    assert found["siblings"].instead == "brothers and sisters"


def test_a_council_adds_its_own_words_and_its_own_letter(tmp_path, settings):
    (tmp_path / "words.txt").write_text("gizmo => thing\n")
    settings.WORDS_TO_AVOID = str(tmp_path / "words.txt")
    assert [one.word for one in to_look_at("A gizmo")] == ["gizmo"]
    (tmp_path / "letter-8-to-12.txt").write_text("Hello {{ name }} from Westmarch")
    settings.DOCUMENT_TEMPLATES = str(tmp_path)
    assert "Hello Ben from Westmarch" in draft(Band.FROM_8, FACTS).text


@pytest.mark.parametrize("broken", ["{{ nobody.knows }}", "{% if %}", "{{ name.__class__.__mro__ }}"])
def test_a_broken_letter_of_the_council_is_told_and_the_shipped_one_used(tmp_path, settings, broken):
    (tmp_path / "letter-8-to-12.txt").write_text(broken)
    settings.DOCUMENT_TEMPLATES = str(tmp_path)
    letter = draft(Band.FROM_8, FACTS)
    assert "Thank you for coming" in letter.text
    assert "letter-8-to-12.txt” cannot be used" in letter.trouble
