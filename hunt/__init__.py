"""Hunts for wrong verdicts: `make hunt` (ARCHITECTURE.md, "Hunting wrong verdicts")."""
