"""A value as one line of YAML, as a repair offers it and a template shows it."""

from __future__ import annotations


def flow(value: object) -> str:
    """A value in YAML's flow style, texts quoted where YAML would read them as something else."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value) if isinstance(value, int | float) else _quoted(str(value))


def _quoted(text: str) -> str:
    plain = text and all(letter.isalnum() or letter in " ._-/%+" for letter in text) and text[0].isalnum()
    reads_otherwise = text in ("true", "false", "null") or _number_like(text)
    return (
        text
        if plain and text == text.strip() and not reads_otherwise
        else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )


def _number_like(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text.startswith(("0x", "0o"))
    return True
