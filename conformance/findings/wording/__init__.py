"""The words of each room's findings, one module per room; ``catalogue`` merges them."""
