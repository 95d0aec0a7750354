"""What happens in a child's care is recorded through the door, once, with what stood before and after."""

from datetime import date

import pytest

from lodestar.access.models import Event
from lodestar.casework.children import actions
from lodestar.casework.children.queries import as_it_stood

pytestmark = pytest.mark.django_db


def test_smoke(at):
    from lodestar.access.models import User
    from lodestar.access.roles import Role

    by = User.objects.add(username="a", name="A", role=Role.ADMINISTRATOR)
    child = actions.add_child(identifier="C1", born_on=date(2014, 5, 1), by=by, at=at)
    actions.start_care(
        child=child,
        began_on=date(2025, 3, 2),
        legal_status="V2",
        placement_type="U6",
        category_of_need="N1",
        by=by,
        at=at,
    )
    actions.record_move(child=child, moved_on=date(2025, 4, 2), type="K2", reason="CREQB", by=by, at=at)
    actions.change_legal_status(child=child, changed_on=date(2025, 5, 2), code="C1", by=by, at=at)
    actions.end_care(child=child, ended_on=date(2025, 6, 2), reason="E4A", by=by, at=at)
    print(as_it_stood(child, date(2025, 4, 20)))
    assert Event.objects.count() == 5
