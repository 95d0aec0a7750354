"""The register's codes and the return's are the same lists: one-to-one, with nothing on one side only."""

import pytest

from lodestar.casework.children import states
from lodestar.casework.reviews.states import PARTICIPATION_WORDS
from lodestar.exchange.ssda903 import codes
from lodestar.law import care_history

PAIRS = {
    "legal status": (states.LEGAL_STATUS_WORDS, codes.LEGAL_STATUS),
    "placement type": (states.PLACEMENT_TYPE_WORDS, codes.PLACEMENT_TYPE),
    "provider": (states.PROVIDER_WORDS, codes.PROVIDER),
    "reason for placement change": (states.CHANGE_REASON_WORDS, codes.REASON_PLACE_CHANGE),
    "reason ceased": (states.END_REASON_WORDS, codes.REASON_CEASED),
    "category of need": (states.CATEGORY_OF_NEED_WORDS, codes.CATEGORY_OF_NEED),
    "ethnicity": (states.ETHNICITY_WORDS, codes.ETHNICITY),
    "participation": (PARTICIPATION_WORDS, codes.PARTICIPATION),
}
NOT_IN_THE_REGISTER = {"X1"}  # an episode that goes on is no end of care


@pytest.mark.parametrize("name", PAIRS)
def test_the_register_and_the_return_have_the_same_codes(name):
    register, of_return = PAIRS[name]
    assert set(register) == {str(code.code) for code in of_return} - NOT_IN_THE_REGISTER


def test_the_law_room_knows_every_status_and_placement():
    assert set(states.LEGAL_STATUS_WORDS) == care_history.LEGAL_STATUSES
    assert set(states.PLACEMENT_TYPE_WORDS) == care_history.PLACEMENT_TYPES


def test_what_is_unplanned_is_so_on_both_sides_of_the_border():
    assert states.UNPLANNED_REASONS == codes.UNPLANNED
