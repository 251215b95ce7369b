"""The use cases: each composes parsers, matcher and ledger into one audited command, and decides nothing else.

Every function takes the `Workspace` first and the acting person as `actor`; what changes the books also takes a `key`
(the caller's idempotency key; without one the content of the request is the key) and refuses with `kit.refusals`.

What every use case works on:

    workspace   opened(settings) -> Workspace(database, settings, clock)
    commands    command(workspace, …): one transaction in the books, once for each key

Money in: bank files, sheets, and what it pays.

    intake      take(workspace, data, name, *, actor, partial) -> FileOutcome · taken(workspace, file_id) -> FileOutcome
    banking     pins.guess | preview | confirm | withdraw · booking.book: how files are read, what is booked of them
    tieout      tied(entries, days, known) -> ties: which entries are one and the same money; pure
    importing   subledger.customers | items | …(workspace, path, *, actor, partial) -> ImportOutcome
    matching    run(workspace, *, as_of, actor, progress) -> Summary
    decisions   what the engine was asked and answered: replay, backtest, audits, shadow
    knowledge   what answers teach, previewed, approved and taken back
    cards       paying.authorise | capture | void | refund · settling.run: what a processor told and paid out

People at work: at the desk, in credit and in collections.

    desk        accept · apply · park · on_account · identify · not_ar · undo · unapply -> Resolved
    credit      orders.take | check · holds.queue | release | force · limits.ask | of: an order goes, or says why not
    dunning     promises.make | withdraw | of · worklist.of: who is called today and why
    customer    one customer on a page, as of a day; contact_log, timeline, watching: what was said and happened
    events      what no bank file brings; discounts, pools, percents: how amounts of it are found
    queues      whose what waits is, and who stands in

Two people, and the month's end.

    control     ask · approve · refuse: what one asks for, another decides; askable, effects, disposition beside it
    by_two      what waits for a second person at once; proposals: what a trainee proposes
    configs     proposing.propose | revert | history · holding.version: rules as versions, each from its day on
    closing     tie-out, reserve, sign-off; signing, month_end, periods, daily: what is in the way, and what a yes does
    auditing    controls, evidence, duties at odds · trail.commands: what was done · blind: what an auditor is not shown

Out: questions, reports, other programs.

    inquiries   receipts · receipt · proposals · exceptions · customers · items · files · overview: nothing changes
    lists       one page of a long list; shown, tracing, comparing: one entry, one receipt, one statement
    reports     REPORTS · made(workspace, name, as_of) · scheduled: by the clock · targets · simulation
    exports     frame(workspace, kind) · written(frame, format)
    feed        postings(workspace, after, limit) · acknowledge(workspace, first, last, state, reason, …)
    erp         what each ERP is told, and the proof that it holds it · webhooks: that there is something to fetch
    bulk        many at once, each by itself or all or none

The installation.

    people      persons, roles, sessions, keys · master: customers and entities, and how they are changed
    jobs        work beside requests · running: rights, keys, copies, measures, readiness
    demo        morning(workspace, progress)
"""

import cards.tables  # noqa: F401 - they are of the books wherever those are open
import credit.tables  # noqa: F401 - they are of the books wherever those are open
import dunning.tables  # noqa: F401 - the same
import services.targets.tables  # noqa: F401 - the same
