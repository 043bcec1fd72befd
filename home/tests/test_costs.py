"""What pages ask the database, which is the same for a young network and for an old one."""

import pytest
from django.utils import timezone

from editorial import caching
from practices.models import Practice
from practices.tests.factories import many_practices
from tests.queries import queries


def write_drafts(number, author, place):
    many_practices(number)
    facts = {"live": False, "first_published_at": None, "code": None, "latest_revision_created_at": timezone.now()}
    Practice.objects.update(owner=author, place=place, **facts)


@pytest.mark.parametrize("number", [1, 200])
@pytest.mark.parametrize(("path", "cost"), [("/fr/desk/", 9), ("/fr/desk/practices/", 10)])
def test_a_members_pages_do_not_grow_with_the_drafts(client, limoges, person, number, path, cost):
    author = person("advisor", place=limoges)
    write_drafts(number, author, limoges)
    client.force_login(author)
    with queries(cost):
        assert "headline " in client.get(path).content.decode()


@pytest.mark.parametrize("number", [10, 1_000])
@pytest.mark.parametrize(("path", "cost"), [("/fr/practices/feed/", 4), ("/sitemap.xml", 3)])
def test_the_feed_and_the_sitemap_do_not_grow_with_the_sheets(client, site, number, path, cost):
    many_practices(number)
    caching.forget_everything()
    with queries(cost):
        assert "sheet-1/" in client.get(path).content.decode()
