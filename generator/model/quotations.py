"""Quotations in other languages: what a field says of the language, the original and the translator of its words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from generator.content.prose import Markup
from generator.locale import N_
from generator.model.text_sorts import Sort, Verbatim
from generator.model.times import GoesWith

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Markup.PLAIN, Verbatim()]
_LANGUAGE = N_("The language in which the words were said or printed, as a code.")
_ORIGINAL = N_("The original words, where 'quote' is a translation.")
_TRANSLATOR = N_("Who translated 'quote'; where an original stands and this is left out, we did.")
_BESIDE = GoesWith("quote")
QuoteLanguage = Annotated[
    Annotated[_Words, Sort.LANGUAGE, _BESIDE] | None, Field(description=_LANGUAGE, examples=["zh", "uk"])
]
QuoteOriginal = Annotated[Annotated[_Words, _BESIDE] | None, Field(description=_ORIGINAL)]
QuoteTranslator = Annotated[Annotated[_Words, _BESIDE] | None, Field(description=_TRANSLATOR)]
