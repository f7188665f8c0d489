"""Documents as the user wrote them: strict YAML with positions, quantities with units."""
