"""How a member takes translations out as a file, and brings them in: choose the file, read the preview, confirm."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.wording import LANGUAGES
from multilingual.actions import StaleTranslation, TranslationRefused
from multilingual.models import Translated

from ..actions import take_in_translations
from ..translating.page import Mount, address_in
from ..translating.views import can_go
from .forms import FileForm, PromiseForm, promise_of
from .results import Judgement, judge
from .units import portion_of
from .writing import file_of

TEMPLATE = "editorial/exchange.html"


def exchange_paths(route: str, mount: Mount) -> list[URLPattern]:
    """Give the addresses of one object's files, below `route`, that of its translating page.

    Their names are the page's own with `_export` (XLIFF), `_export_po` and `_import` behind.
    """
    return [
        path(f"{route}export.xlf", export_view(mount, "xlf"), name=f"{mount.name}_export"),
        path(f"{route}export.po", export_view(mount, "po"), name=f"{mount.name}_export_po"),
        path(f"{route}import/", import_view(mount), name=f"{mount.name}_import"),
    ]


def export_view(mount: Mount, ending: str) -> Callable[..., HttpResponse]:
    """Give the view that takes one object out in one language."""

    @login_required
    @never_cache
    @require_safe
    def export(request: HttpRequest, pk: int, code: str) -> HttpResponse:
        thing = found(mount, request, pk, code)
        return export_things([thing], code, ending, name=f"{thing._meta.model_name}-{thing.pk}-{code}")

    return export


def import_view(mount: Mount) -> Callable[..., HttpResponse]:
    """Give the view that brings one object's translation in."""

    @login_required
    @never_cache
    @require_http_methods(["GET", "POST"])
    def bring(request: HttpRequest, pk: int, code: str) -> HttpResponse:
        thing = found(mount, request, pk, code)
        may_confirm = mount.may_publish(request.user, thing, code)
        back = address_in(mount, thing, code)
        return Counter(request, code, back=back, may_confirm=may_confirm, only=thing).answer()

    return bring


def found(mount: Mount, request: HttpRequest, pk: int, code: str) -> Translated:
    """Give the object of an address, as the translating page would; else nothing is there."""
    thing = mount.load(pk)
    if thing is None or not mount.may_write(request.user, thing) or not can_go(thing, code):
        raise Http404
    return thing


def export_things(things: Iterable[Translated], language: str, ending: str, *, name: str) -> HttpResponse:
    """Give the file of some objects in one language; several in a ZIP where their originals are in several languages."""
    made = file_of([portion_of(thing, language) for thing in things], ending, name)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)


class Counter:
    """One request to bring a file in: for one object (`only`) or for whatever the file names."""

    def __init__(
        self, request: HttpRequest, language: str, *, back: str, may_confirm: bool, only: Translated | None = None
    ) -> None:
        self.request, self.language, self.back, self.only = request, language, back, only
        self.may_confirm = may_confirm
        self.sign_for = f"{request.user.pk} {request.path}"

    def answer(self) -> HttpResponse:
        """Ask for a file, show what it would do, or do it."""
        if self.request.method != "POST":
            return self.show(FileForm(language=self.language))
        if "promise" in self.request.POST:
            return self.keep_promise()
        form = FileForm(self.request.POST, self.request.FILES, language=self.language)
        if not form.is_valid():
            return self.show(form, status=422)
        return self.preview(form.parcel.texts)

    def judge(self, texts: list[Any]) -> Judgement:
        """Say what becomes of each text."""
        return judge(texts, self.language, may_confirm=self.may_confirm, only=self.only)

    def show(self, form: FileForm, *, status: int = 200, **more: Any) -> HttpResponse:
        """Show the page: the way to choose a file, and below it what the last one would do."""
        thing = self.only
        context = {
            "form": form,
            "language": self.language,
            "language_name": LANGUAGES[self.language],
            "back": self.back,
            "thing": thing,
            "headline": thing.text_in("headline", thing.original_language) if thing is not None else "",
        }
        return render(self.request, TEMPLATE, context | more, status=status)

    def preview(self, texts: list[Any], *, status: int = 200, stale: bool = False) -> HttpResponse:
        """Show what a file would do; nothing is written."""
        judgement = self.judge(texts)
        taken = [result.given for result in judgement.taken]
        promise = promise_of(taken, versions_of(judgement), sign_for=self.sign_for) if taken else ""
        form = FileForm(language=self.language)
        return self.show(form, status=status, judgement=judgement, promise=promise, stale=stale)

    def keep_promise(self) -> HttpResponse:
        """Write what a preview promised; where somebody saved meanwhile, show it again."""
        form = PromiseForm(self.request.POST, sign_for=self.sign_for)
        if not form.is_valid():
            again = FileForm(language=self.language)
            return self.show(again, status=422, old=True)
        judgement = self.judge(form.texts)
        seen = {name: version for name, version in versions_of(judgement).items() if form.versions.get(name) == version}
        brought = [
            (each.thing, each.changes(may_confirm=self.may_confirm), each.spread.version)
            for each in judgement.things
            if each.taken
        ]
        try:
            if seen != versions_of(judgement):
                raise StaleTranslation(None)
            take_in_translations(brought=brought, language=self.language, by=self.request.user)
        except StaleTranslation:
            return self.preview(form.texts, status=409, stale=True)
        except TranslationRefused:
            return self.preview(form.texts, status=409)
        self.say_taken(len(judgement.taken), len(form.texts))
        return redirect(self.back)

    def say_taken(self, taken: int, promised: int) -> None:
        """Say how many texts are in work now."""
        words = ngettext(
            "%(count)d text taken in. No reader sees it before it is published.",
            "%(count)d texts taken in. No reader sees them before they are published.",
            taken,
        )
        messages.info(self.request, words % {"count": taken})
        if taken < promised:
            messages.warning(self.request, _("Some originals changed since the preview: their texts were left out."))


def versions_of(judgement: Judgement) -> dict[str, int]:
    """Give the version of the work each object has now, by its name, where something would be written."""
    return {f"{each.kind.key}/{each.thing.pk}": each.spread.version for each in judgement.things if each.taken}
