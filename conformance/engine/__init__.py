"""Decides rules: domains, proof, search, canonical counterexample, margin, repair."""
