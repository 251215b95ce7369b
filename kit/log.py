"""One structured log: an event a line, with the request it belongs to; only facts that are named here get in."""

import sys
from typing import Any, Literal

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars, merge_contextvars
from structlog.typing import EventDict, Processor, WrappedLogger

#: What may stand in a line. Money, names of payers, accounts, bodies and queries of requests have no place in a log.
FACTS = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "request_id",
        "trace_id",
        "actor",
        "entity",
        "method",
        "route",
        "status",
        "milliseconds",
        "waited",
        "error",
        "exception",
        "step",
        "count",
    }
)
Form = Literal["quiet", "json"]


def start(form: Form) -> None:
    """Begin to write: `json` every event to standard error, `quiet` only what went wrong, as text."""
    loud = form == "json"
    traced = structlog.processors.dict_tracebacks if loud else structlog.processors.format_exc_info
    written = structlog.processors.JSONRenderer(sort_keys=True) if loud else structlog.processors.LogfmtRenderer()
    processors: list[Processor] = [
        merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        traced,
        _only_facts,
        written,
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger("info" if loud else "error"),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def within(**facts: str) -> None:
    """Give every event from here on these facts, in this request alone."""
    clear_contextvars()
    bind_contextvars(**facts)


def told(event: str, **facts: object) -> None:
    """Write an event."""
    structlog.get_logger().info(event, **facts)


def failed(event: str, **facts: object) -> None:
    """Write that something went wrong on our side, with where."""
    structlog.get_logger().error(event, exc_info=True, **facts)


def alarm(event: str, **facts: object) -> None:
    """Write that the books need somebody, though nothing of ours went wrong."""
    structlog.get_logger().error(event, **facts)


def broken(event: str, wrong: BaseException, **facts: object) -> None:
    """Write that something went wrong elsewhere, with what was raised there."""
    structlog.get_logger().error(event, exc_info=wrong, **facts)


def _only_facts(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Leave out whatever is not a fact of the table."""
    kept: dict[str, Any] = {name: fact for name, fact in line.items() if name in FACTS}
    return kept
