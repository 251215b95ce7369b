"""Codes that payers and banks write into unstructured remittance: `/INV/…`, `/RFB/…` and `EREF+…`."""

import re

from parsers.records import Ref, Reference, Remittance

#: Code -> which reference its value is; INV is a document, the others are words (SWIFT field 70, EPC's conventions).
_REFERENCES = {"RFB": Ref.BENEFICIARY, "ROC": Ref.END_TO_END, "IPI": Ref.CREDITOR, "RELID": Ref.TRN}
_DOCUMENT = "INV"
_SLASHED = re.compile(r"(?:(?<=/)|(?<=\s)|\A)/(INV|RFB|ROC|IPI|RELID|TSU|URI|CNR)/|(?<=[^/])/(INV|RFB|ROC|IPI|RELID)/")
_KEYED = re.compile(r"(?<![A-Z0-9])(EREF|KREF|MREF)[+:]\s?(\S{1,35})")
_KEYS = {"EREF": Ref.END_TO_END, "KREF": Ref.CUSTOMER, "MREF": Ref.MANDATE}
_EMPTY = frozenset({"NOTPROVIDED", "NONREF", "NONE", "NOTAVAILABLE", ""})


def coded(text: str, line: int) -> tuple[list[Reference], list[Remittance]]:
    """Return the references and the documents that a line of words names by code; most lines name none."""
    references: list[Reference] = []
    documents: list[Remittance] = []
    if "REF+" in text or "REF:" in text:
        found = ((_KEYS[key], value.strip("/,;")) for key, value in _KEYED.findall(text))
        references += [Reference(kind, value) for kind, value in found if value.upper() not in _EMPTY]
    marks = list(_SLASHED.finditer(text)) if "/" in text else []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        code = mark[1] or mark[2]
        for said in text[mark.end() : end].split("//"):
            value = said.strip(" /")
            if value.upper() in _EMPTY:
                continue
            if code == _DOCUMENT:
                first, _, rest = value.partition(" ")
                documents.append(Remittance(line, "invoice", first, text=rest.strip()))
            elif code in _REFERENCES:
                references.append(Reference(_REFERENCES[code], value))
    return references, documents
