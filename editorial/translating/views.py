"""How a member asks for the translating page: show it, save it, suggest, publish, discard."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from editorial.machine import EngineAway, engine
from editorial.wording import LANGUAGES
from multilingual.actions import (
    StaleTranslation,
    TranslationRefused,
    discard_translation,
    publish_translation,
    save_translation,
)
from multilingual.languages import CODES
from multilingual.models import Translated
from multilingual.pairs import working_on

from .cells import Spread, spread_of
from .form import TranslationForm, too_long
from .originals import make_original
from .page import Mount, address_in, count_words, saved_words, translating_context

TEMPLATE = "editorial/translate.html"


def translating_page(mount: Mount) -> Callable[..., HttpResponse]:
    """Give the view an app mounts: readers go to sign in; what may not be translated, or not by them, is not there."""

    @login_required
    @never_cache
    @require_http_methods(["GET", "POST"])
    def translate(request: HttpRequest, pk: int, code: str) -> HttpResponse:
        thing = mount.load(pk)
        if thing is None or not mount.may_write(request.user, thing) or not can_go(thing, code):
            raise Http404
        return Translating(request, mount, thing, code).answer()

    return translate


def can_go(thing: Translated, language: str) -> bool:
    """Say whether `thing` can be translated into `language`: one of ours, not its own, and it was published."""
    return language in CODES and language != thing.original_language and thing.may_be_translated()


class Translating:
    """One request: the object, the language, the person."""

    def __init__(self, request: HttpRequest, mount: Mount, thing: Translated, language: str) -> None:
        self.request, self.mount, self.thing, self.language = request, mount, thing, language
        self.may_publish = mount.may_publish(request.user, thing, language)

    def answer(self) -> HttpResponse:
        """Show the page, or do what its pressed button says."""
        if self.request.method != "POST":
            return self.show()
        if self.request.headers.get("X-Autosave") == "1":
            return self.autosave()
        verb = self.request.POST.get("do", "save")
        if verb == "discard":
            return self.discard()
        if verb == "swap":
            return self.swap()
        return self.take(verb)

    def spread(self) -> Spread:
        """Lay the object and its language side by side, as they are now."""
        return spread_of(self.thing, self.language, working_on(self.thing, self.language))

    def form(self, spread: Spread) -> TranslationForm:
        """Give the posted form over `spread`."""
        return TranslationForm(self.request.POST, spread, may_confirm=self.may_publish)

    def expected(self) -> int:
        """Give the version of the work the form was made from; one that never was, where it names none."""
        version = self.request.POST.get("version", "")
        return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1

    def show(self, form: TranslationForm | None = None, *, status: int = 200, **more: Any) -> HttpResponse:
        """Show the page; `form` keeps what a person posted."""
        spread = form.spread if form else self.spread()
        if form is None:
            for cell in spread.cells:
                cell.error = too_long(cell)
        context = translating_context(self.request, self.mount, spread, **more)
        context["leftovers"] = form.leftovers if form else []
        return render(self.request, TEMPLATE, context, status=status)

    # --- saving -----------------------------------------------------------------------------------

    def keep(self, form: TranslationForm) -> None:
        """Save what the form changes; nothing where it changes nothing. Raises `StaleTranslation`, `TranslationRefused`."""
        changes = form.changes()
        if form.spread.version != self.expected():
            raise StaleTranslation(form.spread.working)
        if changes.texts:
            form.spread.working = save_translation(
                thing=self.thing,
                language=self.language,
                texts=changes.texts,
                read=changes.read,
                confirmed=changes.confirmed,
                machine=changes.machine,
                sources=changes.sources,
                expected=self.expected(),
                by=self.request.user,
            )

    def autosave(self) -> JsonResponse:
        """Save behind the writer's back and answer with the new version, or with why not (409)."""
        form = self.form(self.spread())
        try:
            self.keep(form)
        except StaleTranslation:
            return refused("stale", _("A colleague saved a newer version of this translation."))
        except TranslationRefused:
            return refused("gone", _("This text cannot be translated any more: the original changed its language."))
        fresh = spread_of(self.thing, self.language, form.spread.working)
        words = [saved_words(fresh)]
        if form.leftovers:
            words.append(_("A passage left the original meanwhile: press Save to see your words for it."))
        return JsonResponse(
            {
                "version": fresh.version,
                "saved": " ".join(words),
                "count": count_words(fresh.cells),
                "states": {cell.html_id: cell.state for cell in fresh.cells},
                "errors": {f"text:{cell.name}": [error] for cell in form.spread.cells if (error := too_long(cell))},
            }
        )

    def take(self, verb: str) -> HttpResponse:
        """Save what a person sent, and do what the button says; refused, their text stays in front of them."""
        form = self.form(self.spread())
        try:
            self.keep(form)
        except StaleTranslation:
            return self.show_newer()
        except TranslationRefused:
            raise Http404 from None
        if form.leftovers:
            return self.show_leftovers(form)
        if verb == "publish" and self.may_publish:
            return self.publish(form)
        if verb == "suggest":
            return self.suggest(form.spread)
        self.say_saved(asked=verb == "ask")
        return self.back()

    def say_saved(self, *, asked: bool) -> None:
        """Say that the work is saved, and who sees it."""
        name = {"language": LANGUAGES[self.language]}
        words = _("Saved. No reader sees it before it is published.")
        if asked:
            words = _("Saved. Whoever translates into %(language)s finds it on their desk, to publish.") % name
        messages.info(self.request, words)

    def back(self) -> HttpResponse:
        """Come back to the page."""
        return redirect(address_in(self.mount, self.thing, self.language))

    def show_newer(self) -> HttpResponse:
        """Show a colleague's text beside the person's own; saving again then keeps what stands in the fields."""
        form = self.form(self.spread())
        for cell in form.spread.cells:
            if cell.is_posted and cell.text != cell.known:
                cell.theirs = cell.known
        return self.show(form, status=409, stale=True)

    def show_leftovers(self, form: TranslationForm) -> HttpResponse:
        """Show, after saving the rest, the words whose passage left the original."""
        fresh = TranslationForm({}, self.spread(), may_confirm=self.may_publish)
        fresh.leftovers = form.leftovers
        return self.show(fresh)

    def swap(self) -> HttpResponse:
        """Make this language the original, for those who may, and lead to what readers see; else nothing is there."""
        if not self.mount.may_swap(self.request.user, self.thing):
            raise Http404
        make_original(self.request, self.thing, self.language)
        return redirect(self.thing.url_in(self.language))  # type: ignore[attr-defined]

    # --- the other buttons ------------------------------------------------------------------------

    def publish(self, form: TranslationForm) -> HttpResponse:
        """Publish what was just saved; where something is missing, say what, field by field."""
        wrong = form.find_errors()
        working = form.spread.working
        if wrong:
            return self.show(form, status=422, wrong=wrong)
        if working is None:
            messages.info(self.request, _("Nothing has changed since it was published."))
            return self.back()
        try:
            publish_translation(thing=self.thing, working=working, by=self.request.user, expected=working.version)
        except (StaleTranslation, TranslationRefused):
            return self.show_newer()
        name = {"language": LANGUAGES[self.language]}
        messages.success(self.request, _("Published: readers now see it in %(language)s.") % name)
        return self.back()

    def suggest(self, spread: Spread) -> HttpResponse:
        """Fill the empty texts with what an engine suggests, each marked until a person has read it."""
        spread = spread_of(self.thing, self.language, spread.working)
        empty = [cell for cell in spread.cells if not cell.text]
        try:
            said = engine().translate(
                [cell.source for cell in empty], source=self.thing.original_language, target=self.language
            )
        except EngineAway as away:
            messages.warning(self.request, away.sentence)
            return self.back()
        form = TranslationForm({}, spread, may_confirm=False)
        for cell, text in zip(empty, said, strict=True):
            form.fill(cell, cell.name, text, cell.mark)
        changes = form.changes()
        try:
            save_translation(
                thing=self.thing,
                language=self.language,
                texts=changes.texts,
                read=changes.read,
                machine=list(changes.texts),
                sources=changes.sources,
                expected=spread.version,
                by=self.request.user,
            )
        except (StaleTranslation, TranslationRefused):
            messages.warning(self.request, _("A colleague saved a newer version of this translation."))
        return self.back()

    def discard(self) -> HttpResponse:
        """Drop the work, if it is one's own or one may publish it, and if nobody saved meanwhile."""
        spread = self.spread()
        working = spread.working
        if working is None:
            return self.back()
        if spread.version != self.expected() or not (self.may_publish or working.by_id == self.request.user.pk):
            return self.show(status=409, stale=True)
        discard_translation(thing=self.thing, language=self.language, by=self.request.user)
        messages.info(self.request, _("The translation in work is gone. What is published stays."))
        return self.back()


def refused(reason: str, message: str) -> JsonResponse:
    """Give the answer to a save that was not taken."""
    return JsonResponse({"reason": reason, "message": message}, status=409)
