"""One asked and answered example of every operation: `python -m tests.api.examples` writes those that are missing.

Each scene works on books of its own. A new route gets a line in the scene that fits it; what is recorded is shown in
the OpenAPI document, and `python -m tests.api.examples again` records all of it anew.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ledger
import migrations
from api.app import create_app
from api.contract import EXAMPLES
from cards import telling
from dunning import notices
from kit.db import Database
from kit.settings import Settings
from services import control
from services.auditing import conflicts
from services.credit import nightly
from services.decisions.standing import standing_applications
from services.dunning import strategies
from services.erp.simulator.moods import CALM, Temper
from services.erp.simulator.server import running
from services.jobs.worker import Worker
from services.master import customer_files
from services.people import keys, persons
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import NOW
from tests.api.recorder import Recorder
from tests.api.test_closing_routes import TIE
from tests.api.test_mappings import PROVEN
from tests.api.whole_api import may_everything
from tests.conftest import RING
from tests.ledger.desk import booked, item, receipt
from tests.services.cards.desk import owing as owing_by_card
from tests.services.cards.desk import till
from tests.services.credit.applying import bureau
from tests.services.dunning.desk import late
from tests.services.knowledge import small
from tests.services.receiver import receiving
from tests.services.sheets import imported
from tests.services.test_audits import books as drawn
from tests.services.test_closing import owing
from tests.services.test_withdrawals import ONE, TWO, TWO_RIGHT, told

Examples = dict[str, dict[str, Any]]
DAY = "2026-11-20"
#: Ids that are drawn by chance, another each time.
DRAWN = frozenset({"endpoint_id", "key_id", "message_id", "work_id"})
ERPS = """[erps.main]
adapter = "dynamics"
url = "{url}"
seconds = 1
settle_seconds = 2
names = {{ company = "usmf", journal = "CustPay", bank_account = "1" }}
"""


def usd(minor: int) -> dict[str, Any]:
    """Return an amount."""
    return {"minor": minor, "currency": "USD"}


def worked(workspace: Workspace) -> None:
    """Do all work that was asked for."""
    worker = Worker(workspace, threads=1)
    worker.drain()
    worker.stop(5)


@contextmanager
def taken_in(workspace: Workspace, examples: Examples) -> Iterator[Recorder]:
    """Give a recorder over the small morning, taken in over HTTP and matched."""
    folder = Path(tempfile.mkdtemp())
    imported(workspace, folder, morning.CUSTOMERS, morning.OPEN_ITEMS, actor="test")
    shutil.rmtree(folder)
    recorder = Recorder(create_app(workspace), examples)
    recorder.ask("take_bank_files", files={"file": ("morning.bai", morning.BAI2)})
    worked(workspace)
    yield recorder


def days_work(workspace: Workspace, examples: Examples) -> None:
    """Files in, receipts, the queue, the feed, the books."""
    with taken_in(workspace, examples) as api:
        (file,) = api.ask("list_bank_files", query={"limit": 50})["data"]
        assert api.client.post("/v1/bank-files", files={"file": ("morning.bai", morning.BAI2)}).status_code == 409
        api.ask("list_refused_files")
        api.ask("read_bank_file", file_id=file["id"])
        api.ask("follow_bank_file", file_id=file["id"])
        for name in (
            "healthz",
            "readyz",
            "list_commands",
            "list_customers",
            "list_items",
            "list_reports",
            "read_policy",
        ):
            api.ask(name)
        api.ask("read_report", name="aging", query={"as_of": DAY})
        applied = api.ask("list_receipts", query={"status": "applied"})["data"][0]["receipt_id"]
        api.ask("search_receipts", query={"payer": "HOLLIS"})
        held = api.ask("read_receipt", receipt_id=applied)
        api.ask("read_decision", receipt_id=applied)
        application = held["applications"][0]
        api.ask("reverse_application", receipt_id=applied, application_id=application["application_id"])
        line = {"item": application["document_number"], "cash": application["cash"]}
        api.ask("apply_by_hand", {"lines": [line], "note": "as before"}, receipt_id=applied)
        first, second, third = api.ask("list_exceptions")["data"][:3]
        api.ask("list_proposals", receipt_id=third["receipt_id"])
        api.ask("list_also_settled", exception_id=first["exception_id"])
        api.ask("resolve_exception", {"act": "not_ar", "note": "a loan"}, exception_id=first["exception_id"])
        decision = {"exception_id": second["exception_id"], "version": second["version"]}
        api.ask("send_decisions", {"data": [{**decision, "resolution": {"act": "park", "note": "asked them"}}]})
        api.ask("list_postings", query={"after": 0})
        api.ask("acknowledge_postings", {"first": 1, "last": 2, "state": "accepted", "reference": "GL-2026-11-20"})
        api.ask("send_acknowledgements", {"data": [{"first": 3, "last": 4, "state": "accepted"}]})
        api.ask("run_controls", {"as_of": DAY, "by": "cyd"})
        jobs = api.ask("list_work")["data"]
        api.ask("read_work", work_id=jobs[0]["work_id"])
        api.ask("guess_mapping", files={"file": ("bank.csv", PROVEN)})
        api.ask("confirm_mapping", files={"file": ("bank.csv", PROVEN)})
        api.ask("list_mappings")


def master_data(workspace: Workspace, examples: Examples) -> None:
    """Customers and entities, many documents, requests, credit, contacts, promises, statements compared."""
    with taken_in(workspace, examples) as api:
        facts = {"name": "Alder Freight Co", "terms": "NET30", "currency": "USD"}
        api.ask("create_customer", {"customer_number": "C500", "facts": facts, "by": "ana"})
        change = {"facts": {"terms": "NET60"}, "by": "ana", "reason": "as agreed on 12 November"}
        changed = api.ask("change_customer", change, customer_number="C500")
        api.ask("list_requests")
        api.ask("read_request", request_id=changed["request_id"])
        verdict = {"verdict": "approved", "by": "ben", "note": "seen the letter"}
        api.ask("decide_request", verdict, request_id=changed["request_id"])
        site = {"code": "MAIN", "name": "Head office", "address": "1 Quay St"}
        api.ask("add_customer_part", {"part": "site", "facts": site, "by": "ana"}, customer_number="C500")
        payee = {"account": "021000021 4455667788", "holder": "Alder Freight Co", "reason": "their letter", "by": "ana"}
        api.ask("ask_payee", payee, customer_number="C500")
        api.ask("read_customer", customer_number="C500")
        api.ask("read_standing", customer_number="C500")
        entity = {"name": "Europe BV", "currency": "EUR", "time_zone": "Europe/Amsterdam"}
        api.ask("create_entity", {"code": "EU", "facts": entity, "by": "ana"})
        api.ask("change_entity", {"facts": {"address": "Singel 7"}, "by": "ana", "reason": "moved"}, code="EU")
        api.ask("list_entities")
        api.ask("read_entity", code="EU")
        many = [{"customer_number": "C600", "facts": {"name": "Birch Tools"}}]
        api.ask("send_customers", {"data": many, "by": "sap"})
        document = {"document_type": "invoice", "customer_number": "C500", "issue_date": "2026-11-02"}
        api.ask("send_items", {"data": [{**document, "document_number": "INV-2001", "amount": usd(125_000)}]})
        debt = {"item": "INV-2001", "kind": "bad_debt", "amount": usd(125_000), "reason": "bankrupt", "by": "ana"}
        api.ask("ask_adjustment", debt)
        again = {"item": "INV-2001", "number": "INV-2001A", "amount": usd(120_000), "reason": "price", "by": "ana"}
        api.ask("ask_rebilling", again)
        moved = {"kind": "boxed", "amount": usd(5_000), "reference": "BOX-7", "reason": "checks of today", "by": "ana"}
        api.ask("ask_event", moved)
        calls_and_credit(api)
        onboarded(workspace, api)
        form = {"customer": "C100", "as_of": DAY}
        theirs = b"document_number,amount\nINV-30012,480.50\nINV-9,10.00\n"
        api.ask("compare_statement", files={"file": ("list.csv", theirs)}, form=form)


def calls_and_credit(api: Recorder) -> None:
    """Contacts, promises, limits, orders."""
    api.ask("list_calls")
    spoke = {"channel": "call", "outcome": "reached", "person": "Jo", "note": "pays on Friday", "next_on": "2026-11-27"}
    logged = api.ask("log_contact", {**spoke, "next_action": "call back", "by": "ann"}, customer_number="C100")
    api.ask("add_to_contact", {"note": "Jo is the new clerk", "by": "ann"}, contact_id=logged["contact_id"])
    api.ask("list_contacts", query={"customer_number": "C100"})
    promise = {"document": "INV-30012", "promised_on": "2026-11-27", "person": "Jo", "by": "ann"}
    made = api.ask("make_promise", promise)
    api.ask("list_promises", query={"customer_number": "C100"})
    api.ask("withdraw_promise", {"note": "they cannot", "by": "ann"}, promise_id=made["promise_id"])
    plan = {"documents": ["INV-30012"], "person": "Jo", "first_on": "2026-12-01", "count": 3, "every": "month"}
    asked = api.ask("ask_plan", {**plan, "reason": "they are short of cash", "by": "ann"})
    api.ask("decide_request", {"verdict": "approved", "by": "ben"}, request_id=asked["request_id"])
    agreed = api.ask("list_plans", query={"customer_number": "C100"})["data"][0]["arrangement_id"]
    api.ask("cancel_plan", {"note": "they pay at once", "by": "ann"}, arrangement_id=agreed)
    api.ask("settle_plans", {"by": "ann"})
    limit = {"customer_number": "C100", "amount": usd(9_000_000), "valid_from": DAY, "reason": "pays well", "by": "ann"}
    asked = api.ask("ask_limit", limit)
    api.ask("decide_request", {"verdict": "approved", "by": "ben"}, request_id=asked["request_id"])
    api.ask("list_limits", query={"customer_number": "C100"})
    form = {"kind": "guaranty", "signer": "Pat Polar", "signed_by": "ink", "by": "rep"}
    kept = api.ask("keep_document", files={"file": ("g.pdf", b"%PDF g")}, form=form, customer_number="C100")
    api.ask("judge_document", {"state": "verified", "by": "ana"}, document_id=kept["document_id"])
    backed = {"kind": "bank", "guarantor": "First Bank", "document_id": kept["document_id"], "call_by": "2027-06-15"}
    days = {"valid_from": DAY, "valid_until": "2027-06-30"}
    asked = api.ask("ask_guarantee", {**limit, **backed, **days, "amount": usd(2_000_000)})
    api.ask("decide_request", {"verdict": "approved", "by": "ben"}, request_id=asked["request_id"])
    api.ask("list_guarantees", query={"customer_number": "C100"})
    api.ask("get_limit", customer_number="C100", query={"as_of": DAY})
    for number in ("SO-1", "SO-2"):
        order = {"number": number, "customer_number": "C200", "amount": usd(500), "ships_on": "2026-11-30"}
        api.ask("take_order", {**order, "terms": "NET90", "by": "shop"})
    api.ask("check_order", {"checkpoint": "pick", "by": "shop"}, number="SO-1")
    api.ask("list_holds")
    api.ask("release_order", {"reason": "PROMISE", "note": "pays on Friday", "by": "ann"}, number="SO-1")
    api.ask("reject_order", {"note": "no", "by": "ann"}, number="SO-2")
    api.ask("force_hold", {"customer_number": "C300", "note": "under dispute", "by": "ann"})


def onboarded(workspace: Workspace, api: Recorder) -> None:
    """An application to buy on credit, its documents and references, and what is decided."""
    who = {"legal_name": "North Star LLC", "monthly_volume": 4_000_000, "rep_email": "rep@ours.example"}
    asked = {"amount": usd(10_000_000), "terms": "NET30", "applicant": who, "by": "rep"}
    begun = api.ask("apply_for_credit", {"customer_number": "N1", **asked})["application_id"]
    api.ask("sell_for_cash", {"by": "ana"}, application_id=begun)
    api.ask("move_application", {"state": "in_verification", "by": "ana"}, application_id=begun)
    for kind in ("credit_application", "w9"):
        form = {"kind": kind, "signer": "Pat Polar", "signed_by": "esign", "by": "rep"}
        files = {"file": (f"{kind}.pdf", f"%PDF {kind}".encode())}
        kept = api.ask("keep_document", files=files, form=form, customer_number="N1")["document_id"]
        api.ask("judge_document", {"state": "verified", "by": "ana"}, document_id=kept)
    api.ask("list_documents", customer_number="N1")
    for name in ("Alder Freight", "Birch Tools", "Cedar Supply"):
        told = {"name": name, "checked": True, "high_credit": 7_000_000, "days_beyond_terms": 8}
        api.ask("add_trade_reference", {"reference": told, "by": "ana"}, application_id=begun)
    bank = {"name": "First Bank", "rating": "fair"}
    api.ask("add_bank_reference", {"reference": bank, "by": "ana"}, application_id=begun)
    api.ask("take_bureau_report", files={"file": ("dnb.json", bureau())}, form={"by": "ana"}, customer_number="N1")
    api.ask("read_application", application_id=begun)
    api.ask("list_applications")
    given = {"amount": usd(6_000_000), "terms": "NET30", "note": "sound references", "by": "ana"}
    api.ask("approve_application", given, application_id=begun)
    other = api.ask("apply_for_credit", {"customer_number": "N2", **asked})["application_id"]
    api.ask("decline_application", {"reasons": ["BUREAU", "TOO_NEW"], "by": "ana"}, application_id=other)
    place = {"kind": "exemption_certificate", "jurisdiction": "TX", "signer": "Pat Polar", "valid_until": "2026-11-27"}
    files = {"file": ("texas.pdf", b"%PDF exempt")}
    ends = api.ask("keep_document", files=files, form={**place, "by": "rep"}, customer_number="N1")["document_id"]
    api.ask("read_document_file", document_id=ends)
    nightly.run(workspace, workspace.today(), actor="schedule")
    clause = {"kind": "contract", "signer": "Kim", "signed_by": "ink", "interest": "1800", "valid_from": "2026-01-01"}
    files = {"file": ("contract.pdf", b"%PDF whereas")}
    there = api.ask("keep_document", files=files, form={**clause, "by": "rep"}, customer_number="C500")["document_id"]
    api.ask("judge_document", {"state": "verified", "by": "ana"}, document_id=there)
    late = {"document": "INV-2001", "as_of": "2026-12-31", "reason": "the third letter brought nothing", "by": "ann"}
    api.ask("ask_late_charge", late)
    api.ask("list_reviews")
    api.ask("review_account", {"note": "pays promptly", "risk_class": "low", "by": "ana"}, customer_number="N1")
    task = api.ask("list_account_tasks")["data"][0]["task_id"]
    api.ask("end_account_task", {"note": "asked Pat for a new one", "by": "ana"}, task_id=task)


def outwards(workspace: Workspace, examples: Examples) -> None:
    """ERPs and webhooks."""
    folder = Path(tempfile.mkdtemp())
    settings = workspace.settings.model_copy(update={"outside_allowed": "127.0.0.1", "erp_file": folder / "erps.toml"})
    settings = settings.model_copy(update={"weekly_folder": folder})
    talking = replace(workspace, settings=settings)
    with running("dynamics", Temper(moods=CALM)) as erp, receiving([500, 204]) as receiver:
        (folder / "erps.toml").write_text(ERPS.format(url=erp.url), encoding="utf-8")
        with taken_in(talking, examples) as api:
            sent = api.ask("send_to_erp", erp="main")
            worked(talking)
            assert api.ask("read_work", work_id=sent["work_id"])["work"]["state"] == "done"
            api.ask("list_erps")
            reference = api.ask("list_erp_documents", erp="main")["data"][0]["reference"]
            api.ask("read_erp_document", erp="main", reference=reference)
            result = {"erp": "main", "state": "confirmed", "erp_id": "CPJ-000017"}
            api.ask("tell_posting_result", result, reference=reference)
            api.ask("send_results", {"data": [{**result, "reference": reference}]})
            made = api.ask("add_webhook_endpoint", {"url": receiver.url, "events": ["postings.created"]})
            there = made["endpoint"]["endpoint_id"]
            api.ask("list_webhook_endpoints")
            api.ask("read_webhook_endpoint", endpoint_id=there)
            api.ask("send_webhook_test", endpoint_id=there)
            worked(talking)
            (job,) = api.ask("list_work", query={"kind": "deliver"})["data"]
            api.ask("retry_work", work_id=job["work_id"])
            worked(talking)
            (message,) = api.ask("list_webhook_deliveries", endpoint_id=there)["data"]
            api.ask("replay_webhook_delivery", endpoint_id=there, message_id=message["message_id"])
            worked(talking)
            api.ask("replay_dead_webhooks", endpoint_id=there)
            api.ask("rotate_webhook_secret", endpoint_id=there)
            lost = folder / settings.entity / "statements" / "statements-2026-11-30.mail.json"
            lost.parent.mkdir(parents=True)
            lost.write_text('{"cfo@example.com": "begun"}', encoding="utf-8")
            mail = {"report": "statements", "as_of": "2026-11-30", "to": "cfo@example.com"}
            api.ask("settle_report_mail", {**mail, "sent": True, "note": "she has it", "by": "ana"})
            api.ask("disable_webhook_endpoint", {"reason": "the ERP moves"}, endpoint_id=there)
            api.ask("enable_webhook_endpoint", endpoint_id=there)
    shutil.rmtree(folder)


def knowledge(workspace: Workspace, examples: Examples) -> None:
    """What answers teach."""
    lines = [small.line(f"R{place}", minor) for place, minor in enumerate((125317, 31741, 95283), 1)]
    small.morning(small.made(workspace, Path(tempfile.mkdtemp())), lines, as_of=small.AS_OF)
    api = Recorder(create_app(workspace), examples)
    fact = {"kind": "payer_link", "subject": "company_id", "key": "118-5967292", "means": "C1"}
    api.ask("preview_proposal", fact)
    first = api.ask("list_exceptions")["data"][0]
    answer = {"act": "accept", "rank": 1, "by": "ana"}
    done = api.ask("resolve_exception", answer, exception_id=first["exception_id"])
    shown = [{name: one[name] for name in ("receipt_id", "decision_id")} for one in done["also_settles"]]
    api.ask("settle_receipts", {"by": "ana", "receipts": shown})
    api.ask("list_knowledge")
    habit = {"kind": "not_payer", "subject": "name", "key": "GRANITE VALLEY BANK", "means": "C1"}
    known = api.ask("propose_knowledge", {**habit, "by": "ana", "note": "it is their bank"})["knowledge_id"]
    api.ask("read_knowledge", knowledge_id=known)
    api.ask("approve_knowledge", {"by": "ben"}, knowledge_id=known)
    api.ask("preview_knowledge", knowledge_id=known, query={"act": "retire"})
    api.ask("retire_knowledge", {"by": "ben"}, knowledge_id=known)


def audits(workspace: Workspace, examples: Examples) -> None:
    """Postings drawn by chance."""
    api = Recorder(create_app(drawn(workspace.database, Path(tempfile.mkdtemp()))), examples)
    found = api.ask("list_audits")["data"]
    audit = next(one["audit_id"] for one in found if one["amount"]["minor"] == 125_000)
    api.ask("read_audit", audit_id=audit)
    api.ask("list_audit_items", audit_id=audit, query={"customer_number": "C100"})
    line = {"item": "INV-30011", "cash": usd(1_000)}
    api.ask("answer_audit", {"act": "apply", "lines": [line]}, audit_id=audit)
    api.ask("reverse_audited", audit_id=audit)


def withdrawals(workspace: Workspace, examples: Examples) -> None:
    """What banks take back: a no, then a yes."""
    api = Recorder(create_app(workspace), examples)
    for number, data in enumerate((told(ONE, TWO), told(ONE, TWO_RIGHT, status="3", at="0900", wrong=7))):
        api.ask("take_bank_files", files={"file": (f"day{number}.bai", data)})
        worked(workspace)
    (one,) = api.ask("list_withdrawals")["data"]
    api.ask("reject_withdrawal", {"reason": "the bank is asked first", "by": "ana"}, file_id=one["file_id"])
    api.ask("confirm_withdrawal", file_id=one["file_id"])


def close(workspace: Workspace, examples: Examples) -> None:
    """A month closed and opened again."""
    owing(workspace)
    api = Recorder(create_app(workspace), examples)

    def approved(asked: dict[str, Any]) -> None:
        api.ask("decide_request", {"verdict": "approved", "by": "ben"}, request_id=asked["request_id"])

    month = "2025-03"
    api.ask("read_readiness", month=month)
    api.ask("ask_close_exception", {"by": "ana", "reason": "the ERP is down"}, month="2025-02")
    approved(api.ask("prepare_tie_out", TIE))
    approved(api.ask("prepare_sign_off", {"by": "ana", "reason": "it is reserved by the quarter"}, month=month))
    reserve = {"as_of": "2025-03-31", "rates": [50, 200, 500, 1500, 5000], "by": "ana", "reason": "first reserve"}
    api.ask("prepare_reserve", reserve)
    api.ask("close_period", {"by": "ana"}, month=month)
    api.ask("list_periods")
    api.ask("read_period", month=month)
    api.ask("reopen_period", {"by": "ana", "reason": "a late invoice"}, month=month)


def letters(workspace: Workspace, examples: Examples) -> None:
    """Dunning letters, from the strategy to what became of each."""
    outbox = Path(tempfile.mkdtemp())
    desk = late(replace(workspace, settings=workspace.settings.model_copy(update={"outbox_folder": outbox})))
    api = Recorder(create_app(desk), examples)
    toml = strategies.starting()
    api.ask("simulate_strategy", {"toml": toml, "first": DAY, "days": 2})
    api.ask("simulate_rules", {"strategies": [toml], "points": "floor = 10", "first": DAY, "last": DAY})
    asked = api.ask("propose_strategy", {"toml": toml, "reason": "to begin", "by": "ann"})
    api.ask("decide_request", {"verdict": "approved", "by": "ben"}, request_id=asked["request_id"])
    team(api)
    configured(api)
    api.ask("send_copy", {"document": "I1", "by": "ann"}, customer_number="C1")
    api.ask("plan_letters")
    api.ask("write_letters", {"by": "ann"})
    with desk.database.reading() as connection:
        waits = notices.to_send(connection, "MAIN")[-1]
    with booked(desk.database, "lost") as book:
        for state in (notices.LetterState.BEGUN, notices.LetterState.UNCERTAIN):
            now = notices.state_of(book.connection, "MAIN", waits.row.notice_id)
            notices.step(book, now, state, "", desk.now())
    lost = api.ask("list_letters", query={"state": "uncertain"})["data"][0]["notice_id"]
    api.ask("settle_letter", {"sent": True, "note": "the post office has it", "by": "ann"}, notice_id=lost)
    api.ask("send_letters", {"by": "ann"})
    api.ask("read_letter", notice_id=lost)
    api.ask("block_letters", {"customer_number": "C1", "kind": "legal", "reason": "counsel has it", "by": "ann"})
    shutil.rmtree(outbox)


def placements(workspace: Workspace, examples: Examples) -> None:
    """Old debts placed with an agency, and what it remits."""
    desk = late(workspace)
    api = Recorder(create_app(desk), examples)
    with booked(desk.database, "old") as book:
        due = date.fromisoformat(DAY) - timedelta(days=100)
        ledger.items.issue(book, [item("I9", 333_333, issued_on=due, due_on=due)])
        ledger.receipts.receive(book, [receipt("A1", 75_000, None)])
    acme = """code = "acme"
name = "Acme Recovery"
currency = "USD"
licences = [{jurisdiction = "CA", number = "L1"}]
fees = [{basis_points = 2500}]
"""
    asked = api.ask("ask_agency", {"toml": acme, "reason": "licensed in the west", "by": "ann"})
    api.ask("decide_request", {"verdict": "approved", "by": "ben"}, request_id=asked["request_id"])
    api.ask("list_proposed_placements")
    place = {"customer_number": "C1", "agency": "acme", "jurisdiction": "CA", "reason": "nobody answers"}
    asked = api.ask("ask_placement", {**place, "by": "ann"})
    api.ask("decide_request", {"verdict": "approved", "by": "ben"}, request_id=asked["request_id"])
    placed = api.ask("list_placements")["data"][0]["placement_id"]
    api.ask("get_placement_file", placement_id=placed)
    remitted = {"receipt_id": "rcp_A1", "reason": "statement of November", "by": "ann"}
    api.ask("remit_placement", remitted, placement_id=placed)
    api.ask("tell_placement", {"kind": "recalled", "note": "they pay us", "by": "ann"}, placement_id=placed)
    api.ask("list_agencies")


def configured(api: Recorder) -> None:
    """Rules as versions: asked for, decided, compared, brought back."""
    for floor in (50, 60):
        said = {"text": f"floor = {floor}\n", "reason": "smaller customers", "by": "ann"}
        asked = api.ask("propose_config", said, kind="worklist")
        api.ask("decide_request", {"verdict": "approved", "by": "ben"}, request_id=asked["request_id"])
    api.ask("list_configs")
    api.ask("read_config", kind="worklist")
    api.ask("list_config_versions", kind="worklist")
    api.ask("read_config_version", kind="worklist", version=1)
    api.ask("compare_config_versions", kind="worklist", query={"first": 1, "second": 2})
    api.ask("revert_config", {"version": 1, "reason": "as before", "by": "ann"}, kind="worklist")


def team(api: Recorder) -> None:
    """Queues, who stands in, comments, access gone through."""
    case = api.ask("open_dispute", {"document": "I2", "reason": "price", "by": "ann"})["case_id"]
    api.ask("own_queue", {"owner": "ana", "by": "boss"}, name="disputes")
    api.ask("assign_item", {"item": case, "owner": "ben", "reason": "knows them", "by": "boss"}, name="disputes")
    api.ask("list_queues")
    api.ask("read_queue", name="disputes")
    api.ask("write_playbook", {"markdown": "# Disputes", "reason": "ours", "by": "boss"}, name="disputes")
    api.ask("list_playbooks", name="disputes")
    away = {"login": "ana", "substitute": "ben", "first_on": "2026-12-21", "last_on": "2027-01-04", "reason": "leave"}
    made = api.ask("begin_delegation", {**away, "by": "boss"})
    api.ask("list_delegations")
    api.ask("end_delegation", {"reason": "back early", "by": "boss"}, delegation_id=made["delegation_id"])
    api.ask("add_comment", {"said": "they move in May", "by": "ana"}, customer_number="C1")
    api.ask("list_comments", customer_number="C1")
    api.ask("watch_customer", {"watching": True, "by": "ana"}, customer_number="C1")


def disputes(workspace: Workspace, examples: Examples) -> None:
    """A dispute, from what a customer says to its cause."""
    api = Recorder(create_app(late(workspace)), examples)
    said = {"reason": "price", "amount": usd(30_000), "customer_reason": "old price"}
    case = api.ask("open_dispute", {"document": "I1", **said, "by": "ann"})["case_id"]
    task = api.ask("give_task", {"what": "which list?", "due_on": "2026-11-24", "by": "ann"}, case_id=case)["task_id"]
    api.ask("list_departments")
    answer = {"note": "the new one", "resolution": "customer_is_wrong", "by": "pat"}
    api.ask("answer_task", answer, task_id=task)
    api.ask("list_tasks")
    api.ask("credit_dispute", {"amount": usd(10_000), "reason": "goodwill", "by": "ann"}, case_id=case)
    api.ask("tell_dispute", {"fact": "root_cause", "value": "price list", "by": "ann"}, case_id=case)
    api.ask("end_dispute", {"end": "denied", "reason": "it was agreed", "by": "ann"}, case_id=case)
    api.ask("list_disputes", query={"ended": True})
    api.ask("list_causes", query={"first": "2026-11-01", "last": "2026-11-30"})


def card_money(workspace: Workspace, examples: Examples) -> None:
    """Card money, from a token to what is settled."""
    owing_by_card(workspace.database)
    folder = Path(tempfile.mkdtemp())
    with till(workspace.database, folder) as desk:
        api = Recorder(create_app(replace(desk.workspace, clock=workspace.clock)), examples)
        token = {"customer_number": "C1", "processor": "main", "token": "tok_visa", "expires_on": "2028-03-31"}
        card = api.ask("keep_card", {**token, "brand": "visa", "last4": "1111", "by": "ann"})["token_id"]
        wanted = {"token_id": card, "amount": usd(100_000), "by": "ann"}
        one = api.ask("authorise_card", wanted)["operation_id"]
        shipped = {"amount": usd(40_000), "document": "I1", "by": "ann"}
        captured = api.ask("capture_card", shipped, operation_id=one)["operation_id"]
        rest = api.ask("list_authorisations", query={"customer_number": "C1"})["data"][-1]["operation_id"]
        api.ask("void_authorisation", {"reason": "order cancelled", "by": "ann"}, operation_id=rest)
        with workspace.database.reading() as connection:
            receipt = next(iter(telling.posted(connection, "MAIN").values())).receipt_id
        with booked(workspace.database, "more cash") as book:
            ledger.applications.unapply(
                book, [ledger.Undo(standing_applications(book.connection, receipt)[0], NOW.date())]
            )
            ledger.receipts.place_on_account(book, [ledger.Disposal(receipt, NOW.date())])
        reason = {"reason": "returned", "actor": "ann", "payee": card}
        asked = control.ask_adjustment(desk.workspace, receipt, ledger.Adjust.REFUND_APPROVED, 5_000, **reason)
        control.approve(desk.workspace, asked.request_id, actor="boss")
        api.ask("refund_card", {"request_id": asked.request_id, "by": "ann"}, operation_id=captured)
        desk.play("payouts", currency="USD")
        api.ask("settle_cards", processor="main")
        api.ask("list_cards")
        api.ask("list_card_operations", query={"customer_number": "C1"})
    shutil.rmtree(folder)


def people(workspace: Workspace, examples: Examples) -> None:
    """Who may come in."""
    customer_files.create(workspace, "C100", {"name": "Hollis Marine Supply Inc"}, actor="setup")
    bearer = may_everything(workspace)
    api = Recorder(create_app(workspace), examples)
    api.client.headers["Authorization"] = f"Bearer {bearer}"
    api.ask("who_am_i")
    api.ask("add_person", {"login": "ana", "name": "Ana Alba", "roles": ["clerk"]})
    api.ask("list_people")
    api.ask("read_person", login="ana")
    api.ask("give_role", {"role": "auditor"}, login="ana")
    api.ask("take_role", {"role": "auditor"}, login="ana")
    api.ask("set_password", {"password": "seven grey herons at noon"}, login="ana")
    relation = {"customer_number": "C100", "reason": "her brother's company"}
    api.ask("declare_interest", relation, login="ana")
    api.ask("end_interest", {**relation, "reason": "sold"}, login="ana")
    made = api.ask("add_key", {"login": "ana", "name": "nightly upload", "scopes": ["files"], "days": 90})
    api.ask("list_keys")
    api.ask("end_key", key_id=made["key"]["key_id"])
    api.ask("remove_person", login="ana")
    conflicts.look(workspace, actor="schedule")
    found = api.ask("list_duty_conflicts")["data"][0]["conflict_id"]
    api.ask("ask_duty_exception", {"until": "2026-12-15", "reason": "one person as yet"}, conflict_id=found)
    persons.add(workspace, "tia", "Tia Lund", actor="setup", given=["clerk"])
    campaign = api.ask("begin_campaign", {"name": "Q4 2026", "due_on": "2026-12-15"})["campaign_id"]
    api.ask("list_campaigns")
    reviewed = {"login": "tia", "role": "clerk", "kept": True, "reason": "still at the scanner"}
    api.ask("review_grant", reviewed, campaign_id=campaign)
    api.ask("list_access_reviews", campaign_id=campaign)
    api.ask("list_watched")
    api.ask("list_digests")
    asked = proposed(workspace, api)
    api.ask("decide_proposal", {"verdict": "approved", "note": "well noted"}, request_id=asked)


def proposed(workspace: Workspace, api: Recorder) -> str:
    """Return the id of what a trainee proposed."""
    persons.add(workspace, "tina", "Tina Moss", actor="setup", given=["trainee"])
    bearer = keys.add(workspace, "tina", "learning", ["propose", "read"], 30, actor="setup")[1]
    spoke = {"channel": "call", "outcome": "no_answer", "next_action": "call again", "next_on": "2026-11-23"}
    head = {"Authorization": f"Bearer {bearer}"}
    answer = api.client.post("/v1/customers/C100/contacts", json=spoke, headers=head)
    return str(answer.json()["request_id"])


SCENES: tuple[Callable[[Workspace, Examples], None], ...] = (
    days_work,
    master_data,
    outwards,
    knowledge,
    audits,
    withdrawals,
    close,
    letters,
    placements,
    disputes,
    card_money,
    people,
)


def recorded(template: Path, folder: Path) -> Examples:
    """Return an example of every operation, each scene on a copy of empty books."""
    examples: Examples = {}
    for scene in SCENES:
        path = folder / f"{scene.__name__}.db"
        shutil.copy(template, path)
        database = Database(f"sqlite:///{path}", RING)
        scene(Workspace(database, Settings(rate_per_minute=0), lambda: NOW), examples)
        database.dispose()
    return examples


def main(arguments: list[str]) -> None:
    """Record what has no example, or whose request is another now; with `again`, all."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        template = Database(f"sqlite:///{folder}/template.db", RING)
        migrations.upgrade(template)
        template.dispose()
        found = recorded(folder / "template.db", folder)
    kept: Examples = {} if "again" in arguments else json.loads(EXAMPLES.read_text(encoding="utf-8"))
    same = {name: one for name, one in kept.items() if name in found and asked(one) == asked(found[name])}
    text = json.dumps({**found, **same}, indent=1, sort_keys=True, ensure_ascii=False)
    EXAMPLES.write_text(f"{text}\n", encoding="utf-8")


def asked(example: dict[str, Any]) -> Any:
    """Return what an example asks."""
    parameters = {name: name if name in DRAWN else value for name, value in example["parameters"].items()}
    return parameters, example["request"], example["status"]


if __name__ == "__main__":
    main(sys.argv[1:])
