"""The scenes of the colleagues' life, each a module with one class. A new feature adds its scene to `SCENES`.

A scene says what somebody does when a week begins, when a dialogue opens, when a person says something, when the app
posts something by itself, and when it tells a colleague something privately. It plans with `colleagues.at`, `morning` or
`soon`, and acts through `colleagues`. What comes days after a dialogue is planned when people sit down at it.
"""

from sandbox.play.scenes.agreeing import Agreeing
from sandbox.play.scenes.answering import Answering
from sandbox.play.scenes.asking import Asking
from sandbox.play.scenes.bringing import Bringing
from sandbox.play.scenes.celebrating import Celebrating
from sandbox.play.scenes.checking_in import CheckingIn
from sandbox.play.scenes.counting import Counting
from sandbox.play.scenes.deciding import Deciding
from sandbox.play.scenes.following_up import FollowingUp
from sandbox.play.scenes.hosting import Hosting
from sandbox.play.scenes.looking_back import LookingBack
from sandbox.play.scenes.looking_up import LookingUp
from sandbox.play.scenes.measuring import Measuring
from sandbox.play.scenes.meeting_again import MeetingAgain
from sandbox.play.scenes.noticing import Noticing
from sandbox.play.scenes.phrasing import Phrasing
from sandbox.play.scenes.picturing import Picturing
from sandbox.play.scenes.pinning import Pinning
from sandbox.play.scenes.reading import Reading
from sandbox.play.scenes.reporting import Reporting
from sandbox.play.scenes.scene import Scene
from sandbox.play.scenes.seating import Seating
from sandbox.play.scenes.taking_back import TakingBack
from sandbox.play.scenes.talking import Talking
from sandbox.play.scenes.thanking import Thanking
from sandbox.play.scenes.unnamed import Unnamed
from sandbox.play.scenes.writing import Writing

__all__ = ["SCENES", "Scene"]

SCENES: tuple[type[Scene], ...] = (
    Bringing,
    Pinning,
    Talking,
    Celebrating,
    Answering,
    Seating,
    Writing,
    Unnamed,
    Asking,
    Deciding,
    TakingBack,
    Hosting,
    LookingUp,
    Phrasing,
    Noticing,
    Agreeing,
    Measuring,
    LookingBack,
    Picturing,
    Thanking,
    Counting,
    FollowingUp,
    Reporting,
    CheckingIn,
    MeetingAgain,
    Reading,
)
