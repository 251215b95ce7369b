"""The driver of SQLite: the one that brings a library without the known faults, else what came with Python.

Two libraries in one process undo each other's locks on a file, so that whoever opens books takes this driver.
"""

import importlib
import importlib.util
from typing import Any

#: Like Python's own module `sqlite3`, whichever it is.
driver: Any = importlib.import_module("sqlean" if importlib.util.find_spec("sqlean") else "sqlite3")
