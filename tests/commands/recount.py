"""A report of a year counted once more from the archive alone: plain JSON in, numbers out, no line of the product."""

from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

Archive = dict[str, Any]
Row = dict[str, Any]
Pair = frozenset[str]


class Recount:
    """One circle in one calendar year, as its archive tells it."""

    def __init__(self, archive: Archive, circle: str, year: int) -> None:
        self._archive = archive
        self._circle = next(row for row in archive["circles"] if row["name"] == circle)
        self._year = year
        self._held = self._dialogues(year)
        self._tables = self._voices_of_tables()
        self._names = {row["id"]: row["department"] for row in archive["threads"]}
        self._rooms = {
            (row["dialogue_id"], row["channel_id"]): row["department"] for row in archive["threads"]
        }

    def flow(self) -> list[int]:
        """Return the numbers of the flow in the order of the page."""
        heard = set().union(*self._tables.values())
        words = [one for one in self._of_tables("watchwords") if one["state"] == "adopted"]
        ideas = self._of_tables("ideas")
        improved = [one for one in self._of_tables("improvements") if one["state"] != "proposed"]
        decided = [one for one in self._here("improvements") if self._falls(one["decided_at"])]
        decided = [one for one in decided if one["state"] != "proposed"]
        posted = [one for one in self._here("wins") if self._falls(one["posted_at"])]
        brought = [one for one in self._here("voices") if one["state"] != "withdrawn"]
        return [
            sum(self._falls(one["brought_at"]) for one in brought),
            len(heard),
            len(self._held),
            len(self._reached([*map(self._place, words), *map(self._place, ideas)])),
            sum(one["joined_to_id"] is None for one in words),
            len(ideas),
            len(self._reached([(one["dialogue_id"], None) for one in improved])),
            len(decided),
            sum(one["state"] == "done" for one in decided),
            len(self._reached([self._origin(one) for one in self._archive["wins"] if one["origin_id"]])),
            len(posted),
        ]

    def bonds(self) -> dict[Pair, tuple[int, int, int]]:
        """Return for each two departments: talked, marked each other's words, took on together."""
        talked, marked, took_on = Counter[Pair](), Counter[Pair](), Counter[Pair]()
        spoke: dict[str, set[str]] = defaultdict(set)
        said: dict[str, Row] = {}
        for remark in self._archive["remarks"]:
            if remark["dialogue_id"] in self._held and remark["thread_id"] and not remark["deleted_at"]:
                spoke[remark["dialogue_id"]].add(self._names[remark["thread_id"]])
                said[remark["id"]] = remark
        for departments in spoke.values():
            talked.update(frozenset(pair) for pair in combinations(departments, 2))
        marks = set()
        for mark in self._archive["reactions"]:
            remark = said.get(mark["about_id"], {})
            counts = mark["is_on"] and mark["meaning"] in ("pin", "idea")
            if remark and counts and mark["person_id"] != remark["person_id"]:
                marker = self._rooms[remark["dialogue_id"], mark["channel_id"]]
                marks.add((remark["id"], frozenset((self._names[remark["thread_id"]], marker))))
        marked.update(pair for _, pair in marks if len(pair) == 2)
        took_on.update(self._taken_on())
        return {pair: (talked[pair], marked[pair], took_on[pair]) for pair in talked | marked | took_on}

    def changes(self) -> list[tuple[float, float]]:
        """Return first and newest value of each measured improvement, then before and after of the wins in numbers."""
        found = []
        for one in self._here("improvements"):
            noted = [row for row in self._archive["measurements"] if row["improvement_id"] == one["id"]]
            noted.sort(key=lambda row: row["measured_on"])
            noted = [row for row in noted if date.fromisoformat(row["measured_on"]).year <= self._year]
            if len(noted) > 1 and date.fromisoformat(noted[-1]["measured_on"]).year == self._year:
                found.append((noted[0]["value"], noted[-1]["value"]))
        for win in self._here("wins"):
            numbers = [win["before"] or "", win["after"] or ""]
            if self._falls(win["posted_at"]) and all(one.replace(".", "", 1).isdecimal() for one in numbers):
                found.append((float(numbers[0]), float(numbers[1])))
        return sorted(found)

    def _dialogues(self, year: int) -> set[str]:
        closed = [one for one in self._here("dialogues") if one["state"] == "closed"]
        return {one["id"] for one in closed if self._falls(one["started_at"], year)}

    def _voices_of_tables(self) -> dict[str, set[str]]:
        tables: dict[str, set[str]] = defaultdict(set)
        heard = {one["id"]: one for one in self._archive["voices"] if one["state"] == "heard"}
        for seated in self._archive["seated_voices"]:
            for voice in heard.values():
                if seated["voice_id"] == (voice["joined_to_id"] or voice["id"]):
                    tables[seated["dialogue_id"]].add(voice["id"])
        return {dialogue_id: tables[dialogue_id] for dialogue_id in self._held}

    def _here(self, section: str) -> list[Row]:
        return [row for row in self._archive[section] if row["circle_id"] == self._circle["id"]]

    def _of_tables(self, section: str) -> list[Row]:
        return [row for row in self._archive[section] if row["dialogue_id"] in self._held]

    def _falls(self, instant: str | None, year: int | None = None) -> bool:
        if instant is None:
            return False
        local = datetime.fromisoformat(instant).astimezone(ZoneInfo(self._circle["tz"]))
        return local.year == (year or self._year)

    def _place(self, row: Row) -> tuple[str, str | None]:
        """Return the table that something came of, and its voice where it stands by one alone."""
        if "voice_id" in row:
            return row["dialogue_id"], row["voice_id"]
        if row["about_kind"] == "note":
            note = next(one for one in self._archive["notes"] if one["id"] == row["about_id"])
            return row["dialogue_id"], note["voice_id"]
        return row["dialogue_id"], row["about_id"] if row["about_kind"] == "voice" else None

    def _origin(self, win: Row) -> tuple[str | None, str | None]:
        kind, id_ = win["origin_kind"], win["origin_id"]
        if kind == "dialogue":
            return id_, None
        if kind == "voice":
            return next((table for table, voices in self._tables.items() if id_ in voices), None), id_
        row = next(one for one in self._archive[f"{kind}s"] if one["id"] == id_)
        return (row["dialogue_id"], None) if kind == "improvement" else self._place(row)

    def _reached(self, places: list[tuple[str | None, str | None]]) -> set[str]:
        same = {one["id"]: one["joined_to_id"] or one["id"] for one in self._archive["voices"]}
        reached = set()
        for dialogue_id, voice_id in places:
            voices = self._tables.get(dialogue_id or "", set())
            reached |= {one for one in voices if voice_id is None or same[one] == same[voice_id]}
        return reached

    def _taken_on(self) -> list[Pair]:
        departments = {row["id"]: row["department"] for row in self._archive["people"]}
        at_table = {
            row["department"] for row in self._archive["rooms"] if row["circle_id"] == self._circle["id"]
        }
        pairs: list[Pair] = []
        for one in self._here("improvements"):
            if one["state"] == "proposed" or not self._falls(one["decided_at"]):
                continue
            hands = [row["person_id"] for row in self._archive["hands"] if row["improvement_id"] == one["id"]]
            people = [one["proposer_id"], one["owner_id"], *hands]
            at_it = {departments[id_] for id_ in people if id_} & at_table
            pairs += [frozenset(pair) for pair in combinations(at_it, 2)]
        return pairs
