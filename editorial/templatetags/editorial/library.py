"""The one library that the modules of this package fill."""

from django import template

register = template.Library()
