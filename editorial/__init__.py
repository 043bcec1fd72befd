"""What every page shares: base template, components, stylesheet, vocabularies, Markdown, uploads and the one private-file view.

Lower apps meet higher ones here, through registries of plain functions found by name in each app.
The words of the network (pôles, kinds, publics, the Charter's principles) are its rows.
"""
