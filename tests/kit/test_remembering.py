"""What was worked out is not worked out again until it is forgotten, or until too much else was asked."""

from kit.remembering import forget, remembered

asked: list[str] = []


@remembered(2)
def doubled(text: str) -> str:
    asked.append(text)
    return text * 2


def test_answers_are_remembered_until_they_are_forgotten() -> None:
    asked.clear()
    forget()
    assert [doubled("a"), doubled("a"), doubled("b")] == ["aa", "aa", "bb"]
    assert asked == ["a", "b"]
    forget()
    assert doubled("a") == "aa"
    assert asked == ["a", "b", "a"]


def test_no_more_are_remembered_than_are_asked_for() -> None:
    asked.clear()
    forget()
    for text in ("a", "b", "c", "a"):
        doubled(text)
    assert asked == ["a", "b", "c", "a"]
