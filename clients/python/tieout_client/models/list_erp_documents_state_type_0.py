from typing import Literal

ListErpDocumentsStateType0 = Literal["confirmed", "pending", "rejected", "sent", "uncertain"]

LIST_ERP_DOCUMENTS_STATE_TYPE_0_VALUES: set[ListErpDocumentsStateType0] = {
    "confirmed",
    "pending",
    "rejected",
    "sent",
    "uncertain",
}


def check_list_erp_documents_state_type_0(value: str) -> ListErpDocumentsStateType0:
    if value in LIST_ERP_DOCUMENTS_STATE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_ERP_DOCUMENTS_STATE_TYPE_0_VALUES!r}")
