from django.urls import path

from newsroom.feeds import FEED
from people import views

app_name = "people"
urlpatterns = [
    path("", views.spokesperson_list, name="list"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/contact.vcf", views.card, name="card"),
    path(f"<slug:slug>/{FEED}", views.feed, name="feed"),
]
