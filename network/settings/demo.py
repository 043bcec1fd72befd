"""`make run`: the site as it is in production, with demo accounts that sign in from this machine only."""

from .base import *

DEMO = True
