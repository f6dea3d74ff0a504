"""What our own exports put beside the elements of an argument format: whether it is as they write it.

In: data of an element, from a file that people may have changed. Out: the name of what is not so. Readers rely on the
fields named here; any other goes into a file as it is, for the compiler to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

HINT = "export it again, or delete these data"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.isdecimal())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _each_with(name: str) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, list) and all(isinstance(each, Mapping) and _is_text(each.get(name)) for each in value)
    )


_TEXTS = "id kind question answer title text summary body how why relation actor argument".split()
_SHAPES: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(_TEXTS, _is_text),
    **dict.fromkeys(("tags", "see_also"), _is_texts),
    "premise": _is_number,
    "answers": _each_with("id"),
    "supports": _each_with("argument"),
    "attacks": _each_with("argument"),
}


def misshapen(own: Mapping[str, Any]) -> str:
    """Return the name of the first field that no export of ours would have written so, or nothing."""
    return next((name for name, value in own.items() if not _SHAPES.get(name, bool)(value) and name in _SHAPES), "")
