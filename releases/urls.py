from django.urls import include, path, re_path

from newsroom.feeds import FEED
from releases import cards, views

YEAR = "(?P<year>(?:19|20)[0-9]{2})"

SLUG = "(?P<slug>[-a-zA-Z0-9_]+)"
NUMBER = "(?P<number>[1-9][0-9]{0,3})"

app_name = "releases"
urlpatterns = [
    path("", views.release_list, name="list"),
    path(FEED, views.feed, name="feed"),
    re_path(
        rf"^{YEAR}/", include([path("", views.release_list, name="year"), path(FEED, views.feed, name="year_feed")])
    ),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/release.txt", views.text, name="text"),
    path("<slug:slug>/card.jpg", cards.card, name="card"),
    re_path(rf"^{SLUG}/v{NUMBER}/$", views.version, name="version"),
    re_path(rf"^{SLUG}/v{NUMBER}/release\.txt$", views.version_text, name="version_text"),
]
