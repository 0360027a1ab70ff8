"""External selects: what they offer is asked of the app while a person types."""

from typing import Any

import pytest

from sandbox.refusal import Impossible
from tests.sandbox.stage import Json, Stage, button, field_of, modal, plain

TEA = {"text": plain("Tea"), "value": "tea"}
COFFEE = {"text": plain("Coffee"), "value": "coffee"}


def select(**more: Any) -> Json:
    return {"type": "external_select", "action_id": "drink", "placeholder": plain("a drink"), **more}


def asked(stage: Stage) -> Json:
    return next(one.payload for one in stage.app.received if one.payload.get("type") == "block_suggestion")


def test_the_app_is_asked_with_the_text_typed_so_far(stage: Stage) -> None:
    ts = stage.post(blocks=[{"type": "actions", "block_id": "drinks", "elements": [select()]}])
    stage.answers("block_suggestion", 200, {"options": [TEA, COFFEE]})
    answer = stage.sandbox.suggest("aki", "drink", "te", channel="sales", ts=ts)
    assert answer["options"] == [TEA, COFFEE]
    given = asked(stage)
    assert (given["action_id"], given["block_id"], given["value"]) == ("drink", "drinks", "te")
    assert given["container"]["message_ts"] == ts
    assert not given.keys() & {"trigger_id", "response_url", "state"}


def test_groups_are_offered_as_groups(stage: Stage) -> None:
    stage.opens(modal(field_of("drink", type="multi_external_select", action_id="drink")))
    groups = [{"label": plain("Hot"), "options": [TEA]}]
    stage.answers("block_suggestion", 200, {"option_groups": groups})
    answer = stage.sandbox.suggest("aki", "drink", view=True)
    assert answer["option_groups"] == groups
    assert asked(stage)["view"]["id"] == stage.sandbox.views("aki")[0]["id"]


def test_what_was_offered_is_what_the_form_holds(stage: Stage) -> None:
    chosen = select(action_id="value", initial_option=COFFEE)
    stage.opens(modal({**field_of("drink"), "element": chosen}))
    assert stage.sandbox.submit("aki", {"drink": {**TEA, "mine": 1}})["outcome"] == "closed"
    [given] = [one.payload for one in stage.app.received if one.payload.get("type") == "view_submission"]
    assert given["view"]["state"]["values"]["drink"]["value"]["selected_option"] == TEA


def test_an_app_that_does_not_answer_offers_nothing(stage: Stage) -> None:
    ts = stage.post(blocks=[{"type": "actions", "elements": [select()]}])
    stage.answers("block_suggestion", 500)
    answer = stage.sandbox.suggest("aki", "drink", channel="sales", ts=ts)
    assert (answer["acked"], answer["options"]) == (False, [])


def test_other_elements_are_not_asked_for_options(stage: Stage) -> None:
    ts = stage.post(blocks=[button("go")])
    with pytest.raises(Impossible, match="does not ask the app"):
        stage.sandbox.suggest("aki", "go", channel="sales", ts=ts)
