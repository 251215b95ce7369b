"""`make sbom`: see that the bill of materials names every package of the lock, in its version, with its hashes."""

import json
import re
import sys
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements" / "run.txt"


def main(path: Path) -> None:
    """Compare a bill with the lock; exit with what is missing."""
    pinned = set(re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    parts = json.loads(path.read_text(encoding="utf-8"))["components"]
    told = {(part["name"], part["version"]) for part in parts}
    bare = [part["name"] for part in parts if not any(one.get("hashes") for one in part.get("externalReferences", ()))]
    if missing := sorted(pinned - told):
        sys.exit(f"{path}: the bill lacks {missing}")
    sys.stdout.write(f"{path}: {len(told)} packages, as the lock pins them; {len(parts) - len(bare)} with hashes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
