"""The proof of write-back as a report: what the bank brought, what the books hold, what each ERP says it holds."""

from datetime import date

import polars as pl

from services.erp.proving import NOTES, proof
from services.workspace import Workspace

__all__ = ["NOTES", "erp_proof"]


def erp_proof(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the proof of every ERP: totals, then what differs by name."""
    return proof(workspace, as_of)
