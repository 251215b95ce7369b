"""Watches every request: gives it an id, times it, counts it for Prometheus, and writes one line of the log."""

import re
import secrets
import time
from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import TypeVar

from opentelemetry.trace import Span
from prometheus_client import CollectorRegistry, Histogram, Info, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import matcher
from api.glances import Glances
from kit import log, spans, waits
from services.running import gauges
from services.running.tallies import Tallies

REQUEST_ID = "X-Request-Id"
#: An id that a caller may give us, so that their log and ours can be laid beside each other.
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
#: Bounds of the histogram: a decision is to be within 250.
MILLISECONDS = (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000)
#: From so many seconds on the log says what a request waited for.
LONG_SECONDS = 1
NO_ROUTE = "none"
#: Methods that have a name in the measures (RFC 9110, 5789): any other one a caller made up is none, or each were a
#: series of its own.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
Family = TypeVar("Family", GaugeMetricFamily, CounterMetricFamily)
#: From this status on it is our fault.
OUR_BUG = 500


class Metrics:
    """The measures of one application: its requests, and its books as they stand when they are asked for."""

    def __init__(self, glances: Glances, *, schema: str) -> None:
        self.registry = CollectorRegistry()
        self.seconds = Histogram(
            "http_server_request_duration_seconds",
            "How long requests took.",
            ("method", "route", "status"),
            buckets=tuple(bound / 1000 for bound in MILLISECONDS),
            registry=self.registry,
        )
        build = Info("tieout_build", "The program and its engine.", registry=self.registry)
        build.info({"version": metadata.version("tieout"), "engine": matcher.VERSION, "schema": schema})
        self.registry.register(Books(glances))

    def text(self) -> bytes:
        """Return all measures in the text form of Prometheus."""
        return generate_latest(self.registry)


class Books(Collector):
    """The gauges of the books, asked once for each state of them, and their tallies, which go on from the last."""

    def __init__(self, glances: Glances) -> None:
        self.glances = glances
        self.tallies = Tallies(glances.workspace)

    def describe(self) -> Iterator[Metric]:
        """Say nothing before the books are asked: they may not be there yet."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """Yield every gauge and tally."""
        for gauge in (*self.glances.of(gauges.read), *gauges.work(self.glances.workspace)):
            yield _told(GaugeMetricFamily(gauge.name, gauge.says, labels=gauge.labels), gauge)
        for tally in self.tallies.read():
            yield _told(CounterMetricFamily(tally.name, tally.says, labels=tally.labels), tally)


def _told(family: Family, gauge: gauges.Gauge) -> Family:
    """Return a family with the values of a gauge."""
    for labels, value in gauge.values:
        family.add_metric(labels, value)
    return family


class Watch:
    """Stands before everything else, so that refused requests are counted too."""

    def __init__(self, app: ASGIApp, metrics: Metrics, entity: str) -> None:
        self.app = app
        self.metrics = metrics
        self.entity = entity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and look at the clock before and after."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        leaving = _Named(send, given if _GIVEN.fullmatch(given) else secrets.token_hex(8))
        with spans.request(_method(scope), Headers(scope=scope)) as span:
            log.within(request_id=leaving.request_id, entity=self.entity, **spans.trace_id(span))
            began, waited = time.perf_counter(), waits.begin()
            try:
                await self.app(scope, receive, leaving)
            except Exception:
                log.failed("request failed", method=_method(scope), route=_route(scope))
                raise
            finally:
                self._seen(scope, leaving.status, time.perf_counter() - began, waited)
                self._traced(span, scope, leaving)

    def _traced(self, span: Span, scope: Scope, leaving: "_Named") -> None:
        """Write into the span what the log says."""
        route = _route(scope)
        span.update_name(f"{_method(scope)} {route}")
        named = {"method": _method(scope), "route": route, "request_id": leaving.request_id, "entity": self.entity}
        spans.tell(span, status=leaving.status, **named)
        if leaving.status >= OUR_BUG:
            spans.failed(span)

    def _seen(self, scope: Scope, status: int, seconds: float, waited: Mapping[str, int]) -> None:
        """Count a request and write its line; of one that took long, what it waited for."""
        route, method = _route(scope), _method(scope)
        self.metrics.seconds.labels(method, route, str(status)).observe(seconds)
        acting = scope.get("state", {}).get("acting")
        actor = acting.person.login if acting and acting.person else ""
        long = {"waited": {**waited}} if seconds >= LONG_SECONDS else {}
        milliseconds = round(seconds * 1000)
        log.told("request", method=method, route=route, status=status, milliseconds=milliseconds, actor=actor, **long)


class _Named:
    """Writes the request's id into the answer, and remembers its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self.send = send
        self.request_id = request_id
        self.status = 500

    async def __call__(self, message: Message) -> None:
        """Pass the message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[REQUEST_ID] = self.request_id
        await self.send(message)


def _method(scope: Scope) -> str:
    """Return the method, where it is one."""
    return str(scope["method"]) if scope["method"] in METHODS else NO_ROUTE


def _route(scope: Scope) -> str:
    """Return the pattern of the route, never what stood in its places: ids would make a series each."""
    return str(getattr(scope.get("route"), "path", "") or NO_ROUTE)
