"""Faults that are planted into the engine to see that the hunt finds them: `python -m hunt.faults` prints after how many cases.

A fault is a function, a piece of its source and what stands there instead (``planting``).
"""

from __future__ import annotations

import sys

from hunt.planting import Fault

FAULTS = (
    Fault(
        "a constant is its nearest double",
        "expressions.one_range:tightest",
        "return Ends(low, high)",
        "return Ends(nearest, nearest)",
    ),
    Fault(
        "outward rounding is dropped",
        "expressions.bounds:outward",
        "np.fmax(_below(low), -np.inf), np.fmin(_above(high), np.inf)",
        "low, high",
    ),
    Fault(
        "`<` is proved as `<=`",
        "expressions.interval_truth:negation",
        "a.may_fail, a.may_hold",
        "a.may_fail, a.may_hold & ~np.asarray(a.may_fail)",
    ),
    Fault(
        "the slack is taken twice",
        "expressions.interval_truth:_within",
        "down(SLACK_LOW * smallest)",
        "SLACK_HIGH * 2 * largest",
    ),
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
        "the points inside of a curve's stretch are missed",
        "expressions.interval_curves:_monotone",
        "if table.course:",
        "if True:",
    ),
    Fault(
        "a step holds at one point too many",
        "expressions.special:curve",
        "return ys[upper - 1]",
        "return ys[max(0, bisect_left(xs, x) - 1)]",
    ),
    Fault(
        "a level up to a point begins at it",
        "expressions.special:curve",
        "return ys[bisect_left(xs, x)]",
        "return ys[bisect_right(xs, x)]",
    ),
    Fault(
        "beyond the end of a curve is not undefined",
        "expressions.interval_curves:_beyond",
        "table.reach is None",
        "True",
    ),
    Fault("a divisor that may be zero is not marked", "expressions.bounds:divide", "where_any(touches)", "False"),
    Fault("the slack of floor is ignored", "expressions.bounds:floor", "up(up(a.high + reach_high))", "a.high"),
    Fault(
        "the product of two signs is mistaken",
        "expressions.bounds:multiply",
        "for x in (a.low, a.high) for y in (b.low, b.high)",
        "for x, y in ((a.low, b.low), (a.high, b.high))",
    ),
    Fault(
        "of two conditions `or` asks for the first alone",
        "expressions.interval_truth:conjunction",
        "np.logical_or(total.may_fail, part.may_fail)",
        "total.may_fail",
    ),
    Fault(
        "`if` takes the bounds of one side",
        "expressions.interval_truth:choose",
        "np.minimum(then.low, otherwise.low)",
        "then.low",
    ),
    Fault(
        "a root's bounds are the nearest doubles",
        "expressions.bounds:sqrt",
        "np.maximum(down(low), 0.0), up(high)",
        "low, high",
    ),
    Fault(
        "in one box, a root of what may be negative is not marked",
        "expressions.one_range:sqrt",
        "a[2] or a[0] < 0.0",
        "a[2]",
    ),
    Fault(
        "in one box, the points inside of a curve's stretch are missed",
        "expressions.one_curve:_monotone",
        "if table.course:",
        "if True:",
    ),
    Fault(
        "in one box, what may be undefined passes",
        "engine.look:look",
        "may_fail or open_clause or undefined",
        "may_fail",
    ),
    Fault(
        "in one box, slack is taken twice",
        "expressions.one_box:_within",
        "nextafter(SLACK_LOW * smallest, -inf)",
        "2 * SLACK_HIGH * largest",
    ),
    Fault(
        "a condition's slack is forgotten in proofs",
        "expressions.interval_truth:_within",
        "up(SLACK_HIGH * largest)",
        "0.0",
    ),
    Fault(
        "a power of what may be negative is not marked",
        "expressions.interval_functions:power",
        "np.logical_or(undefined, negative)",
        "undefined",
    ),
    Fault(
        "an exponential's end is rounded inward",
        "expressions.interval_functions:exp",
        "outward(np.exp(a.low), np.exp(a.high), a.undefined, LIBRARY)",
        "Bounds(np.exp(a.low), np.exp(a.high) * (1 - 4 * LIBRARY), a.undefined)",
    ),
    Fault(
        "a tail is trusted to the last digit",
        "expressions.interval_functions:_tail",
        "tails.ACCURACY",
        "0.0",
    ),
    Fault(
        "the mean of a decay is taken to rise",
        "expressions.interval_functions:relax",
        "array.relax(a.high), array.relax(a.low)",
        "array.relax(a.low), array.relax(a.high)",
    ),
    Fault(
        "between logarithms a curve runs straight",
        "expressions.special:_between",
        'which.law == "linear"',
        "True",
    ),
    Fault(
        "a tail of events ends early",
        "expressions.special:poisson_tail",
        '"1e-50"',
        '"1e-5"',
    ),
    Fault(
        "a logarithm beside one loses its second term",
        "expressions.exact:_log1p_near_zero",
        "Fraction(1, 2) - y",
        "Fraction(1, 3) - y",
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
    Fault(
        "a check that falls is taken to rise",
        "expressions.interval:_call",
        'directions.get(name) != "falling"',
        "True",
    ),
    Fault(
        "a check without an answer at a corner is not marked",
        "expressions.interval:_call",
        "bounds.either(undefined, np.isnan(low) | np.isnan(high))",
        "undefined",
    ),
    Fault(
        "the bounds that a check gives itself are read as one number",
        "expressions.interval:_call",
        "*function.interval(*pairs)",
        "*2 * function.interval(*pairs)[:1]",
    ),
    Fault(
        "places of a list are not counted from behind",
        "expressions.discrete:item_of",
        "-len(base) <= key",
        "0 <= key",
    ),
    Fault(
        "a place between two items is the first of them",
        "expressions.discrete:item_of",
        "key == int(key) and ",
        "",
    ),
    Fault(
        "a row is named by its key from behind",
        "spec.table_rows:_identified",
        "for column in key)",
        "for column in key[::-1])",
    ),
    Fault("of several rows the first is the only one", "expressions.calls:_collected", "len(items) == 1", "items"),
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
