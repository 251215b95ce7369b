"""What can be known of a payer: one row a kind, with what it is about, what it says, and how sure it must be."""

from dataclasses import dataclass

from kit.ids import content_id
from kit.refusals import Invalid

#: What of a payer a fact is about: his marks at the bank, or the customer he is.
MARKS = ("account", "company_id", "virtual_account", "name")
CUSTOMER = "customer"
#: The fields of an item, beside its document number, that a payer may write.
FIELDS = ("purchase_order", "order", "delivery")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of knowledge: its subjects and forms, its sentence, and whether one confirmation is enough."""

    subjects: tuple[str, ...]
    forms: tuple[str, ...]
    sentence: str
    once: bool = False  # one confirmation is enough, within the reach of the policy
    about: str = ""  # what `means` is: a customer, an item's field, a reason; empty: nothing


#: Kind -> its row. `{means}` of a fact is a customer, a field or a reason; negative kinds have none but not_payer.
KINDS: dict[str, Kind] = {
    "payer_link": Kind(MARKS, ("",), "{subject} {key} is customer {means}", once=True, about="customer"),
    "not_payer": Kind(MARKS, ("",), "{subject} {key} is not customer {means}", about="customer"),
    "not_ar": Kind(MARKS, ("",), "money of {subject} {key} is no customer's payment", once=True),
    "reference_habit": Kind(
        (CUSTOMER,),
        ("prefix", "suffix", "tail", "head", "field"),
        "customer {key} writes {said}",
    ),
    "not_reference": Kind((CUSTOMER,), ("exact", "shape"), "customer {key}'s numbers {said} are his own, no documents"),
    "deduction_habit": Kind(
        (CUSTOMER,),
        ("code", "words", "rate", "freight"),
        "customer {key} takes off {said}: {means}",
        about="reason",
    ),
}
#: Form -> how it reads in a sentence.
FORMS: dict[str, str] = {
    "": "",
    "prefix": "{pattern} before our number",
    "suffix": "{pattern} behind our number",
    "tail": "the last {pattern} signs of our number",
    "head": "the first {pattern} signs of our number",
    "field": "the {pattern} where a document number is due",
    "exact": "{pattern}",
    "shape": "of the shape {pattern}",
    "code": "what he codes {pattern}",
    "words": "what he calls {pattern}",
    "rate": "{pattern} basis points of the item",
    "freight": "the item's freight",
}


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One thing that may be known. Two answers that say the same make one fact, whoever gave them."""

    kind: str
    subject: str
    key: str
    form: str = ""
    pattern: str = ""
    means: str = ""

    @property
    def id(self) -> str:
        """Return the id: the same fact has the same one in every database."""
        return content_id("kno", self.kind, self.subject, self.key, self.form, self.pattern, self.means)

    @property
    def sentence(self) -> str:
        """Return the fact in words."""
        said = FORMS[self.form].format(pattern=self.pattern.replace("_", " "))
        subject = self.subject.replace("_", " ")
        return KINDS[self.kind].sentence.format(subject=subject, key=self.shown, means=self.means, said=said)

    @property
    def shown(self) -> str:
        """Return the key as people see it: of an account the last four signs alone."""
        return f"****{self.key[-4:]}" if self.subject == "account" else self.key

    def taken_back(self) -> "Fact | None":
        """Return what says the opposite, where there is such a fact: not being a payer and being one."""
        other = {"payer_link": "not_payer", "not_payer": "payer_link"}.get(self.kind)
        return Fact(other, self.subject, self.key, means=self.means) if other else None


def checked(fact: Fact) -> Fact:
    """Return the fact as it is kept. Refused: Invalid where it says nothing that can be known."""
    kind = KINDS.get(fact.kind)
    if kind is None:
        raise Invalid(f"there is no kind of knowledge {fact.kind!r}: there is {', '.join(KINDS)}")
    for value, among, what in ((fact.subject, kind.subjects, "about"), (fact.form, kind.forms, "of the form")):
        if value not in among:
            raise Invalid(
                f"a {fact.kind} is never {what} {value!r}: it is {' or '.join(filter(None, among)) or 'none'}"
            )
    if not fact.key or bool(fact.pattern) != (fact.form not in {"", "freight"}):
        raise Invalid(f"a {fact.kind} says of whom (key), and its pattern where its form has one")
    if bool(kind.about) != bool(fact.means):
        raise Invalid(f"a {fact.kind} means {'a ' + kind.about if kind.about else 'nothing further'}")
    return _of_form(fact)


def _of_form(fact: Fact) -> Fact:
    """Refuse a pattern that its form cannot have."""
    if fact.form in {"tail", "head", "rate"} and not (fact.pattern.isdecimal() and int(fact.pattern) > 0):
        raise Invalid(f"the pattern of a {fact.form} is a whole number above nothing, not {fact.pattern!r}")
    if fact.form == "field" and fact.pattern not in FIELDS:
        raise Invalid(f"a document number may be a {' or '.join(FIELDS)}, not {fact.pattern!r}")
    return fact
