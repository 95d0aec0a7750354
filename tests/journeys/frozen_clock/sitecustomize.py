"""Starts a Python process on the day named by JOURNEY_TODAY, its clock running on from nine in the morning.

Python imports this by itself when the folder is on PYTHONPATH. So the pages and commands of a journey live on
the day the demonstration authority was made for, and the product needs no switch.
"""

import os
from datetime import UTC, datetime, time

if os.environ.get("JOURNEY_TODAY"):
    import time_machine

    morning = datetime.combine(
        datetime.fromisoformat(os.environ["JOURNEY_TODAY"]).date(), time(9), tzinfo=UTC
    )
    time_machine.travel(morning, tick=True).start()
