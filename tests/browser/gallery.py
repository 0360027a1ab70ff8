"""Blocks of every kind as an app would post them, to look at and to count: nothing of them may be dropped."""

from typing import Any

from tests.sandbox.stage import plain

Json = dict[str, Any]
ELSEWHERE = "https://pictures.example/garden.png"

MRKDWN = (
    "*太字* と _斜体_ と ~取り消し~、`コード` も。:seedling: <https://example.com/a?b=1&amp;c=2|売り場の写真> "
    "a &lt;b&gt; &amp;amp; <!here> <!date^1764550800^{date_num}^https://example.com|fallback>\n"
    "&gt; 便利なのに、\n&gt; どこかモヤモヤする。\n```pre *not bold*\n  <https://example.com>```\nfin"
)

MARKDOWN = """# 今週の見出し
本文の **太字** と *斜体* と ~~取り消し~~、`code`、[link](https://example.com)。

- 一つめ
  - その中
- [x] すんだこと
- [ ] これから

1. first
2. second

> 引用の中の **太字**

| 部署 | 件数 |
|:--|--:|
| 営業 | 12 |

```python
print("hi")
```
---
done
"""


def mrkdwn(text: str, **more: Any) -> Json:
    return {"type": "mrkdwn", "text": text, **more}


def option(text: str, value: str, **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


DRINKS = [
    option("お茶 :tea:", "tea", description=plain("あたたかいもの")),
    option("コーヒー", "coffee"),
    option("水", "water"),
]
GROUPS = [
    {"label": plain("あたたかい"), "options": DRINKS[:2]},
    {"label": plain("つめたい"), "options": DRINKS[2:]},
]
SURE = {
    "title": plain("下げますか"),
    "text": mrkdwn("*声* を下げると、部屋からも消えます。"),
    "confirm": plain("下げる"),
    "deny": plain("やめておく"),
    "style": "danger",
}


def part(kind: str, **fields: Any) -> Json:
    return {"type": kind, **fields}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def rich(user: str = "U0", channel: str = "C0") -> Json:
    """Rich text with every part it may have."""

    def line(*parts: Json) -> Json:
        return part("rich_text_section", elements=list(parts))

    return part(
        "rich_text",
        elements=[
            line(
                words("みなさん "),
                words("太字", bold=True),
                words(" 斜体", italic=True),
                words(" 消す", strike=True),
                words(" code", code=True),
                words(" 下線", underline=True),
                words(" 目立つ", highlight=True),
                words(" <b>escaped</b>\n"),
                part("user", user_id=user),
                words(" "),
                part("channel", channel_id=channel),
                words(" "),
                part("broadcast", range="channel"),
                words(" "),
                part("usergroup", usergroup_id="S123"),
                part("team", team_id="T123"),
                words(" "),
                part("emoji", name="wave", skin_tone=3),
                words(" "),
                part("link", url="https://example.com", text="案内"),
                words(" "),
                part("date", timestamp=1764550800, format="{date_num}", fallback="then"),
                words(" "),
                part("color", value="#2e9d6f"),
            ),
            part("rich_text_list", style="bullet", elements=[line(words("一つめ")), line(words("二つめ"))]),
            part("rich_text_list", style="bullet", indent=1, elements=[line(words("その中"))]),
            part("rich_text_list", style="ordered", offset=2, elements=[line(words("三番"))]),
            part("rich_text_quote", elements=[words("引用です")]),
            part("rich_text_preformatted", elements=[words("pre  formatted")]),
        ],
    )


def pressables() -> list[Json]:
    """What may stand in a row of actions."""
    return [
        part("button", text=plain("届ける :mailbox:"), action_id="bring", value="1", style="primary"),
        part("button", text=plain("下げる"), action_id="withdraw", style="danger", confirm=SURE),
        part("button", text=plain("開く"), action_id="visit", url="https://example.com/visit"),
        part("static_select", action_id="drink", placeholder=plain("飲みもの"), options=DRINKS),
        part("multi_static_select", action_id="drinks", placeholder=plain("飲みもの"), option_groups=GROUPS),
        part("external_select", action_id="found", placeholder=plain("探す"), min_query_length=1),
        part("multi_external_select", action_id="founds", placeholder=plain("探す"), min_query_length=1),
        part("users_select", action_id="person", placeholder=plain("だれ")),
        part("multi_users_select", action_id="people", placeholder=plain("だれとだれ")),
        part("conversations_select", action_id="talk", placeholder=plain("どこ")),
        part("multi_conversations_select", action_id="talks", placeholder=plain("どことどこ")),
        part("channels_select", action_id="channel", placeholder=plain("チャンネル")),
        part("multi_channels_select", action_id="channels", placeholder=plain("チャンネル")),
        part("datepicker", action_id="day", initial_date="2026-11-30"),
        part("timepicker", action_id="hour", initial_time="10:00", timezone="Asia/Tokyo"),
        part("datetimepicker", action_id="moment", initial_date_time=1_764_550_800),
        part("checkboxes", action_id="ticks", options=DRINKS[:2]),
        part("radio_buttons", action_id="one", options=DRINKS[:2]),
        part(
            "overflow",
            action_id="more",
            options=[option("編集", "edit"), option("消す", "remove", description=plain("あとで戻せます"))],
        ),
        part(
            "workflow_button",
            text=plain("流れ"),
            action_id="flow",
            workflow={"trigger": {"url": "https://example.com/flow"}},
        ),
    ]


TABLE = part(
    "table",
    rows=[
        [part("raw_text", text="部署"), part("raw_text", text="ひとこと"), part("raw_text", text="件数")],
        [
            part("raw_text", text="営業"),
            part(
                "rich_text", elements=[part("rich_text_section", elements=[words("色が選べない", bold=True)])]
            ),
            part("raw_number", value=12, text="12"),
        ],
    ],
    column_settings=[None, {"is_wrapped": True}, {"align": "right"}],
)

CARD = part("card", title=plain("札"), body=mrkdwn("小さな *札*"))


def message_blocks(file_id: str, user: str, channel: str) -> list[Json]:
    """Every kind of block a message may have, and every element in it."""
    picture = {"slack_file": {"id": file_id}, "alt_text": "赤い点"}
    return [
        part("header", text=plain("ミニ対話をひらきます :tada:")),
        part("section", text=mrkdwn(MRKDWN)),
        part("section", text=plain("言葉のまま *not bold* &lt;i&gt;"), accessory=part("image", **picture)),
        part("section", fields=[mrkdwn("*場面*\n売り場"), mrkdwn("*届いた日*\n11月30日")]),
        part("section", text=mrkdwn("選ぶもの"), accessory={**pressables()[3], "action_id": "beside"}),
        part("divider"),
        part("image", title=plain("売り場のようす"), **picture),
        part("image", image_url=ELSEWHERE, alt_text="よその庭"),
        part("context", elements=[part("image", **picture), mrkdwn(f"<#{channel}> の円卓"), plain("6人")]),
        part("actions", elements=pressables()),
        part(
            "input",
            label=plain("ひとこと"),
            element=part("plain_text_input", action_id="word"),
            optional=True,
            dispatch_action=True,
        ),
        rich(user, channel),
        part("markdown", text=MARKDOWN),
        part(
            "video",
            title=plain("円卓の三分"),
            title_url="https://example.com/v",
            video_url="https://example.com/v.mp4",
            thumbnail_url=ELSEWHERE,
            alt_text="円卓を囲む人たち",
            description=plain("始め方"),
            author_name="円卓",
            provider_name="例",
        ),
        TABLE,
        CARD,
        part("carousel", elements=[CARD]),
        part("container", title=plain("箱"), child_blocks=[part("section", text=plain("中身"))]),
        part("task_card", task_id="1", title="仕事", status="pending"),
        part("plan", title="計画", tasks=[]),
        part(
            "context_actions",
            elements=[
                part(
                    "feedback_buttons",
                    action_id="feedback",
                    positive_button={"text": plain("よい"), "value": "1"},
                    negative_button={"text": plain("いまいち"), "value": "0"},
                )
            ],
        ),
        part("auth_provider", value="x", name=plain("つなぐ"), is_connected=True),
        part("file", external_id="x", source="remote"),
        part("call", call_id="R1"),
    ]


def field(name: str, kind: str, *, hint: str = "", optional: bool = True, **element: Any) -> Json:
    block = part(
        "input",
        block_id=name,
        label=plain(f"{name} ラベル"),
        element=part(kind, action_id="value", **element),
        optional=optional,
    )
    return {**block, "hint": plain(hint)} if hint else block


def form_fields() -> list[Json]:
    """Every kind of field a form may have."""
    return [
        field(
            "line", "plain_text_input", placeholder=plain("一行で"), max_length=20, hint="短いほど届きます"
        ),
        field("lines", "plain_text_input", multiline=True, min_length=3, max_length=60, optional=False),
        field("mail", "email_text_input"),
        field("link", "url_text_input"),
        field("count", "number_input", is_decimal_allowed=False, min_value="1", max_value="9"),
        field("drink", "static_select", options=DRINKS, placeholder=plain("飲みもの")),
        field("drinks", "multi_static_select", option_groups=GROUPS, max_selected_items=2),
        field("found", "external_select", min_query_length=1),
        field("founds", "multi_external_select", min_query_length=1),
        field("person", "users_select"),
        field("people", "multi_users_select", max_selected_items=2),
        field("talk", "conversations_select", filter={"include": ["public"]}),
        field("talks", "multi_conversations_select"),
        field("channel", "channels_select"),
        field("channels", "multi_channels_select"),
        field("day", "datepicker"),
        field("hour", "timepicker"),
        field("moment", "datetimepicker"),
        field("ticks", "checkboxes", options=[{**DRINKS[1], "text": mrkdwn("*コーヒー*")}, DRINKS[2]]),
        field("one", "radio_buttons", options=DRINKS[:2]),
        field("files", "file_input", filetypes=["png", "txt"], max_files=2),
        field("rich", "rich_text_input"),
    ]


ALERT = part("alert", text=mrkdwn("*あと5分* で開きます"), level="warning")
