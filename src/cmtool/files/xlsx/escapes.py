"""Characters that XML cannot hold, as workbooks spell them: ``_x000D_`` is a carriage return."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")


def unescaped(text: str) -> str:
    """The text meant: ``_x000D_`` a carriage return, ``_x005F_x000D_`` the seven characters themselves."""
    if "_x" not in text:
        return text
    meant = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if _SURROGATE.search(meant):
        meant = meant.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return meant
