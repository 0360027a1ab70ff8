"""The app with room in every budget: a play of many hands is about words, not about what Slack lets through.

A channel still takes little at once, so that a burst of remarks shares messages.
"""

from app import cli
from bot.delivery import budgets
from bot.delivery.budgets import Limit

if __name__ == "__main__":
    budgets.LIMITS.update(dict.fromkeys(budgets.LIMITS, Limit(burst=1000, per_minute=60_000)))
    budgets.POSTS_OF_A_CHANNEL = Limit(burst=3, per_minute=900)
    cli()
