"""Settings that cannot be are refused by their name, which the command line says in one line."""

import pytest
from pydantic import ValidationError

from kit.settings import Settings


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "../UTC", ""])
def test_a_time_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="time_zone"):
        Settings(time_zone=zone)
