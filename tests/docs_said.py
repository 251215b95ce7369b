"""What the generated pages add to the code's own words: what a person does about a code. Each key is in the code."""

#: reason -> what a reviewer does. Reasons of posted receipts need none.
REVIEWER: dict[str, str] = {
    "payer_unknown": "Say who paid (`identify`), or take it out of receivables (`not_ar`). The answer is remembered.",
    "prepayment": "Nothing, or put it on account until the invoice is issued.",
    "nothing_explains": "Ask the payer for a remittance, or apply by hand.",
    "number_not_ours": "Look whether the number is the payer's own; ask the payer, or apply by hand.",
    "remittance_incomplete": "Apply what waits by hand, or ask what the unread lines mean.",
    "overpayment": "Nothing, or refund. The rest stays on the customer's account.",
    "duplicate_in_part": "Ask the payer whether the second payment was meant; keep it on account or refund it.",
    "file_not_trusted": "Compare the file with the bank. Once it is known to be right, accept the proposal.",
    "repeated_receipt": "Ask the bank or the payer whether both payments happened; accept only if they did.",
    "payer_not_ar": "Take it out of receivables, or apply it: the answer is remembered.",
    "crosses_entity": "Settle it between the entities or currencies first; nothing is netted across them.",
    "duplicate_of_closed_item": "Ask the payer. Keep it on account, refund it, or apply it to what was meant.",
    "another_customers_item": "Confirm that this payer pays for that customer, then accept. The link is remembered.",
    "disputed_item": "Ask whether the dispute is settled; accept if the payer meant this item.",
    "credit_memo_on_amount": "Confirm that the payer took this credit memo, then accept.",
    "part_payment_without_reason": "Ask why the item was not paid in full; apply the part or code a deduction.",
    "only_a_proposal": "Compare the proposals with the remittance; accept one or apply by hand.",
    "which_item_is_short": "Ask the payer which item he paid short, or accept the proposal that fits.",
    "taken_without_name": "Compare the sum with the numbers; accept only if the unnamed items were meant.",
    "weak_reference_alone": "Compare the number as written with the item's; accept if it was a slip.",
    "numbers_unread": "Read the numbers we could not; apply by hand.",
    "rival_exact": "Two answers compete: the number says one, the amount another. Choose.",
    "payer_not_confirmed": "Confirm the payer, then accept. The link is remembered.",
    "meant_as_advance": "Put it on account.",
    "name_alone": "Confirm the payer's account, then accept. The link is remembered.",
    "thin_payer_link": "Confirm the payer once more, then accept.",
    "deduction_too_large": "Accept with the deduction coded, or apply by hand and leave the item open.",
    "fee_not_stated": "Accept where the bank kept a fee; else code the shortage.",
    "discount_not_allowed": "Allow the late discount by accepting, or apply the cash alone.",
    "overpaid": "Say what the rest is for: on account, another item, or a refund.",
    "interchangeable_items": "Choose one of the equal items.",
    "ambiguous": "Choose between the ranked proposals, or ask the payer for one number.",
    "chance_explains": "Ask for a number; the amount alone proves nothing here.",
    "not_proven": "Compare the first proposal with the remittance; accept it or apply by hand.",
    "contested_item": "Two receipts claim one item. Decide the one that is sure; the other is decided anew.",
    "stratum_demoted": "Decide as usual.",
}

#: Reasons that are not the matcher's: who gives them, their sentence, what a reviewer does.
BESIDES: dict[str, tuple[str, str, str]] = {
    "detail_missing": (
        "services/deciding.py",
        "It is the total of a lockbox or ACH settlement whose detail file has not come.",
        "Wait for the file or fetch it. When it comes, the total is reversed and the detail booked.",
    ),
    "settled_elsewhere": (
        "services/booking.py",
        "Another file tells the same money in more detail.",
        "Nothing. It is listed so that each line of the bank has its place; it is never counted.",
    ),
    "returned": (
        "services/booking.py",
        "The bank took the money back: a bounced check, a returned or recalled payment.",
        "Nothing. What it had paid is open again; ask the payer.",
    ),
    "withdrawn": (
        "services/booking.py",
        "The bank deleted the line, or corrected the day and told it no longer.",
        "Nothing. What it had paid is open again; `tieout report withdrawals` says by which file.",
    ),
    "not_ar": (
        "services/desk.py",
        "The money is no customer's payment.",
        "Nothing. `undo` brings it back.",
    ),
    "late_remittance": (
        "services/reopening.py",
        "A remittance came after this was decided and says otherwise; what stands is a person's to change.",
        "Accept the new proposal: what stands is reversed and the new answer posted. Park it to leave what stands.",
    ),
    "random_audit": (
        "services/blind.py",
        "The posting was drawn by chance for audit.",
        "Answer it as if nothing had been posted; what was posted is shown then.",
    ),
    "parked": ("services/desk.py", "Somebody left it for later.", "Read the note, then decide."),
    "identified": ("services/desk.py", "Somebody said who paid.", "Say what it pays."),
    "on_account": (
        "services/desk.py",
        "Somebody put it on the customer's account on purpose.",
        "Nothing, until the customer says what it is for.",
    ),
    "undone": (
        "services/desk.py",
        "Somebody took the application back.",
        "Decide again: the engine only offers until somebody has.",
    ),
}

#: status of a receipt -> what it means, and what a person does
STATUSES: dict[str, tuple[str, str]] = {
    "applied": ("Every cent has its place.", "Nothing."),
    "partially_applied": (
        "What is proven is applied; the rest is on account or waits.",
        "Look at what is left, where the reason asks for it.",
    ),
    "review": ("Nothing is posted. Ranked proposals wait.", "Decide at the desk."),
    "unapplied": ("The customer is known; nothing is proven to be paid.", "Ask what it is for, or leave it."),
    "unidentified": ("Nobody knows the payer.", "Find out who paid."),
    "not_ar": ("No customer's payment; booked outside receivables.", "Nothing."),
    "settled_elsewhere": ("A second telling of money that is booked from another file.", "Nothing."),
    "reversed": ("The receipt was taken back, its applications with it.", "Nothing."),
}

#: Codes of findings that the code puts together, so that reading it does not show them: (where, severity, meaning).
FINDINGS: dict[str, tuple[str, str, str]] = {
    "amount_form": ("bai2", "warning", "The amount is written in a way the format does not have; it was read."),
    "funds_type_lower_case": ("bai2", "warning", "The funds type is written in lower case; it was read."),
    "funds_type_unknown": ("bai2", "warning", "The funds type is none of the format's; the line was read without it."),
    "group_deletion": ("bai2", "warning", "A deletion group: nothing in it is booked."),
    "group_test": ("bai2", "warning", "A test group: nothing in it is booked."),
    "amount_missing": ("bai2, ofx, bank tables", "error", "The amount is empty; the line is kept aside."),
    "amount_written_loosely": (
        "ofx",
        "warning",
        "Groups of thousands, a currency sign or a trailing minus; it was read.",
    ),
    "amount_not_whole": ("ofx", "error", "Parts of a cent; it was rounded and is not posted unseen."),
    "amount_null": ("ofx", "warning", "The amount is the word null; it was read as nothing."),
    "day_unreadable": ("bank tables", "error", "The day of the row is no day; the row is kept aside."),
    "day_missing": ("bank tables", "error", "The row has an amount and no day; it is kept aside."),
    "amount_unreadable": ("bank tables", "error", "The amount of the row is none; the row is kept aside."),
    "both_sides": ("bank tables", "error", "Debit and credit are both filled; the row is kept aside."),
    "mark_unknown": ("bank tables", "error", "The mark is none of debit or credit; the row is kept aside."),
    "line_unreadable": ("stripe, adyen, paypal", "error", "A line of a settlement cannot be read; it is kept aside."),
    "net_differs": ("stripe, adyen, paypal", "error", "Gross less fee is not net; the line is not posted unseen."),
    "row_width": ("bank tables", "error", "The row has more or fewer cells than the others; it is kept aside."),
    "entry_unreadable": ("bai2", "error", "The type code or the amount cannot be read; the line is kept aside."),
    "check_digit": ("nacha", "warning", "Routing numbers have a wrong check digit; told once a batch."),
    "addenda_indicator": ("nacha", "warning", "Entries say that addenda follow and none does, or the contrary."),
    "addenda_count": ("nacha", "warning", "Entries say another number of addenda than follow."),
    "addenda_trace": ("nacha", "warning", "Addenda name another entry than the one they follow."),
    "trace_order": ("nacha", "warning", "A trace number is not above the one before it in its batch."),
    "amount_unexpected": ("nacha", "warning", "Entries of a kind that moves no money have an amount."),
    "amount_blanks": ("nacha", "warning", "Entries have blanks for zeros in their amount; read as zeros."),
    "return_without_reason": ("nacha", "warning", "Entries are returns by their code and have no addenda 99."),
    "code_unexpected": ("nacha", "warning", "The transaction code does not belong to the entry class."),
    "return_code_unknown": ("nacha", "warning", "The reason of a return is in no list."),
    "change_code_unknown": ("nacha", "warning", "The reason of a notification of change is in no list."),
    "row_not_taken": ("sheets", "error", "The row cannot be taken; the sentence says which column and why."),
    "row_repeats": ("sheets", "error", "An earlier line of the sheet names the same."),
    "change_waits": ("sheets", "note", "Changes wait for a second person; the sentence names their request."),
    "item_known_otherwise": (
        "sheets",
        "warning",
        "The item is in the books with other facts and was left as it is.",
    ),
    **{
        f"{level}_{what}_mismatch": (
            source,
            "error",
            f"The {what} in the {level}'s trailer and what was read differ; {held}.",
        )
        for source, level, what, held in (
            ("bai2", "account", "total", "its entries are not posted unseen"),
            ("bai2", "account", "records", "its entries are not posted unseen"),
            ("bai2", "group", "total", "the accounts' own totals decide what is trusted"),
            ("bai2", "group", "accounts", "the accounts' own totals decide what is trusted"),
            ("bai2", "group", "records", "the accounts' own totals decide what is trusted"),
            ("bai2", "file", "total", "the accounts' own totals decide what is trusted"),
            ("bai2", "file", "groups", "the accounts' own totals decide what is trusted"),
            ("bai2, lockbox", "file", "records", "the totals of accounts and batches decide what is trusted"),
            ("lockbox, edi823", "batch", "checks", "its checks are not posted unseen"),
            ("lockbox, edi823", "batch", "total", "its checks are not posted unseen"),
            ("edi823", "deposit", "batches", "its checks are not posted unseen"),
            ("lockbox, edi823", "deposit", "checks", "its checks are not posted unseen"),
            ("lockbox, edi823", "deposit", "total", "its checks are not posted unseen"),
        )
    },
}

#: Fields of the settings that carry no comment of their own in the code.
FIELDS: dict[str, str] = {
    "database_url": "Where the books are: `sqlite:///path` or `postgresql+psycopg://user@host/name`.",
}

#: What the web framework refuses by itself: HTTP status -> sentence.
FRAMEWORK: dict[int, str] = {
    400: "The request cannot be read.",
    405: "This route does not take this method.",
    415: "The body is of another type than this route takes.",
}

#: format -> how it knows its own content, where `bank_reference` comes from
FORMATS: dict[str, tuple[str, str, str]] = {
    "bai2": ("bai2.md", "a first record 01, 02, 03 or 16 with commas", "bank reference number of the 16"),
    "nai": ("nai.md", "a BAI2 file whose sums are pairs of type and amount", "bank reference number of the 16"),
    "lockbox": ("lockbox.md", "fixed columns, a first record 1 or 5", "check number without pad zeros"),
    "nacha": ("nacha.md", "a file header `101` with `094101`, or a batch", "entry trace number, 15 digits"),
    "edi820": ("x12-820.md", "ISA, GS or ST with a set 820", "TRN02"),
    "remadv": ("remadv.md", "UNA, UNB or UNH with a message REMADV", "payment number (RFF+PQ), else the advice's"),
    "cremul": (
        "cremul.md",
        "UNA, UNB or UNH with a message CREMUL or DEBMUL",
        "the bank's number of the payment (RFF+ACK, AEK, ACD), else of the booking",
    ),
    "edi823": ("x12-823.md", "ISA, GS or ST with a set 823", "check number without pad zeros, else TRN02"),
    "fedwire": ("fedwire.md", "tags such as `{1500}` or `{2000}`", "IMAD"),
    "camt052": ("camt.md", "an account report inside the XML", "AcctSvcrRef"),
    "camt053": ("camt.md", "an account statement inside the XML", "AcctSvcrRef"),
    "camt054": ("camt.md", "a notification inside the XML", "AcctSvcrRef"),
    "bgmax": ("bgmax.md", "an opening record `01BGMAX`", "serial number of Bankgirot, 12 digits"),
    "coda": (
        "coda.md",
        "a header `0` with its day and an old balance `1` behind it",
        "the bank's reference of the 2.1",
    ),
    "qif": ("qif.md", "`!Type:` or `!Account` first", "none is given: made of day, amount and words"),
    "ofx": ("ofx.md", "`OFXHEADER`, `<?OFX` or `<OFX>` before any other element", "FITID"),
    "stripe": ("settlements.md", "columns of gross, fee, net and reporting category", "the balance transaction"),
    "adyen": ("settlements.md", "columns of a PSP reference and net debit and credit", "the modification reference"),
    "paypal": ("settlements.md", "columns of gross, fee, net and a transaction, or an STL", "the transaction id"),
    "bank_csv": (
        "bank-tables.md",
        "column names, or rows, with a day and an amount",
        "the column of the bank's reference, else the check number",
    ),
    "bank_xlsx": (
        "bank-tables.md",
        "a workbook of such rows",
        "the column of the bank's reference, else the check number",
    ),
    "advice_csv": ("advice.md", "columns of a bill's number and what was paid of it", "number of the payment"),
    "advice_xlsx": ("advice.md", "the same in a workbook", "number of the payment"),
    "advice_pdf": ("advice.md", "`%PDF-`, and a table of documents paid", "number of the payment"),
    "advice_email": ("advice.md", "the head of a message: From and two more fields", "number of the payment"),
    "pacs008": ("pacs.md", "a customer credit transfer inside the XML", "message id: the IMAD of a Fedwire"),
    "pacs009": ("pacs.md", "a credit transfer between banks inside the XML", "message id: the IMAD of a Fedwire"),
    "pacs004": ("pacs.md", "a return of payments inside the XML", "message id of the return"),
    "remt001": (
        "iso20022-advice.md",
        "a remittance advice inside the XML",
        "remittance number, else end-to-end number",
    ),
    "pain001": ("iso20022-advice.md", "an order of credit transfers inside the XML", "end-to-end number"),
    "mt940": ("mt.md", "`{2:` with 940 or 941, or the tags of a statement", "`:61:` after `//`, else the customer's"),
    "mt942": ("mt.md", "`{2:` with 942, or `:34F:`, `:13D:`, `:90C:`, `:90D:`", "as mt940"),
    "mt950": ("mt.md", "`{2:` with 950", "as mt940"),
    "mt103": ("mt.md", "`{2:` with 103, or `:32A:` and `:59:`", "`:20:`, the sender's reference"),
    "mt202": ("mt.md", "`{2:` with 202 or 205, or `:32A:` and `:58A:`", "`:20:`, the sender's reference"),
    "mt210": ("mt.md", "`{2:` with 210, or `:30:` and `:32B:`", "`:20:`"),
    "mt900": ("mt.md", "`{2:` with 900", "`:20:`, the bank's own reference"),
    "mt910": ("mt.md", "`{2:` with 910, or `:25:`, `:32A:` and `:50K:`", "`:20:`, the bank's own reference"),
}
