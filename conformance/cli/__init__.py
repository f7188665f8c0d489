"""The command ``openarch``: wires the rooms together, one thin module per command."""

import gc

# A run is short: collecting while modules load and files are read costs a tenth of it and frees nothing.
gc.set_threshold(200_000, 20, 100)
