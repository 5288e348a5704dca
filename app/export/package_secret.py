"""What a package is encrypted with; worked out before anything else, since that takes 128 MB."""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.errors.catalogue import refusal
from app.domain.passphrase_key import SALT_BYTES, identity_text

if TYPE_CHECKING:
    from pyrage import x25519


@dataclass(frozen=True, slots=True)
class Secret:
    """To whom a package is encrypted, and what finds the same again from the passphrase."""

    salt: bytes
    recipient: "x25519.Recipient" = field(repr=False)


def secret_of(passphrase: str) -> Secret | None:
    """Return what a passphrase encrypts with, another one each time; None where it is empty.

    Raises:
        Refusal: ``package.no_memory``.
    """
    if not passphrase:
        return None
    from pyrage import x25519

    salt = secrets.token_bytes(SALT_BYTES)
    try:
        identity = x25519.Identity.from_str(identity_text(passphrase, salt))
    except MemoryError:
        raise refusal("package.no_memory") from None
    return Secret(salt, identity.to_public())
