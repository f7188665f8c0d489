"""One parsed formula, five readings: number, array, interval, dimension, text."""
