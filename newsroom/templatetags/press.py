from django import template

from newsroom import press_desk

register = template.Library()


@register.inclusion_tag("newsroom/_who_answers.html")
def who_answers(house, is_full: bool = False) -> dict:
    """Whom the media can reach now, and when the desk opens or closes; in full also the number for later."""
    return {"house": house, "desk": press_desk.of(house), "is_full": is_full}
