"""The public addresses, and the admin beside them."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from newsroom import downloads, editors_view, feeds_page, house_pages, machine_views, media_bank, views
from newsroom.feeds import FEED
from newsroom.languages import address
from newsroom.search import views as search_views

handler400 = "newsroom.error_pages.bad_request"
handler403 = "newsroom.error_pages.not_allowed"
handler404 = "newsroom.error_pages.not_found"
handler500 = "newsroom.error_pages.server_error"

urlpatterns = [
    path("", views.front_door),
    path("feeds/", feeds_page.door, name="feeds_door"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", machine_views.robots, name="robots"),
    path(".well-known/security.txt", machine_views.security, name="security"),
    path("sitemap.xml", machine_views.sitemap_index, name="sitemap_index"),
    path("sitemap-news.xml", machine_views.sitemap_news, name="sitemap_news"),
    path("sitemap-<slug:section>.xml", machine_views.sitemap, name="sitemap"),
    path("brand.css", views.brand, name="brand"),
    path("files/<uuid:uuid>/press/<str:language>.jpg", downloads.press, name="press_picture"),
    path("files/<uuid:uuid>/<shape:shape>.<picture_format:picture_format>", downloads.rendition, name="rendition"),
    path("files/<uuid:uuid>/<str:name>", downloads.file, name="file"),
    path("early/", include("releases.link_urls")),
    re_path(r"^admin/site/(?P<address>.*)$", editors_view.site, name="editors_view"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path(
            address(fi="teemat/<slug:slug>/", sv="teman/<slug:slug>/", en="themes/<slug:slug>/"),
            views.theme,
            name="theme",
        ),
        path(
            address(fi=f"teemat/<slug:slug>/{FEED}", sv=f"teman/<slug:slug>/{FEED}", en=f"themes/<slug:slug>/{FEED}"),
            views.theme_feed,
            name="theme_feed",
        ),
        path(FEED, feeds_page.everything, name="home_feed"),
        path(address(fi="syotteet/", sv="floden/", en="feeds/"), feeds_page.page, name="feeds"),
        path(address(fi="kuvapankki/", sv="bildbank/", en="pictures/"), media_bank.pictures, name="pictures"),
        path(address(fi="medialle/", sv="for-medier/", en="media/"), house_pages.media, name="media"),
        path(
            address(fi="saavutettavuus/", sv="tillganglighet/", en="accessibility/"),
            house_pages.accessibility,
            name="accessibility",
        ),
        path(address(fi="tietosuoja/", sv="dataskydd/", en="privacy/"), house_pages.privacy, name="privacy"),
        path(address(fi="haku/", sv="sok/", en="search/"), search_views.search, name="search"),
        path(
            address(fi="haku/ehdotukset/", sv="sok/forslag/", en="search/suggestions/"),
            search_views.suggestions,
            name="search_suggestions",
        ),
        path(
            address(fi=f"haku/{FEED}", sv=f"sok/{FEED}", en=f"search/{FEED}"),
            search_views.feed,
            name="search_feed",
        ),
        path(address(fi="tiedotteet/", sv="pressmeddelanden/", en="releases/"), include("releases.urls")),
        path(address(fi="asiantuntijat/", sv="sakkunniga/", en="spokespeople/"), include("people.urls")),
        path(address(fi="tapahtumat/", sv="evenemang/", en="events/"), include("events.urls")),
        path("", include("programmes.urls")),
    ),
]
