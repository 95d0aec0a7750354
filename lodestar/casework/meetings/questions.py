"""The questions of consultation papers, by age band and by relationship. Every one may be left out (3-casework 6.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lodestar.casework.meetings.states import Band, InviteeRole, Reply
from lodestar.law.ages import age_on

FACES = (("good", "😊 Good"), ("mixed", "😐 So-so"), ("bad", "😟 Not good"))
SYMBOLS = (("good", "✔ Yes"), ("mixed", "? Not sure"), ("bad", "✖ No"))
# What somebody may answer to an invitation, as they say it themselves.
OWN_REPLIES = {
    Reply.COMING: "Yes, I am coming",
    Reply.BY_VIDEO: "Yes, by video",
    Reply.SENDS_VIEWS: "No, but I want to say what I think",
    Reply.NOT_COMING: "No, I am not coming",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its code, its words, and what may be chosen; none: it is answered in words."""

    code: str
    words: str
    choices: Sequence[tuple[str, str]] = ()
    hint: str = ""


def _each(words: Sequence[tuple[str, str]], choices: Sequence[tuple[str, str]] = ()) -> tuple[Question, ...]:
    return tuple(Question(code, text, choices) for code, text in words)


_FOUR_TO_SEVEN = (
    *_each(
        (
            ("home", "How is it where you live?"),
            ("family", "How is it when you see your family?"),
            ("school", "How is school?"),
            ("safe", "Do you feel safe?"),
            ("friends", "How are things with your friends?"),
        ),
        FACES,
    ),
    Question("best", "What is the best thing at the moment?"),
    Question("change", "What would you like to be different?"),
    Question("come", "Who would you like to come to your meeting?"),
)
_EIGHT_TO_TWELVE = (
    *_each(
        (
            ("home", "How are things where you live?"),
            ("family", "How is it seeing your family?"),
            ("school", "How is school?"),
            ("health", "How are you feeling in your body and your mind?"),
            ("safe", "Do you feel safe?"),
            ("friends", "How are things with your friends?"),
        ),
        FACES,
    ),
    Question("more", "Say more about any of these, if you want"),
    Question("change", "What do you want to change?"),
    Question("come", "Who do you want at your review, and who not?"),
    Question("where", "Where should it be, and when?"),
    Question(
        "run", "Would you like to run some of it yourself?", (("yes", "Yes"), ("part", "A bit"), ("no", "No"))
    ),
    Question(
        "advocate",
        "Would you like somebody on your side to help you say things? They are called an advocate",
        (("yes", "Yes"), ("maybe", "Tell me more"), ("no", "No")),
    ),
    Question("good", "Tell us something good"),
)
_THIRTEEN_TO_SEVENTEEN = (
    Question("home", "How are things where you live? What works, what does not?"),
    Question("family", "How is it with your family and the people who matter to you?"),
    Question("school", "School, college or work: how is it, and what would help?"),
    Question("health", "How are you, in body and mind?"),
    Question("safe", "Do you feel safe?", (("good", "Yes"), ("mixed", "Not always"), ("bad", "No"))),
    Question("unsafe", "If not: where, or with whom?"),
    Question("friends", "Friends, and what you like doing"),
    Question("future", "What do you want for the next year? Who could help with it?"),
    Question("change", "What do you want to change? What should be decided?"),
    Question("come", "Who do you want there, and who not?"),
    Question("where", "Where, when, and how: in a room, by video, on a walk?"),
    Question("run", "Do you want to chair it?", (("yes", "Yes"), ("part", "Part of it"), ("no", "No"))),
    Question(
        "advocate", "Do you want an advocate?", (("yes", "Yes"), ("maybe", "Tell me more"), ("no", "No"))
    ),
    Question("good", "What are you proud of?"),
)
QUESTIONS: dict[Band, tuple[Question, ...]] = {
    Band.UNDER_4: (
        Question("happy", "What tells you that the child is happy?"),
        Question("upset", "What upsets the child, and what helps?"),
        Question("likes", "What and whom does the child like?"),
        Question("family", "How is the child before, during and after seeing family?"),
        Question("grows", "What can the child do now that they could not at the last review?"),
        Question("change", "What should change for the child?"),
    ),
    Band.FROM_4: _FOUR_TO_SEVEN,
    Band.FROM_8: _EIGHT_TO_TWELVE,
    Band.FROM_13: _THIRTEEN_TO_SEVENTEEN,
    Band.SYMBOLS: _each(
        (
            ("home", "I like where I live"),
            ("family", "I like seeing my family"),
            ("school", "I like school"),
            ("safe", "I feel safe"),
            ("friends", "I have friends"),
            ("change", "I want something to change"),
        ),
        SYMBOLS,
    ),
    Band.PARENT: (
        Question("child", "How do you think your child is?"),
        Question("plan", "What do you think of the plan for your child?"),
        Question("time", "How is the time you spend together?"),
        Question("know", "What do the people who look after your child need to know?"),
        Question("change", "What should change, and what should be decided?"),
        Question("help", "What would make it easier for you to take part?"),
    ),
    Band.CARER: (
        Question("child", "How is the child? What is going well?"),
        Question("worries", "What worries you?"),
        Question("home", "How is it in your home, for the child and for you?"),
        Question("family", "How is family time, before, during and after?"),
        Question("health", "Health, sleep, food, appointments"),
        Question("school", "School or nursery"),
        Question("help", "What help do you need, and do you know what you may decide yourself?"),
    ),
    Band.PROFESSIONAL: (
        Question("work", "How do you know the child, and since when?"),
        Question("well", "What is going well?"),
        Question("worries", "What worries you?"),
        Question("needs", "Which needs are met, and which are not?"),
        Question("advice", "What should be decided?"),
    ),
}
# What a child says that must be seen the same day, whatever else is on the paper.
NOT_SAFE = {("safe", "bad")}


def band_for(role: str, *, born_on: object, on: object, has_needs: bool = False) -> Band:
    """Return which paper fits somebody: the child's by age or need, others' by who they are."""
    match InviteeRole(role):
        case InviteeRole.CHILD:
            age = age_on(born_on, on)  # type: ignore[arg-type]
            if age < 4:
                return Band.UNDER_4
            if has_needs:
                return Band.SYMBOLS
            return Band.FROM_4 if age < 8 else Band.FROM_8 if age < 13 else Band.FROM_13
        case InviteeRole.CARER:
            return Band.CARER
        case InviteeRole.MOTHER | InviteeRole.FATHER | InviteeRole.OTHER_PARENT | InviteeRole.RELATIVE:
            return Band.PARENT
    return Band.PROFESSIONAL


def is_not_safe(answers: dict[str, str]) -> bool:
    """Return whether an answer says that the child does not feel safe."""
    return any(answers.get(code) == value for code, value in NOT_SAFE)
