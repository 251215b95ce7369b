"""Words by which a payer says of a number that it is not paid, in capitals: for whoever reads files or words."""

#: Before the number.
BEFORE = (
    *("EXCEPT", "EXCEPTING", "EXCL", "EXCLUDING", "EXCLUDES", "OTHER THAN", "ALL BUT", "WITHOUT", "NOT PAYING"),
    *("NOT INCLUDING", "INSTEAD OF", "REPLACES", "REPLACING", "SUPERSEDES", "AUSSER", "OHNE", "SAUF", "SALVO"),
    *("NOT APPLY", "NOT APPLY TO", "NOT APPLIED TO", "NOT FOR", "NOT AGAINST", "NOT TOWARDS"),
    *("NOT", "NOT YET", "HOLD", "HOLDING", "DISP", "DISPUTE", "DISPUTED", "DISPUTES", "DISPUTING", "OMITTING"),
)
#: Behind it, two words each.
BEHIND = frozenset(
    {("TO", "FOLLOW"), ("IN", "DISPUTE"), ("ON", "HOLD"), ("NOT", "INCLUDED"), ("NOT", "PAID"), ("NOT", "YET")}
)
