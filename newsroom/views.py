from django.http import HttpResponse


def healthz(request, *args, **kwargs):
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


front_door = brand = home = theme = theme_feed = search = not_found = server_error = healthz
