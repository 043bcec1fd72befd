"""Every type of page, as eyes, keyboards, printers and checkers meet it.

`scene.py` writes one small network; `kinds.py` lists the pages over it; the tests go through the list. A new page type
is one line in `kinds.py`, and every rule holds for it from then on.
"""
