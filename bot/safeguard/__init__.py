"""Personal data in a customer's words, hidden before anything is kept.

Each kind has a module that finds it; `masking` asks them all and cuts. The text is folded one character at a time
(`folding`), searched, and cut in the original. Patterns name ASCII letters and digits themselves: to `re`, Japanese
letters are part of a word and hide its borders. What could be a price, a code or a date stays: a number is personal
by its check digit, by its groups, or by the word before it. Names come from a dictionary, read from disk when a
text first needs it (`dictionary`).
"""

from bot.safeguard.dictionary import warm_up
from bot.safeguard.masking import HIDDEN, Masked, find, hide, mask
from bot.safeguard.spans import BESIDES_NAMES, Kind, Span

__all__ = ["BESIDES_NAMES", "HIDDEN", "Kind", "Masked", "Span", "find", "hide", "mask", "warm_up"]
