"""OpenArch Conformance: decides whether the components of an open AI cluster keep the lab's rules."""

__version__ = "0.1.0"
