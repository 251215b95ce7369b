"""The table of adapters: what each ERP is told, and how what it holds is read back."""

from services.erp.adapters import dynamics, generic, lockbox, netsuite, oracle, prophet, quickbooks, sap
from services.erp.adapters.adapter import Adapter

__all__ = ["ADAPTERS", "Adapter"]

#: Hand-written; an adapter is one module here.
ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter
    for adapter in (
        dynamics.ADAPTER,
        generic.CSV,
        generic.JSON,
        lockbox.ADAPTER,
        netsuite.ADAPTER,
        oracle.ADAPTER,
        prophet.ADAPTER,
        quickbooks.ADAPTER,
        sap.ADAPTER,
    )
}
