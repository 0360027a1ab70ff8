"""What Slack sends, read with pydantic at the border. Shapes: https://docs.slack.dev/reference/interaction-payloads"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field

from bot.refusals import Gone

M = TypeVar("M", bound=BaseModel)


@contextmanager
def as_we_wrote_it() -> Iterator[None]:
    """Read what a button or a form carries, which we wrote ourselves.

    One that an older version of ours left in Slack may carry something else: refused with `Gone`.
    """
    try:
        yield
    except ValueError:
        raise Gone from None


class Payload(BaseModel):
    """The part that every payload has: which workspace it is of and who acted."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    team_id: str
    user_id: str | None = None
    user_team_id: str | None = None
    """Where whoever acted belongs, where the payload tells it."""

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
    user_team_id: str | None = Field(None, validation_alias=AliasPath("user", "team_id"))
    trigger_id: str | None = None


class Action(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    action_id: str
    block_id: str | None = None
    action_ts: str = ""
    value: str | None = None
    selected_option: dict[str, Any] | None = None
    selected_options: list[dict[str, Any]] = Field(default_factory=list)


class View(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    id: str
    callback_id: str = ""
    private_metadata: str = ""
    hash: str | None = None
    values: dict[str, dict[str, dict[str, Any]]] = Field(
        default_factory=dict, validation_alias=AliasPath("state", "values")
    )

    def remembered(self, model: type[M]) -> M:
        """Return what the form remembers. Refuses with `Gone` what it could not have been written with."""
        with as_we_wrote_it():
            return model.model_validate_json(self.private_metadata or "{}")

    def fields(self) -> dict[str, Any]:
        """Return the form's fields: `block_id` is the field's name; what stays empty is None or an empty list."""
        return {
            name: _entered(next(iter(elements.values())))
            for name, elements in self.values.items()
            if elements
        }


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

    @property
    def pressed_at(self) -> str:
        """When it was pressed, as Slack's ts."""
        return self.actions[0].action_ts

    @property
    def ticked(self) -> set[str]:
        """The values that are ticked in the checkboxes that changed."""
        return {str(option.get("value")) for option in self.actions[0].selected_options}

    @property
    def offered(self) -> set[str]:
        """The values that these checkboxes let choose from, as the view that was looked at had them."""
        pressed = self.actions[0]
        blocks: list[dict[str, Any]] = (self.view or {}).get("blocks", [])
        block = next((one for one in blocks if one.get("block_id") == pressed.block_id), {})
        elements = [one for one in block.get("elements", ()) if one.get("action_id") == pressed.action_id]
        return {str(option.get("value")) for element in elements for option in element.get("options", ())}

    @property
    def in_modal(self) -> View | None:
        """The modal in which the button stands; None: a message, or the home."""
        is_modal = self.view is not None and self.view.get("type") == "modal"
        return View.model_validate(self.view) if is_modal else None

    @property
    def in_home(self) -> bool:
        """Whether the button stands in somebody's home."""
        return self.view is not None and self.view.get("type") == "home"


class Shortcut(Interaction):
    callback_id: str
    channel_id: str | None = Field(None, validation_alias=AliasPath("channel", "id"))
    message: dict[str, Any] = Field(default_factory=dict)


class ViewSubmission(Interaction):
    view: View

    @property
    def once(self) -> str:
        return f"view:{self.view.id}"

    def fields(self) -> dict[str, Any]:
        return self.view.fields()


class EventPayload(Payload):
    """An event with its envelope; `event` stays as Slack sent it for the feature to read."""

    team_id: str = Field(validation_alias=AliasChoices(AliasPath("authorizations", 0, "team_id"), "team_id"))
    event_id: str
    user_id: str | None = Field(None, validation_alias=AliasPath("event", "user"))
    user_team_id: str | None = Field(None, validation_alias=AliasPath("event", "user_team"))
    event: dict[str, Any]
    is_ext_shared_channel: bool = False
    """Whether it happened in a channel that is shared with another organisation."""

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
