"""The pages, one file a noun, and their table: the navigation, in the order of a morning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it is, what the navigation calls it, and the key after `g`; `more`: it stands behind More."""

    path: str
    title: str
    key: str
    more: bool = False


PAGES: tuple[Page, ...] = (
    Page("/", "Overview", "o"),
    Page("/files", "Files", "f"),
    Page("/receipts", "Receipts", "r"),
    Page("/desk", "Desk", "d"),
    Page("/customers", "Customers", "c"),
    Page("/calls", "Collections", "l"),
    Page("/holds", "Holds", "h"),
    Page("/approvals", "Approvals", "v"),
    Page("/reports", "Reports", "p"),
    Page("/applications", "Applications", "n", more=True),
    Page("/letters", "Letters", "t", more=True),
    Page("/inbox", "Inbox", "x", more=True),
    Page("/disputes", "Disputes", "i", more=True),
    Page("/close", "Close", "e", more=True),
    Page("/knowledge", "Knowledge", "k", more=True),
    Page("/audits", "Audits", "a", more=True),
    Page("/matching", "Matching", "m", more=True),
    Page("/erps", "Write-back", "b", more=True),
    Page("/queues", "Queues", "q", more=True),
    Page("/simulation", "Simulation", "u", more=True),
    Page("/configs", "Configuration", "s", more=True),
    Page("/jobs", "Work", "w", more=True),
)
