"""The use cases: each composes parsers, matcher and ledger into one audited command, and decides nothing else.

Every function takes the `Workspace` first and the acting person as `actor`; what changes the books also takes a `key`
(the caller's idempotency key; without one the content of the request is the key) and refuses with `kit.refusals`.

    workspace   opened(settings) -> Workspace(database, settings, clock)
    intake      take(workspace, data, name, *, actor, partial) -> FileOutcome · taken(workspace, file_id) -> FileOutcome
    pins        guess · preview · confirm · pin_lockbox · withdraw · listed: how tables and lockboxes are read
    importing   customers | items | payer_links(workspace, path, *, actor, partial) -> ImportOutcome
    tieout      tied(entries, days, known) -> ties: pure; booking.book(workspace, as_of, actor) carries them out
    matching    run(workspace, *, as_of, actor, progress) -> Summary
    shadow      watch · follow: a run decided by a policy that posts nothing; shadowed tells what it said
    cards       paying.authorise | capture | void | refund · settling.run: what a processor told and paid out
    configs     proposing.propose | revert | history · holding.version: rules as versions, each from its day on
    credit      orders.take | check · holds.queue | release | force · limits.ask | of: an order goes, or says why not
    dunning     promises.make | withdraw | of · worklist.of: who is called today and why
    desk        accept · apply · park · on_account · identify · not_ar · undo · unapply -> Resolved
    inquiries   receipts · receipt · proposals · exceptions · customers · items · files · overview: nothing changes
    lists       one page of a long list · files: what came of a file, from what is kept · answers: kept under a key
    feed        postings(workspace, after, limit) · acknowledge(workspace, first, last, state, reason, …)
    exports     frame(workspace, kind) · written(frame, format)
    reports     REPORTS · made(workspace, name, as_of)
    backup      backup(workspace, path) · restore(workspace, path)
    demo        morning(workspace, progress)
"""

import cards.tables  # noqa: F401 - they are of the books wherever those are open
import credit.tables  # noqa: F401 - they are of the books wherever those are open
import dunning.tables  # noqa: F401 - the same
import services.targets.tables  # noqa: F401 - the same
