"""What a played week proves: everything once, in one order, in every room, and nothing that Slack refuses."""

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sandbox.client import Sandbox
from sandbox.company import Story
from sandbox.company.seeing import is_from_app, shows
from sandbox.play import Deed, Play

Json = dict[str, Any]
ACK_MILLISECONDS = 3000.0


@dataclass
class Proof:
    """Figures of the week, and every fault that was found."""

    voices: int = 0
    remarks: int = 0
    copies: int = 0
    edits: int = 0
    deletions: int = 0
    pins: int = 0
    wins: int = 0
    cheers: int = 0
    payloads: int = 0
    calls: int = 0
    slowest_ack_ms: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults


def prove(sandbox: Sandbox, story: Story, play: Play, *, finished: bool) -> Proof:
    """Compare what the colleagues did with what every room shows."""
    proof = Proof(
        voices=_count(play, "voice"),
        edits=_count(play, "edit"),
        deletions=_count(play, "deletion"),
        pins=_count(play, "pin"),
        wins=_count(play, "win"),
        cheers=_count(play, "cheer"),
    )
    if not finished:
        proof.faults.append("the week did not come to its end in time")
    proof.faults += [f"{deed.who} could not {deed.what}: {deed.trouble}" for deed in play.troubles()]
    _look_at_traffic(sandbox, proof)
    if play.sitting is None:
        proof.faults.append("no dialogue opened in all rooms")
        return proof
    threads = {room: sandbox.thread(room, ts)[1:] for room, ts in play.sitting.threads.items()}
    _look_at_rooms(threads, _standing(play), proof)
    shown = sandbox.messages(story.circle.wins)
    for win in (deed for deed in play.deeds if deed.what == "win"):
        found = sum(is_from_app(one) and shows(one, win.words) for one in shown)
        if found != 1:
            proof.faults.append(f"the win «{win.words[:20]}» stands {found} times")
    return proof


def _count(play: Play, what: str) -> int:
    return sum(deed.what == what and not deed.trouble for deed in play.deeds)


def _standing(play: Play) -> list[Deed]:
    """The remarks as they should read in the end: edited ones anew, those taken back not at all."""
    gone = {deed.ts for deed in play.deeds if deed.what == "deletion"}
    edited = {deed.ts: deed.words for deed in play.deeds if deed.what == "edit"}
    return [
        Deed(deed.at, deed.who, deed.what, deed.where, edited.get(deed.ts, deed.words), deed.ts)
        for deed in play.deeds
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


def _look_at_rooms(threads: dict[str, list[Json]], remarks: list[Deed], proof: Proof) -> None:
    proof.remarks = len(remarks)
    orders: dict[str, list[str]] = {}
    for room, messages in threads.items():
        copies = [one for one in messages if _kind(one) == "entaku_copy"]
        places: list[tuple[int, str]] = []
        for remark in (one for one in remarks if one.where != room):
            at = [place for place, copy in enumerate(copies) if shows(copy, remark.words)]
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


def _kind(message: Json) -> str:
    return str((message.get("metadata") or {}).get("event_type", ""))
