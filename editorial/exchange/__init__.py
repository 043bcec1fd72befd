"""Translations out of the house as files and back in, for offices that work with their own tools: XLIFF 2.1 and gettext.

`units` lays the texts of an object side by side, `xliff` and `gettext` write and read files of them, `reading` opens what
was uploaded, `results` says of each text of a file what becomes of it; what comes in is a translation in work.
"""
