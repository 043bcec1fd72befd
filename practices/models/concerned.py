"""Who may decide a sheet in review, and who is related to it? The conditions, written once in SQL.

The ORM would nest three levels of queries for them, which nobody reads easily and which takes longer to build than to ask.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, F, Func

from directory.models import RoleKind
from directory.models.roles import today

TODAY = object()
"""Among the parameters: the day it is."""
RELATED = """EXISTS (
    SELECT 1
    FROM directory_role held
    JOIN directory_place theirs ON theirs.id = held.place_id
    CROSS JOIN (
        SELECT {place} AS id
        UNION ALL SELECT drafted.place_id FROM practices_draftcosigner drafted
        WHERE drafted.practice_id = {sheet} AND {live} AND {changed}
        UNION ALL SELECT own.place_id FROM practices_practice_cosigning own
        WHERE own.practice_id = {sheet} AND NOT ({live} AND {changed})
    ) signing
    JOIN directory_place named ON named.id = signing.id
    WHERE held.person_id = {person} AND held.begins <= %s AND (held.ends IS NULL OR held.ends > %s)
    AND (named.id IN (theirs.id, theirs.mother_id, theirs.holder_id) OR theirs.id IN (named.mother_id, named.holder_id))
)"""
"""`person` is related to a place the sheet names; a published sheet's draft of its next version names its own co-signers."""

OTHER = """EXISTS (
    SELECT 1
    FROM directory_role asked
    JOIN accounts_user people ON people.id = asked.person_id
    WHERE asked.kind = %s AND people.is_active AND asked.begins <= %s AND (asked.ends IS NULL OR asked.ends > %s)
    AND asked.person_id <> COALESCE({owner}, 0) AND asked.person_id <> COALESCE({submitter}, 0)
    AND {able}
)"""
"""Somebody of one function who neither wrote nor submitted the sheet is able to decide."""

HERE = "asked.place_id IN ({place}, {mother}, {holder})"
NAMED = {"sheet": "pk", "place": "place", "live": "live", "changed": "has_unpublished_changes"}
PEOPLE = {"owner": "owner", "submitter": "submitter"}
ABOVE = {"place": "place", "mother": "place__mother", "holder": "place__holder"}


class Condition(Func):
    """A condition in SQL, its `{names}` standing for fields of the sheet it is asked of."""

    output_field = BooleanField()

    def __init__(self, sql: str, parameters: Sequence[Any], fields: dict[str, str]) -> None:
        super().__init__(*map(F, fields.values()))
        self.sql, self.parameters, self.names = sql, parameters, tuple(fields)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> Any:
        """Give the SQL with the columns in their places, and the day where it is asked for."""
        columns = [compiler.compile(field)[0] for field in self.source_expressions]
        day = connection.ops.adapt_datefield_value(today())
        known = [day if it is TODAY else it for it in self.parameters]
        return self.sql.format(**dict(zip(self.names, columns, strict=True))), known


def is_related(user: Any) -> Condition:
    """Give the condition that `user` is related to a place the sheet names, as signing or co-signing place."""
    return Condition(RELATED.replace("{person}", "%s"), (user.pk, TODAY, TODAY), NAMED)


def has_other_manager() -> Condition:
    """Give the condition that the place of a sheet in review has a manager who neither wrote nor submitted it."""
    return Condition(OTHER.replace("{able}", HERE), (RoleKind.MANAGER.value, TODAY, TODAY), PEOPLE | ABOVE)


def has_able_reviewer() -> Condition:
    """Give the condition that a reviewer may take a sheet in review: neither wrote nor submitted it, nor is related to it."""
    unrelated = "NOT " + RELATED.replace("{person}", "asked.person_id")
    parameters = (RoleKind.REVIEWER.value, TODAY, TODAY, TODAY, TODAY)
    return Condition(OTHER.replace("{able}", unrelated), parameters, PEOPLE | NAMED)
