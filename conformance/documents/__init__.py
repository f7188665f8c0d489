"""Documents as the user wrote them: strict YAML with positions, quantities with units."""

from conformance.documents.postponed import PatternsPostponed

with PatternsPostponed():
    import fractions  # noqa: F401 - before the modules of this room do, and those above it
