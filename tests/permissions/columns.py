"""Who is asked for in the matrix, and in which columns of the table of rights each stands for a thing of some place."""

COLUMNS: dict[str, dict[str, str]] = {
    "brive": {
        "advisor": "member, place",
        "documentalist": "member, place",
        "reception": "member, place",
        "author": "member, place",
        "manager": "member, place, manager",
        "managing author": "member, place, manager",
        "manager of the mother": "member, place, manager",
        "advisor of the mother": "member, place",
        "co-signing advisor": "member, cosigner",
        "co-signing manager": "member, cosigner, cosigning manager",
        "advisor of a sister": "member",
        "manager elsewhere": "member",
        "manager of a label holder": "member",
        "advisor of a label holder": "member",
        "translator": "member",
        "reviewer": "member, reviewer, unrelated",
        "holding reviewer": "member, reviewer, unrelated",
        "reviewer of the mother": "member, place, reviewer",
        "reviewer of a sister": "member, reviewer, unrelated",
        "co-signing reviewer": "member, cosigner, reviewer",
        "reviewing author": "member, place, reviewer",
        "editor": "member, editor",
        "label officer": "member",
        "administrator": "member, administrator, unrelated",
        "writing administrator": "member, administrator, unrelated",
        "related administrator": "member, place, administrator",
        "author who left": "",
        "former member": "",
        "member to come": "",
        "member of two places": "member, place",
        "member without second factor": "",
        "stranger": "",
        "suspended": "",
        "erased": "",
        "invited": "",
        "anonymous": "",
    },
}
"""Which columns of the table a person stands in for a sheet of Brive, an associated centre of Limoges, co-signed by Rouen."""

OUTSIDE = ("anonymous", "invited", "suspended", "erased")
"""Who is nobody here: without an account, on their way to one by a link, or with one that is closed."""
UNPROVED = "member without second factor"
"""An administrator and manager without passkey or app: led to choose one wherever members go, elsewhere a reader like any."""
APART = (UNPROVED, *OUTSIDE)
"""Who gets the same answer whatever is asked for under the desk; each asks in turn, in every state of a sheet."""

FROM_BRIVE_AND_LIMOGES = (
    *("advisor", "documentalist", "reception", "author", "manager", "managing author"),
    *("manager of the mother", "advisor of the mother"),
)
COLUMNS["belfort"] = {
    # Belfort is a site of the label holder Nord Franche-Comté; whoever works at Brive or Limoges is from elsewhere here
    **COLUMNS["brive"],
    **dict.fromkeys((*FROM_BRIVE_AND_LIMOGES, "member of two places"), "member"),
    **dict.fromkeys(("reviewer of the mother", "reviewing author"), "member, reviewer, unrelated"),
    "related administrator": "member, administrator, unrelated",
    "manager of a label holder": "member, place, manager",
    "advisor of a label holder": "member, place",
}
COLUMNS["limoges"] = {
    # Limoges is the mother of Brive and Guéret: whoever works there has no say here, and is related all the same
    **COLUMNS["brive"],
    **dict.fromkeys((*FROM_BRIVE_AND_LIMOGES[:-2], "member of two places"), "member"),
    **dict.fromkeys(("reviewer of a sister", "reviewing author"), "member, reviewer"),
    "related administrator": "member, administrator",
}

WORKING_ELSEWHERE = (
    *("co-signing advisor", "co-signing manager", "advisor of a sister", "manager elsewhere"),
    *("manager of a label holder", "advisor of a label holder", "reviewer of a sister", "co-signing reviewer"),
)
MANAGING_ELSEWHERE = ("co-signing manager", "manager elsewhere", "manager of a label holder", "member of two places")
COLUMNS["their own"] = COLUMNS["brive"] | {
    **dict.fromkeys(WORKING_ELSEWHERE, "member, place"),
    **dict.fromkeys(MANAGING_ELSEWHERE, "member, place, manager"),
}
"""The same for what is about no sheet: somebody with a role at any place may start one there, a manager ask people in."""

WITHOUT_A_PLACE = ("member", "reviewer", "unrelated", "editor", "administrator")
COLUMNS["nobody"] = {
    person: ", ".join(column for column in columns.split(", ") if column in WITHOUT_A_PLACE)
    for person, columns in COLUMNS["brive"].items()
}
"""The same for what is nobody's place, as a standing page is: no role at a place says anything there."""

COLUMNS["milano"] = COLUMNS["nobody"] | dict.fromkeys(
    ("manager elsewhere", "member of two places"), "member, place, manager"
)
THERE = {
    "brive": (
        *("advisor", "documentalist", "reception", "author", "manager", "managing author", "reviewing author"),
        *("related administrator", "author who left", "former member", "member to come", "member of two places"),
    ),
    "milano": ("manager elsewhere", "member of two places"),
}
"""Who has, had or will have a role at the place itself."""

PEOPLE = tuple(COLUMNS["brive"])


def representatives(place: str, apart: tuple[str, ...], turn: int) -> list[str]:
    """Give one person for each set of columns, another one at each turn; those `apart` and `APART` stand for themselves."""
    alike: dict[str, list[str]] = {}
    for person, columns in COLUMNS[place].items():
        alike.setdefault(person if person in (*apart, *APART) else columns, []).append(person)
    return [people[turn % len(people)] for people in alike.values()]
