"""What rules of the software stack ask: thin functions over ``conformance.checks.software``, imported when first called."""

from __future__ import annotations

from conformance.checks.software.library import LIBRARY
from conformance.checks.software.stack_rules import STACKS
from conformance.checks.software.surface_rules import SURFACES
from conformance.checks.software.version_rules import VERSIONS

FUNCTIONS = [*LIBRARY, *VERSIONS, *STACKS, *SURFACES]
