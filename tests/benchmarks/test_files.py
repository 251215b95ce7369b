"""The bank files foot by arithmetic of our own, agree with each other, and hold each receipt once."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from benchmarks.world.spec import PROFILES
from tests.benchmarks.worlds import cents, files, named, table


def _bai2(found: dict[str, str]) -> list[list[str]]:
    """Return the statement's lines as fields, 88s left apart."""
    (text,) = named(found, "bai2").values()
    return [line.split(",") for line in text.splitlines()]


def _details(found: dict[str, str]) -> list[tuple[str, int, str]]:
    """Return code, amount and bank reference of every 16."""
    rows = [fields for fields in _bai2(found) if fields[0] == "16"]
    return [(row[1], int(row[2]), row[7] if row[3] == "S" else row[4]) for row in rows]


def _account_amounts(lines: list[list[str]]) -> int:
    """Return the plain sum of the amounts of a 03, its one 88 of summaries, and its 16s."""
    total = 0
    for at, fields in enumerate(lines):
        if fields[0] == "03":
            total += sum(int(fields[place]) for place in range(4, len(fields) - 2, 4))
        elif fields[0] == "88" and lines[at - 1][0] == "03":
            total += int(fields[2]) + int(fields[6])
        elif fields[0] == "16":
            total += int(fields[2])
    return total


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_the_statements_controls_foot(profile: str) -> None:
    lines = _bai2(files(profile))
    starts = [at for at, fields in enumerate(lines) if fields[0] == "02"]
    groups = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines) - 1], strict=True)]
    controls = []
    for group in groups:
        account, trailer, group_trailer = group[1:-2], group[-2], group[-1]
        controls.append(_account_amounts(account))
        assert trailer == ["49", str(controls[-1]), f"{len(account) + 1}/"]
        assert group_trailer == ["98", str(controls[-1]), "1", f"{len(group)}/"]
    assert lines[-1] == ["99", str(sum(controls)), str(len(groups)), f"{len(lines)}/"]


def test_the_closing_balance_is_the_opening_one_and_the_details() -> None:
    for fields in _bai2(files()):
        if fields[0] == "03":
            opening, closing = int(fields[4]), int(fields[8])
            account = fields[1]
            credits_of = [line for line in _account(account) if 101 <= int(line[1]) <= 399]
            debits_of = [line for line in _account(account) if 401 <= int(line[1]) <= 699]
            assert closing - opening == sum(int(line[2]) for line in credits_of) - sum(
                int(line[2]) for line in debits_of
            )


def _account(number: str) -> list[list[str]]:
    """Return the 16s of one account."""
    found: list[list[str]] = []
    current = ""
    for fields in _bai2(files()):
        current = fields[1] if fields[0] == "03" else current
        if fields[0] == "16" and current == number:
            found.append(fields)
    return found


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_lockbox_batches_boxes_and_records_foot(profile: str) -> None:
    for text in named(files(profile), "lockbox").values():
        lines = text.splitlines()
        assert {len(line) for line in lines} == {80}
        batch, box, checks, in_batch = 0, 0, 0, 0
        for line in lines:
            if line[0] == "6":
                batch, in_batch = batch + int(line[7:17]), in_batch + 1
            elif line[0] == "7":
                assert (int(line[20:23]), int(line[23:33])) == (in_batch, batch)
                box, checks, batch, in_batch = box + batch, checks + in_batch, 0, 0
            elif line[0] == "8":
                assert (int(line[20:24]), int(line[24:34])) == (checks, box)
        assert lines[-1].rstrip() == f"9{len(lines):06d}"


def test_a_broken_batch_is_out_by_a_dollar_and_nobody_can_be_certain_of_it() -> None:
    found = files(broken=True)
    text = named(found, "lockbox_0068751").popitem()[1]
    first = text[: text.index("\n7")].splitlines()
    total = next(line for line in text.splitlines() if line[0] == "7")
    assert int(total[23:33]) - sum(int(line[7:17]) for line in first if line[0] == "6") == 100
    marked = [row for row in table(found["truth.csv"]) if row["note"] == "broken_batch"]
    assert len(marked) == sum(line[0] == "6" for line in first)
    assert {row["decidable"] for row in marked} == {"0"}


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_ach_counts_hash_and_totals_foot(profile: str) -> None:
    for text in named(files(profile), "ach").values():
        lines = text.splitlines()
        assert {len(line) for line in lines} == {94}
        assert len(lines) % 10 == 0
        records = [line for line in lines if line != "9" * 94]
        entries = [line for line in records if line[0] == "6"]
        money, hashed = sum(int(line[29:39]) for line in entries), sum(int(line[3:11]) for line in entries) % 10**10
        counted = sum(line[0] in "67" for line in records)
        end = records[-1]
        assert (int(end[1:7]), int(end[7:13]), int(end[13:21])) == (_batches(records), len(lines) // 10, counted)
        assert (int(end[21:31]), int(end[31:43]), int(end[43:55])) == (hashed, 0, money)


def _batches(records: list[str]) -> int:
    """Check every batch's control against its own entries, and return how many batches there are."""
    held: list[str] = []
    batches = 0
    for line in records:
        if line[0] == "5":
            held = []
        elif line[0] in "67":
            held.append(line)
        elif line[0] == "8":
            entries = [one for one in held if one[0] == "6"]
            traces = [int(one[79:94]) for one in entries]
            assert traces == sorted(traces)
            assert int(line[4:10]) == len(held)
            assert int(line[10:20]) == sum(int(one[3:11]) for one in entries) % 10**10
            assert int(line[32:44]) == sum(int(one[29:39]) for one in entries)
            batches += 1
    return batches


def test_an_820_in_the_addenda_pays_what_its_entry_pays() -> None:
    text = named(files(), "ach_received_20261119_A").popitem()[1]
    entry, pieces = "", ""
    checked = 0
    for line in [*text.splitlines(), "8"]:
        if line[0] == "7":
            pieces += line[3:83]
            continue
        if pieces:
            checked += 1
            _balanced(entry, pieces.rstrip())
        entry, pieces = line, ""
    assert checked > 10


def _balanced(entry: str, stream: str) -> None:
    """Check the envelope's counts and the amount of one 820."""
    assert stream[:3] == "ISA"
    end = stream[105]
    segments = [segment.split("*") for segment in stream.split(end) if segment]
    inside = [at for at, segment in enumerate(segments) if segment[0] in {"ST", "SE"}]
    trailer = segments[inside[1]]
    assert int(trailer[1]) == inside[1] - inside[0] + 1
    payment = next(segment for segment in segments if segment[0] == "BPR")
    assert cents(payment[2]) == int(entry[29:39])
    assert next(segment for segment in segments if segment[0] == "TRN")[2] == entry[79:94]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_totals_on_the_statement_are_those_of_the_detail_files(profile: str) -> None:
    found = files(profile)
    by_reference = {reference: (code, amount) for code, amount, reference in _details(found)}
    details: dict[str, int] = {}
    for total in table(found["truth_totals.csv"]):
        details[total["detail_file"]] = details.get(total["detail_file"], 0) + cents(total["amount"])
        if total["currency"] == "USD":
            assert by_reference[total["bank_reference"]][1] == cents(total["amount"])
    money: dict[str, int] = {}
    for row in table(found["truth.csv"]):
        money[row["source_file"]] = money.get(row["source_file"], 0) + cents(row["amount"])
    assert details == {name: money[name] for name in details}
    assert set(details) == {name for name in money if name.startswith(("lockbox", "ach", "camt054"))}


def test_every_receipt_is_in_its_file_under_its_reference() -> None:
    found = files()
    for row in table(found["truth.csv"]):
        text = found[row["source_file"]]
        reference = (
            row["bank_reference"].zfill(10) if row["source_file"].startswith("lockbox") else row["bank_reference"]
        )
        assert reference in text, row
        assert str(cents(row["amount"])) in text.replace(".", ""), row


def test_money_on_the_statement_is_receipts_totals_and_what_leaves() -> None:
    found = files()
    credited = sum(amount for code, amount, _ in _details(found) if int(code) < 400)
    receipts = sum(cents(row["amount"]) for row in table(found["truth.csv"]) if row["source_file"].startswith("bai2"))
    totals = sum(cents(row["amount"]) for row in table(found["truth_totals.csv"]) if row["currency"] == "USD")
    assert credited == receipts + totals


def test_a_wire_told_twice_has_one_imad_and_one_row_of_truth() -> None:
    found = files(twice=3)
    double = [row for row in table(found["truth.csv"]) if row["also_reference"]]
    (statement,) = named(found, "bai2").values()
    fed = "".join([*named(found, "fedwire").values(), *named(found, "pacs008").values()])
    flat = statement.replace("\n88,", "")
    assert Counter(row["rail"] for row in double) == {"fed": 3, "pacs": 3}
    for row in double:
        assert row["also_reference"] in fed
        assert row["also_reference"][4:] in flat


def test_the_euro_statement_foots_and_the_notification_explains_its_batch() -> None:
    found = files()
    (statement,) = named(found, "camt053").values()
    (notice,) = named(found, "camt054").values()
    ns = "{urn:iso:std:iso:20022:tech:xsd:camt.053.001.08}"
    root = ET.fromstring(statement)
    opening, closing = (cents(one.findtext(f"{ns}Amt", "")) for one in root.iter(f"{ns}Bal"))
    entries = [cents(one.findtext(f"{ns}Amt", "")) for one in root.iter(f"{ns}Ntry")]
    assert opening + sum(entries) == closing
    ns = ns.replace("053", "054")
    (entry,) = ET.fromstring(notice).iter(f"{ns}Ntry")
    inside = [cents(one.findtext(f"{ns}Amt", "")) for one in entry.iter(f"{ns}TxDtls")]
    assert sum(inside) == cents(entry.findtext(f"{ns}Amt", ""))
    assert entry.findtext(f"{ns}AcctSvcrRef", "?") in statement


def test_routing_numbers_and_ibans_check() -> None:
    found = files()
    lockbox = "".join(named(found, "lockbox").values())
    numbers = [line[17:26] for line in lockbox.splitlines() if line[0] == "6"]
    numbers += re.findall(r"\{3100\}(\d{9})", "".join(named(found, "fedwire").values()))
    for number in numbers:
        assert sum(int(digit) * (3, 7, 1)[at % 3] for at, digit in enumerate(number)) % 10 == 0, number
    for iban in re.findall(r"<IBAN>(\w+)</IBAN>", "".join(named(found, "camt").values())):
        digits = "".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])
        assert int(digits) % 97 == 1, iban


def test_american_files_are_plain_ascii() -> None:
    for name, text in files().items():
        assert text.isascii() or name.startswith(("camt", "customers")), name


def test_a_split_number_is_cut_by_the_line() -> None:
    (statement,) = named(files(), "bai2").values()
    flat = statement.replace("\n88,", "")
    truth = files()
    cut = [row for row in table(truth["truth.csv"]) if row["class"] == "split_across_lines"]
    numbers = {row["bank_reference"]: row["document_number"] for row in table(truth["truth_applications.csv"])}
    assert cut
    for row in cut:
        place = flat.index(row["bank_reference"])
        assert numbers[row["bank_reference"]] in flat[place:]
        record = statement[statement.index(row["bank_reference"]) :].split("\n16,")[0].split("\n49,")[0]
        assert numbers[row["bank_reference"]] not in record
