"""How many of 500 invented layouts the reader recognises: `python -m benchmarks.lockbox_variants [count] [seed]`."""

import sys
from collections import Counter
from collections.abc import Iterator
from random import Random

from benchmarks.lockbox_variants.judge import judged
from benchmarks.lockbox_variants.variant import Shape, papers, shape
from benchmarks.lockbox_variants.writing import written

_COLUMNS = ("placement", "number", "numbers", "sign", "length", "amount", "routing", "account", "serial", "end")


def verdicts(count: int, seed: int) -> Iterator[tuple[int, Shape, str]]:
    """Yield number, layout and verdict (recognised, asked or misread: what) of each variant."""
    for index in range(count):
        dice = Random(f"{seed}/{index}")
        drawn = shape(dice)
        checks = papers(dice, drawn, dice.randint(4, 40))
        yield index, drawn, judged(written(dice, drawn, checks), checks)


def main() -> None:
    """Print the table by placement, and every variant that was not recognised."""
    count, seed = (int(given) for given in [*sys.argv[1:], *("500", "7")[len(sys.argv) - 1 :]])
    table: dict[str, Counter[str]] = {}
    for index, drawn, verdict in verdicts(count, seed):
        table.setdefault(drawn.placement, Counter())[verdict.partition(":")[0]] += 1
        if verdict != "recognised":
            print(index, verdict, *(f"{name}={getattr(drawn, name)}" for name in _COLUMNS))
    print(f"{'placement':<18}{'variants':>10}{'recognised':>12}{'asked':>8}{'misread':>9}")
    for placement, found in sorted(table.items()):
        figures = found.total(), found["recognised"], found["asked"], found["misread"]
        print(f"{placement:<18}{figures[0]:>10}{figures[1]:>12}{figures[2]:>8}{figures[3]:>9}")
    every = sum(table.values(), Counter())
    print(f"{'all':<18}{every.total():>10}{every['recognised']:>12}{every['asked']:>8}{every['misread']:>9}")


if __name__ == "__main__":
    main()
