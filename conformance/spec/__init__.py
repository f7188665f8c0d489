"""What the lab says, as objects: kinds, rules, functions, tables, editions; and descriptors read against a kind."""
