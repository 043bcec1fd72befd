"""How often a person is mailed of what; letters that pause; and the one click in a letter that stops such letters."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from editorial.notices import notices
from multilingual.languages import reader_language

from ..actions import choose_rhythms, resume_mail, stop_letters, wish_translation_letter
from ..forms.letters import RhythmsForm
from ..models import Rhythm, User
from ..notifying import rhythms_of
from ..permissions import has_letters
from ..unsubscribing import DIGEST, LETTER, Stop, read_token


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    """Show and keep how often the person is mailed of each kind of event; let paused letters come again."""
    if not has_letters(request.user):
        raise Http404
    if request.POST.get("do") == "resume":
        resume_mail(person=request.user, by=request.user)
        messages.success(request, _("You are written to again."))
        return redirect("letters")
    given = request.POST if request.method == "POST" else None
    form = RhythmsForm(given, rhythms=rhythms_of(request.user), translations=request.user.translation_letter)
    if form.is_bound and form.is_valid():
        wished = form.cleaned_data.pop("translation_letter")
        choose_rhythms(person=request.user, rhythms=form.cleaned_data, by=request.user)
        wish_translation_letter(person=request.user, wished=wished, by=request.user)
        messages.success(request, _("You are written to as you chose."))
        return redirect("letters")
    context = {"form": form, "paused_at": request.user.mail_paused_at}
    return render(request, "accounts/notifications/letters.html", context, status=422 if form.is_bound else 200)


@csrf_exempt  # the server of a mailbox posts here by itself: the signed token is what it knows
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters a token names (RFC 8058), as often as it is asked and without an account; a visit only offers it.

    It answers 200 and never leads elsewhere, in the language of the person, whoever asks.
    """
    stop = read_token(token)
    if stop is None:
        raise Http404
    if request.method == "POST":
        stop_letters(stop=stop)
    with override(language := language_of(stop)):
        context = {"what": name_of(stop), "done": request.method == "POST"}
        response = render(request, "accounts/notifications/unsubscribe.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Content-Language"] = language
    return response


def language_of(stop: Stop) -> str:
    """Give the language of who is written to, the reader's where they are no more."""
    return User.objects.filter(pk=stop.person).values_list("language", flat=True).first() or reader_language()


def name_of(stop: Stop) -> str:
    """Give what the letters are about, in words; of a digest its rhythm."""
    if stop.of == LETTER:
        return _("what waits to be translated")
    if stop.of == DIGEST:
        return str(Rhythm(stop.name).label)
    notice = notices().get(stop.name)
    return str(notice.name) if notice is not None else ""
