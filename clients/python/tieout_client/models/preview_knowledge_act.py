from typing import Literal

PreviewKnowledgeAct = Literal["approve", "retire"]

PREVIEW_KNOWLEDGE_ACT_VALUES: set[PreviewKnowledgeAct] = {
    "approve",
    "retire",
}


def check_preview_knowledge_act(value: str) -> PreviewKnowledgeAct:
    if value in PREVIEW_KNOWLEDGE_ACT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PREVIEW_KNOWLEDGE_ACT_VALUES!r}")
