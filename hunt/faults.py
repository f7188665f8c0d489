"""Faults that are planted into the engine to see that the hunt finds them: `python -m hunt.faults` prints after how many cases.

A fault is a function, a piece of its source and what stands there instead (``planting``).
"""

from __future__ import annotations

import sys

from hunt.faults_of_readings import FAULTS_OF_READINGS
from hunt.planting import Fault

FAULTS = (
    *FAULTS_OF_READINGS,
    Fault(
        "the last part of a cut box is lost",
        "engine.boxes:Boxes._parts",
        "        edges = finer\n    return edges[:-1], edges[1:]",
        "        edges = finer\n    return edges[:-2], edges[1:-1]",
    ),
    Fault("a box that may be undefined passes", "engine.batch:verdicts", " & ~undefined", ""),
    Fault(
        "a proof that ran out of budget counts", "engine.prove:Prover._open", "proved=False", "proved=witness is None"
    ),
    Fault(
        "the far end of a range is left out",
        "engine.ranges:axis_of",
        "    if low > high:",
        "    high = low + (high - low) * Fraction(99, 100) if step is None else high\n    if low > high:",
    ),
    Fault(
        "a condition is ignored",
        "engine.problem:Problem.exact",
        "if not held.holds:",
        "if not held.holds and condition is not self.conditions[-1]:",
    ),
    Fault("a condition without a value excludes", "engine.problem:Problem.exact", "return undefined", "return None"),
    Fault("a condition is ignored where points are enumerated", "engine.batch:verdicts", " & admitted", ""),
    Fault("a condition is ignored in the search", "engine.problem:Problem._admitted", "in self.conditions", "in ()"),
    Fault(
        "the least margin is taken from samples",
        "engine.minimum:Minimiser.closed",
        "return self.best is not None and self._lowest_bound() >= self._wanted(CLOSE)",
        "return self.best is not None",
    ),
    Fault(
        "corners are not looked at for the least margin",
        "engine.minimum:Minimiser._wanted",
        "self._least - close * self._unit",
        "self._least - 0.3",
    ),
    Fault(
        "a bound of the margin is too high",
        "engine.minimum:Minimiser._settle",
        "min(self._settled, float(np.min(lows, initial=np.inf)))",
        "float(np.min(lows)) if len(lows) else self._settled",
    ),
    Fault(
        "a trial that ended early is taken as whole",
        "engine.trial:Trial._failing",
        "survey.whole or not self._whole or only is None",
        "True",
        "crowds",
    ),
    Fault(
        "an offered stretch is taken to pass between its ends",
        "engine.stretches:Stretches.covered",
        "return self._covered(way)",
        "return Covered(proved=True)",
        "offers",
    ),
    Fault(
        "a declared step is ignored",
        "engine.whole_numbers:step_of",
        "variable.step is not None:",
        "variable.step is None:",
    ),
    Fault("steps are always counted from zero", "engine.whole_numbers:on_lattice", "declared and", "False and"),
    Fault("whole numbers are enumerated one short", "engine.whole_numbers:whole_numbers", "// step + 1", "// step"),
    Fault(
        "a whole-number axis ends one early",
        "engine.axes:Axis.count",
        "(self.high - self.low) // self.step + 1",
        "max(1, (self.high - self.low) // self.step)",
    ),
    Fault("an excluded choice counts", "engine.cases:_admitted", "or _holds(context, where, value)", "or True"),
    Fault(
        "sets with one record too many are not taken",
        "engine.choices:subsets",
        "range(largest + 1)",
        "range(max(1, largest))",
    ),
    Fault("equal records count once", "engine.choices:classes", "counts[known[key]] += times", "pass"),
    Fault(
        "in one box, what may be undefined passes",
        "engine.look:look",
        "may_fail or open_clause or undefined",
        "may_fail",
    ),
    Fault(
        "jumps at whole numbers are not gone to",
        "engine.edges:_Formula._of_step",
        "operation in _WHOLE",
        "operation in ()",
    ),
    Fault(
        "limits of conditions are not gone to",
        "engine.edges:edges",
        "(*problem.conditions, problem.clause)",
        "(problem.clause,)",
    ),
    Fault("problems with other conditions are equal", "engine.problem:Problem.key", "self.conditions, ", ""),
    Fault(
        "of several choices the first decides",
        "engine.survey:passes",
        "all(item.outcome.holds is not False for item in found.items)",
        "found.items[0].outcome.holds is not False",
    ),
)
"""What the hunt is to find."""


def main(most: int, seed: int, names: list[str]) -> None:
    """Print after how many cases each fault is found."""
    for fault in FAULTS:
        if names and not any(name in fault.what for name in names):
            continue
        try:
            found = fault.found_after(most, seed)
        except LookupError as error:
            found = None
            print(error)
        told = f"case {found[0]}: {found[1]}" if found else f"not within {most}"
        if found and fault.found_in(found[0], seed):
            told += " (which is found without the fault too)"
        print(f"{fault.what:60} {told}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
