"""PostgreSQL by psycopg 3: what it cannot keep in a text is a refusal, and no error of ours."""

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import ExceptionContext

from kit.refusals import Invalid

#: What the driver says of a text with the character U+0000.
_NUL = "cannot contain NUL"


def engine(url: URL) -> Engine:
    """Return an engine. What it is asked with a NUL in a text is refused with Invalid; SQLite finds nothing by it."""
    made = create_engine(url, pool_pre_ping=True)

    @event.listens_for(made, "handle_error")
    def failed(context: ExceptionContext) -> None:
        if _NUL in str(context.original_exception):
            raise Invalid("a text holds a NUL (U+0000), which is no character of any: leave it out")

    return made
