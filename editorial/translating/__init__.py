"""The translating page: one page for every translated object, mounted by each app with its own loader and predicates.

`views.translating_page` makes the view; `cells` lays the texts side by side, `form` reads what was posted, `difference`
and `glossary` say what to look at. Writing is `multilingual.actions`' alone.
"""
