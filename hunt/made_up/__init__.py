"""Random rules over a made-up kind, decided by the tool and evaluated point by point beside it."""
