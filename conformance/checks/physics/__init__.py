"""Physical primitives that rules of several areas share: curves, pumps against a system, parallel branches.

What a formula of ``functions.yaml`` or a table with a curve can say stands there; here stand only algorithms.
"""
