"""What the toolkit has to say: findings with a code, a place and words in two languages.

The lowest room of the house. Every other room returns findings as values; only the edge (``cli``) prints them.
"""
