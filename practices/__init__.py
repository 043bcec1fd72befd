"""Practice sheets: what a Cité did, why, how, with what means and result, so that another can make it its own.

A member writes a sheet over Wagtail's drafts, a manager of the place reviews it, and anyone in the world reads it.
What did not work has the same template and the same rank.
"""
