"""The colours of a rating, and who answers which (2-law 4.4)."""

from enum import StrEnum


class Colour(StrEnum):
    """How well the care plan is being carried out."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


COLOUR_WORDS = {
    Colour.GREEN: "Green: the care plan is going as it should",
    Colour.AMBER: "Amber: some things need attention",
    Colour.RED: "Red: something serious is not right",
}


class NoticeRole(StrEnum):
    """In which part somebody is asked to answer a rating."""

    TEAM_MANAGER = "team-manager"
    SERVICE_MANAGER = "service-manager"


WHO_ANSWERS = {
    Colour.GREEN: (),
    Colour.AMBER: (NoticeRole.TEAM_MANAGER,),
    Colour.RED: (NoticeRole.TEAM_MANAGER, NoticeRole.SERVICE_MANAGER),
}
