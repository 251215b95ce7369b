"""The pages of the desk; this table is the navigation, in the order of a morning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it is, what the navigation calls it, and the key that follows `g`."""

    path: str
    title: str
    key: str


PAGES: tuple[Page, ...] = (
    Page("/", "Overview", "o"),
    Page("/files", "Files", "f"),
    Page("/receipts", "Receipts", "r"),
    Page("/desk", "Desk", "d"),
    Page("/customers", "Customers", "c"),
    Page("/calls", "Collections", "l"),
    Page("/holds", "Holds", "h"),
    Page("/knowledge", "Knowledge", "k"),
    Page("/approvals", "Approvals", "v"),
    Page("/audits", "Audits", "a"),
    Page("/matching", "Matching", "m"),
    Page("/reports", "Reports", "p"),
    Page("/erps", "Write-back", "w"),
    Page("/close", "Close", "e"),
    Page("/work", "Work", "w"),
)
