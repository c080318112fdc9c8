from django.urls import path, re_path

from releases import views

YEAR = "(?P<year>(?:19|20)[0-9]{2})"

app_name = "releases"
urlpatterns = [
    path("", views.release_list, name="list"),
    path("feed.rss", views.feed, name="feed"),
    re_path(rf"^{YEAR}/$", views.release_list, name="year"),
    re_path(rf"^{YEAR}/feed\.rss$", views.feed, name="year_feed"),
    path("<slug:slug>/", views.detail, name="detail"),
]
