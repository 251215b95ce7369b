"""Which item bears a sum that the payer says he took off."""

from collections.abc import Sequence

from matcher.cases import Case
from matcher.explanations import reasons
from matcher.shelf import Item


def of(case: Case, said: reasons.Deduction, items: Sequence[Item]) -> Item | None:
    """Return the item that bears a stated deduction: the one whose number is written behind it, or is before it.

    Before it counts where each number has its item's whole sum beside it and others follow: what stands at the end of
    a list may be of any. A number that is written again behind it is the one that is meant.
    """
    if said.number or len(items) == 1:
        return _meant(said.number, items)
    whole = "".join(filter(str.isalnum, case.receipt.text)).upper()
    numbers = [(item, _digits(item.document_number)) for item in items]
    again = [item for item, own in numbers if own in whole[: said.signs] and own in whole[said.signs :]]
    if again:
        return again[0] if len(again) == 1 else None
    places = {hit.item_id: hit for item in items for hit in case.open_hits if hit.item_id == item.item_id}
    told = all(case.beside.get(item.item_id) == {item.open} for item in items)
    if not told or len(places) < len(items) or any(hit.start < 0 for hit in places.values()):
        return None
    text = case.receipt.text
    before = [key for key, hit in places.items() if reasons.signs(text[: hit.end]) <= said.signs]
    if not before or len(before) == len(items):
        return None
    return case.shelf.items[max(before, key=lambda key: places[key].start)]


def _meant(number: str, items: Sequence[Item]) -> Item | None:
    """Return the item whose number stands at the beginning of what is written; the only one where nothing is."""
    if not number:
        return items[0] if len(items) == 1 else None
    written = _digits(number)
    found = sorted((item for item in items if written.startswith(_digits(item.document_number))), key=_length)
    return found[-1] if found and (len(found) == 1 or _length(found[-1]) > _length(found[-2])) else None


def _digits(number: str) -> str:
    """Return letters and digits from the first digit that is no zero on."""
    return "".join(filter(str.isalnum, number)).upper().lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0")


def _length(item: Item) -> int:
    return len(_digits(item.document_number))
