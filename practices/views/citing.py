"""How readers take a citation of a version along, as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from editorial.caching import public_page

from ..citing import FORMS, citation_of
from ..past import texts_of
from .versions import sheet_with_versions, version_numbered


@require_safe
@public_page
def cite_practice(request: HttpRequest, code: str, number: str, form: str) -> HttpResponse:
    """Give the citation of a version as BibTeX ("bib") or RIS ("ris")."""
    practice, versions = sheet_with_versions(request, code)
    version = version_numbered(versions, number)
    if (code, number) != (practice.code, str(version.number)):
        spelled = {"code": practice.code, "number": version.number, "form": form}
        return redirect("cite_practice", permanent=True, **spelled)
    [text] = texts_of(practice, [version])
    citation = citation_of(text, version.number)
    if citation is None:
        raise Http404
    response = HttpResponse(getattr(citation, form), content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{form}"'
    return response
