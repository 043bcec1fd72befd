"""How HTTP asks: load, may they, form, one action, answer."""
