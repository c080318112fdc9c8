"""The page on which an editor puts a release first on the front page, or lets the newest lead again."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.forms import DayField, HouseForm
from newsroom.states import Refused
from newsroom.transition_pages import found
from releases import lead_story


class LeadStoryForm(HouseForm):
    until = DayField(
        label=_("Leads until"),
        help_text=_("The last day on which it stands first. Then the newest release leads again by itself."),
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until < clock.today():
            raise forms.ValidationError(_("This day is past. Choose today or a later day."))
        if until > lead_story.latest_day():
            raise forms.ValidationError(
                _("Choose a day within two months: a front page that never changes looks dead.")
            )
        return until


class LeadStoryAdmin:
    """For ReleaseAdmin: `<id>/front-page/`."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.lead_view)
        return [path("<path:object_id>/front-page/", page, name="releases_release_lead"), *super().get_urls()]

    def lead_view(self, request, object_id):
        release = found(self, request, object_id)
        form = LeadStoryForm(
            request.POST if "_lead" in request.POST else None, initial={"until": release.family.leads_until}
        )
        if request.method == "POST" and self._led(request, release, form):
            return HttpResponseRedirect(self._url(release))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Lead story of the front page"),
            "opts": self.opts,
            "object": release,
            "url": self._url(release),
            "reasons": lead_story.why_not_lead(release, request.user),
            "leads_until": release.family.leads_until if release.family.is_leading() else None,
            "form": form,
        }
        return TemplateResponse(request, "admin/releases/release/lead.html", context)

    def _led(self, request, release, form) -> bool:
        try:
            if "_stop" in request.POST:
                lead_story.stop_leading(release, request.user)
                said = _("The newest release leads the front page again.")
            elif form.is_valid():
                lead_story.lead(release, request.user, form.cleaned_data["until"])
                said = _("This release leads the front page for as long as it is public and the day has not passed.")
            else:
                return False
        except Refused:  # the page says why
            return False
        self.message_user(request, said, messages.SUCCESS)
        return True
