"""The application: what a workspace looks like over HTTP. Nothing happens at import; `create_app` builds."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute
from starlette.staticfiles import StaticFiles

from api import addresses, line, problems, rows, slashes
from api.acting import People
from api.contract import Api
from api.glances import Glances
from api.idempotency import FIELDS_MAX, FILES_MAX, UnderWay
from api.newest import Newest
from api.pages import (
    agreements,
    also,
    applications,
    approvals,
    audits,
    calls,
    close,
    compare,
    configs,
    customer_files,
    customers,
    desk,
    disputes,
    erps,
    files,
    holds,
    inbox,
    knowledge,
    letters,
    mappings,
    matching,
    overview,
    papers,
    queues,
    receipts,
    refusals,
    reports,
    sign_in,
    sign_on,
    simulation,
    webhooks,
    withdrawals,
    work,
)
from api.pages import people as people_page
from api.paper import HERE
from api.progress import Matching
from api.rate_limits import Rates
from api.request_log import Metrics, Watch
from api.routes import ROUTERS
from api.security import Guard, Sessions
from api.slashes import Slashes
from kit import log, spans
from services import inquiries
from services.jobs.apart import Apart
from services.jobs.worker import Worker
from services.people import providers
from services.people.openid import Client
from services.workspace import Workspace

#: Room for what a multipart body adds around its files, in bytes.
ENVELOPE = 64 * 1024
#: A request holds as much as this many files of the largest size.
LARGEST_FILES = 4
SETTLING_SECONDS = 30
#: How many more objects than were freed let Python look for rings of them, while it serves: few, so that nobody who
#: waits for an answer waits for a long look.
LOOKED_OVER_EVERY = 10_000

#: The modules whose routes are pages.
SCREENS = (
    overview,
    files,
    mappings,
    withdrawals,
    receipts,
    also,
    desk,
    customer_files,
    agreements,
    customers,
    calls,
    applications,
    papers,
    holds,
    letters,
    disputes,
    queues,
    configs,
    inbox,
    knowledge,
    audits,
    matching,
    reports,
    close,
    approvals,
    compare,
    simulation,
    erps,
    people_page,
    work,
    webhooks,
    sign_in,
    sign_on,
    refusals,
)

TAGS = [
    {
        "name": "bank files",
        "description": "Files in: recognised by content, taken once, proven by their control totals.",
    },
    {"name": "receipts", "description": "Money that reached us: what it paid, and why."},
    {"name": "exceptions", "description": "What waits for a person, with ranked proposals."},
    {
        "name": "knowledge",
        "description": "What answers taught of payers: previewed, approved, taken back.",
    },
    {"name": "postings", "description": "The ERP's feed: at least once, gap-free, acknowledged."},
    {"name": "ledger", "description": "Customers, open items, reports, the policy and the audit trail."},
    {"name": "master data", "description": "Files of customers and entities: any past day, and changes by two people."},
    {"name": "bulk", "description": "Many at once: each by itself, or all of them or none."},
    {"name": "control", "description": "Months of the books, and what one person asks for and another decides."},
    {
        "name": "close",
        "description": "Tie-outs, reserves and sign-offs of a month, daily controls, statements compared.",
    },
    {"name": "contacts", "description": "What was said with customers: written down once, added to, never changed."},
    {"name": "credit", "description": "Orders checked, held, let go or turned down; limits asked for and granted."},
    {"name": "onboarding", "description": "Applications to buy on credit, what they need, decisions, documents."},
    {"name": "collections", "description": "Who is called today and why, and what customers promised."},
    {"name": "letters", "description": "Dunning letters: strategies, the letters of a day, what became of each."},
    {"name": "simulations", "description": "A past period by other rules: what would have been otherwise."},
    {"name": "disputes", "description": "Disputes and deductions: cases, tasks of departments, ends and causes."},
    {
        "name": "cards",
        "description": "Card money: tokens, authorised, captured, given back, and what processors paid out.",
    },
    {"name": "configuration", "description": "Rules as versions: asked for, decided by two, in force from a day on."},
    {"name": "queues", "description": "What waits and whose it is, who stands in for whom, how each queue is worked."},
    {"name": "team", "description": "Comments on customers, who watches them, and access gone through."},
    {"name": "people", "description": "Who may come in, what roles they hold, and the keys of programs."},
    {"name": "work", "description": "What is done beside requests: how far it is, what failed and why, tried again."},
    {"name": "webhooks", "description": "Who is told at once what is new, signed, in few words, until it is taken."},
    {"name": "life", "description": "Is it alive, can it work."},
]


def create_app(workspace: Workspace, *, scheduled: bool = False, apart: bool = False, schema: str = "") -> FastAPI:
    """Return the application over one workspace: API under `/v1`, pages beside it, work behind both.

    `scheduled`: it also does what the clock asks for. `apart`: long work is done, and what strangers sent is read, in
    processes of their own.
    `schema`: the revision of the books that the program was made for.
    """
    workspace = workspace.apart() if apart else workspace
    app = Api(
        title="tieout",
        version="1",
        summary="Cash application: bank files in, proven postings out.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": "/"}],
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # ours say no address and no query
        form_limits={"max_files": FILES_MAX, "max_fields": FIELDS_MAX},
    )
    log.start(workspace.settings.log)
    spans.start(workspace.settings.traces)
    body_bytes_max = workspace.settings.file_bytes_max * LARGEST_FILES + ENVELOPE
    token = workspace.settings.token
    given = workspace.settings.session_secret
    sessions = Sessions(given.get_secret_value().encode()) if given else Sessions()
    app.state.workspace = workspace
    app.state.schema = schema
    app.state.line = line.Line(workspace.database.dialect)
    app.state.sessions = sessions
    app.state.token = token.get_secret_value() if token else None
    app.state.under_way = UnderWay()
    elsewhere = providers.provider(workspace)
    app.state.sign_on = Client(workspace, elsewhere) if elsewhere else None
    app.state.people = people = People(workspace, elsewhere=elsewhere is not None)
    app.state.glances = Glances(workspace)
    app.state.newest = Newest()
    app.state.apart = Apart(workspace.settings) if apart else None
    working: dict[str, Any] = {"threads": workspace.settings.work_threads, "scheduled": scheduled}
    app.state.worker = Worker(workspace, **working, apart=app.state.apart)
    app.state.matching = Matching(workspace, app.state.worker)
    app.state.metrics = metrics = Metrics(app.state.glances, schema=schema)
    app.state.everywhere = _everywhere(workspace, app.state.glances)
    problems.install(app)
    app.router.routes.extend(_routes(body_bytes_max))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    guarding: dict[str, Any] = {"token": app.state.token, "sessions": sessions, "people": people}
    guarding["rates"] = Rates(workspace.settings.rate_per_minute)
    guarding["sign_ins"] = Rates(workspace.settings.sign_ins_per_minute)
    app.add_middleware(Guard, **guarding, body_bytes_max=body_bytes_max)
    app.add_middleware(Slashes)
    app.add_middleware(Watch, metrics=metrics, entity=workspace.settings.entity)
    return app


def settle(app: FastAPI) -> None:
    """Make a process ready to serve for long: what is there from the start stays, so Python looks it over no more.

    Each look over all of it would hold up everybody who waits for an answer.
    """
    addresses.known(app)
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOOKED_OVER_EVERY)


@cache
def _routes(body_bytes_max: int) -> tuple[BaseRoute, ...]:
    """Return the routes of an application whose bodies have at most so many bytes.

    FastAPI looks at every route's arguments and shapes, which takes most of a start. Routes know the application they
    answer for from the request alone, so that those of one process share them.
    """
    every = APIRouter(
        generate_unique_id_function=_operation_id,
        dependencies=[Depends(slashes.given_back), Depends(line.waited, scope="function"), Depends(rows.held)],
    )
    for router in (*ROUTERS, *(page.router for page in SCREENS)):
        every.include_router(router, max_body_size=body_bytes_max)
    return tuple(every.routes)


def _operation_id(route: APIRoute) -> str:
    """Return the name of the function: stable, and what a generated client calls it."""
    return route.name


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Work as long as the application is served; let what is in hand come to its end before the process goes."""
    addresses.known(app)
    app.state.workspace.start_readers()
    app.state.worker.start()
    yield
    await run_in_threadpool(app.state.worker.stop, SETTLING_SECONDS)
    if app.state.apart:
        await run_in_threadpool(app.state.apart.stop)
    await run_in_threadpool(app.state.workspace.stop_readers)
    await run_in_threadpool(spans.stop)


def _everywhere(workspace: Workspace, glances: Glances) -> Callable[[Request], dict[str, Any]]:
    """Return what every page shows around its content."""

    def known(request: Request) -> dict[str, Any]:
        person = request.state.acting.person
        shown = person is not None or not request.state.people
        return {
            "person": person,
            "single": request.app.state.sign_on and request.app.state.sign_on.provider,
            "pages": rows.pages(person) if shown else (),
            "here": "/" + addresses.of(request).split("/")[1],
            "entity": workspace.settings.entity,
            "zone": workspace.settings.time_zone,
            "today": workspace.today(),
            "waiting": glances.of(inquiries.waiting) if shown else 0,
        }

    return known
