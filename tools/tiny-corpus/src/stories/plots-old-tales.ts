/**
 * Plots in the manner of old tales: many who pull, a stranger at the door, a ruler who cannot laugh.
 * @module
 */

import { happyAlone, happyTogether, lesson, obstacle, opening } from "./beats.ts";
import type { Teller } from "./teller.ts";

/** Something is too big for one; one after another helps, and the smallest makes the difference. */
export function together(t: Teller): void {
  t.hero((k) => !["giant", "elephant", "dragon", "mouse", "bee", "ant"].includes(k.name));
  t.cast("f", (k) => !["giant", "elephant", "mouse", "ant"].includes(k.name));
  t.cast("g", (k) => !["giant", "elephant", "mouse", "ant"].includes(k.name));
  t.cast("s", (k) => k.name === "mouse" || k.name === "ant" || k.name === "bee");
  t.named(
    "big",
    "a giant turnip",
    "a huge pumpkin",
    "an old tree stump",
    "a cart that was stuck in the mud",
    "a heavy church bell",
    "a boat that lay on the sand",
  );
  const stump = /cart|boat|bell/.test(t.text("{big}"));
  t.set("do", stump ? "push" : "pull");
  opening(t);
  t.turn();
  t.tell(`{oneday}, {h} wanted to ${stump ? "move" : "pull out"} {big}.`);
  t.tell(
    "{h.he} took hold of it and {do}ed. It did not move.",
    "{h} {do}ed and {do}ed, until {h.he} was red in the face. Nothing happened.",
  );
  t.tell(
    "{h} called {f}. {h} {do}ed, and {f} {do}ed. It did not move.",
    'then {f} came along. "Let me help you," said {f}. So {h} {do}ed, and {f} {do}ed. It still did not move.',
  );
  t.tell(
    "they called {g}. {h} {do}ed, {f} {do}ed, and {g} {do}ed. It moved a little, but not enough.",
    "so {f} called {g}. {h} and {f} and {g} {do}ed all together. There was a creak, but no more.",
  );
  t.turn();
  t.tell('then a small voice said, "May I help?" It was {s}, {s.a}.');
  t.tell('{g} laughed. "You? You are much too small!"', '"you are smaller than my thumb," said {f}.');
  t.say("h", "[We can use everyone.|Let {s.him} try.|Come, there is room for one more.]");
  t.tell(
    "and so they stood in a row: {h}, {f}, {g} and {s}. One, two, three! And it moved!",
    "{h} {do}ed, {f} {do}ed, {g} {do}ed, and {s} {do}ed. And then, with a loud crack, it moved!",
  );
  t.tell("all of them fell down, one on top of the other, and laughed.", '"hurrah!" they all cried.');
  t.tell("{s} sat on top and was the proudest of all.", "nobody laughed at {s} any more.");
  lesson(t, "even the smallest can make the difference", "many hands can do what one cannot");
  happyTogether(t);
  t.ask("who helped first?", "{f} the {f.kind}.")
    .ask("who made the difference?", "{s} the {s.kind}.")
    .ask("what did they move?", "{big}.");
  t.about(
    "one more",
    "many who worked together",
    `{h}, {f} and {g} could not move {big.the}. When little {s} the {s.kind} helped too, they could do it.`,
  );
}

/** A stranger asks for a bed; the rich one says no, the poor one says yes. */
export function strangerAtTheDoor(t: Teller): void {
  t.hero(undefined, ["kind", "shy", "quiet", "cheerful", "careful"]);
  t.cast("r", undefined);
  t.set(
    "guest",
    "an old man with a stick",
    "a woman with a grey shawl",
    "a thin boy without shoes",
    "an old soldier",
    "a girl with a little dog",
  );
  const guest = t.text("{guest}").replace(/^an? /, "");
  t.set("theguest", `the ${guest.replace(/ with.*| without.*/, "")}`);
  const he = /woman|girl/.test(guest) ? ["she", "her"] : ["he", "him"];
  t.set("he", he[0]);
  t.set("him", he[1]);
  const gift = t.dice.pick([
    ["a small pot", "it is never empty", "every morning there was warm porridge in it, enough for everyone who came"],
    [
      "three seeds",
      "plant them in front of the door",
      "three apple trees grew from them, and they had apples in summer and in winter",
    ],
    [
      "an old flute",
      "play it when you are sad",
      "whoever heard it had to dance, and soon the little house was full of guests",
    ],
    [
      "a grey stone",
      "put it into your pocket and wait",
      "in the dark it shone like a lamp, and {h} never lost the way again",
    ],
    [
      "a ball of wool",
      "knit, and do not ask",
      "it never came to an end, and in winter everyone {around} had warm socks",
    ],
  ]);
  t.set("gift", gift[0]);
  opening(t);
  t.tell(
    "{h} was poor. On the hill, in a fine big house, lived {r}, who was rich.",
    "{h.he} had only one bed, one chair and one spoon. {h.his} neighbour {r} had ten of everything.",
  );
  t.turn();
  t.tell(
    'one stormy night there was a knock at the door of {r}. There stood {guest}. "May I sleep here?"',
    'one cold night {guest} came down the road and knocked at the big house of {r}. "Please, let me come in."',
  );
  t.say("r", "[Go away! I have no room for you.|There is no place for you here.|My carpets would get wet.]");
  t.tell("so {theguest} went on and knocked at the little house of {h}.");
  t.say("h", "[Come in, you must be cold.|I do not have much, but we can share it.|Sit down by the fire.]");
  t.tell(
    "{h} gave {him} half of the soup and the only bed, and slept on the floor.",
    'there was only one bowl of soup. {h} gave it to {him} and said, "I have eaten already."',
  );
  t.turn();
  t.tell(
    `in the morning {theguest} put {gift} on the table. "Take it," {he} said. "${gift[1].charAt(0).toUpperCase()}${gift[1].slice(1)}." Then {he} was gone.`,
  );
  t.tell(`{h} did so, and see: ${gift[2]}.`);
  const end = t.dice.pick(["asks", "learns"] as const);
  if (end === "asks") {
    t.tell(
      'when {r} heard of it, {r.he} ran after {theguest}. "Come to my house! I have ten beds!" But {theguest} only smiled. "Last night I needed one," {he} said, and went on.',
    );
  } else {
    t.tell(
      '{r} saw it and was ashamed. In the evening {r} came to {h} with a big basket. "I have too much," said {r}. "Help me to share it."',
    );
  }
  lesson(t, "one is rich if one can share", "whoever opens the door lets luck come in");
  happyAlone(t);
  t.ask("who came in the night?", "{guest}.")
    .ask("who said no?", "{r} the {r.kind}.")
    .ask("what did {h} get?", "{gift}.");
  t.about(
    "a knock at the door",
    "{h.a} who let a stranger in",
    "{guest} came in the night. {r} sent {him} away, but {h} the {h.kind} shared everything and got {gift}.",
  );
}

/** A ruler cannot laugh (sleep, eat); the clever try with much, the hero succeeds with little. */
export function sadRuler(t: Teller): void {
  t.hero((k) => !["king", "queen", "prince", "princess"].includes(k.name));
  t.set("ruler", "king", "queen");
  const king = t.text("{ruler}") === "king";
  t.set("he", king ? "he" : "she");
  t.set("him", king ? "him" : "her");
  t.set("his", king ? "his" : "her");
  const trouble = t.dice.pick([
    [
      "laugh",
      "clowns came, and jugglers, and a bear on a bicycle",
      "{h} stepped forward, tripped over the carpet, fell into a bowl of pudding and looked up with a cherry on {h.his} nose",
      "The {ruler} began to giggle. Then {he} laughed so loudly that the windows shook",
    ],
    [
      "sleep",
      "doctors came with drops and powders, and a hundred sheep were led past the bed",
      "{h} sat down beside the bed and told how {h.his} own day had been, slowly and quietly, with every leaf and every stone",
      "Before {h} had come to supper, the {ruler} was snoring",
    ],
    [
      "eat",
      "cooks came from seven lands with golden plates",
      "{h} took the {ruler} out to the fields, and they worked all day long. In the evening {h} gave {him} a piece of dry bread",
      '"I have never eaten anything so good!" cried the {ruler}',
    ],
    [
      "speak",
      "wise men came and made long speeches",
      "{h} did not say a word. {h.he} sat down on the steps and looked at the evening sky",
      'After a long time the {ruler} sat down too. "Nobody has ever just sat with me," {he} said',
    ],
  ]);
  t.set("cannot", trouble[0]);
  t.named("reward", "a golden ring", "a bag of gold", "a white horse", "a house with a garden", "a silver flute");
  opening(t);
  t.turn();
  t.tell(
    "in that land there was a {ruler} who could not {cannot} any more.",
    "{oneday}, a rider brought news: the {ruler} could not {cannot} any more.",
  );
  t.tell('"whoever can help me shall have {reward}," said the {ruler}.', "whoever could help was to get {reward}.");
  t.tell(`${trouble[1]}. nothing helped.`);
  t.tell(
    '"I will try it," said {h}.',
    'then {h} came to the castle. The guards laughed. "What do you want here?" But they let {h.him} in.',
  );
  t.turn();
  t.tell(`${trouble[2]}.`);
  t.tell(`${trouble[3]}.`);
  t.tell("the whole castle cheered.", "the guards threw their hats into the air.");
  t.tell(
    '"how did you do that?" asked the {ruler}. "I do not know," said {h}. "I was only myself."',
    '"{reward.the} is yours," said the {ruler}. "And come back tomorrow!"',
  );
  t.tell(
    "{h} went home with {reward.the}, and often {h.he} came to visit the {ruler}.",
    '{h} did not want {reward.the}. "I would rather have a friend," {h.he} said. And so they became friends.',
  );
  lesson(t, "sometimes the simple way is the best", "not everything can be bought with gold");
  happyAlone(t);
  t.ask("what could the {ruler} not do?", "{cannot}.")
    .ask("what was the reward?", "{reward}.")
    .ask("who helped the {ruler}?", "{h} the {h.kind}.");
  t.about(
    "the {ruler} who could not {cannot}",
    "{h.a} who helped a {ruler}",
    "the {ruler} could not {cannot} any more. Many tried to help, but only {h} the {h.kind} could.",
  );
}

/** They laugh at what is odd about the hero, until just that is needed. */
export function oddOne(t: Teller): void {
  t.hero((k) => !["king", "queen"].includes(k.name), ["shy", "quiet", "lonely", "kind", "cheerful", "curious"]);
  t.cast("f");
  const odds = [
    [
      "a very loud voice",
      "Not so loud!",
      "fog came over the lake, and the boats could not find the shore",
      "stood on the highest rock and called, again and again, until the last boat was home",
    ],
    [
      "very big feet",
      "Look at those feet!",
      "the snow lay so deep that nobody could walk",
      "walked ahead and made a path with those big feet, from house to house",
    ],
    [
      "a very long nose",
      "What a nose!",
      "there was a smell of smoke in the air, and everyone was asleep",
      "smelled it first, woke everyone, and the fire was put out in time",
    ],
    [
      "hair as red as fire",
      "Your hair is burning!",
      "a little child was lost in the dark wood",
      "went to look, and the child saw the red hair shine between the trees and came running",
    ],
    [
      "spots all over",
      "Somebody has spilled paint on you!",
      "hunters came through the wood",
      "lay down in the leaves, showed the others how to hide, and nobody was found",
    ],
    [
      "the habit of walking backwards",
      "You will bump into a tree!",
      "a wolf crept up behind all of them",
      "was the only one to see it and shouted in time",
    ],
    [
      "a strange slow way of doing things",
      "Are you asleep?",
      "the old bridge began to break, and everyone wanted to run",
      'said, "Slowly, one after another," and so all of them came across',
    ],
  ] as const;
  const odd = t.dice.pick(odds.filter(([what]) => what !== "very big feet" || t.season.name === "winter"));
  t.set("odd", odd[0]);
  opening(t);
  t.tell(
    "but {h} had {odd}, and the others laughed at {h.him}.",
    "there was one thing about {h} that was different: {h.he} had {odd}.",
  );
  t.tell(`"${odd[1]}" they cried, and the loudest of them was {f}.`, `"${odd[1]}" said {f}, whenever {h} came by.`);
  t.tell(
    "{h} wished to be like everyone else.",
    "{h} pretended not to hear it. But at night {h.he} cried.",
    "so {h} mostly stayed alone.",
  );
  t.turn();
  t.tell(`then a day came when ${odd[2]}.`, `but one day ${odd[2]}.`);
  t.tell("nobody knew what to do.", "even {f} was afraid.", "all of them were frightened.");
  t.tell(`it was {h} who ${odd[3]}.`, `{h} did not think about it for long. {h.he} ${odd[3]}.`);
  t.turn();
  t.tell(
    "when it was over, nobody laughed. {f} came to {h} and looked at the ground.",
    "afterwards {f} went up to {h}, very slowly.",
  );
  t.say("f", "[I am sorry that I laughed.|I was wrong about you.|What would we have done without you?]");
  t.say("h", "[I have always been like this.|It is just the way I am.|Everyone is good for something.]");
  t.say("f", "[And it is good that you are like this.|Will you be my friend?|I wish I could do that too.]");
  lesson(t, "what is different can be a gift", "one should not laugh at others");
  happyTogether(t);
  t.ask("what was different about {h}?", "{h.he} had {odd}.")
    .ask("who laughed at {h}?", "{f} the {f.kind}.")
    .ask("who said sorry?", "{f}.");
  t.about(
    "[just like {h}|{h} is different]",
    "{h.a} who was different",
    "the others laughed at {h} the {h.kind}, who had {odd}. But one day just that helped them all, and {f} said sorry.",
  );
}

/** Two sides of a river, one quarrel, one who goes across. */
export function twoVillages(t: Teller): void {
  t.hero(undefined, ["brave", "clever", "curious", "kind", "stubborn", "cheerful"]);
  t.cast("f");
  t.set(
    "quarrel",
    "which side had the better cheese",
    "whose bell was louder",
    "an old cow that had run away",
    "the name of the river",
    "who had begun the quarrel",
  );
  const deed = t.dice.pick([
    ["built a bridge, one plank every day", "somebody on the other side had begun to build too. It was {f}"],
    ["put a letter into a bottle and threw it across", "{f} found it, and the next day a bottle came back"],
    ["rowed across with a cake", "{f} stood there with a cake too, and was just going to row over"],
    ["sang a song across the water every evening", "one evening {f} on the other side sang the second verse"],
  ]);
  t.set("deed", deed[0]);
  opening(t);
  t.tell(
    "on the other side of the river there was another village. But the people here and the people there had not spoken for a hundred years. They had quarrelled about {quarrel}.",
  );
  t.turn();
  t.tell(
    '"why do we not speak with them?" asked {h}. "Because we never do," said the others.',
    '"who lives over there?" asked {h}. Nobody could tell {h.him}.',
  );
  t.say("h", "[That is a silly reason.|Then somebody has to begin.|I want to know them.]");
  t.tell("and so {h} {deed}.");
  t.maybe(
    0.5,
    '"you are wasting your time," said the old people.',
    "nobody helped {h.him}, but nobody stopped {h.him} either.",
  );
  if (t.dice.chance(0.3)) obstacle(t);
  t.tell(`and then something happened: ${deed[1]}.`);
  t.say(
    "f",
    "[We always thought that you did not like us.|They told us that you were wild.|I have waited for somebody like you.]",
  );
  t.say("h", "[They told us the same about you!|And here we are.]");
  t.turn();
  t.tell(
    "soon the children came and went, and then the others too. They found out that their cheese, their bells and their songs were nearly the same.",
    "in the end there was a great feast in the middle of the river, on ten boats tied together.",
  );
  t.tell("nobody could remember what the quarrel had been about.", "and the old quarrel was forgotten.");
  lesson(t, "somebody has to take the first step", "a bridge is better than a wall");
  happyTogether(t);
  t.ask("what had they quarrelled about?", "{quarrel}.")
    .ask("who lived on the other side?", "{f} the {f.kind}.")
    .ask("what did {h} do?", "{h.he} {deed}.");
  t.about(
    "the other side of the river",
    "{h.a} who ended an old quarrel",
    "two villages had not spoken for a hundred years. {h} the {h.kind} {deed}, met {f}, and the quarrel ended.",
  );
}

/** The first time: fear before, pride after. */
export function firstTime(t: Teller): void {
  t.hero(
    (k) => !["king", "queen", "giant", "wizard", "farmer", "baker", "sailor", "shepherd"].includes(k.name),
    ["shy", "curious", "careful", "cheerful", "impatient", "quiet", "playful"],
  );
  t.cast("f");
  t.set("parent", "mother", "father", "grandmother", "grandfather");
  const firsts = [
    [
      "the first day of school",
      "what if nobody talks to me",
      "in the class there was an empty seat next to {f}",
      '{f} pushed over half of a cookie. "I am afraid too," whispered {f}',
      "I want to go again tomorrow",
    ],
    [
      "the first night away from home",
      "what if I cannot sleep",
      "the bed in the house of {f} was big and strange",
      "{f} took a lamp and told a funny story, and then another",
      "it was just like home, only different",
    ],
    [
      "the first trip on a ship",
      "what if it sinks",
      "on the ship {h} met {f}, who was sailing for the hundredth time",
      "{f} showed {h.him} how to stand: knees soft, eyes on the sky",
      "the sea is like a big cradle",
    ],
    [
      "the first visit to the dentist",
      "what if it hurts",
      "in the waiting room sat {f}, with a hand on the cheek",
      '"hold my hand," said {f}, "and I will hold yours"',
      "it was over before I had counted to ten",
    ],
    [
      "the first time on a stage",
      "what if I forget my words",
      "behind the curtain stood {f}, who was to play the moon",
      '"just look at me," whispered {f}. And when {h} got stuck, {f} said the first word',
      "they clapped, and I forgot to be afraid",
    ],
    [
      "the first snow",
      "what is this white stuff",
      "{f} was already out there, rolling a big white ball",
      '"come, it is only cold at first," called {f}, and together they made a snowman',
      "can it stay forever",
    ],
  ] as const;
  const first = t.dice.pick(firsts.filter(([what]) => what !== "the first snow" || t.season.name === "winter"));
  t.set("first", first[0]);
  opening(t);
  t.turn();
  t.tell("{oneday}, it was time for {first}.", "tomorrow was {first}. {h} could not think of anything else.");
  t.say("h", `${first[1].charAt(0).toUpperCase()}${first[1].slice(1)}?`, "asked");
  t.tell(
    '"you will see," said {h.his} {parent} and kissed {h.him}.',
    '"everyone has a first time," said {h.his} {parent}.',
  );
  t.tell(
    "{h.his} belly felt as if it were full of butterflies.",
    "{h} held the hand of {h.his} {parent} very tight.",
    "{h} walked slowly, then more slowly still.",
  );
  t.turn();
  t.tell(`${first[2]}.`);
  t.tell(`${first[3]}.`);
  t.tell(
    "after that it was not so bad any more.",
    "{h} had to smile, and the butterflies flew away.",
    "suddenly {h} noticed that {h.he} was having fun.",
  );
  t.turn();
  t.tell('in the evening {h.his} {parent} asked, "How was it?"', '"well?" asked {h.his} {parent} when it was over.');
  t.say(
    "h",
    `${first[4].charAt(0).toUpperCase()}${first[4].slice(1)}${first[4].startsWith("can") ? "?" : "!"}`,
    first[4].startsWith("can") ? "asked" : "[cried|said]",
  );
  lesson(t, "the first step is the hardest", "new things are less frightening when two do them");
  if (t.dice.chance(0.6)) happyTogether(t);
  else happyAlone(t);
  t.ask("what was new for {h}?", "{first}.").ask("who helped {h}?", "{f} the {f.kind}.");
  t.about(
    "{first}",
    "{h.a} and {first}",
    "it was {first} for {h} the {h.kind}, and {h.he} was afraid. {f} the {f.kind} helped {h.him}, and in the end it was fun.",
  );
}

/** An old thing is thrown away and finds somebody who needs it. */
export function oldToy(t: Teller): void {
  t.hero((k) =>
    ["girl", "boy", "mouse", "bear", "cat", "dog", "rabbit", "robot", "princess", "prince", "fox"].includes(k.name),
  );
  t.cast("f");
  t.thing(
    "o",
    (x) => x.sort === "toy" || ["drum", "scarf", "book", "clock", "lantern", "umbrella", "blanket"].includes(x.noun),
  );
  const soft = ["scarf", "book", "blanket", "umbrella", "doll", "teddy", "kite", "balloon"].includes(t.text("{o}"));
  t.set(
    "fault",
    ...(soft
      ? ["had lost its colour", "had a hole", "was torn on one side"]
      : ["had lost its colour", "was bent", "made a strange sound", "was missing a piece"]),
  );
  opening(t);
  t.tell(
    "{h} had {o.a} that {fault}. {h} had had {o.it} for years.",
    "{h} had got {o.a} long ago. by now {o.its} {fault}.",
  );
  t.turn();
  t.tell(
    "{oneday}, {h} got a new one and put {o.the} out into the street.",
    '{oneday}, {h} said, "I do not need you any more," and left {o.the} at the side of the road.',
  );
  t.tell(
    "there {o.the} lay in the rain, and many walked by.",
    "one day went by, and then another, and nobody looked at {o.the}.",
  );
  t.tell(
    "then {f} came by. {f} was poor and had never had {o.a}.",
    "on the third day {f} found {o.it}. {f} had never owned anything so nice.",
  );
  t.say("f", "[What a beautiful {o}!|Who would throw away {o.a} like this?]");
  t.tell(
    "{f} took {o.it} home, dried {o.it}, and worked on {o.it} for three evenings with needle, glue and paint.",
    "{f} cleaned {o.it} and mended {o.it} as well as {f.he} could.",
  );
  t.turn();
  t.tell(
    "some time later {h} met {f} and saw {o.the}. {h} stopped. {o.its} looked better than the new one, which had broken after a week.",
    'one day {h} saw {f} with {o.the}. "That was mine once," said {h}.',
  );
  t.tell(
    '{f} grew pale. "Do you want it back?" {h} thought about it for a moment.',
    '"I mended it," said {f}, and held on to it. {h} looked at the small, careful repairs.',
  );
  t.say(
    "h",
    "[No. {o.its} {o.is} in good hands.|Keep {o.it}. You have earned {o.it}.|{o.its} {o.was} mine, but now {o.its} {o.is} yours.]",
  );
  t.say("h", "[But will you show me how to mend things?|May I come and play with it sometimes?]", "asked");
  t.tell(
    "{f} nodded. From then on they mended old things together and gave them to those who had none.",
    "so {h} learned from {f} how to use needle and glue, and they became friends.",
  );
  lesson(t, "old things are worth a second look", "what one takes care of becomes beautiful");
  t.ask("who found {o.the}?", "{f} the {f.kind}.")
    .ask("what was wrong with {o.the}?", "{o.its} {fault}.")
    .ask("did {h} take {o.the} back?", "no, {f} could keep {o.it}.");
  t.about(
    "the old {o}",
    "{h.a} who threw away an old {o}",
    "{h} the {h.kind} threw away an old {o} that {fault}. {f} mended {o.it}, and {h} let {f.him} keep {o.it}.",
  );
}
