"""A refusal is our no to a request: one class, one stable code, one sentence, and what to do about it."""

from collections.abc import Mapping
from typing import ClassVar


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The request cannot be carried out."""

    code: ClassVar[str] = "refused"
    retry: ClassVar[bool] = False

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or (self.__doc__ or "").strip())

    @property
    def detail(self) -> str:
        """Return what is refused, where, and what to do."""
        return str(self)


class NotFound(Refused):
    """There is no such thing here."""

    code = "not_found"


class Invalid(Refused):
    """The request says something that cannot be."""

    code = "invalid"


class NotAllowed(Refused):
    """Your roles do not allow this."""

    code = "not_allowed"


class Unreadable(Refused):
    """The file is in no format we know."""

    code = "unreadable_file"


class AlreadyTaken(Refused):
    """This file has been taken before."""

    code = "file_already_taken"


class TooLarge(Refused):
    """The file is larger than the limit."""

    code = "file_too_large"

    @classmethod
    def of(cls, name: str, size: int, limit: int) -> "TooLarge":
        """Return the refusal of a file by its name, its bytes, and how many are taken."""
        return cls(f"{name}: {size:,} bytes are more than the limit of {limit:,}: split it")


class Conflict(Refused):
    """Somebody else changed it first: read it again."""

    code = "conflict"
    retry = True


class Busy(Refused):
    """Others have been writing to the books all the while: nothing was changed."""

    code = "database_busy"
    retry = True


class KeyReused(Refused):
    """This idempotency key was used for another request."""

    code = "idempotency_key_reused"


class Stale(Refused):
    """The books moved since the plan was made: plan again."""

    code = "stale"
    retry = True


class PeriodClosed(Refused):
    """The period of this day is closed."""

    code = "period_closed"


class OverApplied(Refused):
    """More would be applied than is left."""

    code = "over_applied"


class AddressNotAllowed(Refused):
    """This address may not be called from here."""

    code = "address_not_allowed"


def fault(wrong: Mapping[str, object]) -> str:
    """Return the first of these sentences that is so, else nothing."""
    return next((sentence for sentence, is_so in wrong.items() if is_so), "")


def refuse(wrong: Mapping[str, object], about: str = "") -> None:
    """Refuse by the first of these sentences that is so, `about` what it is where that is said: Invalid."""
    if says := fault(wrong):
        raise Invalid(f"{about}: {says}" if about else says)
