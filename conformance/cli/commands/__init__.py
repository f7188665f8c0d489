"""One module per command; each offers ``build(lang)`` and imports what it needs when it runs."""
