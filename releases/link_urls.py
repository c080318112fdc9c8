"""Addresses of access links. They carry no language: a page is in the language of its text."""

from django.urls import path, register_converter

from releases import link_views
from releases.previews import SignedIdentity

register_converter(SignedIdentity, "signed")

app_name = "links"
urlpatterns = [
    path("<signed:identity>/", link_views.text, name="open"),
    path(
        "<signed:identity>/files/<uuid:uuid>/<shape:shape>.<picture_format:picture_format>",
        link_views.rendition,
        name="rendition",
    ),
    path("<signed:identity>/files/<uuid:uuid>/<str:name>", link_views.file, name="file"),
]
