"""The front page, the member's desk, the standing pages (the Charter, the association) and the demo content.

Its entrances are what a visitor came to do; what other apps have for a member reaches the desk through the registries.
It also plants the tree of pages that everything else hangs under.
"""
