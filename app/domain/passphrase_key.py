"""The key that follows from a passphrase: the age identity (X25519) of an encrypted package.

age's own way with passphrases measures the machine that writes and takes half a gigabyte to two;
an older machine could not read what a newer one wrote. Here the work is the same everywhere.
"""

import hashlib
import unicodedata
from typing import Any

LOG_N, BLOCK, LANES = 17, 8, 1
"""scrypt's work factors: 128 MB and less than half a second."""
MEMORY_MB = 128
SALT_BYTES = 16
_SLACK = 1 << 20
_PREFIX = "age-secret-key-"
_DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def plain_key(salt: bytes) -> dict[str, Any]:
    """Return what a package says of how its key follows from the passphrase."""
    return {"kdf": "scrypt", "n": LOG_N, "r": BLOCK, "p": LANES, "salt": salt.hex()}


def salt_of(plain: object) -> bytes | None:
    """Return the salt, or None where the key follows in another way than it does here."""
    salt = plain.get("salt") if isinstance(plain, dict) else None
    try:
        found = bytes.fromhex(salt) if isinstance(salt, str) else b""
    except ValueError:
        return None
    return found if len(found) == SALT_BYTES and plain_key(found) == plain else None


def identity_text(passphrase: str, salt: bytes) -> str:
    """Return the age identity of a passphrase, as age writes it.

    Wide letters and digits, as an input method may give them, are the same as narrow ones.

    Raises:
        MemoryError: scrypt's memory is not to be had.
    """
    try:
        key = hashlib.scrypt(
            unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"),
            salt=salt,
            n=1 << LOG_N,
            r=BLOCK,
            p=LANES,
            maxmem=(MEMORY_MB << 20) + _SLACK,
            dklen=32,
        )
    except ValueError as error:  # what OpenSSL says where memory is short
        raise MemoryError from error
    return _bech32(_PREFIX, key).upper()


def _bech32(prefix: str, data: bytes) -> str:
    """Return bytes in the notation that age uses for keys (BIP 173)."""
    bits = f"{int.from_bytes(data):0{len(data) * 8}b}"
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*spread, *values, *([0] * 6)]) ^ 1
    values += [(check >> 5 * (5 - at)) & 31 for at in range(6)]
    return f"{prefix}1{''.join(_DIGITS[value] for value in values)}"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate(_GENERATORS):
            check ^= generator if top >> at & 1 else 0
    return check
