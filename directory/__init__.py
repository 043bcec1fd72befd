"""Places (Cités, sites, associated centres, réseaux, label holders) and who belongs where, in which role, since when.

Roles are dated rows with a scope; every right of the platform is asked of them.
A place speaks its own language and may name its pôles in its own way.
"""
