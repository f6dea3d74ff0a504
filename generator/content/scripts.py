"""Name what writing systems do that a reader of text has to know: signs for one thing, and words without blanks."""

from __future__ import annotations

# Han, kana, Thai, Lao, Burmese and Khmer write no blanks between words: the inside of a character class.
UNSPACED = (
    "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff"
)
APOSTROPHES = "'’ʼ‘`´′＇"
ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
