"""What the books refuse beyond the refusals everybody shares (kit/refusals.py)."""

from kit.refusals import NotFound, Refused


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


class AppendOnly(Refused):
    """What is written in the books is never changed or deleted: reverse it."""

    code = "append_only"
