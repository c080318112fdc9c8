from django.urls import path

from events import cards, views
from newsroom.feeds import FEED

app_name = "events"
urlpatterns = [
    path("", views.event_list, name="list"),
    path(FEED, views.feed, name="feed"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/card.jpg", cards.card, name="card"),
]
