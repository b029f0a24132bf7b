"""Workbooks that need a password to open: passwords are tried and the workbook decrypted in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.util import find_spec

from cmtool.files import limited
from cmtool.files.child.decryption import WRONG
from cmtool.files.codes import CANNOT_DECRYPT, ENCRYPTED, WRONG_PASSWORD
from cmtool.files.refusal import Refusal

LIBRARY = "msoffcrypto"  # comes with the extra "encrypted"
EVERYBODYS = "VelvetSweatshop"  # what Excel encrypts with when only the structure is protected


def decrypted(data: bytes, passwords: Sequence[str]) -> bytes:
    """The plain workbook, opened with the first password that fits.

    Refused without the extra, without a password, when none fits, and when the encryption is not known.
    """
    if find_spec(LIBRARY) is None:
        raise Refusal(ENCRYPTED)
    keys = json.dumps([*passwords, EVERYBODYS]).encode() + b"\n"
    ended, plain = limited.run_in_memory("decryption", keys + data)
    if ended == WRONG:
        raise Refusal(WRONG_PASSWORD if passwords else ENCRYPTED)
    if ended:
        raise Refusal(CANNOT_DECRYPT)
    return plain
