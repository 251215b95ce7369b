"""One format's reader under atheris: `python -m tests.fuzz.target FORMAT [libFuzzer options] SEEDS`."""

import sys

import atheris

with atheris.instrument_imports(include=["parsers"]):
    import parsers

from tests.fuzz.laws import drained


def main() -> None:
    """Hand each input to the reader until told to stop."""
    name = sys.argv.pop(1)
    known = next(known for known in parsers.FORMATS if known.name == name)

    def once(data: bytes) -> None:
        drained(known, data)

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
