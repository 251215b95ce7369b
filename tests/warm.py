"""A warm `tieout`: the lines of a document run the real command in a fork of a process that has imported it already.

Starting Python and importing the application takes most of what a short command takes. Those tests of `tests/cli` that
look at the start or the end of the process, or at the installed package, start the command itself.
"""

import atexit
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cli import main

#: What commands import when they run; nothing of it begins a thread.
IMPORTED = (
    "cli.acts.intake",
    "cli.acts.reports",
    "cli.acts.works",
    "cli.acts.requests",
    "cli.acts.policy",
    "cli.acts.people",
    "services.demo",
)
FDS = (0, 1, 2)
CLIENT = f"""#!{sys.executable} -IS
import json, os, socket, sys
told = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
with socket.socket(socket.AF_UNIX) as warm:
    warm.connect({{path!r}})
    socket.send_fds(warm, [len(told).to_bytes(4)], [0, 1, 2])
    warm.sendall(told)
    code = warm.recv(1)
sys.exit(code[0] if code else 1)
"""


@cache
def tieout() -> Path:
    """Return the path of a `tieout` that asks a warm process, which ends with this one."""
    folder = TemporaryDirectory(prefix="warm-")  # a socket's path is short, pytest's folders are not
    listens = Path(folder.name, "socket")
    server = subprocess.Popen([sys.executable, "-m", __name__, str(listens)], stdout=subprocess.PIPE, text=True)
    atexit.register(folder.cleanup)
    atexit.register(server.wait)
    atexit.register(server.terminate)
    assert server.stdout is not None
    assert server.stdout.readline() == "warm\n"
    written = Path(folder.name, "tieout")
    written.write_text(CLIENT.format(path=str(listens)), encoding="utf-8")
    written.chmod(0o755)
    return written


def serve(path: str) -> None:
    """Run each command asked for in a fork, until the process is ended."""
    for name in IMPORTED:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks: each says its own end
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        sys.stdout.write("warm\n")
        sys.stdout.flush()
        while True:
            asked, _ = listening.accept()
            with asked:
                if os.fork() == 0:
                    listening.close()
                    run(asked)


def run(asked: socket.socket) -> None:
    """Be the command that was asked for: its arguments, folder, environment and files; say how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, files, _, _ = socket.recv_fds(asked, 4, len(FDS))
    arguments, folder, environment = json.loads(asked.recv(int.from_bytes(size), socket.MSG_WAITALL))
    for mine, theirs in zip(FDS, files, strict=True):
        os.dup2(theirs, mine)
        os.close(theirs)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["tieout", *arguments]
    asked.sendall(bytes([ended()]))
    os._exit(0)


def ended() -> int:
    """Run the command line and return its exit code, all it said written."""
    try:
        main.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    serve(sys.argv[1])
