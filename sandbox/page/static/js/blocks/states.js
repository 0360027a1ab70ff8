// What fields hold, in the shape of `state.values[block_id][action_id]`, and the plain value the control API takes.

const KEYS = {
  users_select: "selected_user",
  conversations_select: "selected_conversation",
  channels_select: "selected_channel",
  multi_users_select: "selected_users",
  multi_conversations_select: "selected_conversations",
  multi_channels_select: "selected_channels",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  rich_text_input: "rich_text_value",
  file_input: "files",
  static_select: "selected_option",
  external_select: "selected_option",
  radio_buttons: "selected_option",
  multi_static_select: "selected_options",
  multi_external_select: "selected_options",
  checkboxes: "selected_options",
};

/** The key under which a kind of element keeps its value. */
export const valueKey = (type) => KEYS[type] ?? "value";

/** The state of an element with this value. */
export const stateWith = (type, value) => ({ type, [valueKey(type)]: value });

/** What a state holds. */
export const held = (state) => (state ? state[valueKey(state.type)] : undefined);

export function isEmpty(state) {
  const value = held(state);
  return value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
}

/** The plain value: texts, ids and dates as they are, options by their value, files by their id. */
export function plainOf(state) {
  const value = held(state) ?? null;
  if (state.type === "file_input") return (value ?? []).map((file) => ({ id: file.id }));
  if (state.type.includes("external")) return value;
  if (KEYS[state.type] === "selected_option") return value?.value ?? null;
  if (KEYS[state.type] === "selected_options") return (value ?? []).map((option) => option.value);
  return value;
}

/** What a field begins with, before anybody touched it. */
export function initialState(element) {
  const type = element.type;
  const key = valueKey(type);
  if (type === "rich_text_input" || key === "value") return stateWith(type, element.initial_value ?? null);
  if (type === "file_input") return stateWith(type, []);
  const initial = element[key.replace("selected", "initial")];
  return stateWith(type, initial ?? (key.endsWith("s") ? [] : null));
}
