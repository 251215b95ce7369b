"""The languages of the simulated ERPs, by adapter."""

from services.erp.simulator import dynamics, files, netsuite, oracle, quickbooks, sap
from services.erp.simulator.books import Dialect

#: Hand-written; a language is one module here.
DIALECTS: dict[str, Dialect] = {
    dialect.adapter: dialect
    for dialect in (
        dynamics.DIALECT,
        netsuite.DIALECT,
        oracle.DIALECT,
        quickbooks.DIALECT,
        sap.DIALECT,
        *files.DIALECTS,
    )
}
