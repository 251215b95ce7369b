"""Traces for OpenTelemetry, off unless an address is set: a span a request, a piece of work and each stage of it.

A span holds what a line of the log may hold, and nothing else: no amounts, names, bodies, queries.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opentelemetry import propagate, trace
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer

from kit.log import FACTS
from kit.refusals import Invalid

SERVICE = "tieout"
_NONE = trace.NoOpTracer()


class _Spans:
    """Where spans go; nowhere until `start`."""

    tracer: Tracer = _NONE
    provider: Any = None


def start(address: str, exporter: Any = None) -> None:
    """Send spans to a collector (OTLP over HTTP); an empty address sends none. Refused: Invalid without the extra."""
    stop()
    if not (address or exporter):
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - an extra, loaded where it is asked for
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - an extra, loaded where it is asked for
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - an extra, loaded where it is asked for
    except ImportError as wrong:
        raise Invalid("TIEOUT_TRACES needs the extra `traces`: pip install tieout[traces]") from wrong
    _Spans.provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}), shutdown_on_exit=False)
    _Spans.provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter(endpoint=address)))
    _Spans.tracer = _Spans.provider.get_tracer(SERVICE)


def stop() -> None:
    """Send what is left, and no more from here on."""
    if _Spans.provider is not None:
        _Spans.provider.shutdown()
    _Spans.provider, _Spans.tracer = None, _NONE


@contextmanager
def request(method: str, headers: Mapping[str, str]) -> Iterator[Span]:
    """Give the span of a request, below the caller's where they send `traceparent`."""
    above = propagate.extract(headers) if _Spans.provider is not None else None
    with _Spans.tracer.start_as_current_span(method, above, SpanKind.SERVER) as span:
        yield span


@contextmanager
def span(name: str, **facts: str) -> Iterator[Span]:
    """Give the span of something done here."""
    with _Spans.tracer.start_as_current_span(name) as given:
        tell(given, **facts)
        yield given


def tell(span: Span, **facts: str | int) -> None:
    """Write facts into a span; what is not a fact of the log is left out."""
    span.set_attributes({f"tieout.{name}": value for name, value in facts.items() if name in FACTS})


def failed(span: Span) -> None:
    """Say that something went wrong on our side."""
    span.set_status(StatusCode.ERROR)


def trace_id(span: Span) -> dict[str, str]:
    """Return the id of the trace as a fact of the log; nothing where none is kept."""
    found = span.get_span_context()
    return {"trace_id": f"{found.trace_id:032x}"} if found.is_valid else {}


class Stages:
    """Passes progress on, and keeps a span for each step of it."""

    def __init__(self, tell: Callable[[str, int, int], None]) -> None:
        self._tell = tell
        self._step = ""
        self._span: Span | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take how far it is."""
        if step != self._step:
            self.close()
            self._step, self._span = step, _Spans.tracer.start_span(step)
        self._tell(step, done, total)

    def close(self) -> None:
        """End the step that goes on."""
        if self._span is not None:
            self._span.end()
        self._step, self._span = "", None
