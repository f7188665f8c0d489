"""Algorithms that rules call by name: one module per area, with a mapping or list ``FUNCTIONS`` of ``PythonFunction``.

A rule stays an expression over them. Each is pure, has a dimension signature, and declares in which direction it moves with each
argument, or an interval reading of its own, or that it is structural (``conformance/expressions/functions.py``).
"""
