"""The token in an access link's address: a signature over the link's identity, and nothing else.

A new SECRET_KEY ends every link at once: the keys that SECRET_KEY_FALLBACKS still honours do not count here.
"""

from uuid import UUID

from django.core import signing

_SALT = "releases.previews"


def token_of(identity: UUID) -> str:
    return _signer().sign(identity.hex)


def identity_in(token: str) -> UUID:
    """Raises ValueError for whatever was not signed here."""
    try:
        return UUID(hex=_signer().unsign(token))
    except signing.BadSignature as error:
        raise ValueError("not one of our tokens") from error


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT, sep=".", fallback_keys=[])


class SignedIdentity:
    """The part of an address that holds a token. A forged one leads nowhere, like any other wrong address."""

    regex = r"[0-9a-f]{32}\.[0-9A-Za-z_-]{43}"

    def to_python(self, value: str) -> UUID:
        return identity_in(value)

    def to_url(self, value: UUID) -> str:
        return token_of(value)
