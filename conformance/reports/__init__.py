"""What was found, as terminal text, JSON and HTML: one report model, one renderer per format."""
