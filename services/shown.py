"""What is shown of an entry: its raw text with what was read of it marked, and the advices that explain it."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from parsers.spans import located
from services.banking import advised

#: what a value is -> how its place is called on the screen; every other value is a reference
SHOWN = {"payer": "payer"}


def advices(connection: Connection, entry_id: str) -> list[dict[str, Any]]:
    """Return the advices attached to an entry: where each came from, how it was found, what it says and reads."""
    return [
        {
            "source_file": one["source_file"],
            "source_line": one["line"],
            "rule": one["rule"],
            "trusted": bool(one["trusted"]),
            "bank_reference": one["bank_reference"],
            "raw": one["raw"],
            "raw_spans": marks(one["raw"], one),
            "lines": json.loads(one["remittance"]),
        }
        for one in advised.of(connection, entry_id)
    ]


def marks(raw: str, kept: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """Return where what was read of an entry stands in its raw text: its references, documents and payer."""
    named = [("bank", kept["bank_reference"]), *((kind, value) for kind, value in json.loads(kept["refs"]))]
    for line in json.loads(kept["remittance"]):
        named += [(line["qualifier"], line["reference"]), *((line["qualifier"], also) for also in line["also"])]
        named += [("adjustment", adjustment[3]) for adjustment in line["adjustments"]]
    named.append(("payer", kept["payer_name"]))
    return [(one.start, one.end, SHOWN.get(one.what, "reference")) for one in located(raw, named)]
