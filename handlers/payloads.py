"""What Slack sends, read with pydantic at the border. Shapes: https://docs.slack.dev/reference/interaction-payloads"""

from typing import Any

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field


class Payload(BaseModel):
    """The part that every payload has: which workspace it is of and who acted."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    team_id: str
    user_id: str | None = None

    @property
    def once(self) -> str | None:
        """The inbox key of a payload that may come again as it is."""
        return None


class SlashCommand(Payload):
    user_id: str
    command: str
    text: str = ""
    channel_id: str
    trigger_id: str


class Interaction(Payload):
    """Buttons, shortcuts and forms name team and user in objects; `team` is null for an org-wide install.

    Somebody of another organisation (Slack Connect) presses in our `team` with a `user.team_id` of their own.
    """

    team_id: str = Field(validation_alias=AliasChoices(AliasPath("team", "id"), AliasPath("user", "team_id")))
    user_id: str = Field(validation_alias=AliasPath("user", "id"))
    trigger_id: str | None = None


class Action(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    action_id: str
    block_id: str | None = None
    value: str | None = None
    selected_option: dict[str, Any] | None = None


class BlockAction(Interaction):
    """A press of a button on a message (`channel`, `message_ts`), in a form or at home (`view`)."""

    actions: list[Action] = Field(min_length=1)
    channel_id: str | None = Field(None, validation_alias=AliasPath("channel", "id"))
    message_ts: str | None = Field(None, validation_alias=AliasPath("container", "message_ts"))
    response_url: str | None = None
    view: dict[str, Any] | None = None

    @property
    def value(self) -> str:
        """The id of the row that the button is about."""
        return self.actions[0].value or ""


class Shortcut(Interaction):
    callback_id: str
    channel_id: str | None = Field(None, validation_alias=AliasPath("channel", "id"))
    message: dict[str, Any] = Field(default_factory=dict)


class View(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    id: str
    callback_id: str = ""
    private_metadata: str = ""
    hash: str | None = None
    values: dict[str, dict[str, dict[str, Any]]] = Field(
        default_factory=dict, validation_alias=AliasPath("state", "values")
    )


class ViewSubmission(Interaction):
    view: View

    @property
    def once(self) -> str:
        return f"view:{self.view.id}"

    def fields(self) -> dict[str, Any]:
        """Return the form's fields: `block_id` is the field's name; what stays empty is None or an empty list."""
        return {
            name: _entered(next(iter(elements.values())))
            for name, elements in self.view.values.items()
            if elements
        }


class EventPayload(Payload):
    """An event with its envelope; `event` stays as Slack sent it for the feature to read."""

    team_id: str = Field(validation_alias=AliasChoices(AliasPath("authorizations", 0, "team_id"), "team_id"))
    event_id: str
    user_id: str | None = Field(None, validation_alias=AliasPath("event", "user"))
    event: dict[str, Any]

    @property
    def once(self) -> str:
        return f"event:{self.event_id}"


ENTERED = (
    "value",
    "selected_date",
    "selected_time",
    "selected_user",
    "selected_users",
    "selected_channel",
    "selected_channels",
    "selected_conversation",
    "selected_conversations",
    "files",
)


def _entered(element: dict[str, Any]) -> Any:
    if "selected_option" in element:
        option = element["selected_option"]
        return option["value"] if option else None
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or []]
    return next((element[key] for key in ENTERED if key in element), None)
