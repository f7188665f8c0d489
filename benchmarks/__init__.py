"""Reproducible comparisons with peers, run by `make bench`; no test depends on a clock."""
