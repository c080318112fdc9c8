from django.urls import include, path, re_path

from newsroom.feeds import FEED
from newsroom.languages import address
from programmes import cards, views

YEARS = r"(?P<slug>[-a-zA-Z0-9_]+)/(?P<first>(?:19|20)[0-9]{2})-(?P<last>(?:19|20)[0-9]{2})/"


def programmes(rest: str) -> str:
    return address(fi=f"toimintaohjelmat/{rest}", sv=f"handlingsprogram/{rest}", en=f"programmes/{rest}")


def documents(rest: str) -> str:
    return address(fi=f"asiakirjat/{rest}", sv=f"dokument/{rest}", en=f"documents/{rest}")


app_name = "programmes"
urlpatterns = [
    path(programmes(""), views.programme_list, name="list"),
    path(programmes(FEED), views.list_feed, name="feed"),
    path(programmes("<slug:slug>/"), views.detail, name="detail"),
    path(programmes(f"<slug:slug>/{FEED}"), views.feed, name="programme_feed"),
    re_path(
        programmes(YEARS),
        include(
            [
                path("", views.period, name="period"),
                path("card.jpg", cards.card, name="period_card"),
                path(FEED, views.period_feed, name="period_feed"),
            ]
        ),
    ),
    path(documents(""), views.document_list, name="documents"),
    path(documents(FEED), views.documents_feed, name="documents_feed"),
    path(documents("<slug:slug>/"), views.document, name="document"),
    path(documents("<slug:slug>/<slug:language>.<slug:extension>"), views.document_file, name="document_file"),
]
