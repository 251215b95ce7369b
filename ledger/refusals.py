"""What the books refuse beyond the refusals everybody shares (kit/refusals.py)."""

from kit.refusals import Conflict, NotFound, Refused


class UnknownCustomer(NotFound):
    """No customer has this number."""

    code = "unknown_customer"


class UnknownItem(NotFound):
    """No open item has this id."""

    code = "unknown_item"


class UnknownReceipt(NotFound):
    """No receipt has this id."""

    code = "unknown_receipt"


class UnknownApplication(NotFound):
    """No application that still stands has this id."""

    code = "unknown_application"


class UnknownEntity(NotFound):
    """No legal entity has this code."""

    code = "unknown_entity"


class UnknownRequest(NotFound):
    """Nothing was asked for under this id."""

    code = "unknown_request"


class Unwritable(Refused):
    """The database takes nothing now: its disk is full or read-only, or its server went away; the same key tells."""

    code = "database_unwritable"
    retry = True


class SamePerson(Refused):
    """Who asked for it cannot approve it: a second person decides."""

    code = "same_person"


class Trainee(Refused):
    """What a trainee decides waits for somebody else: propose it."""

    code = "trainee"


class ConflictOfInterest(Refused):
    """Who is related to a customer decides nothing about it."""

    code = "conflict_of_interest"

    def __init__(self, detail: str = "", customer: str = "") -> None:
        super().__init__(detail)
        self.customer = customer


class Unapproved(Refused):
    """This takes a second person's approval: ask for it first."""

    code = "unapproved"


class BeyondAuthority(Refused):
    """The amount is outside what this person may approve."""

    code = "beyond_authority"


class Decided(Conflict):
    """This was decided already."""

    code = "decided"
    retry = False


class AppendOnly(Refused):
    """What is written in the books is never changed or deleted: reverse it."""

    code = "append_only"
