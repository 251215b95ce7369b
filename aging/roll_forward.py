"""Roll-forward: from one balance of receivables to another through named lines that leave nothing unexplained."""

from collections.abc import Sequence

import polars as pl

#: Accounts that hold money not yet applied; the others hold what is owed.
CASH_ACCOUNTS = ("unapplied", "on_account", "unidentified", "deposits")
BEGINNING, ENDING, OTHER, UNEXPLAINED = "beginning", "ending", "other", "unexplained"
#: Line -> the kinds of movement in it, in the order of the statement (DOMAIN §7). Kinds of no line fall into `other`.
LINES: dict[str, tuple[str, ...]] = {
    "invoices": ("invoiced", "tax_billed", "freight_billed"),
    "opening_balances": (
        "opened",
        "opened_credit",
        "opened_deduction",
        "brought_forward",
        "brought_forward_credit",
        "opened_cash",
        "opened_cash_unidentified",
        "brought_forward_cash",
        "valued",
        "valued_credit",
    ),
    "debit_memos": ("debited",),
    "finance_charges": ("finance_charged",),
    "fees_charged": ("nsf_fee_charged",),
    "credit_memos": ("credited", "tax_credited"),
    "cash_applied": ("applied",),
    "unapplied_cash_net_increase": ("identified", "reassigned", "on_account", "not_ar"),
    "earned_discounts": ("discount_earned", "discount_tax"),
    "unearned_discounts": ("discount_unearned",),
    "small_balance_adjustments": ("small_balance", "bank_fee"),
    "agency_fees": ("agency_fee",),
    "withholding": ("withheld",),
    "deductions_allowed": ("deduction_allowed", "deduction_tax"),
    "concessions": ("concession",),
    "bad_debt_write_offs": ("bad_debt", "bad_debt_expensed", "bad_debt_tax"),
    "reinstated": ("reinstated", "reinstated_expensed", "reinstated_tax"),
    "nsf_reversals": ("bounced", "card_bounced"),
    "refunds_of_credits": ("refund_approved",),
    "unclaimed_property": ("unclaimed",),
    "netted_with_payables": ("payable_netted",),
    "notes_taken": ("note_taken",),
    "fx_realised": ("fx_gained", "fx_lost"),
    "fx_unrealised": ("revalued_up", "revalued_down"),
}
#: Money that comes in: turned round, a bank took it back.
RECEIVED = (
    "received",
    "received_unidentified",
    "card_captured",
    "card_captured_unidentified",
    "boxed",
    "boxed_unidentified",
    "deposited",
)
_BY_KIND = {kind: line for line, kinds in LINES.items() for kind in kinds} | dict.fromkeys(
    RECEIVED, "unapplied_cash_net_increase"
)


def lined(flows: pl.DataFrame) -> pl.DataFrame:
    """Return movements with their `line`. Columns read: `kind`, `account`, `reversal`.

    Cash applied is told from the side of what is owed, and what it took from unapplied cash nets into that line's own:
    a movement within receivables adds to nothing. A receipt turned round is money a bank took back.
    """
    kind, cash = pl.col("kind"), pl.col("account").is_in(CASH_ACCOUNTS)
    named = kind.replace_strict(_BY_KIND, default=OTHER, return_dtype=pl.String)
    taken_back = kind.is_in(RECEIVED) & pl.col("reversal")
    line = (
        pl.when(taken_back)
        .then(pl.lit("nsf_reversals"))
        .when((kind == "applied") & cash)
        .then(pl.lit("unapplied_cash_net_increase"))
        .otherwise(named)
    )
    return flows.with_columns(line=line)


def rolled(
    beginning: pl.DataFrame, flows: pl.DataFrame, ending: pl.DataFrame, by: Sequence[str] = ("currency",)
) -> pl.DataFrame:
    """Return one row for each `by` and line, from `beginning` to `ending`, with `minor`; columns `by`, line, minor.

    `beginning` and `ending` hold what was open, as `by` and `minor`. The last line, `unexplained`, is what the others
    do not come to: it is nothing, or a movement reached an account by a way nobody knows.
    """
    moved = lined(flows).group_by([*by, "line"]).agg(pl.col("minor").sum())
    begun = beginning.group_by(by).agg(pl.col("minor").sum()).with_columns(line=pl.lit(BEGINNING))
    ended = ending.group_by(by).agg(pl.col("minor").sum()).with_columns(line=pl.lit(ENDING))
    columns = [*by, "line", "minor"]
    told = pl.concat([one.select(columns) for one in (begun, moved, ended)])
    signed = pl.when(pl.col("line") == ENDING).then(pl.col("minor")).otherwise(-pl.col("minor"))
    gap = told.group_by(by).agg(signed.sum().alias("minor")).with_columns(line=pl.lit(UNEXPLAINED))
    return _ordered(pl.concat([told, gap.select(columns)]), by)


def _ordered(told: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return a row for every line of every group, in the order of the statement."""
    names = [BEGINNING, *LINES, OTHER, ENDING, UNEXPLAINED]
    order = pl.DataFrame({"line": names, "place": range(len(names))}, schema={"line": pl.String, "place": pl.Int64})
    whole = told.select(by).unique().join(order, how="cross").join(told, on=[*by, "line"], how="left")
    always = pl.col("line").is_in([BEGINNING, ENDING, UNEXPLAINED])
    kept = whole.with_columns(pl.col("minor").fill_null(0)).filter(always | (pl.col("minor") != 0))
    return kept.sort(*by, "place").select(*by, "line", "minor")
