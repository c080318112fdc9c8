"""The day's news about a thing. Releases name everything and nothing names them back, so this asks the registry."""

from django.apps import apps


def releases_about(thing, at=None):
    return apps.get_model("releases", "Release").objects.public(at).about(thing)
