"""What people do with knowledge by hand: propose it, approve it as a second person, take it back, look at it."""

from dataclasses import replace
from datetime import date

import ledger
from kit.ids import content_id
from kit.refusals import Invalid, NotFound
from ledger.evidence import Lesson
from ledger.refusals import SamePerson
from matcher.remittance import normal
from matcher.remittance.habits import spoken
from services.commands import command
from services.decisions import policies
from services.knowledge import book as lessons_of
from services.knowledge.kinds import CUSTOMER, KINDS, MARKS, Fact, checked
from services.knowledge.lessons import Drawn
from services.knowledge.marks import written
from services.knowledge.standing import Known, of_receipt, summed
from services.workspace import Workspace


def listed(
    workspace: Workspace, *, status: str = "", kind: str = "", customer: str = "", as_of: date | None = None
) -> list[Known]:
    """Return what was taught and fits everything asked, what waits first, then by sentence."""
    with workspace.database.reading() as connection:
        day = as_of or workspace.today()
        known = lessons_of.known(connection, workspace.settings.entity, policies.of(workspace, day), day)
    kept = [
        one
        for one in known
        if status in {"", one.status}
        and kind in {"", one.fact.kind}
        and customer in {"", one.fact.means, one.fact.key if one.fact.subject == CUSTOMER else ""}
    ]
    return sorted(kept, key=place)


def place(known: Known) -> tuple[int, str, str]:
    """Return where it stands in the list: what waits first, then by sentence."""
    return ORDER.index(known.status), known.fact.sentence, known.fact.id


#: Statuses in the order in which they are looked at.
ORDER = ("proposed", "active", "retired")


def one(workspace: Workspace, knowledge_id: str, *, as_of: date | None = None) -> tuple[Known, list[Lesson]]:
    """Return one fact as it stands, and its lessons, the oldest first. Refused: NotFound."""
    with workspace.database.reading() as connection:
        taught = lessons_of.taught(connection, workspace.settings.entity)
    mine = [lesson for lesson in taught if lesson.knowledge_id == knowledge_id]
    if not mine:
        raise NotFound(f"nothing was taught under {knowledge_id}")
    day = as_of or workspace.today()
    return summed(mine, policies.of(workspace, day), day)[0], mine


def of_answer(workspace: Workspace, receipt_id: str) -> list[Known]:
    """Return what a receipt's answers taught, as it stands today."""
    with workspace.database.reading() as connection:
        taught = lessons_of.taught(connection, workspace.settings.entity, receipt_id=receipt_id)
    mine = {lesson.knowledge_id for lesson in of_receipt(taught, receipt_id)}
    known = summed(taught, policies.of(workspace), workspace.today())
    return sorted((one for one in known if one.fact.id in mine), key=place)


def propose(
    workspace: Workspace, fact: Fact, *, actor: str, note: str = "", as_of: date | None = None, key: str = ""
) -> Known:
    """Say by hand what is known. Refused: Invalid, NotFound.

    Where its reach is large, or it names a payer and the settings have two people name payers, it waits for a second.
    """
    said = normalised(fact)
    with workspace.database.reading() as connection:
        people = set(ledger.worklists.customers(connection, workspace.settings.entity)["customer"])
    about = said.key if said.subject == CUSTOMER else said.means if KINDS[said.kind].about == CUSTOMER else ""
    if about and about not in people:
        raise NotFound(f"there is no customer {about}")
    event = "asked" if said.kind == "payer_link" and workspace.settings.payer_links_by_two else "proposed"
    return _said(workspace, said, event, actor=actor, note=note, as_of=as_of, key=key)


def approve(
    workspace: Workspace, knowledge_id: str, *, actor: str, note: str = "", as_of: date | None = None, key: str = ""
) -> Known:
    """Let it count whatever its reach, as a second person. Refused: NotFound, SamePerson, Invalid."""
    known, _ = one(workspace, knowledge_id, as_of=as_of)
    if actor in known.taught_by:
        raise SamePerson(f"{actor} taught it: somebody else has to approve it")
    if not known.taught_by:
        raise Invalid("no answer stands for it any more: propose it anew")
    return _said(workspace, known.fact, "approved", actor=actor, note=note, as_of=as_of, key=key)


def retire(
    workspace: Workspace, knowledge_id: str, *, actor: str, note: str = "", as_of: date | None = None, key: str = ""
) -> Known:
    """Take it back: it is not learned again from answers until somebody proposes or approves it. Refused: NotFound."""
    known, _ = one(workspace, knowledge_id, as_of=as_of)
    return _said(workspace, known.fact, "retired", actor=actor, note=note, as_of=as_of, key=key)


def normalised(fact: Fact) -> Fact:
    """Return a fact typed by a person as the books keep it. Refused: Invalid."""
    form = fact.form.strip().lower()
    shaped = {"prefix", "suffix", "exact", "shape"}
    pattern = fact.pattern.strip()
    pattern = normal.tight(pattern) if form in shaped else spoken(pattern) if form == "words" else pattern
    pattern = pattern.upper() if form == "code" else pattern
    known = checked(replace(fact, form=form, pattern=pattern, means=fact.means.strip()))
    return replace(known, key=written(known.subject, known.key) if known.subject in MARKS else known.key.strip())


def hypothetical(workspace: Workspace, fact: Fact, event: str, as_of: date, actor: str = "preview") -> Lesson:
    """Return the lesson that an act by hand would write, without its reach: an approval has none."""
    facts = (fact.id, fact.kind, fact.subject, fact.key, fact.form, fact.pattern, fact.means)
    return Lesson(*facts, event, "", actor, as_of, int(workspace.now().timestamp() * lessons_of.MICROSECONDS))


def _said(
    workspace: Workspace, fact: Fact, event: str, *, actor: str, note: str, as_of: date | None, key: str
) -> Known:
    """Write one lesson by hand in a command of its own, and return how the fact stands then."""
    if not actor.strip():
        raise Invalid("say who you are: the trail names who taught and who approved")
    on = as_of or workspace.today()
    payload = {"knowledge": fact.id, "event": event, "note": note, "by": actor}
    with command(
        workspace,
        f"knowledge {event}",
        actor,
        payload,
        key or content_id("kno", event, fact.id, actor, note, workspace.now().isoformat()),
    ) as book:
        if book.replayed is None:
            lessons_of.written(book, workspace, [Drawn(fact, event)], on=on, note=note)
            book.result = {"knowledge": fact.id}
    return one(workspace, fact.id, as_of=as_of)[0]
