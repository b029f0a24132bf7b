"""Decrypts a workbook: from standard input a JSON line (the passwords), then the file; to standard output the plain file.

Its exit codes say why it could not. A file may order a thousand million rounds of hashing: hence a process of its own.
"""

from __future__ import annotations

import io
import json
import sys

from cmtool.files.child.limits import limit

WRONG, UNKNOWN = 3, 4
"""None of the passwords fits; a kind of encryption that is not known, or a damaged file."""


def decrypted(data: bytes, passwords: list[str]) -> bytes | int:
    """The plain file, or WRONG or UNKNOWN."""
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    for password in passwords:
        plain = io.BytesIO()
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(data))
            is_package = file.format == "ooxml"
            file.load_key(password=password, **({"verify_password": True} if is_package else {}))
        except InvalidKeyError:
            continue
        except Exception:  # the library raises whatever a damaged header leads to
            return UNKNOWN
        try:
            file.decrypt(plain, **({"verify_integrity": True} if is_package else {}))
        except Exception:  # the password fits, the content does not
            return UNKNOWN
        return plain.getvalue()
    return WRONG


def main() -> None:
    limit()
    passwords = json.loads(sys.stdin.buffer.readline())
    found = decrypted(sys.stdin.buffer.read(), passwords)
    if isinstance(found, int):
        sys.exit(found)
    sys.stdout.buffer.write(found)
