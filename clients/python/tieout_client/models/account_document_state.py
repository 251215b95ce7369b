from typing import Literal

AccountDocumentState = Literal["received", "rejected", "verified"]

ACCOUNT_DOCUMENT_STATE_VALUES: set[AccountDocumentState] = {
    "received",
    "rejected",
    "verified",
}


def check_account_document_state(value: str) -> AccountDocumentState:
    if value in ACCOUNT_DOCUMENT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACCOUNT_DOCUMENT_STATE_VALUES!r}")
