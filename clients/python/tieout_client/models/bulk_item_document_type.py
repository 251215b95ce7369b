from typing import Literal

BulkItemDocumentType = Literal["credit_memo", "debit_memo", "deduction", "finance_charge", "invoice"]

BULK_ITEM_DOCUMENT_TYPE_VALUES: set[BulkItemDocumentType] = {
    "credit_memo",
    "debit_memo",
    "deduction",
    "finance_charge",
    "invoice",
}


def check_bulk_item_document_type(value: str) -> BulkItemDocumentType:
    if value in BULK_ITEM_DOCUMENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BULK_ITEM_DOCUMENT_TYPE_VALUES!r}")
