"""Colleagues who play a company's weeks in the sandbox, and answer whoever sits among them.

They see only what Slack shows them. During a week they bring voices; when the app opens a thread that shows
those voices in every room of the circle, they talk about them at the pace of the sandbox's clock: one
rewrites, one takes something back, some put 📌 on a voice, a remark or a copy, some 💡. After the half hour
they post wins and cheer. What a person says they answer; as whom a person plays they say nothing. What they do
is a list of scenes (`sandbox.play.scenes`); what they say stands in the company's files.

    python -m sandbox.play --url http://127.0.0.1:8123 --company ja --patience 1
"""

from sandbox.play.colleagues import LAST_MINUTE
from sandbox.play.diary import Deed
from sandbox.play.play import LOOK_SECONDS, Play, Week
from sandbox.play.sitting import Sitting

__all__ = ["LAST_MINUTE", "LOOK_SECONDS", "Deed", "Play", "Sitting", "Week"]
