"""Bad input and bad days: what people paste, what machines send, and what happens when something breaks meanwhile."""
