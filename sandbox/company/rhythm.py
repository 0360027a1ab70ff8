"""Who says what at which minute of a dialogue."""

import random
from collections.abc import Collection, Sequence

from sandbox.company import Remark, Story

WINDOWS = {1: (5.2, 11.4), 2: (12.2, 18.4), 3: (19.2, 24.4), 4: (25.2, 28.0)}
"""The minutes of each question: long enough after it is asked for somebody to have read it."""


def pace(story: Story, voices: Collection[str], chance: random.Random) -> list[tuple[float, Remark]]:
    """Return what is said in the first dialogue, if these voices are on the table: each with its minute."""
    general = [one for one in story.remarks if not one.about]
    return spread(general + [one for one in story.all_remarks if one.about in voices], chance)


def spread(remarks: Sequence[Remark], chance: random.Random) -> list[tuple[float, Remark]]:
    """Return the remarks, each with its minute.

    The order within a question is of chance; an answer comes a little after what it answers.
    """
    paced: list[tuple[float, Remark]] = []
    for question, (first, last) in WINDOWS.items():
        fitting = [remark for remark in remarks if remark.question == question]
        openers = [remark for remark in fitting if not remark.answers]
        chance.shuffle(openers)
        step = (last - first) / max(1, len(openers))
        minutes: dict[str, float] = {}
        for number, remark in enumerate(openers):
            minute = first + step * (number + chance.uniform(0.1, 0.9))
            minutes[remark.key] = minute
            paced.append((minute, remark))
        answers = [remark for remark in fitting if remark.answers]
        paced += [(minutes[remark.answers] + chance.uniform(0.5, 1.1), remark) for remark in answers]
    return sorted(paced, key=lambda one: one[0])
