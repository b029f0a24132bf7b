"""The catalogues of sentences: Chinese as written in the program, English from the compiled catalogue beside it."""

from __future__ import annotations

import gettext
from importlib.resources import files
from typing import Final

from cmtool.model.text import CHINESE, Language

LANGUAGES: Final = ("zh", "en")


def language(code: str) -> Language:
    """The language with this code; Chinese for any other. A sentence the catalogue lacks stays Chinese."""
    if code == "zh" or code not in LANGUAGES:
        return CHINESE
    catalogue = files("cmtool") / "locale" / code / "LC_MESSAGES" / "cmtool.mo"
    if not catalogue.is_file():
        return Language(code, str)
    with catalogue.open("rb") as stream:
        return Language(code, gettext.GNUTranslations(stream).gettext)
