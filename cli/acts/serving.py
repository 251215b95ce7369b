"""`tieout serve` and `tieout demo`: the API and the desk, and the sample morning before them."""

import ipaddress

import uvicorn

from api.app import create_app, settle
from cli import books, say
from cli.asked import Asked
from kit.refusals import Invalid
from services import demo as mornings
from services.people import persons
from services.workspace import Workspace

HOST, PORT = "127.0.0.1", 8000


def serve(asked: Asked, host: str, port: int) -> None:
    """Serve until stopped."""
    _serve(books.writing(asked), host, port)


def demo(asked: Asked, *, serve_it: bool) -> None:
    """Take the sample morning in, print what became of it, then serve."""
    workspace = books.writing(asked)
    with say.progress(quiet=asked.json) as progress:
        morning = mornings.morning(workspace, progress=progress)
    if morning.before:
        say.reason(
            f"{len(morning.before)} of the morning's {len(morning.files)} files were taken before: nothing changed"
        )
    if asked.json:
        say.result({"summary": morning.summary, "receipts": morning.table.rows(named=True)}, as_json=True)
    else:
        say.table(morning.table.columns, morning.table.rows(), "what became of the morning's receipts")
    if serve_it:
        _serve(workspace, HOST, PORT)
    elif not asked.json:
        place = workspace.database.url.render_as_string()
        say.reason(f"the books: {place}; tieout serve opens the desk, tieout --help tells what else there is")


def _serve(workspace: Workspace, host: str, port: int) -> None:
    """Serve the workspace. Refused: Invalid for a host beyond this machine while nothing guards the books."""
    if not _loopback(host) and workspace.settings.token is None and not persons.anybody(workspace):
        raise Invalid(f"{host} is beyond this machine: add people first (tieout user add), or set TIEOUT_TOKEN")
    say.reason(f"the desk: http://{host}:{port}  (Ctrl-C stops it)")
    app = create_app(workspace, scheduled=True, apart=True, schema=books.newest())
    settle(app)
    uvicorn.run(app, host=host, port=port, log_level="warning")


def _loopback(host: str) -> bool:
    """Return whether a host is this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
