"""The words of a report that come from a short list, as types: the report model checks them."""

from __future__ import annotations

from typing import Literal

Command = Literal["validate", "test", "certify", "interop"]
StatusName = Literal["pass", "fail", "not-applicable", "not-tested", "waived", "error"]
LevelName = Literal["must", "should", "preview"]
"""How much a rule weighs."""
Level = Literal["", "described", "verified"]
