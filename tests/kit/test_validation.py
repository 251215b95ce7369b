"""What a model finds wrong is said with its place, in our words where it has some."""

from typing import Self

import pytest
from pydantic import BaseModel, ValidationError, model_validator

from kit.validation import in_words


class Fees(BaseModel):
    """A model with a rule of its own."""

    most: int
    least: int = 0

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.least > self.most:
            raise ValueError("least is more than most")
        return self


@pytest.mark.parametrize(
    ("told", "whole", "says"),
    [
        ({"most": 1, "least": 2}, "", "least is more than most"),
        ({"most": 1, "least": 2}, "fees", "fees: least is more than most"),
        ({"most": "x"}, "", "most: Input should be a valid integer, unable to parse string as an integer"),
    ],
)
def test_a_fault_is_said_with_its_place_and_no_more(told: dict[str, object], whole: str, says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Fees.model_validate(told)
    assert in_words(refused.value, whole) == says
