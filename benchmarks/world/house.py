"""The company whose morning it is, and where its money arrives; everything here is invented."""

from dataclasses import dataclass
from datetime import date

NAME = "CALDER RIDGE SUPPLY CO"
RECEIVER_ID = "CALDERRIDG"


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank that reports to us: its ABA number and our account there."""

    name: str
    aba: str
    account: str


#: Their wire texts follow three banks' habits, in this order (bank_text.py).
BANKS: tuple[Bank, ...] = (
    Bank("MERIDIAN NATIONAL BANK", "071104278", "4402217781"),
    Bank("GRANITE VALLEY BANK", "092206414", "0088145530"),
    Bank("UNION HARBOR BANK NA", "113005549", "7710926604"),
)
FED_BANK = Bank("LAKES TRUST COMPANY", "104907313", "3310078125")
CLEARING_BANK = Bank("CEDAR FORK BANK", "081507218", "6620418093")
LOCKBOXES: tuple[str, ...] = ("0068751", "0099310", "0104428", "0118802", "0127790", "0131155", "0140263", "0152947")
BOX_CHECKS = 500  # a further lockbox is opened for every so many checks
EURO_IBAN = "DE74204907310041228310"


class Names:
    """Reference numbers as the banks count them, each handed out once, and file names of the day."""

    def __init__(self, day: date) -> None:
        """Start all counters for one day."""
        self.day = day
        self._last: dict[str, int] = {}

    def next(self, series: str, first: int, step: int = 1) -> int:
        """Return the next number of a series."""
        self._last[series] = self._last.get(series, first - step) + step
        return self._last[series]

    @property
    def short(self) -> str:
        """Return the day as YYMMDD."""
        return f"{self.day:%y%m%d}"

    @property
    def long(self) -> str:
        """Return the day as CCYYMMDD."""
        return f"{self.day:%Y%m%d}"
