"""What played weeks prove: everything once, in one order, in every room, and nothing that Slack refuses."""

import re
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sandbox.client import Sandbox
from sandbox.company import Story
from sandbox.company.seeing import RECOGNISED_BY, is_from_app, shows, words_of
from sandbox.play import Deed, Week

Json = dict[str, Any]
ACK_MILLISECONDS = 3000.0
ANSWERS = ("done", "later", "hand", "release")


@dataclass
class Proof:
    """Figures of what was played, and every fault that was found."""

    voices: int = 0
    remarks: int = 0
    copies: int = 0
    edits: int = 0
    deletions: int = 0
    pins: int = 0
    notes: int = 0
    unnamed: int = 0
    proposals: int = 0
    votes: int = 0
    wins: int = 0
    cheers: int = 0
    answers: int = 0
    """How often a lead said how an improvement stands."""
    hands: int = 0
    values: int = 0
    traced: int = 0
    reports: int = 0
    """In the record room."""
    payloads: int = 0
    calls: int = 0
    slowest_ack_ms: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults


def prove(sandbox: Sandbox, story: Story, week: Week, *, finished: bool, has_outcome: bool = False) -> Proof:
    """Compare what the colleagues did with what every room shows; `has_outcome`: up to what came of the dialogue."""
    proof = Proof(
        voices=_count(week, "voice"),
        edits=_count(week, "edit"),
        deletions=_count(week, "deletion"),
        pins=_count(week, "pin"),
        notes=_count(week, "note"),
        unnamed=_count(week, "unnamed"),
        proposals=_count(week, "proposal"),
        votes=_count(week, "vote"),
        wins=_count(week, "win"),
        cheers=_count(week, "cheer"),
        answers=sum(_count(week, what) for what in ANSWERS),
        hands=_count(week, "help"),
        values=_count(week, "settle") + _count(week, "value"),
        traced=_count(week, "trail"),
        reports=len(_reports(sandbox, story)),
    )
    if not finished:
        proof.faults.append("the weeks did not come to their end in time")
    proof.faults += [f"{deed.who} could not {deed.what}: {deed.trouble}" for deed in week.troubles()]
    _look_at_traffic(sandbox, proof)
    if week.sitting is None:
        proof.faults.append("no dialogue opened in all rooms")
        return proof
    threads = {room: sandbox.thread(room, ts)[1:] for room, ts in week.sitting.threads.items()}
    look_at_rooms(threads, _standing(week), proof)
    _look_at_the_rest(threads, week, proof)
    shown = sandbox.messages(story.circle.wins)
    for win in (deed for deed in week.deeds if deed.what == "win"):
        found = sum(is_from_app(one) and shows(one, win.words) for one in shown)
        if found != 1:
            proof.faults.append(f"the win «{win.words[:20]}» stands {found} times")
    look_at_outcome(week, proof, has_outcome=has_outcome)
    return proof


def look_at_outcome(week: Week, proof: Proof, *, has_outcome: bool) -> None:
    """What was put into the record room stands there once; with the time for it, what was decided has come to something."""
    if proof.reports != _count(week, "filed"):
        proof.faults.append(f"{proof.reports} reports stand in the record room")
    if not has_outcome:
        return
    missing = {
        "no improvement was done": _count(week, "done"),
        "nobody lent a hand": proof.hands,
        "no value was written down": proof.values,
        "nobody followed the way to a small win": proof.traced,
        "no report was put into the record room": _count(week, "filed"),
    }
    proof.faults += [fault for fault, found in missing.items() if not found]


def _reports(sandbox: Sandbox, story: Story) -> list[Json]:
    shown = sandbox.messages(story.circle.record)
    files = [file for one in shown if is_from_app(one) for file in one.get("files") or ()]
    return [file for file in files if file["name"].endswith(".html")]


def _count(week: Week, what: str) -> int:
    return sum(deed.what == what and not deed.trouble for deed in week.deeds)


def _standing(week: Week) -> list[Deed]:
    """The remarks as they should read in the end: edited ones anew, those taken back not at all."""
    gone = {deed.ts for deed in week.deeds if deed.what == "deletion"}
    edited = {deed.ts: deed.words for deed in week.deeds if deed.what == "edit"}
    return [
        Deed(deed.at, deed.who, deed.what, deed.where, edited.get(deed.ts, deed.words), deed.ts)
        for deed in week.deeds
        if deed.what == "remark" and deed.ts and deed.ts not in gone
    ]


def _look_at_traffic(sandbox: Sandbox, proof: Proof) -> None:
    for entry in sandbox.traffic(limit=1_000_000):
        if entry["kind"] == "call":
            proof.calls += 1
            continue
        proof.payloads += 1
        for attempt in entry["attempts"]:
            proof.slowest_ack_ms = max(proof.slowest_ack_ms, attempt["ack_ms"] or 0.0)
    if proof.slowest_ack_ms > ACK_MILLISECONDS:
        proof.faults.append(f"an ack took {proof.slowest_ack_ms:.0f} ms")
    proof.faults += [f"Slack refused {one['name']}: {one['rule']}" for one in sandbox.refusals()]


def look_at_rooms(threads: dict[str, list[Json]], remarks: list[Deed], proof: Proof) -> None:
    """Each remark stands once in every other room, and all rooms have them in one order."""
    proof.remarks = len(remarks)
    orders: dict[str, list[str]] = {}
    for room, messages in threads.items():
        copies = [one for one in messages if _kind(one) == "entaku_copy"]
        places: list[tuple[tuple[int, int], str]] = []
        for remark in (one for one in remarks if one.where != room):
            at = [
                place for number, copy in enumerate(copies) for place in _places(number, copy, remark.words)
            ]
            if len(at) != 1:
                proof.faults.append(
                    f"«{remark.words[:20]}» of {remark.where} stands {len(at)} times in {room}"
                )
                continue
            proof.copies += 1
            places.append((at[0], remark.ts))
        orders[room] = [ts for _, ts in sorted(places, key=lambda place: place[0])]
    for one, other in combinations(orders, 2):
        both = set(orders[one]) & set(orders[other])
        if [ts for ts in orders[one] if ts in both] != [ts for ts in orders[other] if ts in both]:
            proof.faults.append(f"{one} and {other} show remarks in different orders")


def _places(number: int, copy: Json, words: str) -> list[tuple[int, int]]:
    """Where a room's copy shows these words: one copy can hold several remarks, such as those that waited for the notes."""
    if not shows(copy, words):
        return []
    text, beginning = words_of({"text": copy.get("text")}), " ".join(words.split())[:RECOGNISED_BY]
    return [(number, found.start()) for found in re.finditer(re.escape(beginning), text)] or [(number, 0)]


def _look_at_the_rest(threads: dict[str, list[Json]], week: Week, proof: Proof) -> None:
    """Notes and what was said without a name stand once in every room, its own included; proposals in every room."""
    for deed in (one for one in week.deeds if not one.trouble):
        for room, messages in threads.items():
            found = sum(is_from_app(one) and shows(one, deed.words) for one in messages)
            is_right = found == 1 if deed.what in {"note", "unnamed"} else found > 0
            if deed.what in {"note", "unnamed", "proposal"} and not is_right:
                proof.faults.append(f"the {deed.what} «{deed.words[:20]}» stands {found} times in {room}")


def _kind(message: Json) -> str:
    return str((message.get("metadata") or {}).get("event_type", ""))
