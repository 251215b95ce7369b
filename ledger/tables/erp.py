"""The tables of what ERPs are told: their own keys, the instructions, and how far each document of them is."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import ForeignKeyConstraint as References
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import logged, text, whole

#: What an ERP itself calls a customer or a document; the newest of a number counts.
erp_key = logged(
    "erp_key",
    text("erp", Check("erp <> ''")),
    text("kind", Check("kind IN ('customer', 'document')")),
    text("number", Check("number <> ''")),
    text("erp_id", Check("erp_id <> ''")),
    Unique("erp", "kind", "number", "no"),
)
#: How a receipt stood when an ERP was to be told; a later version replaces the one before.
erp_instruction = logged(
    "erp_instruction",
    text("erp", Check("erp <> ''")),
    text("entity", ForeignKey("entity.code")),
    text("receipt_id", ForeignKey("item.item_id")),
    whole("version", Check("version >= 1")),
    text("content"),
    Unique("erp", "receipt_id", "version"),
)
#: One row a state of a document; `seq` counts them without a gap, and a rule of the database holds the steps.
#: `cash`, `applied`: what the ERP says it holds, in minor units.
erp_delivery = logged(
    "erp_delivery",
    text("erp"),
    text("reference", Check("length(reference) BETWEEN 1 AND 16")),
    text("receipt_id"),
    whole("version"),
    whole("step", Check("step >= 1")),
    whole("seq", Check("seq >= 1")),
    text("state", Check("state IN ('pending', 'sent', 'confirmed', 'rejected', 'uncertain')")),
    text("erp_id"),
    text("message"),
    whole("cash"),
    whole("applied"),
    whole("told_at"),
    Unique("erp", "reference", "seq"),
    References(
        ["erp", "receipt_id", "version"],
        ["erp_instruction.erp", "erp_instruction.receipt_id", "erp_instruction.version"],
    ),
    Check("state NOT IN ('rejected', 'uncertain') OR message <> ''"),
)
