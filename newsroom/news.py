"""The day's news about a thing. Releases name everything and nothing names them back, so this asks the registry."""

import uuid

from django.apps import apps

from newsroom.feeds import Followable
from newsroom.languages import active


def releases_about(thing, at=None):
    return _releases().public(at).about(thing)


def _releases():
    return apps.get_model("releases", "Release").objects


class NewsAbout(Followable):
    """The releases about a thing, in the language of its page, as a list that can be followed."""

    def __init__(self, thing, title: str = "", description: str = ""):
        self.thing = thing
        self.title = title or str(thing)
        self.description = description
        self.plain_address = thing.get_absolute_url()

    def sources(self):
        return [_releases().in_language(active()).about(self.thing)]

    @property
    def identity(self):
        return uuid.uuid5(self.thing.uuid, active())
