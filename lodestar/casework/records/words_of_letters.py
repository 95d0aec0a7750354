"""The letter to a child: drafted from the decisions, measured for how easy it reads, and words to look at again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyphen
from django.conf import settings

from lodestar.casework.meetings.states import Band
from lodestar.casework.records.templates_of_documents import Written, written

SHIPPED_WORDS = Path(__file__).parent / "words_to_avoid.txt"
SENTENCE = re.compile(r"[.!?:]+(?:\s|$)|\n\s*\n|\n-")
WORD = re.compile(r"[A-Za-z'’]+")
LETTER_BANDS = (Band.UNDER_4, Band.FROM_4, Band.FROM_8, Band.FROM_13)
READING_AGES = {Band.UNDER_4: 16, Band.FROM_4: 7, Band.FROM_8: 10, Band.FROM_13: 13}


@dataclass(frozen=True, slots=True)
class LetterDecision:
    """A decision as a letter tells it."""

    words: str
    who: str
    when: str
    know: str = ""


@dataclass(frozen=True, slots=True)
class LetterItem:
    """Something the child wanted to talk about, and what was said to it."""

    words: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is drafted from."""

    name: str
    age: str
    officer: str
    day: str
    attended: bool
    sent_views: bool
    carer: str
    next: str
    items: Sequence[LetterItem]
    decisions: Sequence[LetterDecision]


def band_for(age: int) -> Band:
    """Return which letter fits an age in years."""
    if age < 4:
        return Band.UNDER_4
    if age < 8:
        return Band.FROM_4
    return Band.FROM_8 if age < 13 else Band.FROM_13


def draft(band: Band, facts: LetterFacts) -> Written:
    """Return the letter's first draft for an age band, in the second person."""
    thanks = (
        "coming to your review"
        if facts.attended
        else "telling us what you think"
        if facts.sent_views
        else "reading this"
    )
    body = written(
        f"letter-{band.value}",
        name=facts.name,
        age=facts.age,
        officer=facts.officer,
        day=facts.day,
        thanks=thanks,
        carer=facts.carer or "the people who look after you",
        next=facts.next,
        items=[LetterItem(one.words, to_you(one.answer, facts.name)) for one in facts.items],
        decisions=[
            LetterDecision(
                stopless(to_you(one.words, facts.name)),
                one.who,
                one.when,
                stopless(to_you(one.know, facts.name)),
            )
            for one in facts.decisions
        ],
    )
    return Written(f"Dear {facts.name},\n\n{body.text}\n\n{facts.officer}", body.trouble)


def to_you(text: str, name: str) -> str:
    """Return words about a child as said to the child: "the child's" and their name become "your" and "you"."""
    whose = rf"\b(?:[Tt]he (?:child|young person)|{re.escape(name)})['’]s\b"
    who = rf"\b(?:[Tt]he (?:child|young person)|{re.escape(name)})\b"
    said = re.sub(
        whose, lambda found: "Your" if found[0][:1].isupper() and found.start() == 0 else "your", text
    )
    said = re.sub(who, lambda found: "You" if found.start() == 0 else "you", said)
    return re.sub(r"\b([Yy])ou (is|has|was|does)\b", agree, said)


def agree(found: re.Match[str]) -> str:
    """Return "you" with the form of the verb that goes with it."""
    return f"{found[1]}ou {{}}".format({"is": "are", "has": "have", "was": "were", "does": "do"}[found[2]])


def stopless(text: str) -> str:
    """Return a sentence without its last full stop, which the template sets."""
    return text.strip().removesuffix(".")


@dataclass(frozen=True, slots=True)
class Readability:
    """How easy a text reads: the Flesch-Kincaid grade, and the age it fits, in words."""

    grade: float
    words: int
    longest_sentence: int
    reads_at: int

    def fits(self, band: Band) -> bool:
        """Return whether a reader of the band can be expected to read it."""
        return self.reads_at <= READING_AGES[band]

    def in_words(self, band: Band) -> str:
        """Return the measure as a person says it."""
        about = f"reads at about age {self.reads_at}"
        if self.fits(band):
            return f"About right: it {about}."
        return f"Hard to read at this age: it {about}. Use shorter sentences and shorter words."


def readability(text: str) -> Readability:
    """Return how easy a text reads by Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [words for part in SENTENCE.split(text) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Readability(0.0, 0, 0, 5)
    syllables = sum(syllables_in(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    reads_at = max(5, round(grade) + 5)
    return Readability(round(grade, 1), len(words), max(map(len, sentences)), reads_at)


@lru_cache(maxsize=1)
def hyphens() -> pyphen.Pyphen:
    """Return the dictionary of English syllables."""
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


def syllables_in(word: str) -> int:
    """Return how many syllables a word has: where it may be parted, or its groups of vowels, whichever is more."""
    by_dictionary = len(hyphens().positions(word.lower())) + 1
    groups = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e$", "", word.lower())))
    return max(1, by_dictionary, groups)


@dataclass(frozen=True, slots=True)
class Avoid:
    """A word of a letter to look at again, with what to say instead and the line it stands in."""

    word: str
    instead: str
    line: str


@lru_cache(maxsize=4)
def words_to_avoid(own: str) -> tuple[tuple[str, str], ...]:
    """Return the words to avoid with what to say instead; the council's own beside the shipped ones."""
    pairs: dict[str, str] = {}
    for file in (SHIPPED_WORDS, Path(own)) if own else (SHIPPED_WORDS,):
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            word, arrow, instead = line.partition("=>")
            if arrow and not line.lstrip().startswith("#"):
                pairs[word.strip()] = instead.strip()
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def to_look_at(text: str) -> list[Avoid]:
    """Return the places of a letter where a word to avoid stands; the longest words first, each place once."""
    found: list[Avoid] = []
    taken: list[tuple[int, int]] = []
    for word, instead in words_to_avoid(str(settings.WORDS_TO_AVOID or "")):
        flags = 0 if word.isupper() else re.IGNORECASE
        for place in re.finditer(rf"\b{re.escape(word)}\b", text, flags):
            if any(start < place.end() and place.start() < end for start, end in taken):
                continue
            taken.append(place.span())
            begin, end = text.rfind("\n", 0, place.start()) + 1, text.find("\n", place.end())
            found.append(Avoid(place[0], instead, text[begin : end if end >= 0 else None].strip()))
    return found
