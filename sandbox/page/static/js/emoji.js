// Emoji by the names Slack gives them, as far as people at work use them. Names of one character share a word: "a,b=X".

/** At hand in the reactions' bar: what Entaku listens to, then what people use most. */
export const PICKER = ["pushpin", "bulb", "tada", "clap", "raised_hands", "thumbsup", "heart", "eyes", "pray", "white_check_mark"];

/** @type {{id: string, table: string}[]} the picker's groups, in order */
const TABLES = [
  {
    id: "faces",
    table: `grinning=😀 smiley=😃 smile=😄 grin=😁 laughing,satisfied=😆 sweat_smile=😅 rolling_on_the_floor_laughing=🤣 joy=😂
      slightly_smiling_face=🙂 upside_down_face=🙃 wink=😉 blush=😊 innocent=😇 smiling_face_with_3_hearts=🥰 heart_eyes=😍
      star-struck=🤩 kissing_heart=😘 relaxed=☺️ yum=😋 stuck_out_tongue=😛 stuck_out_tongue_winking_eye=😜 hugging_face=🤗
      face_with_hand_over_mouth=🤭 shushing_face=🤫 thinking_face=🤔 zipper_mouth_face=🤐 face_with_raised_eyebrow=🤨
      neutral_face=😐 expressionless=😑 no_mouth=😶 smirk=😏 unamused=😒 face_with_rolling_eyes=🙄 grimacing=😬 relieved=😌
      pensive=😔 sleepy=😪 sleeping=😴 mask=😷 face_with_thermometer=🤒 dizzy_face=😵 exploding_head=🤯 partying_face=🥳
      sunglasses=😎 nerd_face=🤓 face_with_monocle=🧐 confused=😕 worried=😟 slightly_frowning_face=🙁 open_mouth=😮 hushed=😯
      astonished=😲 flushed=😳 pleading_face=🥺 fearful=😨 cold_sweat=😰 cry=😢 sob=😭 scream=😱 disappointed=😞 sweat=😓
      weary=😩 tired_face=😫 yawning_face=🥱 triumph=😤 rage=😡 angry=😠 melting_face=🫠 saluting_face=🫡
      face_holding_back_tears=🥹 robot_face=🤖 ghost=👻 see_no_evil=🙈 speak_no_evil=🙊 cat=🐱 dog=🐶`,
  },
  {
    id: "people",
    table: `thumbsup,+1=👍 thumbsdown,-1=👎 clap=👏 raised_hands=🙌 open_hands=👐 palms_up_together=🤲 handshake=🤝 pray=🙏
      wave=👋 raised_hand,hand=✋ ok_hand=👌 v=✌️ crossed_fingers=🤞 i_love_you_hand_sign=🤟 call_me_hand=🤙 point_left=👈
      point_right=👉 point_up_2=👆 point_down=👇 point_up=☝️ fist=✊ facepunch,punch=👊 muscle=💪 writing_hand=✍️
      heart_hands=🫶 ear=👂 eyes=👀 eye=👁️ brain=🧠 speaking_head_in_silhouette=🗣️ bust_in_silhouette=👤
      busts_in_silhouette=👥 baby=👶 child=🧒 man=👨 woman=👩 older_man=👴 older_woman=👵 bow=🙇 raising_hand=🙋
      face_palm=🤦 shrug=🤷 no_good=🙅 ok_woman=🙆 information_desk_person=💁 runner,running=🏃 walking=🚶 dancer=💃
      man-woman-girl=👨‍👩‍👧 family=👪 two_women_holding_hands=👭 technologist=🧑‍💻 office_worker=🧑‍💼 cook=🧑‍🍳 student=🧑‍🎓`,
  },
  {
    id: "nature",
    table: `seedling=🌱 herb=🌿 four_leaf_clover=🍀 shamrock=☘️ bamboo=🎍 tanabata_tree=🎋 leaves=🍃 fallen_leaf=🍂 maple_leaf=🍁
      mushroom=🍄 evergreen_tree=🌲 deciduous_tree=🌳 palm_tree=🌴 cactus=🌵 cherry_blossom=🌸 rose=🌹 tulip=🌷 sunflower=🌻
      hibiscus=🌺 blossom=🌼 bouquet=💐 turtle=🐢 rabbit=🐰 bear=🐻 panda_face=🐼 fox_face=🦊 penguin=🐧 bird=🐦 owl=🦉
      butterfly=🦋 bee,honeybee=🐝 snail=🐌 fish=🐟 whale=🐳 octopus=🐙 dragon=🐉 sunny=☀️ partly_sunny=⛅ cloud=☁️
      rain_cloud=🌧️ umbrella_with_rain_drops=☔ snowflake=❄️ snowman=⛄ rainbow=🌈 ocean=🌊 zap=⚡ fire=🔥 droplet=💧
      full_moon=🌕 crescent_moon=🌙 star=⭐ star2=🌟 sparkles=✨ dizzy=💫 boom,collision=💥 earth_asia=🌏 mount_fuji=🗻`,
  },
  {
    id: "food",
    table: `apple=🍎 green_apple=🍏 pear=🍐 tangerine=🍊 lemon=🍋 banana=🍌 watermelon=🍉 grapes=🍇 strawberry=🍓 peach=🍑
      cherries=🍒 tomato=🍅 carrot=🥕 corn=🌽 bread=🍞 croissant=🥐 cheese_wedge=🧀 egg=🥚 hamburger=🍔 pizza=🍕 rice=🍚
      rice_ball=🍙 ramen=🍜 sushi=🍣 bento=🍱 curry=🍛 dango=🍡 oden=🍢 cookie=🍪 cake=🍰 birthday=🎂 chocolate_bar=🍫
      candy=🍬 icecream=🍦 doughnut=🍩 honey_pot=🍯 tea=🍵 coffee=☕ teapot=🫖 beer=🍺 beers=🍻 wine_glass=🍷 sake=🍶
      champagne=🍾 glass_of_milk=🥛 fork_and_knife=🍴 chopsticks=🥢 spoon=🥄`,
  },
  {
    id: "things",
    table: `bulb=💡 pushpin=📌 round_pushpin=📍 memo,pencil=📝 pencil2=✏️ lower_left_fountain_pen=🖋️ book,open_book=📖
      books=📚 bookmark=🔖 notebook=📓 clipboard=📋 page_facing_up=📄 scroll=📜 newspaper=📰 date=📅 calendar=📆
      spiral_calendar_pad=🗓️ card_index=📇 chart_with_upwards_trend=📈 chart_with_downwards_trend=📉 bar_chart=📊
      paperclip=📎 link=🔗 triangular_ruler=📐 scissors=✂️ file_folder=📁 open_file_folder=📂 package=📦 mailbox=📫
      postbox=📮 inbox_tray=📥 outbox_tray=📤 envelope,email=✉️ incoming_envelope=📨 love_letter=💌 phone,telephone=☎️ iphone=📱
      computer=💻 desktop_computer=🖥️ keyboard=⌨️ printer=🖨️ camera=📷 movie_camera=🎥 microphone=🎤 headphones=🎧
      tv=📺 mega=📣 loudspeaker=📢 bell=🔔 no_bell=🔕 speech_balloon=💬 thought_balloon=💭 hourglass=⌛
      hourglass_flowing_sand=⏳ watch=⌚ alarm_clock=⏰ stopwatch=⏱️ clock1=🕐 clock9=🕘 clock10=🕙 clock12=🕛 mag=🔍
      lock=🔒 unlock=🔓 key=🔑 hammer=🔨 wrench=🔧 hammer_and_wrench=🛠️ gear=⚙️ toolbox=🧰 test_tube=🧪 microscope=🔬
      telescope=🔭 pill=💊 thread=🧵 yarn=🧶 shopping_bags=🛍️ shopping_trolley=🛒 credit_card=💳 yen=💴 moneybag=💰
      briefcase=💼 handbag=👜 eyeglasses=👓 shirt,tshirt=👕 dress=👗 athletic_shoe=👟 umbrella=☂️ gem=💎 crown=👑
      gift=🎁 balloon=🎈 tada=🎉 confetti_ball=🎊 dolls=🎎 wind_chime=🎐 trophy=🏆 sports_medal=🏅 first_place_medal=🥇
      second_place_medal=🥈 third_place_medal=🥉 dart=🎯 game_die=🎲 jigsaw=🧩 art=🎨 musical_note=🎵 notes=🎶 guitar=🎸
      soccer=⚽ baseball=⚾ tennis=🎾 basketball=🏀 chair=🪑 couch_and_lamp=🛋️ door=🚪 candle=🕯️ broom=🧹 recycle=♻️`,
  },
  {
    id: "places",
    table: `house=🏠 house_with_garden=🏡 office=🏢 factory=🏭 hospital=🏥 school=🏫 convenience_store=🏪 department_store=🏬
      post_office=🏣 japanese_castle=🏯 shinto_shrine=⛩️ tokyo_tower=🗼 hotsprings=♨️ tent=⛺ bridge_at_night=🌉 sunrise=🌅
      car,red_car=🚗 taxi=🚕 bus=🚌 truck=🚚 bike=🚲 train=🚋 bullettrain_front=🚅 station=🚉 airplane=✈️ rocket=🚀
      boat,sailboat=⛵ ship=🚢 traffic_light=🚥 construction=🚧 world_map=🗺️ compass=🧭 checkered_flag=🏁 triangular_flag_on_post=🚩`,
  },
  {
    id: "signs",
    table: `heart=❤️ orange_heart=🧡 yellow_heart=💛 green_heart=💚 blue_heart=💙 purple_heart=💜 white_heart=🤍 black_heart=🖤
      brown_heart=🤎 broken_heart=💔 two_hearts=💕 sparkling_heart=💖 heartpulse=💗 100=💯 white_check_mark=✅ heavy_check_mark=✔️
      ballot_box_with_check=☑️ x=❌ o=⭕ negative_squared_cross_mark=❎ exclamation,heavy_exclamation_mark=❗ question=❓
      grey_question=❔ grey_exclamation=❕ bangbang=‼️ warning=⚠️ no_entry=⛔ no_entry_sign=🚫 sos=🆘 new=🆕 ok=🆗 up=🆙
      cool=🆒 free=🆓 information_source=ℹ️ heavy_plus_sign=➕ heavy_minus_sign=➖ heavy_multiplication_x=✖️ infinity=♾️
      arrow_right=➡️ arrow_left=⬅️ arrow_up=⬆️ arrow_down=⬇️ arrow_upper_right=↗️ arrows_counterclockwise=🔄 back=🔙 soon=🔜
      end=🔚 repeat=🔁 fast_forward=⏩ rewind=⏪ arrow_forward=▶️ double_vertical_bar=⏸️ zero=0️⃣ one=1️⃣ two=2️⃣ three=3️⃣
      four=4️⃣ five=5️⃣ six=6️⃣ seven=7️⃣ eight=8️⃣ nine=9️⃣ keycap_ten=🔟 red_circle=🔴 large_orange_circle=🟠
      large_yellow_circle=🟡 large_green_circle=🟢 large_blue_circle=🔵 large_purple_circle=🟣 white_circle=⚪ black_circle=⚫
      large_blue_square=🟦 large_green_square=🟩 large_red_square=🟥 small_blue_diamond=🔹 small_orange_diamond=🔸
      beginner=🔰 japanese_symbol_for_beginner=🔰 congratulations=㊗️ secret=㊙️ white_flower=💮 speech_left=🗨️`,
  },
];

const TONES = ["", "", "🏻", "🏼", "🏽", "🏾", "🏿"];
const REGION = 0x1f1e6 - 97;

const byName = new Map();
/** @type {{id: string, emoji: {name: string, char: string, names: string[]}[]}[]} */
export const GROUPS = TABLES.map(({ id, table }) => ({ id, emoji: table.trim().split(/\s+/).map(entry) }));

function entry(word) {
  const cut = word.lastIndexOf("=");
  const names = word.slice(0, cut).split(",");
  const char = word.slice(cut + 1);
  for (const name of names) byName.set(name, char);
  return { name: names[0], char, names };
}

/**
 * The character of a name (without colons, perhaps `wave::skin-tone-3` or `flag-jp`); the name in colons if it is none we know.
 * @param {string} name
 */
export function emojiChar(name) {
  const [base, tone] = name.split("::skin-tone-");
  const flag = /^flag-([a-z]{2})$/.exec(base);
  if (flag) return [...flag[1]].map((letter) => String.fromCodePoint(letter.charCodeAt(0) + REGION)).join("");
  const char = byName.get(base);
  if (char === undefined) return `:${name}:`;
  return tone ? withTone(char, Number(tone)) : char;
}

/** A skin tone comes right after the first character, in place of what makes it a picture. */
function withTone(char, tone) {
  const [first, ...rest] = [...char];
  return first + (TONES[tone] ?? "") + rest.filter((part, at) => at > 0 || part !== "\ufe0f").join("");
}

export const knowsEmoji = (name) => !emojiChar(name).startsWith(":");

/** Emoji whose names hold the text, those that begin with it first. */
export function searchEmoji(text, most = 60) {
  const wanted = text.trim().toLowerCase().replaceAll(":", "").replaceAll(" ", "_");
  const all = GROUPS.flatMap((group) => group.emoji);
  const found = all.filter((one) => one.names.some((name) => name.includes(wanted)));
  const begins = (one) => (one.names.some((name) => name.startsWith(wanted)) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, most);
}
