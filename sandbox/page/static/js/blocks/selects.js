// What each kind of select offers: options of its own, options of the app, people, rooms.

import { act } from "../api.js";
import { desk } from "../desk.js";
import { h } from "../dom.js";
import { drawPlain, unescape } from "../mrkdwn.js";
import { place } from "../places.js";
import { t } from "../texts.js";
import { complaintOf } from "./checks.js";
import { Combobox } from "./combobox.js";
import { held, stateWith } from "./states.js";
import { troubleText } from "./surface.js";

export const SELECTS = ["static", "external", "users", "conversations", "channels"].flatMap((kind) => [`${kind}_select`, `multi_${kind}_select`]);

/** @param {import("./fields.js").About} about @returns {import("./fields.js").Field} */
export function makeSelect(about) {
  const { element, block, state } = about;
  const multi = element.type.startsWith("multi_");
  const kind = element.type.replace(/^multi_|_select$/g, "");
  const { groups, option } = OFFERS[kind](about);
  const now = held(state) ?? standing(element, kind);
  const list = (multi ? now : [now]).filter((one) => one !== null && one !== undefined);
  const combobox = new Combobox({
    id: about.id,
    names: about.names,
    multi,
    groups,
    chosen: list.map(option),
    placeholder: element.placeholder ? unescape(element.placeholder.text) : t("blocks.choose"),
    most: multi ? element.max_selected_items ?? Infinity : 1,
    isClearable: block.type === "input" && Boolean(block.optional),
    isAsked: kind === "external",
    waits: element.min_query_length ?? 3,
    onChange: () => about.changed(),
  });
  const read = () => {
    const values = combobox.chosen.map((one) => one.raw);
    return stateWith(element.type, multi ? values : values[0] ?? null);
  };
  return { node: combobox.node, state: read, focus: () => combobox.focus(), complaint: () => complaintOf(element, block, read()) };
}

/** `default_to_current_conversation`: the room one stands in. */
function standing(element, kind) {
  if (kind !== "conversations" || !element.default_to_current_conversation || !place.channel) return null;
  return element.type.startsWith("multi_") ? [place.channel] : place.channel;
}

const OFFERS = {
  static: ({ element }) => {
    const groups = element.option_groups ?? [{ options: element.options }];
    return { groups: () => groups.map(ownGroup), option: ownOption };
  },
  external: (about) => ({ groups: (text) => suggested(about, text), option: ownOption }),
  users: () => ({ groups: () => [{ options: desk.people().map((user) => personOption(user.id)) }], option: personOption }),
  conversations: ({ element }) => ({ groups: () => conversations(element.filter ?? {}), option: roomOption }),
  channels: () => ({ groups: () => conversations({ include: ["public"] }), option: roomOption }),
};

const ownGroup = (group) => ({ label: group.label && letters(group.label), options: group.options.map(ownOption) });

function ownOption(option) {
  const about = option.description && letters(option.description);
  const draw = () => [h("span", null, drawPlain(option.text.text)), about && h("small", null, about)];
  return { value: option.value, text: letters(option.text), about, draw, raw: option };
}

const letters = (text) => h("i", null, drawPlain(text.text)).textContent;

/** Options the app offers for the text typed so far; what went wrong is said where they would stand. */
async function suggested({ element, block, surface }, text) {
  try {
    const named = { ...surface.named(), action_id: element.action_id, block_id: block.block_id, text };
    const answer = await act("suggest", named);
    if (!answer.acked || answer.outcome === "trouble") return { trouble: t("blocks.noOptions") };
    return (answer.option_groups ?? [{ options: answer.options }]).map(ownGroup);
  } catch (problem) {
    return { trouble: troubleText(problem) };
  }
}

function personOption(id) {
  const user = desk.users.get(id);
  const name = desk.name(id);
  const about = [user?.real_name !== name && user?.real_name, user?.title || user?.department].filter(Boolean).join(" · ");
  const picture = () => h("img", { class: "bk-face", src: `/page/pictures/${id}`, alt: "", width: 20, height: 20 });
  return { value: id, text: name, about, draw: () => [picture(), h("span", null, name), about && h("small", null, about)], raw: id };
}

function roomOption(id) {
  const channel = desk.channels.get(id);
  const isDirect = channel?.kind === "im" || channel?.kind === "mpim";
  const name = `${isDirect ? "@" : "#"}${desk.channelName(id)}`;
  return { value: id, text: name, about: "", draw: () => h("span", null, name), raw: id };
}

const KIND_NAMES = { channel: "public", group: "private", im: "im", mpim: "mpim" };

/** Rooms a person may choose: public ones, and others they are in, as far as the filter lets them through. */
function conversations(filter) {
  const isSeen = (channel) => channel.kind === "channel" || channel.members.includes(desk.me?.id);
  const isLet = (channel) =>
    (!filter.include || filter.include.includes(KIND_NAMES[channel.kind])) &&
    !(filter.exclude_external_shared_channels && channel.ext_shared) &&
    !(filter.exclude_bot_users && channel.kind === "im" && channel.members.includes(desk.app.bot_user_id));
  const found = [...desk.channels.values()].filter((channel) => !channel.archived && isSeen(channel) && isLet(channel));
  return [{ options: found.map((channel) => roomOption(channel.id)) }];
}
