"""What is told: that rows of the books are new, by their numbers, without a gap; who hears it asks for the rows.

Nothing that writes rows has to think of webhooks: each endpoint has a cursor in each table it is told of, and what lies
behind a cursor becomes a message in the transaction that moves the cursor.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, func, insert, select, update

import kit.db
import ledger
from kit.ids import content_id
from ledger import tables
from ledger.tables import webhook_cursor, webhook_endpoint, webhook_message
from services.jobs import kinds
from services.workspace import Workspace

#: Event -> the table whose new rows it tells of, and where they are asked for.
EVENTS: dict[str, tuple[Table, str]] = {
    "postings.created": (tables.posting, "/v1/postings?after="),
    "postings.acknowledged": (tables.acknowledgement, ""),
    "bank_files.taken": (tables.bank_file, ""),
    "decisions.made": (tables.decision, ""),
    "requests.made": (tables.request, ""),
    "items.issued": (tables.item, "/v1/reports/query?option=view%3Ditems&option=where%3Dno%3E"),
}
TEST = "webhooks.test"
DELIVER = "deliver"
ACTOR = "webhooks"

Behind = tuple[str, str, int, int]


def tick(workspace: Workspace) -> int:
    """Write a message for each endpoint and event that is behind the books, and return how many."""
    with workspace.database.reading() as connection:
        if not any(_behind(connection)):
            return 0
    with workspace.database.beside() as connection:
        locked = select(webhook_endpoint.c.endpoint_id).order_by(webhook_endpoint.c.endpoint_id).with_for_update()
        connection.execute(locked)
        found = list(_behind(connection))
        for endpoint_id, event, upto, newest in found:
            data: dict[str, object] = {"first": upto + 1, "last": newest}
            if where := EVENTS[event][1]:
                data |= {"read": f"{where}{upto}"}
            mine = webhook_cursor.c.endpoint_id == endpoint_id, webhook_cursor.c.event == event
            connection.execute(update(webhook_cursor).where(*mine).values(upto=newest))
            message_id = content_id("msg", endpoint_id, event, upto + 1, newest)
            write(connection, workspace.settings.entity, endpoint_id, message_id, event, data)
    return len(found)


def write(  # noqa: PLR0917 - what a message is
    connection: Connection, entity: str, endpoint_id: str, message_id: str, event: str, data: Mapping[str, object]
) -> None:
    """Write a message and ask for its delivery."""
    now = kit.db.seconds(connection)
    body = {
        "type": event,
        "timestamp": datetime.fromtimestamp(now, UTC).isoformat().replace("+00:00", "Z"),
        "data": data,
    }
    row = {"message_id": message_id, "endpoint_id": endpoint_id, "event": event, "made_at": now}
    connection.execute(insert(webhook_message).values(**row, body=json.dumps(body, separators=(",", ":"))))
    kinds.ask(connection, DELIVER, entity, message_id, actor=ACTOR, payload={"message_id": message_id})


def newest(connection: Connection, event: str) -> int:
    """Return the number of the newest row that an event tells of; a file is told of when it is whole."""
    if EVENTS[event][0] is tables.bank_file:
        return ledger.takings.newest(connection)
    return int(connection.execute(select(func.coalesce(func.max(EVENTS[event][0].c.no), 0))).scalar_one())


def _behind(connection: Connection) -> Iterator[Behind]:
    """Yield endpoint, event, where its cursor stands and where the books are."""
    chosen = (
        select(webhook_cursor)
        .join(webhook_endpoint, webhook_endpoint.c.endpoint_id == webhook_cursor.c.endpoint_id)
        .where(webhook_endpoint.c.active == 1)
        .order_by(webhook_cursor.c.endpoint_id, webhook_cursor.c.event)
    )
    known: dict[str, int] = {}
    for row in connection.execute(chosen).all():
        if row.event not in known:
            known[row.event] = newest(connection, row.event)
        if known[row.event] > row.upto:
            yield row.endpoint_id, row.event, row.upto, known[row.event]
