"""What the body of a standing page is built of."""

from typing import Any

from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks, fields


class Heading(blocks.StructBlock):
    """A heading whose anchor is the same in every language, so that a link to a passage holds whatever the reader's."""

    text = blocks.CharBlock(label=_("Heading"), max_length=160)
    anchor = blocks.CharBlock(
        label=_("Anchor"),
        max_length=60,
        validators=[validate_slug],
        help_text=_("The end of the address that leads here. The same in every language; never change it."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "home/blocks/heading.html"


class Paragraphs(blocks.TextBlock):
    """Text in Markdown."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        help_text = _("Markdown: **bold**, lists, [words](address). A blank line begins a paragraph.")
        template = "home/blocks/paragraphs.html"


class Points(blocks.ListBlock):
    """A list of points, each in Markdown."""

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "home/blocks/points.html"


class Notice(blocks.StructBlock):
    """Something to know before the passage it stands before."""

    title = blocks.CharBlock(label=_("Title"), max_length=160, required=False)
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        template = "home/blocks/notice.html"


class Body(blocks.StreamBlock):
    """The body of a standing page."""

    heading = Heading()
    paragraphs = Paragraphs()
    points = Points(blocks.TextBlock(label=_("Point"), rows=2))
    notice = Notice()


class StreamField(fields.StreamField):
    """A stream of blocks whose definition stays out of migrations: rewording a help text is no change of the database.

    modeltranslation knows a field it may translate by the name of its class, hence this one.
    """

    def __init__(self, block_types: Any = (), **options: Any) -> None:
        super().__init__(block_types, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to migrations without its blocks."""
        name, path, _blocks, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [], options
