"""What stands in the way of a release, and what an editor should know. Pure: facts in, findings out."""

from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom import checks, dates, richtext
from newsroom.checks import Finding, advice, obstacle
from releases import debris
from releases.facts import Facts

LONGEST_HEADLINE = 90


def check(facts: Facts) -> list[Finding]:
    """Everything that is found, what blocks first."""
    if facts.publish_at and checks.clock_trouble(facts.publish_at):
        return [*checks.of_moment(facts.publish_at, True), *check(replace(facts, publish_at=None))]
    day = facts.day
    found = [
        *_missing(facts),
        *_moment(facts),
        *_callers(facts),
        *checks.of_pictures(facts.pictures, day, "image"),
        *checks.of_files(facts.files, facts.has_accessible_formats, "attachments"),
        *_links(facts),
        *_debris(facts),
        *_headline(facts),
        *checks.of_words(facts.lead, facts.body, "lead", "body"),
        *_languages(facts),
    ]
    return sorted(found, key=lambda finding: not finding.is_blocking)


def _missing(facts):
    if not facts.lead.strip():
        yield obstacle("no_lead", _("Write the lead."), "lead")
    if not richtext.plain_text(facts.body):
        yield obstacle("no_text", _("Write the text."), "body")
    if not facts.has_themes:
        yield advice("no_theme", _("No theme is chosen, so readers who follow a theme miss this."), "themes")


def _moment(facts):
    yield from checks.of_moment(facts.publish_at, facts.has_duty_number, facts.open_hours)
    if facts.embargo_at and facts.publish_at and facts.publish_at < facts.embargo_at:
        message = _("The embargo of all versions lasts until %(moment)s. Choose that moment or a later one.")
        yield obstacle("before_embargo", message, "publish_at", moment=dates.moment(facts.embargo_at, get_language()))


def _callers(facts):
    day = facts.day
    there = [each for each in facts.callers if not (day and each.leaves_on and each.leaves_on < day)]
    if not (facts.press_has_number or any(each.has_number for each in there)):
        yield obstacle("nobody_to_call", NOBODY_TO_CALL, "contacts")
    for each in facts.callers:
        if each not in there:
            message = _("%(name)s has left by then. Choose another contact.")
            yield advice("contact_has_left", message, "contacts", name=each.name)
        elif not each.has_number:
            yield advice("contact_without_number", _("%(name)s has no phone number."), "contacts", name=each.name)
        elif day and each.leaves_on and each.leaves_on < day + checks.SOON:
            last = dates.day(each.leaves_on, get_language())
            message = _("%(name)s leaves soon after: the last day is %(day)s.")
            yield advice("contact_leaves", message, "contacts", name=each.name, day=last)


NOBODY_TO_CALL = _(
    "Journalists could call nobody: choose a contact who has a phone number, or add the press desk's number to our association."
)


def _links(facts):
    for name in facts.closed_documents:
        message = _("The document “%(name)s” is not public at that moment, so readers could not open it.")
        yield obstacle("closed_document", message, "attachments", name=name)
    for address in facts.closed_links:
        message = _(
            "The link to %(address)s leads to nothing public at that moment. Take it off or publish that first."
        )
        yield obstacle("closed_link", message, "body", address=address)


def _debris(facts):
    yield from debris.find(facts.headline, facts.lead, facts.body, richtext.plain_text(facts.body))


def _headline(facts):
    if len(facts.headline) > LONGEST_HEADLINE:
        message = _("The headline has %(number)s characters; at best it has 90 or fewer.")
        yield advice("long_headline", message, "headline", number=len(facts.headline))


def _languages(facts):
    if facts.language != "fi":
        return
    swedish = next((each for each in facts.siblings if each.language == "sv"), None)
    if swedish is None:
        yield advice("no_swedish", _("There is no Swedish version."))
    elif swedish.publish_at is None:
        yield advice("swedish_undated", _("The Swedish version has no moment yet."))
    elif facts.publish_at and swedish.publish_at > facts.first_seen:
        message = _("The Swedish version comes out later, %(moment)s.")
        yield advice("swedish_later", message, moment=dates.moment(swedish.publish_at, get_language()))
