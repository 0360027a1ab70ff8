// People, rooms and addresses that are named in a text.

import { desk } from "../desk.js";
import { emojiChar, knowsEmoji } from "../emoji.js";
import { h } from "../dom.js";
import { openChannel, openHome, openThread } from "../places.js";
import { t } from "../texts.js";

const PERMALINK = /^https?:\/\/[^/]+\/archives\/([CDG]\w+)(?:\/p(\d{10})(\d{6}))?/;

/** A person; `label` is what the text itself calls them, for people nobody knows here. */
export function person(id, label) {
  const user = desk.users.get(id);
  const shown = user ? desk.name(id) : label || id;
  return h("span", { class: ["mention", id === desk.me?.id && "me"], data: { user: id }, title: user?.real_name }, `@${shown}`);
}

export function group(id, label) {
  return h("span", { class: "mention" }, label ? `@${label.replace(/^@/, "")}` : `@${id}`);
}

/** Everybody who is in a room, or there at the moment: here, channel, everyone. */
export function everybody(range) {
  return h("span", { class: "mention me" }, `@${range}`);
}

/** A room; one that the reader may not look into stays a name. */
export function room(id, label) {
  const channel = desk.channels.get(id);
  const seen = channel && (channel.kind === "channel" || channel.members.includes(desk.me?.id));
  if (!seen) return h("span", { class: "mention" }, label && !channel?.id ? `#${label}` : t("blocks.privateRoom"));
  const go = (event) => (event.preventDefault(), openChannel(id));
  return h("a", { class: "mention", href: `?${new URLSearchParams({ as: desk.me?.key ?? "", at: id })}`, onclick: go }, `#${desk.channelName(id)}`);
}

/** An emoji by its name, read out by it; a name that is none stays in colons. */
export function emoji(name) {
  const char = emojiChar(name);
  if (!knowsEmoji(name)) return document.createTextNode(char);
  return h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, char);
}

/**
 * A link. Messages of this workspace are opened here; everything else in a tab of its own, and only what a
 * browser may follow.
 */
export function link(url, ...children) {
  const shown = children.length ? children : [url];
  const here = inside(url);
  if (here) return h("a", { href: "#", title: url, onclick: (event) => (event.preventDefault(), here()) }, shown);
  if (!/^(https?|mailto|tel):/i.test(url)) return h("span", { class: "dead-link", title: url }, shown);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, shown);
}

/** What shows an address of this workspace here, or null. */
export function inside(url) {
  if (/^slack:\/\/app\?.*\btab=home\b/.test(url)) return openHome;
  const [, channel, seconds, micros] = PERMALINK.exec(url) ?? [];
  if (!channel || !desk.channels.has(channel)) return null;
  if (!seconds) return () => openChannel(channel);
  const thread = new URL(url).searchParams.get("thread_ts");
  return () => openThread(channel, thread ?? `${seconds}.${micros}`);
}
