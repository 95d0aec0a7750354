"""What people type on the pages of figures: the day, and a snapshot's name."""

from lodestar.govuk.forms import DateField, Form, HiddenField, TextField
from lodestar.govuk.once import OnceField


class DayForm(Form):
    """Any day to work figures out for: the twelve months that end on it."""

    day = DateField(
        label="For the twelve months that end on",
        called="the day",
        hint="For example, 31 3 2026",
    )
    once = OnceField()


class WorkOutForm(Form):
    """Working the figures of a day out again."""

    to = HiddenField(required=True)
    once = OnceField()


class KeepForm(Form):
    """Keeping figures as a snapshot."""

    name = TextField(
        label="What is the snapshot called?",
        called="a name",
        hint="For example, Annual report 2025/26. Its numbers never change afterwards",
        max_length=120,
    )
    once = OnceField()
