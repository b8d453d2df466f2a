/**
 * Plots in which someone sets out for something: to find, to fetch, to reach, to deliver, to rescue.
 * @module
 */

import { friendship, happyAlone, happyTogether, lesson, neededAbility, obstacle, opening } from "./beats.ts";
import type { Teller } from "./teller.ts";

const portable = (t: { noun: string }) => !["ladder", "wagon", "clock"].includes(t.noun);

/** Something is lost; the hero remembers where it was, or asks those who may have seen it. */
export function lostThing(t: Teller): void {
  t.hero();
  t.thing("o", portable);
  t.cast("f");
  t.place("p");
  t.set(
    "owner",
    "a gift from {h.his} grandmother",
    "the nicest thing {h.he} had",
    "a gift from {h.his} father",
    "older than {h}",
  );
  opening(t);
  t.tell(
    "{h} had {o.afull}. {o.its} {o.was} {owner}.",
    "more than anything {h} loved {h.his} {o}. {o.its} {o.was} {owner}.",
    "{h.he} had {o.afull}, and {h.he} took {o.it} everywhere.",
  );
  t.turn();
  t.tell(
    "{oneday}, {o.the} {o.was} gone.",
    "{oneday}, {h} looked for {o.the} and could not find {o.it}.",
    "but {oneday}, {h.he} woke up, and {o.the} {o.was} not there.",
  );
  t.detail(0.4);
  t.say("h", "[Oh no!|Where {o.is} my {o}?|My {o} {o.is} gone!|Who has seen my {o}?]", "[cried|called|shouted]");
  t.tell(
    "{h.he} looked under the bed, behind the door and [in every box|in the kitchen|on the roof]. nothing.",
    "{h.he} turned everything upside down, but {o.the} {o.was} not there.",
    "{h.he} searched the whole [morning|house] and found only [an old sock|a spoon|a piece of cheese|a button].",
  );
  const way = t.dice.pick(["remember", "clue", "thief", "borrowed", "worn"] as const);
  if (way === "remember") {
    t.turn();
    t.tell(
      "then {f} came by. {f} was {f.traited}.",
      "{f}, {f.intro}, heard {h.him} and came over.",
      "just then {h} met {f}, {f.a}.",
    );
    t.say(
      "f",
      "[Where were you yesterday?|Where did you have {o.it} last?|Think. Where did you go yesterday?]",
      "asked",
    );
    t.say("h", "[I was {p.in}.|Yesterday I went {p.to}.]", "said");
    t.say("f", "[Then we must go there.|Then let us look there.|Come, we will go there together.]");
    t.tell("so {h} and {f} went {p.to}.", "the two went {p.to} at once.");
    t.maybe(0.6, `{p.detail}`);
    if (t.dice.chance(0.5)) obstacle(t);
    t.tell(
      "and there, [under a bush|between two stones|on an old bench|behind a tree], lay {o.thefull}.",
      'they looked everywhere. At last {f} called, "Here {o.is} your {o}!"',
    );
    t.tell("{h} jumped for joy.", "{h} was so happy that {h.he} danced.", "{h} held {o.the} tight.");
    t.say("h", "Thank you, {f}. [Without you I would have never found {o.it}.|You are a true friend.]");
    lesson(t, "it helps to think before you look", "two find more than one", "a friend is worth more than any {o}");
    happyTogether(t);
    t.ask("where did {h} find {o.the}?", "{p.in}.").ask("who helped {h}?", "{f} the {f.kind}.");
    t.about(
      "the lost {o}",
      "{h.a} who lost {h.his} {o}",
      "{h} the {h.kind} lost {h.his} {o}. {f} helped {h.him}, and they found {o.it} {p.in}.",
    );
  } else if (way === "clue") {
    t.set(
      "trail",
      "a line of crumbs",
      "small muddy footprints",
      "a long red thread",
      "a trail of feathers",
      "a line of yellow leaves",
    );
    t.turn();
    t.tell(
      "but on the floor {h} saw {trail}. {h.he} followed it, out of the door and {p.to}.",
      "then {h.he} saw {trail}. It led out of the house and {p.to}.",
    );
    t.maybe(0.6, `{p.detail}`);
    if (t.dice.chance(0.6)) obstacle(t);
    t.tell(
      "at the end of the trail sat {f.intro}, with {o.the} in front of {f.him}. {f.his} name was {f}.",
      "the trail ended {p.in}. There sat {f}, {f.intro}, with {o.thefull}.",
    );
    t.say("h", "[That is my {o}!|Why do you have my {o}?|So it was you!]", "[said|cried]");
    const reason = t.dice.pick(["play", "gift", "lost"] as const);
    if (reason === "play")
      t.say(
        "f",
        "I am sorry. [I only wanted to look at {o.it}.|I have nothing to play with, and {o.its} {o.was} so nice.|I was going to bring {o.it} back.]",
      );
    else if (reason === "gift")
      t.say(
        "f",
        "Is {o.that} yours? [I found {o.it} on the road.|The wind blew {o.it} to me.|I thought nobody wanted {o.it}.]",
        "asked",
      );
    else t.say("f", "I did not know that {o.its} {o.was} yours. I am so sorry.");
    t.tell("{f} gave {o.the} back and looked at the ground.", "{f} handed {o.the} back at once.");
    t.tell(
      '{h} thought about it. Then {h.he} smiled. "You can come and play with me," {h.he} said.',
      '{h} was not angry any more. "Next time, just ask me," said {h}. "We can share {o.it}."',
    );
    happyTogether(t);
    t.ask("who had {o.the}?", "{f} the {f.kind}.").ask("what did {h} follow?", "{trail}.");
    t.about(
      "who took the {o}?",
      "{h.a} whose {o} {o.was} gone",
      "the {o} of {h} the {h.kind} {o.was} gone. {h} followed {trail} and found {o.it} with {f} the {f.kind}, and they became friends.",
    );
  } else if (way === "thief") {
    t.set("bird", "magpie", "crow", "squirrel", "young goat");
    t.turn();
    t.tell(
      "a {bird} sat in the tree and laughed. It had {o.the}!",
      "then {h.he} heard a laugh. Up in a tree sat a {bird}, and the {bird} had {o.the}.",
    );
    t.say("h", "Give {o.it} back!", "[called|shouted]");
    t.say("h", "Please!", "begged");
    t.tell("but the {bird} only held {o.it} tighter.");
    t.tell(
      "{h} thought. [What does a {bird} like more than {o.afull}?|Shouting did not help, so {h.he} had to be clever.] {h.he} took a [shiny spoon|ripe plum|round red apple] out of {h.his} pocket and put it on the grass.",
      "{h} sat down and pretended to sleep, with [a nut cookie|a shiny button|a ripe plum] beside {h.him}.",
    );
    t.tell(
      "the {bird} looked and looked. Then it dropped {o.the} and came down to get it. Quick as the wind, {h} picked up {h.his} {o}.",
    );
    t.tell(
      '"That was a good trade," said {h}, and even the {bird} had to agree.',
      '"Now we both have something nice," said {h}.',
    );
    happyAlone(t);
    t.ask("who had taken {o.the}?", "a {bird}.").ask(
      "how did {h} get {o.the} back?",
      "{h.he} traded something nice for {o.it}.",
    );
    t.about(
      "{h} and the {bird}",
      "{h.a} and a {bird} who took {h.his} {o}",
      "a {bird} took the {o} of {h} the {h.kind}, but {h} was clever and got {o.it} back.",
    );
  } else if (way === "borrowed") {
    t.turn();
    t.tell('{h} grew angry. "Somebody took {o.it}," {h.he} thought. {h.he} went to {f}, {f.a} who lived next door.');
    t.say("h", "You have taken my {o}!", "[shouted|said]");
    t.say("f", "[I have not.|I never touched your {o}.]");
    t.tell("but {h} did not believe {f} and went away without a word. {f} was very sad.");
    t.tell(
      "that evening {h} [opened the cupboard to get a cup|put on {h.his} coat|went to bed]. There {o.was} {o.the}! {h.he} had put {o.it} there {h.himself}.",
      "before supper {h} remembered. {h.he} had left {o.the} {p.in}! {h.he} ran there, and there {o.its} {o.was}.",
    );
    t.tell("{h} felt {h.his} face grow hot.", "{h} was ashamed.");
    t.tell("{h.he} ran to {f} and knocked.");
    t.say("h", "I am sorry, {f}. [I was wrong.|You did not take {o.it}. I am the one who forgot.]");
    t.say("f", "[It is all right.|That was not nice of you, but I am glad that you came.|Everybody makes mistakes.]");
    lesson(t, "one should look first and be angry later", "a friend is worth more than any {o}");
    happyTogether(t);
    t.ask("did {f} take {o.the}?", "no, {h} had put {o.it} away and forgotten it.").ask(
      "what did {h} say to {f} in the end?",
      "that {h.he} was sorry.",
    );
    t.about(
      "the {o} that was not stolen",
      "{h.a} who blamed a friend",
      "{h} the {h.kind} could not find {h.his} {o} and blamed {f}. Then {h} found {o.it} and said sorry.",
    );
  } else {
    t.turn();
    t.set("worker", "miller", "baker", "postman", "teacher");
    t.tell('{h} asked everybody. "Have you seen my {o}?" {h.he} asked the {worker}. The {worker} only smiled.');
    t.tell("then {h.he} asked {f}. {f} looked at {h.him} and began to laugh.");
    t.say("f", "[Look in the mirror!|Put your hand on your back!]");
    t.tell(
      "{h} did, and there {o.its} {o.was}. {o.the} had been with {h.him} the whole time, [in the hood of {h.his} coat|on a string around {h.his} neck|in {h.his} own bag].",
    );
    t.tell("first {h} grew red. Then {h} laughed too, louder than {f}.");
    happyTogether(t);
    t.ask("where was {o.the}?", "{h} had it with {h.him} the whole time.").ask(
      "who laughed first?",
      "{f} the {f.kind}.",
    );
    t.about(
      "where is the {o}?",
      "{h.a} who looked everywhere for {h.his} {o}",
      "{h} the {h.kind} looked everywhere for {h.his} {o}, but {h} had {o.it} with {h.him} the whole time.",
    );
  }
  t.ask("what had {h} lost?", "{h.his} {o}.");
}

/** The hero wants to get somewhere; what stands in the way is passed with one who was helped before. */
export function kindnessReturned(t: Teller): void {
  t.hero();
  const needed = neededAbility(t);
  t.castAble("k", needed);
  t.place("p");
  t.set(
    "wish",
    "see the sea",
    "bring {h.his} grandmother a cake",
    "fetch medicine for {h.his} sick brother",
    "hear the great bell",
    "see the biggest tree in the world",
    "buy seeds for the garden",
    "visit {h.his} aunt",
  );
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {h} set out {p.to}, because {h.he} wanted to {wish}.",
    "{h.he} wanted to {wish}, and so, {oneday}, {h.he} set out {p.to}.",
  );
  t.detail(0.5);
  t.maybe(0.5, "{h.he} took [a piece of bread|some cheese|two apples] with {h.him} and closed the door.");
  t.turn();
  t.tell(
    "{h.he} had not gone far when {h.he} heard someone crying.",
    'on the way {h.he} heard a small voice. "Help me, please!"',
    "behind the first hill somebody was calling.",
  );
  const trouble = t.dice.pick([
    ["{k} the {k.kind} was caught in a net.", "{h} pulled at the knots until the net opened.", "freed {k} from a net"],
    [
      "it was {k}, {k.intro}, with a thorn in one foot.",
      '"Hold still," said {h}, and very carefully {h.he} pulled the thorn out.',
      "pulled a thorn out of the foot of {k}",
    ],
    [
      "it was {k}, {k.intro}, who had not eaten for two days.",
      "{h} shared everything {h.he} had with {k.him}.",
      "shared a meal with {k}",
    ],
    [
      "{k}, {k.intro}, sat in the rain and shivered.",
      "{h} took off {h.his} scarf and gave it to {k}.",
      "gave {k} a scarf",
    ],
    [
      "{k}, {k.intro}, had lost {k.his} way.",
      "{h} showed {k} the road and went with {k.him} to the first houses.",
      "showed {k} the way",
    ],
    [
      "{k} the {k.kind} had fallen into a ditch and could not get out.",
      "{h} lay down on the grass, held out a branch and pulled {k} up.",
      "pulled {k} out of a ditch",
    ],
  ]);
  t.set("deed", trouble[2]);
  t.tell(trouble[0]);
  t.maybe(0.4, "{h} was in a hurry, but {h.he} stopped.", "{h} could have walked on. {h.he} did not.");
  t.tell(trouble[1]);
  t.say(
    "k",
    "[Thank you! I will not forget that.|You are kind. If you ever need me, call my name.|Thank you. One day I will help you too.]",
  );
  t.tell("{h} smiled and went on.", '{h} thought, "How could someone like {k} help me?" And {h.he} went on.');
  t.turn();
  obstacle(t, needed, () =>
    t.tell(
      "then {h} remembered {k} and called as loudly as {h.he} could. {k} came at once.",
      '"what a pity that {k} is not here," thought {h}. And in that moment {k} came out of the grass.',
      "just when {h} wanted to turn back, somebody tapped {h.him} on the back. It was {k}!",
      '"{k}!" called {h}. It did not take long, and {k} was there.',
    ),
  );
  t.turn();
  t.say("h", "Thank you, {k}!", "said");
  t.say("k", "You helped me, and now I have helped you.");
  t.tell("so {h} came {p.to}.", "and then it was not far any more. Soon {h} was {p.in}.");
  t.tell("{p.detail}");
  t.tell("there {h.he} could {wish} at last.", "and there {h.he} did what {h.he} had come for: to {wish}.");
  lesson(t, "nobody is too small to help", "kindness comes back", "a good deed is never lost");
  t.tell(
    "on the way home {h} and {k} walked side by side.",
    "{h} and {k} went home together, and they were friends.",
    "ever since, {h} and {k} have been friends.",
  );
  t.ask("why did {k} help {h}?", "because {h} had helped {k.him} before.")
    .ask("what did {h} want to do?", "{wish}.")
    .ask("where did {h} go?", "{p.to}.")
    .ask("what was in the way?", "{obstacle}.");
  t.about(
    "{h} and the [thankful|good] {k.kind}",
    "{h.a} who helped {k.a}",
    "{h} the {h.kind} {deed}. Later {k} helped {h} to get past {obstacle}.",
  );
}

/** Someone is stuck; the hero needs an idea and the right tool. */
export function rescue(t: Teller): void {
  t.hero();
  t.cast("f", (k) => !k.can.includes("fly") && !k.can.includes("swim") && k.name !== "giant");
  const stuck = t.dice.pick([
    [
      "in a tall tree",
      "{f} had climbed up to look around, and now {f.he} did not dare to come down",
      "ladder",
      "put it against the tree",
      "climbed down, step by step",
    ],
    [
      "in a deep well",
      "{f} had leaned over the edge and fallen in",
      "rope",
      "let it down and pulled with all {h.his} strength",
      "came up, wet and cold",
    ],
    [
      "on a little island",
      "{f} had gone out on a plank of wood, and it had floated away",
      "boat",
      "rowed out to the island",
      "climbed in with wet feet",
    ],
    [
      "in the mud",
      "{f} had tried to take the short way, and now the mud held {f.his} legs",
      "board",
      "laid it on the mud and held out a hand",
      "came out with a loud plop",
    ],
    [
      "in a dark cave",
      "{f} had gone in to hear the echo, and then {f.his} candle had gone out",
      "lantern",
      "lit it and went in, calling all the time",
      "followed the light out",
    ],
    [
      "on the roof",
      "{f} had gone up to mend it, and the wind had blown the ladder away",
      "ladder",
      "set it up against the wall and held it",
      "climbed down to the ground",
    ],
    [
      "in a hollow log",
      "{f} had crept in after a beetle, and now {f.he} was stuck",
      "jar of butter",
      "put butter all around",
      "slipped out like a fish",
    ],
    [
      "under a fallen branch",
      "the wind had broken it off just when {f} walked by",
      "long pole",
      "pushed it under the branch and lifted",
      "crept out and shook {f.himself}",
    ],
  ] as const);
  t.set("where", stuck[0]);
  t.set("tool", stuck[2]);
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {h} heard somebody call for help.",
    '{oneday}, a cry came through the air. "Help! Help!"',
    "{oneday}, {h} was on the way home when {h.he} heard a voice.",
  );
  t.detail(0.5);
  t.tell(
    `{h} ran to see. It was {f}, {f.a}, {where}. ${stuck[1]}.`,
    `{h.he} ran as fast as {h.he} could. {f} the {f.kind} was stuck {where}. ${stuck[1]}.`,
  );
  t.say("f", "[Please get me out!|I cannot move!|I am so afraid!|Do not leave me here!]", "[cried|called|begged]");
  t.say(
    "h",
    "[Do not be afraid. I will help you.|Hold on! I will think of something.|Stay where you are. I am coming.]",
    "[said|called|answered]",
  );
  t.turn();
  t.maybe(
    0.7,
    "first {h} tried with {h.his} bare hands, but that was no good.",
    "{h} tried to reach {f}, but {h} was too [small|far away].",
    "{h} looked left and right. Nobody else was there.",
  );
  t.tell("then {h} had an idea. {h.he} needed a {tool}.");
  const from = t.dice.pick(["barn", "neighbour", "far"] as const);
  if (from === "barn")
    t.tell("there was one in the [barn|shed|old mill]. {h.he} ran and came back with it, out of breath.");
  else if (from === "neighbour") {
    t.cast("n");
    t.tell('{n} the {n.kind} had one. "May I borrow it?" asked {h}. "Of course," said {n}, and came along to help.');
  } else {
    t.tell("the only one was on the other side. {h} ran.");
    obstacle(t);
    t.tell("at last {h} had it, and ran back.");
  }
  t.tell(`{h.he} ${stuck[3]}. {f} ${stuck[4]}.`, `{h} ${stuck[3]}. Slowly, slowly, {f} ${stuck[4]}.`);
  t.tell("{f} was safe!", "everybody cheered.", "{f} fell on the grass and laughed and cried at once.");
  t.say("f", "[You saved me!|Thank you, {h}! I will never do that again.|How can I ever thank you?]");
  t.say("h", "[That is what friends are for.|Next time, call me first.|Come, let us have some warm soup.]");
  lesson(
    t,
    "a good idea is stronger than strong arms",
    "one should stay calm when there is trouble",
    "helping feels better than any gift",
  );
  if (t.dice.chance(0.5)) happyTogether(t);
  else happyAlone(t);
  t.ask("where was {f} stuck?", "{where}.")
    .ask("what did {h} need?", "a {tool}.")
    .ask("who saved {f}?", "{h} the {h.kind}.");
  t.about(
    "[{h} to the rescue|{f} is stuck]",
    "{h.a} who saved {f.a}",
    "{f} the {f.kind} was stuck {where}. {h} the {h.kind} had an idea and saved {f.him} with a {tool}.",
  );
}

/** Something must be carried to someone in time, past everything that would be nicer to do. */
export function delivery(t: Teller): void {
  t.hero();
  t.cast("s", undefined);
  t.cast("r", undefined);
  t.place("p");
  t.set(
    "parcel",
    "letter",
    "small box",
    "basket of eggs",
    "birthday cake",
    "bottle of medicine",
    "sack of flour",
    "bunch of flowers",
  );
  t.set("limit", "before the sun goes down", "before noon", "before the bell rings", "before supper");
  opening(t);
  t.turn();
  t.tell("{oneday}, {s} the {s.kind} came to {h}.", "{oneday}, there was a knock at the door. It was {s}, {s.a}.");
  t.say(
    "s",
    "[Please take this {parcel} to {r}.|Can you bring this {parcel} to {r}?] {r} lives {p.near}. It must be there {limit}.",
  );
  t.say("h", "[You can count on me.|I will do it.|I am on my way.]");
  t.turn();
  t.tell("{h} took the {parcel} and went off.", "with the {parcel} in both hands {h} set out.");
  t.detail(0.4);
  const tempted = t.dice.pick([
    ["some children were playing ball", "Come and play with us!"],
    ["a man was selling honey cakes", "Come and taste one!"],
    ["there was a puppet show", "Sit down, it is just starting!"],
    ["three frogs were singing in a pond", "Sing with us!"],
    ["there was a soft place under a tree", 'Lie down and sleep a little," whispered the wind. "Just a little.'],
  ]);
  t.tell(`on the way, ${tempted[0]}. "${tempted[1]}"`);
  const gives =
    t.heroTrait.adjective === "forgetful" || t.heroTrait.adjective === "lazy" || t.heroTrait.adjective === "playful";
  if (gives) {
    t.tell(
      '{h} could not say no. "Only for a moment," {h.he} thought. But the moment grew long, and when {h.he} looked up, the sun stood low.',
    );
    t.tell("{h} jumped up. The {parcel}! {h.he} ran as {h.he} had never run before.");
  } else
    t.tell(
      'it looked like fun. But {h} thought of {h.his} promise. "Later," {h.he} said, and went on.',
      '{h} stood still for a moment. Then {h.he} shook {h.his} head. "I have promised something," {h.he} said.',
    );
  t.turn();
  obstacle(t);
  t.turn();
  t.tell("at last {h} came {p.to}. There was the house of {r}.", "then {h.he} saw the house of {r}, {p.near}.");
  t.tell(gives ? "{h} knocked at the very last moment." : "{h} knocked, and there was still time.");
  t.tell("{r} the {r.kind} opened the door and saw the {parcel}.");
  const inside = t.dice.pick([
    ["{r} had waited for it all day.", "I was afraid that it would not come"],
    ["{r} laughed for joy.", "Nobody has brought me anything for years"],
    ["{r} was so glad that {r.he} could hardly speak.", "You do not know how much this means to me"],
  ]);
  t.tell(inside[0]);
  t.say("r", `${inside[1]}.`);
  t.tell(
    "{h} got a [big piece of cake|cup of warm milk|shiny coin|plate of pancakes], and {r} told {h.him} a story.",
    "{r} gave {h} [an apple pie|a jar of honey|a red ribbon] for the way home.",
  );
  lesson(
    t,
    gives ? "a promise comes first and play comes later" : "it is good to keep a promise",
    "someone is waiting at the end of every road",
  );
  happyAlone(t);
  t.ask("who sent the {parcel}?", "{s} the {s.kind}.")
    .ask("who got the {parcel}?", "{r} the {r.kind}.")
    .ask("what was in the way?", "{obstacle}.")
    .ask("did {h} stop to play?", gives ? "yes, {h.he} forgot the time." : "no, {h.he} thought of {h.his} promise.");
  t.about(
    "the {parcel}",
    "{h.a} who had to deliver a {parcel}",
    "{s} asked {h} the {h.kind} to bring a {parcel} to {r}. {h} got past {obstacle} and came in time.",
  );
}

/** The hero, lost, finds the way home by a sign, a guide or by staying put. */
export function lostChild(t: Teller): void {
  t.hero((k) => !["king", "queen", "giant", "wizard", "farmer", "baker"].includes(k.name));
  t.place("p", (n) => ["forest", "market", "swamp", "mountain", "beach", "meadow", "orchard"].includes(n));
  t.cast("g");
  t.set("parent", "mother", "father", "grandmother", "grandfather");
  opening(t);
  t.turn();
  t.tell("{oneday}, {h} went {p.to} with {h.his} {parent}.");
  t.say("h", "[I will only look around a little.|I will only go a little way.|I will be right back.]");
  t.set(
    "lure",
    "a blue butterfly",
    "a sweet smell",
    "a little brown lizard",
    "a strange song",
    "a rolling nut",
    "a red balloon",
  );
  t.tell(
    "{h} followed {lure}, first to the left, then to the right. When {h.he} looked up, {h.his} {parent} was gone, and nothing looked as before.",
  );
  t.tell("{p.detail}");
  t.say("h", "[{parent}! Where are you?|Where are you?|Hello? Is anybody there?]", "[called|cried]");
  t.tell("no one answered.", "only the wind answered.");
  t.maybe(
    0.6,
    "two big tears ran down {h.his} face.",
    "{h.his} knees began to shake.",
    "{h} bit {h.his} lip and did not cry.",
  );
  t.turn();
  const way = t.dice.pick(["guide", "stay", "star", "sound"] as const);
  if (way === "guide") {
    t.tell(
      "then {g.intro} came along. {g.his} name was {g}.",
      '"why are you sad?" asked a voice. It was {g}, {g.intro}.',
    );
    t.say("h", "I cannot find my {parent}.");
    t.say("g", "[What does your {parent} look like?|Where did you see your {parent} last?]", "asked");
    t.say(
      "h",
      "[My {parent} has a green hat and a kind face.|It was where the old oak tree stands.|My {parent} has a basket and sings all the time.]",
    );
    t.say("g", "[I know where that is. Come with me.|Then I have seen your {parent}. Come with me.]");
    obstacle(t);
    t.tell("and there, at the end of the path, stood {h.his} {parent}.");
    t.ask("who helped {h}?", "{g} the {g.kind}.");
    t.about(
      "{h} gets lost",
      "{h.a} who got lost",
      "{h} the {h.kind} got lost {p.in}. {g} the {g.kind} helped {h.him} to find {h.his} {parent}.",
    );
  } else if (way === "stay") {
    t.tell(
      'then {h} remembered what {h.his} {parent} always said: "If you are lost, stay where you are, and I will find you."',
    );
    t.tell("so {h.he} sat down on a stone and waited. {h.he} counted the clouds. {h.he} sang every song {h.he} knew.");
    t.tell(
      "at the fifth song somebody sang along. It was {h.his} {parent}!",
      "and then a voice called {h.his} name. It was {h.his} {parent}!",
    );
    t.ask("what did {h} do?", "{h.he} stayed where {h.he} was and waited.");
    t.about(
      "{h} waits",
      "{h.a} who got lost and waited",
      "{h} the {h.kind} got lost {p.in}. {h} stayed in one place, and {h.his} {parent} found {h.him}.",
    );
  } else if (way === "star") {
    t.tell("it grew dark, and the stars came out. {h} remembered the star that stood above {h.his} home every night.");
    t.say("h", "If I walk towards it, I must come home.", "whispered");
    obstacle(t);
    t.tell(
      "{h} walked and walked, and the star never left {h.him}. And then there was a light in a window. {h.his} {parent} stood in the door.",
    );
    t.ask("what showed {h} the way?", "a star.");
    t.about(
      "the star above the house",
      "{h.a} who followed a star home",
      "{h} the {h.kind} got lost {p.in} and followed a star until {h.he} was home.",
    );
  } else {
    t.tell(
      "{h} held {h.his} breath and listened. Far away somebody was [ringing a bell|beating a pot with a spoon|playing the flute].",
    );
    t.say("h", "That is my {parent}!", "[cried|said]");
    t.tell(
      "{h.he} followed the sound. When it grew loud, {h.he} was right, and when it grew soft, {h.he} turned around.",
    );
    obstacle(t);
    t.tell("and then {h.he} saw {h.his} {parent}, who had never stopped.");
    t.ask("what did {h} follow home?", "a sound.");
    t.about(
      "the sound in the distance",
      "{h.a} who found the way home by listening",
      "{h} the {h.kind} got lost {p.in} and followed a sound back to {h.his} {parent}.",
    );
  }
  t.turn();
  t.tell(
    "they held each other for a long time.",
    "{h} ran into {h.his} {parent}'s arms.",
    "{h.his} {parent} laughed and cried and would not let {h.him} go.",
  );
  t.say("h", "[I will never run away again.|I was so afraid.|I knew that we would find each other.]");
  happyAlone(t);
  t.ask("what had {h} followed?", "{lure}.").ask("where did {h} get lost?", "{p.in}.");
}

/** A chest, a map, a hidden place: what the treasure is turns out otherwise than thought. */
export function treasure(t: Teller): void {
  t.hero();
  t.cast("f");
  t.place("p");
  opening(t);
  friendship(t);
  t.turn();
  t.set(
    "found",
    "between the pages of an old book",
    "in a bottle on the shore",
    "under a loose board",
    "in the pocket of an old coat",
    "inside a loaf of bread",
  );
  t.tell(
    "{oneday}, {h} found a map {found}. A red cross was on it.",
    "{oneday}, {h} and {f} found an old map {found}. In the middle there was a red cross.",
  );
  t.say("f", "[A treasure!|That must be a treasure map!|I know this place. It is {p.near}.]", "[cried|said]");
  t.say("h", "[Let us go and look!|Bring a spade!|We must find it before anyone else does!]");
  t.turn();
  t.tell("so they went {p.to}. {p.detail}");
  obstacle(t);
  t.turn();
  t.tell(
    "they counted twenty steps from the old [stone|tree] and began to dig. They dug until their hands hurt.",
    "where the cross was, the earth was soft. {h} dug, and {f} carried the earth away.",
  );
  t.tell(
    "then there was a sound: tock! It was a wooden chest.",
    "at last the spade hit something hard. It was a chest!",
  );
  const inside = t.dice.pick([
    [
      "seeds",
      "it was full of seeds, and nothing else",
      '"Only seeds," said {f}, and was a little sad. But {h} took them home and planted them. In the next year the whole valley was full of flowers, and everyone came to see it',
    ],
    [
      "a note",
      "there was only a note in it",
      '"The treasure is the way you came and the friend you came with," read {h}. {f} laughed so hard that {f.he} fell into the hole',
    ],
    [
      "gold coins",
      "it was full of gold coins",
      '"Half for you and half for me," said {h}. But on the way home they saw the poor people of the village, and in the evening each of them had only one coin left. They had never been so happy',
    ],
    [
      "books",
      "it was full of books",
      "every evening after that, {h} read one story aloud, and {f} listened. There was enough for a hundred evenings",
    ],
    [
      "toys",
      "it was full of old toys",
      "somebody had hidden them there long ago. {h} and {f} mended them and gave them to the children of the village",
    ],
    [
      "honey",
      "it was full of jars of honey",
      "it was old and dark and tasted of summer. {h} and {f} sat down then and there and ate until they could not move",
    ],
  ] as const);
  t.tell(`they opened the lid. ${inside[1]}.`);
  t.tell(`${inside[2]}.`);
  lesson(t, "the best treasure is one that can be shared");
  happyTogether(t);
  t.ask("where was the map?", "{found}.")
    .ask("what was in the chest?", `${inside[0]}.`)
    .ask("who went with {h}?", "{f} the {f.kind}.")
    .ask("where was the treasure?", "{p.near}.");
  t.about(
    "the old map",
    "two friends who looked for a treasure",
    `{h} the {h.kind} and {f} the {f.kind} found an old map and dug up a chest {p.near}. In it they found ${inside[0]}.`,
  );
}

/** Something is needed for someone ill, and it grows far away. */
export function medicine(t: Teller): void {
  t.hero();
  t.cast("f");
  const needed = neededAbility(t);
  t.castAble("k", needed);
  t.set(
    "herb",
    "a silver leaf",
    "a blue flower",
    "some honey from the wild bees",
    "a red root",
    "water from the cold spring",
    "some mountain moss",
  );
  t.place("p", (n) => ["mountain", "cave", "swamp", "lake", "forest", "old tower"].includes(n));
  opening(t);
  friendship(t);
  t.turn();
  t.tell(
    "{oneday}, {f} was ill. {f.he} lay in bed and could not [eat|laugh|speak].",
    "but {oneday}, {f} did not come out to play. {f.he} was ill, and {f.his} head was hot.",
  );
  t.detail(0.3);
  t.tell(
    'the doctor, an old [goat|owl|stork], shook her head. "Only {herb} can help," she said. "It is found {p.in}, and nobody dares to go there."',
  );
  t.say("h", "[I will go.|Then I will get it.|I dare.]");
  t.turn();
  t.tell("{h} went at once. {h.he} walked all day.", "{h} took a lantern and some bread and set out.");
  t.tell("on the way {h.he} met {k}, {k.intro}.");
  t.say("k", "Where are you going in such a hurry?", "asked");
  t.say("h", "[My friend {f} is ill. I must find {herb}.|I must bring {herb} to {f}, or {f} will not get well.]");
  t.say(
    "k",
    "[Then I will come with you.|That is a long way. I will come with you.|Two are better than one. Let us go.]",
  );
  obstacle(t, needed);
  t.turn();
  t.tell("so they came {p.to}. {p.detail}");
  t.tell(
    "and there it was: {herb}. {h} took only as much as {h.he} needed.",
    "{h} looked and looked. Then {k} pointed. There, in the last light, was {herb}.",
  );
  t.tell("they ran back the whole night.", "{h} thanked {k} and ran home through the night.");
  t.turn();
  t.tell(
    '{f} took it with a little warm milk and fell asleep. In the morning {f} opened {f.his} eyes and said, "I am hungry!"',
    "the doctor made tea from it. {f} drank one cup, then another. Slowly {f.his} face grew bright again.",
  );
  t.tell("{h} laughed, and then {h.he} slept for two days.", "nobody was happier than {h}.");
  lesson(t, "one can be brave for a friend even when one is afraid");
  happyTogether(t);
  t.ask("who was ill?", "{f} the {f.kind}.")
    .ask("what did {h} have to find?", "{herb}.")
    .ask("who went with {h}?", "{k} the {k.kind}.")
    .ask("where was it?", "{p.in}.");
  t.about(
    "{herb}",
    "{h.a} who found medicine for a friend",
    "{f} was ill, and only {herb} could help. {h} the {h.kind} and {k} the {k.kind} got it, and {f} got well.",
  );
}
