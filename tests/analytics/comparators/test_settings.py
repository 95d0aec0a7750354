"""The settings that say beside whom figures are shown."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from lodestar.config.settings import whole_number_or_none

NAMES = (
    "AUTHORITY_CODE",
    "AUTHORITY_REGION",
    "AUTHORITY_NEIGHBOURS",
    "POPULATION_0_17",
    "DEMO",
    "PRODUCTION",
)
SHOW = (
    "from lodestar.config import settings as s;"
    "print(s.AUTHORITY_REGION, ','.join(s.AUTHORITY_NEIGHBOURS), s.POPULATION_0_17)"
)


def settings_with(tmp_path, **given: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in NAMES}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**inherited, "VAR_DIR": str(tmp_path), "SECRET_KEY": "x", **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_population_is_a_whole_number_above_0():
    assert whole_number_or_none("POPULATION_0_17", "60250") == 60250
    assert whole_number_or_none("POPULATION_0_17", "") is None
    for given in ("0", "-1", "many", "60.5", "٣"):
        with pytest.raises(ImproperlyConfigured, match="POPULATION_0_17 is a whole number"):
            whole_number_or_none("POPULATION_0_17", given)


def test_nothing_is_assumed_of_a_real_authority(tmp_path):
    assert settings_with(tmp_path).stdout.strip() == "None"
    assert settings_with(tmp_path, DEMO="1", AUTHORITY_CODE="E06000051").stdout.strip() == "None"


def test_the_made_up_authority_has_its_surroundings_in_the_demonstration(tmp_path):
    ten = "815,933,860,811,838,884,830,885,943,916"
    assert settings_with(tmp_path, DEMO="1").stdout.split() == ["E12000005", ten, "60900"]
    own = settings_with(tmp_path, DEMO="1", AUTHORITY_NEIGHBOURS="301, E06000051", POPULATION_0_17="70000")
    assert own.stdout.split() == ["E12000005", "301,E06000051", "70000"]


def test_a_name_instead_of_a_code_is_refused_in_words(tmp_path):
    refused = settings_with(tmp_path, AUTHORITY_NEIGHBOURS="Somerset")
    assert refused.returncode and "codes such as E12000005 or 815, not 'Somerset'" in refused.stderr
