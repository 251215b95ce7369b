"""Schemathesis asks every operation of the document, rightly and wrongly, and finds nothing wrong in the answers."""

import pytest

from tests.api.whole_api import asked, seeded


def test_every_operation_answers_as_the_document_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    with seeded(tmp_path_factory.mktemp("whole")) as (served, bearer):
        done = asked(served.url, bearer, "--phases", "fuzzing,stateful", "--max-examples", "1")
    assert done.returncode == 0, done.stdout[-8000:]
    assert "Tested:" in done.stdout
