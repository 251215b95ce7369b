"""Payers write in their own words and letters, and numbers may have four digits: one morning, every receipt of it."""

from typing import Any

import pytest

import matcher
from matcher import Policy
from tests.matcher import build, hand
from tests.matcher.build import TODAY, customer, item, receipt

NAMES = {
    "C1": "Müller & Söhne GmbH",
    "C2": "ООО Северный Лес",
    "C3": "株式会社山田製作所",
    "C4": "Østergaard Maskin A/S",
    "C5": "Établissements Lefèvre SAS",
}
#: Plan prices: the same sums again and again, so that numbers must say which item is meant.
ITEMS = [
    *[item(f"{4100 + count}", (19_00, 49_00, 99_00)[count % 3], f"C{count % 5 + 1}") for count in range(90)],
    *[item(f"{count:08d}", (19_00, 49_00, 99_00)[count % 3], f"C{count % 5 + 1}") for count in range(400, 490)],
]
OPEN = {row["document_number"]: row["open"] for row in ITEMS}

#: What is written -> by whom, and the items it pays.
SAID: dict[str, tuple[str, tuple[str, ...]]] = {
    "Rechnung 4100": ("Mueller & Soehne GmbH", ("4100",)),
    "RG-NR 4105 u. 4110": ("MULLER & SOHNE", ("4105", "4110")),
    "оплата счета 4101": ("OOO SEVERNYI LES", ("4101",)),
    "faktura 4106, 4111": ("ООО Северный Лес", ("4106", "4111")),
    "請求書 4102": ("株式会社山田製作所", ("4102",)),
    "Faktura nr 4103": ("OESTERGAARD MASKIN A/S", ("4103",)),
    "Regning 4108 til 4113": ("Østergaard Maskin A/S", ("4108", "4113")),
    "Facture n° 4104 à 4114": ("ETABLISSEMENTS LEFEVRE", ("4104", "4109", "4114")),
    "FACTURES 4119 et 4124": ("Établissements Lefèvre SAS", ("4119", "4124")),
    "Zahlung 4115": ("Müller & Söhne GmbH", ("4115",)),
    "Fattura nr. 00000405": ("Müller & Söhne GmbH", ("00000405",)),
    "00000410": ("Müller & Söhne GmbH", ("00000410",)),
    "RNr. 4120u.4125": ("Müller & Söhne GmbH", ("4120", "4125")),
}


@pytest.fixture(scope="module")
def morning() -> matcher.Decisions:
    """Decide all receipts at once; each asks just what its items ask."""
    rows: list[dict[str, Any]] = [
        receipt(f"r{place:02}", amount=sum(OPEN[number] for number in numbers), text=text, payer_name=payer)
        for place, (text, (payer, numbers)) in enumerate(SAID.items())
    ]
    rows.append(receipt("r99", amount=19_00, text="Oktober 4130 Haus", payer_name="Nobody Knows Ltd"))
    return matcher.propose(
        build.receipts(*rows),
        build.remittances(),
        build.items(*ITEMS),
        build.customers(*(customer(number, name=name) for number, name in NAMES.items())),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )


@pytest.mark.parametrize(("place", "text"), enumerate(SAID), ids=str)
def test_what_is_written_in_any_language_is_posted(morning: matcher.Decisions, place: int, text: str) -> None:
    posted = sorted(row[0] for row in hand.rows(morning, 0, f"r{place:02}"))
    assert (hand.status(morning, f"r{place:02}")[0], posted) == ("applied", sorted(SAID[text][1]))


def test_a_bare_short_number_of_a_stranger_is_asked_about(morning: matcher.Decisions) -> None:
    assert hand.status(morning, "r99")[0] in {"review", "unidentified"}
