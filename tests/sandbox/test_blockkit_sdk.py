"""Whatever slack_sdk's models build within Slack's limits is accepted."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ChannelSelectElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationMultiSelectElement,
    ConversationSelectElement,
    DatePickerElement,
    DateTimePickerElement,
    DividerBlock,
    ExternalDataSelectElement,
    HeaderBlock,
    ImageBlock,
    ImageElement,
    InputBlock,
    MarkdownBlock,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    OptionGroup,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    RichTextBlock,
    RichTextElementParts,
    RichTextInputElement,
    RichTextListElement,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UrlInputElement,
    UserMultiSelectElement,
    UserSelectElement,
    VideoBlock,
)
from slack_sdk.models.views import View

from sandbox.blockkit import check_blocks, check_view


def words(at_most: int) -> st.SearchStrategy[str]:
    """Any text that both count alike, and a few of exactly the greatest length."""
    any_text = st.text(
        st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), min_size=1, max_size=min(at_most, 40)
    )
    return any_text | st.just("あ" * at_most)


def plain(at_most: int) -> st.SearchStrategy[PlainTextObject]:
    return st.builds(PlainTextObject, text=words(at_most), emoji=st.none() | st.booleans())


def either(at_most: int) -> st.SearchStrategy[PlainTextObject | MarkdownTextObject]:
    marked = st.builds(MarkdownTextObject, text=words(at_most), verbatim=st.none() | st.booleans())
    return plain(at_most) | marked


def maybe(strategy):
    return st.none() | strategy


ids = st.text(string.ascii_letters, min_size=20, max_size=30)
flags = st.none() | st.booleans()
addresses = st.just("https://example.com/a")
people = st.lists(st.just("U1"), min_size=1, max_size=3)

confirms = st.builds(
    ConfirmObject,
    title=plain(100),
    text=either(300),
    confirm=plain(30),
    deny=plain(30),
    style=st.none() | st.sampled_from(["primary", "danger"]),
)
choices = st.builds(Option, text=plain(75), value=words(150), description=maybe(plain(75)))
marked = st.builds(Option, text=either(75), value=words(150), description=maybe(either(75)))
many = st.lists(choices, min_size=1, max_size=4) | st.lists(choices, min_size=100, max_size=100)
ten = st.lists(marked, min_size=1, max_size=10)
groups = st.lists(st.builds(OptionGroup, label=plain(75), options=many), min_size=1, max_size=3)
menu = {
    "action_id": ids,
    "placeholder": maybe(plain(150)),
    "confirm": maybe(confirms),
    "focus_on_load": st.just(None),
}
filters = st.builds(ConversationFilter, include=st.just(["public", "private"]), exclude_bot_users=flags)

selects = st.one_of(
    st.builds(StaticSelectElement, options=many, **menu),
    st.builds(StaticSelectElement, option_groups=groups, **menu),
    st.builds(StaticMultiSelectElement, options=many, max_selected_items=maybe(st.integers(1, 9)), **menu),
    st.builds(ExternalDataSelectElement, min_query_length=maybe(st.integers(0, 3)), **menu),
    st.builds(UserSelectElement, initial_user=maybe(st.just("U1")), **menu),
    st.builds(UserMultiSelectElement, initial_users=maybe(people), **menu),
    st.builds(ChannelSelectElement, initial_channel=maybe(st.just("C1")), **menu),
    st.builds(
        ConversationSelectElement, filter=maybe(filters), default_to_current_conversation=flags, **menu
    ),
    st.builds(ConversationMultiSelectElement, filter=maybe(filters), **menu),
)
ticks = st.builds(CheckboxesElement, options=ten, action_id=ids, confirm=maybe(confirms)) | st.builds(
    RadioButtonsElement, options=ten, action_id=ids
)
pickers = st.builds(
    DatePickerElement, initial_date=maybe(st.dates().map(lambda day: f"{day:%Y-%m-%d}".zfill(10))), **menu
) | st.builds(TimePickerElement, initial_time=maybe(st.times().map(lambda time: f"{time:%H:%M}")), **menu)
buttons = st.builds(
    ButtonElement,
    text=plain(75),
    action_id=ids,
    value=maybe(words(2000)),
    url=maybe(addresses),
    style=st.none() | st.sampled_from(["primary", "danger"]),
    confirm=maybe(confirms),
    accessibility_label=maybe(words(75)),
)
overflows = st.builds(OverflowMenuElement, options=st.lists(choices, min_size=1, max_size=5), action_id=ids)
pictures = st.builds(ImageElement, image_url=addresses, alt_text=words(2000))
moments = st.builds(
    DateTimePickerElement, action_id=ids, initial_date_time=maybe(st.integers(10**9, 10**10 - 1))
)

part = RichTextElementParts
parts = st.lists(
    st.one_of(
        st.builds(
            part.Text, text=words(100), style=st.none() | st.builds(part.TextStyle, bold=flags, code=flags)
        ),
        st.builds(part.Link, url=addresses, text=maybe(words(50))),
        st.builds(part.Emoji, name=st.just("seedling")),
        st.builds(part.User, user_id=st.just("U1")),
        st.builds(part.Channel, channel_id=st.just("C1")),
        st.builds(part.Broadcast, range=st.sampled_from(["here", "channel", "everyone"])),
        st.builds(part.Color, value=st.just("#00FF00")),
        st.builds(part.Date, timestamp=st.integers(0, 10**10 - 1), format=st.just("{date_num}")),
    ),
    max_size=4,
)
lines = st.builds(RichTextSectionElement, elements=parts)
rich = st.builds(
    RichTextBlock,
    elements=st.lists(
        st.one_of(
            lines,
            st.builds(RichTextQuoteElement, elements=parts, border=st.none() | st.just(1)),
            st.builds(
                RichTextPreformattedElement,
                elements=st.lists(st.builds(part.Text, text=words(50)), max_size=2),
            ),
            st.builds(
                RichTextListElement,
                elements=st.lists(lines, min_size=1, max_size=3),
                style=st.sampled_from(["bullet", "ordered"]),
                indent=maybe(st.integers(0, 8)),
            ),
        ),
        min_size=1,
        max_size=3,
    ),
)
shown = st.one_of(
    st.builds(
        SectionBlock,
        text=either(3000),
        fields=maybe(st.lists(either(2000), min_size=1, max_size=10)),
        accessory=maybe(buttons | selects | ticks | pickers | overflows | pictures),
        expand=flags,
    ),
    st.builds(HeaderBlock, text=plain(150)),
    st.builds(DividerBlock),
    st.builds(ContextBlock, elements=st.lists(either(500) | pictures, min_size=1, max_size=10)),
    st.builds(
        ActionsBlock,
        elements=st.lists(
            buttons | selects | overflows | pickers | ticks | moments,
            min_size=1,
            max_size=25,
            unique_by=lambda e: e.action_id,
        ),
    ),
    st.builds(ImageBlock, image_url=addresses, alt_text=words(2000), title=maybe(plain(2000))),
    st.builds(
        VideoBlock, title=plain(199), alt_text=words(200), video_url=addresses, thumbnail_url=addresses
    ),
    rich,
)
asked = st.builds(
    InputBlock,
    label=plain(2000),
    hint=maybe(plain(2000)),
    optional=flags,
    element=st.one_of(
        selects,
        ticks,
        pickers,
        moments,
        st.builds(
            PlainTextInputElement,
            action_id=ids,
            multiline=flags,
            max_length=maybe(st.integers(1, 3000)),
            placeholder=maybe(plain(150)),
        ),
        st.builds(
            NumberInputElement,
            action_id=ids,
            is_decimal_allowed=st.booleans(),
            min_value=st.none() | st.just("0"),
        ),
        st.builds(UrlInputElement, action_id=ids),
        st.builds(RichTextInputElement, action_id=ids, initial_value=maybe(rich)),
    ),
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(shown | asked | st.builds(MarkdownBlock, text=words(200)), max_size=4))
def test_messages_built_by_the_sdk_within_limits_pass(blocks):
    assert check_blocks([block.to_dict() for block in blocks], "message") == []


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(
    st.lists(shown | asked, min_size=1, max_size=3),
    plain(24),
    plain(24),
    words(3000),
    st.booleans(),
)
def test_views_built_by_the_sdk_within_limits_pass(blocks, title, submit, metadata, is_modal):
    frame = {"title": title, "submit": submit, "notify_on_close": True} if is_modal else {}
    kind = "modal" if is_modal else "home"
    view = View(type=kind, blocks=blocks, callback_id="x", private_metadata=metadata, **frame)
    assert check_view(view.to_dict()) == []
