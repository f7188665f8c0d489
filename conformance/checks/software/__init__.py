"""Algorithms of the software-stack area, one module per theme.

``rounding``    low-precision formats, rounded to nearest even: exact on fractions, and on arrays of doubles;
``sums``        what sums come to in a declared arithmetic, order of additions and number of ranks;
``tolerances``  the share of tests that a wrong result would slip through;
``coverage``    operators by element types against a catalogue;
``calendar``    days between two dates;
``versions``    interface versions, negotiation and closures;
``library``, ``version_rules``  the functions that rules call.
"""
