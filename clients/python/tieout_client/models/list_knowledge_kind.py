from typing import Literal

ListKnowledgeKind = Literal[
    "", "deduction_habit", "not_ar", "not_payer", "not_reference", "payer_link", "reference_habit"
]

LIST_KNOWLEDGE_KIND_VALUES: set[ListKnowledgeKind] = {
    "",
    "deduction_habit",
    "not_ar",
    "not_payer",
    "not_reference",
    "payer_link",
    "reference_habit",
}


def check_list_knowledge_kind(value: str) -> ListKnowledgeKind:
    if value in LIST_KNOWLEDGE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_KNOWLEDGE_KIND_VALUES!r}")
