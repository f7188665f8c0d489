"""Faults for ``hunt.faults`` in how formulas are read, and in what is read of the specification."""

from __future__ import annotations

from hunt.planting import Fault

FAULTS_OF_READINGS = (
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
)
