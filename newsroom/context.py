from django.utils.functional import SimpleLazyObject

from newsroom.languages import OWN_NAMES
from newsroom.models import Organisation
from newsroom.publishing import are_drafts_shown


def house(request):
    """What every page needs: whose newsroom this is. Asked of the database only when a template uses it."""
    return {
        "house": SimpleLazyObject(lambda: Organisation.objects.house() or Organisation(name_fi="Newsroom")),
        "own_names": OWN_NAMES,
        "is_editors_view": are_drafts_shown(),
    }
