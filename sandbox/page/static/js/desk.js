// Who sits at this window, and what is there around: people, rooms, the app.

import { actAs, get } from "./api.js";
import { on as hear } from "./stream.js";
import { setLanguage } from "./texts.js";

/**
 * @typedef {{id: string, key: string, name: string, real_name: string, display_name: string, title: string,
 *   department: string, locale: string, tz: string, color: string, guest: boolean, admin: boolean,
 *   deleted: boolean, bot_id: string, team_id: string}} User
 * @typedef {{id: string, key: string, name: string, kind: "channel"|"group"|"im"|"mpim", members: string[],
 *   archived: boolean, topic: string, purpose: string, ext_shared: boolean, message_count: number}} Channel
 */

const listeners = new Set();

export const desk = {
  /** @type {User | null} */
  me: null,
  /** @type {Map<string, User>} */
  users: new Map(),
  /** @type {Map<string, Channel>} */
  channels: new Map(),
  /** The app: {name, workspace, workspace_name, bot_user_id, bot_id, home_tab, messages_tab, messages_read_only}. */
  app: {},
  /** @type {{command: string, description: string, usage_hint: string}[]} */
  commands: [],
  /** @type {{callback_id: string, type: "global"|"message", name: string, description: string}[]} */
  shortcuts: [],

  /** The name people go by; an unknown id stays as it is. */
  name(userId) {
    const user = desk.users.get(userId);
    return user ? user.display_name || user.real_name || user.name : userId;
  },

  /** "営業", a direct message's other people; without #. */
  channelName(id) {
    const channel = desk.channels.get(id);
    if (!channel) return id;
    if (channel.kind === "channel" || channel.kind === "group") return channel.name;
    const others = channel.members.filter((member) => member !== desk.me?.id);
    return (others.length ? others : channel.members).map(desk.name).join("、");
  },

  /** People one can be: colleagues of this workspace, not apps, not the deactivated. */
  people() {
    return [...desk.users.values()].filter((user) => user.key && !user.deleted && !user.bot_id);
  },

  /** Sit down as somebody else (key or id). The address says so, too. */
  become(key) {
    const user = desk.people().find((one) => key === one.key || key === one.id);
    if (!user || user.id === desk.me?.id) return;
    sitDown(user);
    const address = new URL(location.href);
    address.searchParams.set("as", user.key);
    history.replaceState(history.state, "", address);
    tell("me");
  },

  /** Read the rooms anew (after opening a direct message, say). */
  async readChannels() {
    await readChannels();
    tell("channels");
  },

  /**
   * Hear of changes here. `what`: "me" (somebody else sits here, or another language), "people", "channels",
   * "all" (everything was read anew).
   * @param {(what: "me"|"people"|"channels"|"all") => void} fn
   * @returns {() => void} stop
   */
  on(fn) {
    listeners.add(fn);
    return () => listeners.delete(fn);
  },
};

function tell(what) {
  for (const fn of [...listeners]) fn(what);
}

function sitDown(user) {
  desk.me = user;
  actAs(user.id);
  setLanguage(user.locale?.toLowerCase().startsWith("ja") ? "ja" : "en");
}

/** The name of the drawing that stands for a conversation where no face does. */
export const drawingOf = (channel) => ({ group: "lock", mpim: "people" })[channel.kind] ?? "hash";

const byId = (list) => new Map(list.map((one) => [one.id, one]));

async function readPeople() {
  desk.users = byId((await get("users")).users);
}

async function readChannels() {
  desk.channels = byId((await get("channels")).channels);
}

async function readApp() {
  const app = await get("app");
  desk.app = app;
  desk.commands = app.commands;
  desk.shortcuts = app.shortcuts;
}

function whoIsMeant() {
  const wanted = desk.me?.id ?? new URLSearchParams(location.search).get("as");
  const people = desk.people();
  return people.find((one) => one.id === wanted || one.key === wanted || one.key === desk.me?.key) ?? people[0] ?? null;
}

/** Read everything; a person who is no longer there gives the chair to the first who is. */
export async function readDesk() {
  await Promise.all([readPeople(), readChannels(), readApp()]);
  const user = whoIsMeant();
  if (user) sitDown(user);
  tell("all");
}

let reading = null;

/** Read the rooms anew, once for however many changes come at the same moment. */
function channelsAgain() {
  reading ??= Promise.resolve().then(async () => {
    reading = null;
    await readChannels();
    tell("channels");
  });
  return reading;
}

async function peopleAgain() {
  await readPeople();
  const before = desk.me;
  const user = whoIsMeant();
  if (user) sitDown(user);
  tell(before?.locale === desk.me?.locale && before?.id === desk.me?.id ? "people" : "me");
}

hear("loaded", readDesk);
hear("missed", readDesk);
for (const kind of ["channel", "joined", "left", "archive", "unarchive"]) hear(kind, channelsAgain);
for (const kind of ["team_join", "user_change"]) hear(kind, peopleAgain);
hear("message", (change) => {
  if (!desk.channels.has(change.channel)) channelsAgain();
});
