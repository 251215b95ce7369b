"""Writes the Python client anew from the committed OpenAPI document: `make client`.

The generator lives in an environment of its own (`requirements/client.txt`): it would hold back what the application
uses.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "api" / "openapi.json"
CLIENT = HERE / "python" / "tieout_client"
#: The digest of the document that the client was written from.
STAMP = CLIENT / "GENERATED_FROM"
TOOLS = Path(sys.executable).parent.parent / "client" / "bin"


def digest() -> str:
    """Return the digest of the document as it is now."""
    return hashlib.sha256(DOCUMENT.read_bytes()).hexdigest() + "\n"


def stale() -> bool:
    """Tell whether the client was written from another document."""
    return not STAMP.exists() or STAMP.read_text(encoding="utf-8") != digest()


def generate(tools: Path = TOOLS) -> None:
    """Write the client anew; it speaks through httpx2, which kept the names of httpx."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "tieout_client"
        command = [
            str(tools / "openapi-python-client"),
            "generate",
            "--path",
            str(DOCUMENT),
            "--output-path",
            str(made),
        ]
        options = ["--meta", "none", "--config", str(HERE / "python.yaml"), "--fail-on-warning"]
        path = os.pathsep.join([str(tools), os.environ.get("PATH", "")])
        subprocess.run([*command, *options], check=True, env={**os.environ, "PATH": path})
        for module in made.rglob("*.py"):
            text = module.read_text(encoding="utf-8").replace("import httpx\n", "import httpx2 as httpx\n")
            module.write_text(text, encoding="utf-8")
        shutil.rmtree(made / ".ruff_cache", ignore_errors=True)
        shutil.rmtree(CLIENT, ignore_errors=True)
        shutil.copytree(made, CLIENT)
    (CLIENT / "py.typed").touch()
    STAMP.write_text(digest(), encoding="utf-8")


if __name__ == "__main__":
    generate()
