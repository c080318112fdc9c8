from django import template

from releases import citing

register = template.Library()


@register.simple_tag
def citation(quote, release, house) -> str:
    return citing.citation(quote, release, house)


@register.simple_tag
def quote_address(quote, release) -> str:
    return quote.address_in(release)
