"""Algorithms of the software-stack area: versions, negotiation, closures, numerics."""
