"""What holds for every test: no network, no unfrozen luck, no emptied event table."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parents[1]
(ROOT / "static").mkdir(exist_ok=True)  # its absence is a warning, and warnings are errors here

# The same examples on every run: a suite that fails by luck teaches people to run it again.
hypothesis_settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "soak", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# --- which tests run ------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only the tests that use the database")
    parser.addoption("--soak", action="store_true", help="also the slow tests marked soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    refuse_emptied_tables(items)
    left_out = [item for item in items if not is_wanted(config, item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_wanted(config, item)]


def is_wanted(config: pytest.Config, item: pytest.Item) -> bool:
    if item.get_closest_marker("soak") and not config.getoption("--soak"):
        return False
    return uses_database(item) or not config.getoption("--database-only")


def uses_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or "db" in getattr(item, "fixturenames", ())


def refuse_emptied_tables(items: list[pytest.Item]) -> None:
    """Stop at tests that would empty tables afterwards: triggers forbid that to the table of events."""
    emptying = {
        "transactional_db",
        "live_server",
        "django_db_reset_sequences",
        "django_db_serialized_rollback",
    }
    for item in items:
        marker = item.get_closest_marker("django_db")
        by_marker = marker is not None and marker.kwargs.get("transaction", False)
        if by_marker or emptying & set(getattr(item, "fixturenames", ())):
            raise pytest.UsageError(
                f"{item.nodeid} asks for a database that is emptied afterwards, and the table of events "
                "cannot be emptied (it is append-only by triggers). Use plain `django_db`; to see what "
                "happens on commit use `django_capture_on_commit_callbacks`; for a real server, a journey."
            )


# --- no network -----------------------------------------------------------------------------------------


def is_this_machine(family: int, address: object) -> bool:
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True  # a Unix socket
    host = address[0] if isinstance(address, tuple) else ""
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(permitted):
        def call(self: socket.socket, address):
            if not is_this_machine(self.family, address):
                raise AssertionError(
                    f"A test reached for the network: {address!r}. Tests stay on this machine."
                )
            return permitted(self, address)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        yield


# --- no worker ------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def work_at_once() -> Iterator[None]:
    """Do what is asked for in the background at once; tests of workers set the database's queue themselves."""
    from django.test import override_settings

    at_once = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with override_settings(TASKS=at_once, JOBS="at-once"):
        yield


# --- the clock is passed, never read --------------------------------------------------------------------


@pytest.fixture
def today() -> date:
    """The day on which tests take place: a Monday in term time, two weeks before the financial year ends."""
    return date(2026, 3, 16)


@pytest.fixture
def at(today: date) -> datetime:
    """Nine in the morning of that day (Greenwich and London agree in March)."""
    return datetime(today.year, today.month, today.day, 9, 0, tzinfo=UTC)
