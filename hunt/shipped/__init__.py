"""Shipped parts and examples with changed figures: passes, counterexamples and offered values looked at again."""
