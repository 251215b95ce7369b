"""A morning's evidence, one row of each sort, to test with."""

from hashlib import sha256

import cards.tables
import credit.tables
import dunning.tables
import ledger
import services  # noqa: F401 - every table is of the books, whichever tests run
from kit.db import Database
from kit.terms import Instalment, due, simple
from ledger import ItemType, NewAuthority, NewItem, Sending, Sent
from ledger.accounts import Mapped
from ledger.contact_log import Channel, Outcome
from ledger.erp import NewInstruction, State, Step
from ledger.evidence import (
    Acknowledgement,
    Audited,
    Automatic,
    BankControl,
    BankEntry,
    BankFile,
    BankFileKey,
    BankFinding,
    Decision,
    DecoyCount,
    Evidence,
    Lesson,
    MatchRun,
    PayerLink,
    Pinned,
    Proposal,
    Resolution,
    ShadowDecision,
    StratumChange,
    Tie,
)
from ledger.master import Assignment, Contact, EntityFact, GlAccount, Kept, Paper, Review, Site, StatementPreference
from ledger.terms import Holiday, NewTerms
from tests.ledger.desk import DAY, NOW, asked, booked, invoice_id, item

CONTENT = b"hello"
SHA = sha256(CONTENT).hexdigest()
YES = True
TAKEN = 1_795_000_000_000_000


def entry(name: str, minor: int, **more: object) -> BankEntry:
    """Return a bank entry."""
    facts: dict[str, object] = {"payer_name": "ACME", "payer_account": "123456789", "remittance": "[]"} | more
    return BankEntry(f"ent_{name}", SHA, 0, 3, "receipt", "ach", YES, minor, "USD", f"REF{name}", DAY, **facts)  # type: ignore[arg-type]


#: One of each sort that is kept in versions.
KEPT: list[Kept] = [
    Site("C1", "HQ", ("bill_to",)),
    Contact("C1", "AP", ("ap",), bounced_on=DAY),
    Assignment("C1", "collector", "Ana"),
    StatementPreference("C1", "balance_forward"),
    Paper("C1", "w9", valid_until=DAY),
    Review("C1", "Ana", valid_from=DAY),
    EntityFact("Main Inc"),
    GlAccount("1", "Cash", "asset"),
]


def masters(database: Database) -> None:
    """Write one row of each sort of master data and control, and a document in two instalments."""
    request = asked(database, "payee", "C1")
    with booked(database, "verdict") as book:
        ledger.approvals.approve(book, request, NOW, DAY)
    halves = (Instalment(1, DAY, 40, ((DAY, 1),)), Instalment(2, DAY, 60))
    with booked(database, "masters") as book:
        ledger.terms.agree(book, [NewTerms("STD", simple(due("net(30)")))])
        ledger.valuing.keep_rates(book, [("EUR", DAY, 1_100_000_000)])
        ledger.items.issue(book, [NewItem("EURO", ItemType.INVOICE, "C1", "EUR", 100, DAY, DAY)])
        ledger.documents.send(book, [Sending(invoice_id("EURO"), Sent.SENT, "email", DAY)])
        ledger.documents.number(book, ItemType.CREDIT_MEMO)
        ledger.approvals.authorise(book, [NewAuthority("boss", "concession", "USD", 0, 10, DAY)])
        ledger.accounts.change(book, [Mapped("bank", "10-100")])
        call = ledger.contact_log.Contact("C1", Channel.CALL, Outcome.PAID, DAY)
        ledger.contact_log.add(book, ledger.contact_log.log(book, call, NOW), "by wire", NOW)
        ledger.customers.speak(book, {"C1": "de"})
        book.write("person", [("MAIN", "ann", "Ann", 1, "tester")])
        ledger.interests.declare(book, "ann", "C1", "his brother")
        book.write("role_grant", [("MAIN", "ann", "viewer", "", 1, "hired", "tester")])
        book.write("sign_on", [("MAIN", "ann", "https://login.example", "subject 1", "tester")])
        ledger.terms.keep_holidays(book, [Holiday(DAY, "Founders")])
        ledger.items.issue(book, [item("HALVES", 100, instalments=halves)])
        for row in KEPT:
            ledger.master.keep(book, [row])
        book.write("account_change", [("MAIN", "revenue", "40-100", "Sales", "tester")])


def a_morning(database: Database) -> None:
    """Write a file with three entries, one a total settled by another, and what was decided about R1 and R2."""
    rows: list[Evidence] = [
        BankFile(SHA, "morning.bai", "bai2", CONTENT, len(CONTENT), TAKEN, "tester"),
        entry("R1", 90_000, text="INV I1\nI2"),
        entry("R2", 100),
        entry("T", 90_100),
        BankControl(SHA, 9, "file_total", "file", 180_200, 180_200, "matched"),
        BankFinding(SHA, "morning.bai", 4, "amount_not_numeric", "no amount", "error", "16,x"),
        BankFileKey(SHA, "fky_1", "fct_1", 1),
        Tie("ent_T", "ent_R1", "sum"),
        Decision(
            "dec_1", "rcp_R1", "review", "ambiguous_amount", "C1", 0.5, "a reference", "two fit", "{}", "1", TAKEN, DAY
        ),
        Proposal("dec_1", "rcp_R1", 1, invoice_id("I2"), 40_000, 0, YES, 0, "", 0, "", 0.5, "sum", "two fit"),
        Resolution("rcp_R1", "park", "ann", TAKEN, assignee="ann", until=DAY),
        PayerLink("account", "K1", "C1"),
        Acknowledgement(1, 4, "accepted", acknowledged_at=TAKEN),
        Pinned("mapping", "date|amount", "{}", "ann", TAKEN),
        Automatic("rcp_R1", "dec_1", "named_exact|ach|cents|1", 0.9999, "drawn", DAY),
        Audited("rcp_R1", "dec_1", "confirmed", "ann", TAKEN),
        StratumChange("named_exact|ach|cents|1", "demoted", 1, 1, 1, 0, "0.001", DAY, TAKEN),
        DecoyCount("cnt_1", "named_exact|ach|cents|1", 10, 0, "1", "p", DAY, TAKEN),
        ShadowDecision("p", "lenient", "rcp_R1", "dec_1", "applied", "near", "C1", "s", "[]", "[]", DAY, TAKEN),
        Lesson("kno_1", "payer_link", "account", "K1", "", "", "C1", "confirmed", "rcp_R1", "ann", DAY, TAKEN),
        MatchRun("run_1", DAY, "1", "b", "{}", "{}", "{}"),
    ]
    with booked(database, "morning") as book:
        ledger.evidence.add(book, rows)


def orders(database: Database) -> None:
    """Write one row of each sort of credit: a limit and terms that two people granted, an order held and released."""
    assert credit.tables.credit_limit.name in ledger.tables.LOGGED
    limit, wanted = asked(database, "credit_limit", "C1"), asked(database, "order_terms", "C1")
    with booked(database, "orders") as book:
        for request in (limit, wanted):
            ledger.approvals.approve(book, request, NOW, DAY)
        book.write("credit_limit", [("MAIN", "customer", "C1", "base", 100, "USD", 0, DAY, None, limit, "known")])
        book.write("order_terms", [("MAIN", "C1", 0, 0, 0, wanted)])
        order = book.number("sales_order")
        sold = ("MAIN", "O1", "C1", "Ann", "", "open", "USD", 100, 0, 0, 0, None, DAY, "", 0, "")
        book.write("sales_order", [sold])
        book.write("order_check", [("chk_1", "MAIN", "O1", order, "entry", DAY, "held", '["limit"]', "{}", 1)])
        freed = ("chk_1", "MAIN", "O1", "C1", "rejected", "order", "late", "", "USD", 0, DAY, "", "boss", "", 1)
        book.write("hold_release", [freed])
        book.write("forced_hold", [("MAIN", "C1", "O1", "late", 1, "", "boss", 1)])


def onboarded(database: Database) -> None:
    """Write one row of each sort of onboarding: an application declined, a document that was looked at, a task."""
    assert credit.tables.document.name in ledger.tables.LOGGED
    digest = "d" * 64
    with booked(database, "onboarded") as book:
        book.write("credit_application", [("app_1", "MAIN", "C1", 100, "USD", "NET30", "{}", "rep", 1)])
        book.write("application_step", [("app_1", "state", "declined", "{}", "boss", 1)])
        decided = ("app_1", "declined", 0, "USD", "", '["SCORE"]', "", "", "", "", "", "boss", 1)
        book.write("credit_decision", [decided])
        book.write("account_standing", [("MAIN", "C1", "prospect", "app_1", "", "rep", 1)])
        book.write("document_file", [(digest, b"w9", 2, "rep", 1)])
        number = book.number("paper")
        ledger.master.keep(book, [Paper("C1", "w9", "US", sha256=digest)])
        book.write("document", [("doc_1", "MAIN", "C1", number, digest, "w9.pdf", "ink", "{}", "rep", 1)])
        book.write("document_step", [("doc_1", "verified", "", "boss", 1)])
        book.write("bureau_report", [("bur_1", "MAIN", "C1", "dnb", DAY, "{}", digest, "rep", 1)])
        book.write("account_task", [("atk_1", "MAIN", "C1", "credit", "ask", "doc_1", "expiry-30", DAY, "boss", 1)])
        seen = ("MAIN", "C1", "trigger", "prm_1", "", "review", "broken", "low", "medium", DAY, DAY, "night", 1)
        book.write("account_review", [seen])
        book.write("account_task_end", [("atk_1", "asked", "boss", 1)])
    backed = asked(database, "credit_limit", "guarantee")
    with booked(database, "backed") as book:
        ledger.approvals.approve(book, backed, NOW, DAY)
        stands = ("corporate", "Parent Inc", 100, "USD", 10_000, DAY, None, None, "doc_1", backed, "known")
        book.write("guarantee", [("MAIN", "customer", "C1", *stands)])


def written_back(database: Database) -> None:
    """Write what an ERP was told of a receipt, and what it calls the customer."""
    with booked(database, "written back") as book:
        ledger.erp.add_keys(book, "erp", [("customer", "C1", "8001")])
        ledger.erp.add_instructions(book, [NewInstruction("erp", "rcp_R1", 1, "{}")])
        ledger.erp.add_steps(book, [Step("erp", "T1", "rcp_R1", 1, 1, 1, State.PENDING, 1)])


def teamed(database: Database) -> None:
    """Write what a team says of its own work: owners, a substitute, a review of access, a playbook, a comment."""
    with booked(database, "teamed") as book:
        book.write("queue_owner", [("MAIN", "holds", "ann", "boss")])
        book.write("queue_item", [("MAIN", "holds", "O1", "ben", "", "boss")])
        book.write("delegation", [("MAIN", "dlg_1", "ann", "ben", DAY, DAY, 1, "leave", "boss")])
        book.write("access_campaign", [("MAIN", "cmp_1", "Q4", DAY, "boss")])
        book.write("access_review", [("cmp_1", "ann", "reviewer", "", 1, "still does it", "boss")])
        book.write("playbook", [("MAIN", "holds", "# Holds", "new caps", "boss")])
        book.write("comment", [("MAIN", "C1", "they moved", "boss")])
        book.write("watch", [("MAIN", "ann", "C1", 1, "ann")])
        book.write("watch_digest", [("MAIN", "ann", DAY, 1, "C1: 1 comment")])
        odd = ("held", "ask + approve", "", "who asks does not approve", "approver, collector", "boss", DAY, "night")
        book.write("duty_conflict", [("dco_1", "MAIN", "ann", *odd)])
        book.write("duty_conflict_step", [("dco_1", "closed", None, "", "it is no longer so", DAY, "night")])


def promised(database: Database) -> None:
    """Write what a customer promised, and that the promise was withdrawn."""
    assert dunning.tables.promise.name in ledger.tables.LOGGED
    with booked(database, "promised") as book:
        said = ("prm_1", "MAIN", "C1", invoice_id("I1"), 1, "USD", DAY, DAY, 0, 1, "Ann", "", "boss", 1)
        book.write("promise", [said])
        book.write("promise_end", [("prm_1", "withdrawn", DAY, "", "boss", 1)])


def agreed(database: Database) -> None:
    """Write a plan and a placement that two people agreed to, and their ends."""
    request = asked(database, "payment_plan", "I1", 100, customer_number="C1")
    with booked(database, "agreed") as book:
        ledger.approvals.approve(book, request, NOW, DAY)
        terms = ("arr_1", "MAIN", "C1", 100, "USD", "", 0, DAY, 5, 1, "Ann", "", request, "boss", 1)
        book.write("arrangement", [terms])
        book.write("arrangement_item", [("arr_1", invoice_id("I1"), 100)])
        book.write("arrangement_due", [("arr_1", DAY, 100)])
        book.write("arrangement_end", [("arr_1", "cancelled", DAY, "paid", "boss", 1)])
    listed, placed = asked(database, "agency"), asked(database, "placement", "I1", 100, customer_number="C1")
    with booked(database, "placed") as book:
        for one in (listed, placed):
            ledger.approvals.approve(book, one, NOW, DAY)
        book.write("agency", [("MAIN", "acme", "", listed, 1)])
        facts = ("plc_1", "MAIN", "C1", "acme", "CA", 100, "USD", 2500, DAY, DAY, "{}", placed, "boss", 1)
        book.write("placement", [facts])
        book.write("placement_item", [("plc_1", invoice_id("I1"), 100)])
        book.write("placement_step", [("plc_1", "recalled", "paid", DAY, "boss", 1)])


def written_to(database: Database) -> None:
    """Write a strategy, a customer nobody writes to, a letter and what became of it."""
    request, config = asked(database, "dunning_strategy"), asked(database, "config")
    sent = ("C1", "USD", "standard", 1, DAY, "email", "en", "ap@one.example", "", 1, "{}", "Due", "Pay", "<ntc_1@x>")
    with booked(database, "written to") as book:
        book.write("dunning_strategy", [("MAIN", "standard", "", request, 1)])
        ledger.approvals.approve(book, config, NOW, DAY)
        book.write("config_version", [("MAIN", "worklist", "", 1, "floor = 1", DAY, 0, config, 1)])
        book.write("dunning_block", [("MAIN", "C1", "vip", DAY, "asked", "boss", 1)])
        book.write("dunning_notice", [("ntc_1", "MAIN", *sent, "boss", 1)])
        book.write("dunning_line", [("ntc_1", invoice_id("I1"), 1, DAY, 1, 1, 1, 0)])
        case = ("dsp_1", "MAIN", "C1", invoice_id("I1"), 1, "USD", "price", "", "", "person", DAY, "boss", 1)
        book.write("dispute", [case])
        book.write("dispute_event", [("dsp_1", "note", "x", "", DAY, "boss", 1)])
        book.write("dispute_task", [("tsk_1", "dsp_1", "pricing", "look", DAY, "boss", 1)])
        book.write(
            "escalation", [("esc_1", "MAIN", "C1", "sales", invoice_id("I1"), "", 1, "USD", "x", DAY, "boss", 1)]
        )
        book.write("escalation_end", [("esc_1", "paid", DAY, "boss", 1)])
        book.write("dispute_task_step", [("tsk_1", "answered", "", "y", DAY, "boss", 1)])
        kept = (
            "<1@x>",
            "thr_1",
            "INBOX",
            1,
            1,
            "a@b.example",
            "Re",
            "",
            "C1",
            "sender",
            "",
            "other",
            "",
            "",
            "",
            DAY,
            1,
        )
        book.write("inbox_mail", [("MAIN", *kept)])
        book.write("inbox_step", [("MAIN", "thr_1", "taken", "ann", "", 1, "boss", 1)])
        book.write("dunning_step", [("ntc_1", 1, "begun", "", "boss", 1)])
        book.write("kpi_target", [("MAIN", "o2c", "USD", "at_most", "45", "ana", "cora", 1)])
        book.write("kpi_action", [("act_1", "MAIN", "o2c", "USD", DAY, "48.00", "at_most", "45", "ana", 1)])
        book.write("kpi_action_end", [("act_1", DAY, "done", "ana", 1)])
        book.write("suppressed_mail", [("MAIN", "C1", DAY, "a@b.example", "do_not_email", "letter", "boss", 1)])


def paid_by_card(database: Database) -> None:
    """Write a card's token, what its processor was asked and told, and what was posted."""
    assert cards.tables.card_token.name in ledger.tables.LOGGED
    with booked(database, "paid by card") as book:
        book.write("card_token", [("crd_1", "MAIN", "C1", "main", "tok_1", "visa", "1111", DAY, "boss", 1)])
        asked_for = ("crd_1", "C1", "", "", "", 1, 0, "USD", "", "boss", 1)
        book.write("card_operation", [("cop_1", "MAIN", "authorise", "main", "cop_1", "", *asked_for)])
        book.write("card_step", [("cop_1", 1, "approved", 1, "1001", DAY, "", "boss", 1)])
        book.write("card_event", [("MAIN", "main", "cb_1", "chargeback", "cop_1", 1, DAY, 1)])
        book.write("card_payout", [("MAIN", "main", "po_1", DAY, 1, "USD", 1)])
        book.write("card_payout_line", [("MAIN", "main", "po_1", "sale", "cop_1", 1, 0)])
        book.write("card_posting", [("MAIN", "payout", "main", "po_1", "", 1, "")])
