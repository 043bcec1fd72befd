"""The rules no linter knows, each a function from a file to the sentences it deserves."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db.models import Model

from tests.house import apps, is_test, may_use

FORBIDDEN = {"utils", "helpers", "services", "managers", "common"}
WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "save_revision",
}
NOT_THE_DATABASE = {"cache", "session", "hashlib", "digest", "zip"}  # what these objects save or delete is no row
QUERY = re.compile(r"\{[{%][^}]*?\.(?:all|filter|exclude|objects|select_related|order_by|values_list)\b[^}]*?[%}]\}")
USES = re.compile(r"\{%-?\s*(extends|include)\s+[\"']([^\"']+)[\"']")
LOADS = re.compile(r"\{%-?\s*load\s+(?:[\w\s,]+\sfrom\s+)?([\w\s.]+?)\s*-?%\}")
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÀ-Þ`]|\s*$)")
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 300, 40, 100
Functions = (ast.FunctionDef, ast.AsyncFunctionDef)


def upward_relations(models: Iterable[type[Model]]) -> Iterator[str]:
    """Relations that point to an app on the same line or above; the person who signs in is the one exception."""
    for model in models:
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.remote_field.model if field.remote_field else None
            label = target if isinstance(target, str) else target._meta.label if target else ""
            app, owner = label.split(".")[0], model._meta.app_label
            if app in apps() and label != settings.AUTH_USER_MODEL and not may_use(owner, app):
                yield f"{model._meta.label}.{field.name} points up to {label}"


def upward_templates(
    path: str, text: str, owner_of_template: Callable[[str], str], owner_of_tags: Callable[[str], str]
) -> Iterator[str]:
    """Templates extended, included, or tag libraries loaded, that belong to an app the file's app may not use."""
    app = path.split("/")[0]
    used = [(name, owner_of_template(name)) for _, name in USES.findall(text)]
    used += [(name, owner_of_tags(name)) for names in LOADS.findall(text) for name in names.split()]
    for name, owner in used:
        if owner in apps() and not may_use(app, owner):
            yield f"{path} uses {name} of {owner}, which stands above {app}"


def may_write(path: str) -> bool:
    """Say whether a file may write to the database: actions, migrations, commands, demo content and tests."""
    parts = path.split("/")
    return (
        parts[-1] == "actions.py" or is_test(path) or bool({"actions", "migrations", "management", "demo"} & set(parts))
    )


def writes_elsewhere(path: str, text: str) -> Iterator[str]:
    """Writes outside `actions.py`.

    `super().save(…)` is a model's own save, `save(commit=False)` none; `.update(…)` counts with keywords only.
    """
    for node in () if may_write(path) else ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        on, verb = node.func.value, node.func.attr
        last_name = on.attr if isinstance(on, ast.Attribute) else on.id if isinstance(on, ast.Name) else ""
        own = isinstance(on, ast.Call) and isinstance(on.func, ast.Name) and on.func.id == "super"
        drafted = any(keyword.arg == "commit" and ast.unparse(keyword.value) == "False" for keyword in node.keywords)
        row_update = verb == "update" and bool(node.keywords) and not node.args
        if (verb in WRITES or row_update) and not (own or drafted) and last_name not in NOT_THE_DATABASE:
            yield f"{path}:{node.lineno} writes (.{verb}) outside actions.py"


def too_long(path: str, text: str) -> Iterator[str]:
    """Files and functions past their budget."""
    budget = TEMPLATE_LINES if path.endswith(".html") else FILE_LINES
    if (length := len(text.splitlines())) > budget:
        yield f"{path} has {length} lines, {budget} at most"
    for node in ast.walk(ast.parse(text)) if path.endswith(".py") else ():
        if isinstance(node, Functions) and (length := node.end_lineno - node.lineno + 1) > FUNCTION_LINES:
            yield f"{path}:{node.lineno} {node.name} has {length} lines, {FUNCTION_LINES} at most"


def bad_names(path: str) -> Iterator[str]:
    """Modules whose name says nothing."""
    for part in path.removesuffix(".py").split("/"):
        if part in FORBIDDEN:
            yield f"{path}: a module named {part} says nothing; name what it is about"


def silent_package(path: str, text: str) -> Iterator[str]:
    """An app whose `__init__.py` does not introduce it in three sentences."""
    words = " ".join((ast.get_docstring(ast.parse(text)) or "").split())
    if (count := len(SENTENCE_END.findall(words))) != 3:
        yield f"{path} introduces its app in {count} sentences, not three"


def undocumented(path: str, text: str) -> Iterator[str]:
    """Modules' public functions, and models and QuerySets with their public methods, that have no docstring."""
    if is_test(path) or "migrations" in path.split("/"):
        return
    tree = ast.parse(text)
    public = [node for node in tree.body if isinstance(node, Functions)]
    for node in tree.body if path.endswith("models.py") or "/models/" in path else ():
        if isinstance(node, ast.ClassDef):
            public.append(node)
            query_set = "QuerySet" in ast.unparse(ast.Tuple(elts=node.bases))
            public += [each for each in node.body if query_set and isinstance(each, Functions)]
    for node in public:
        if not node.name.startswith("_") and ast.get_docstring(node) is None:
            yield f"{path}:{node.lineno} {node.name} has no docstring"


def class_views(path: str, text: str) -> Iterator[str]:
    """Views that are classes."""
    if path.endswith("views.py") or "/views/" in path:
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef) and any("View" in ast.unparse(base) for base in node.bases):
                yield f"{path}:{node.lineno} {node.name} is a class; views are functions"


def saving_forms(path: str, text: str) -> Iterator[str]:
    """Forms that define `save`: they validate, actions write."""
    if path.endswith("forms.py") or "/forms/" in path:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, Functions) and node.name == "save":
                yield f"{path}:{node.lineno} a form saves"


def querying_template(path: str, text: str) -> Iterator[str]:
    """Templates that ask the database."""
    for match in QUERY.finditer(text):
        yield f"{path}:{text.count(chr(10), 0, match.start()) + 1} queries in a template: {match[0]}"
