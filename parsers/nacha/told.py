"""What the addenda of one ACH entry say, whatever their type."""

from kit.findings import Finding
from parsers.records import Party, Reference, Remittance, record


@record
class Told:
    """What was found in the addenda of one entry. `payer` and `receiver` are said only where an addenda names them."""

    remittance: tuple[Remittance, ...] = ()
    references: tuple[Reference, ...] = ()
    text: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    payer: Party = Party()
    receiver: str = ""
    reason: str = ""  # return or change code
    contradicts: bool = False  # the type of the addenda says return, its code says change, or the contrary
    completed: bool = False  # a number is not as the file has it: a person looks before anything is posted

    def __add__(self, other: "Told") -> "Told":
        """Join what two addenda say; what the first says of parties and reasons stands."""
        return Told(
            self.remittance + other.remittance,
            self.references + other.references,
            self.text + other.text,
            self.findings + other.findings,
            self.payer if self.payer != Party() else other.payer,
            self.receiver or other.receiver,
            self.reason or other.reason,
            self.contradicts or other.contradicts,
            self.completed or other.completed,
        )


NOTHING = Told()
