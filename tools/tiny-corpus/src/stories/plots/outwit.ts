/** A weak one outwits a strong one. @module */

import { happyAlone, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function outwit(t: Teller): void {
  t.hero(
    (k) =>
      [
        "rabbit",
        "mouse",
        "frog",
        "duck",
        "hedgehog",
        "goat",
        "girl",
        "boy",
        "squirrel",
        "turtle",
        "pig",
        "bird",
        "mole",
      ].includes(k.name),
    ["clever", "curious", "brave", "quiet", "cheerful"],
  );
  t.set("foe", "wolf", "troll", "tiger", "crocodile", "snake", "lynx");
  t.place("p", (n) => ["forest", "river", "mountain", "swamp", "bridge", "cave"].includes(n));
  opening(t);
  t.turn();
  t.tell("{oneday}, {h} was {p.in}, when a {foe} jumped out.", "{oneday}, on the way {p.to}, {h} met a hungry {foe}.");
  t.tell(
    '"now I will eat you!" said the {foe}, and opened its big mouth.',
    '"I have not eaten for three days," growled the {foe}. "You come just in time."',
  );
  t.tell("{h} was frightened. But {h.he} did not show it.", "{h.his} heart stood still. But {h.his} head did not.");
  const way = t.dice.pick(["fat brother", "reflection", "song", "riddle", "tooth", "sick"] as const);
  if (way === "fat brother") {
    t.say("h", "I am much too thin. Wait for my brother. He is three times as big.");
    t.tell("the {foe} was greedy and waited. It waited all day. Nobody came, because {h} had no brother.");
    t.set("trick", "{h.he} told the {foe} to wait for a bigger brother");
  } else if (way === "reflection") {
    t.say("h", "Another {foe} lives here, and it says that you are weak.");
    t.tell(
      '"where?" roared the {foe}. {h} led it to the well. The {foe} looked down and saw a {foe} with big teeth. It jumped in to fight, and there was a great splash.',
    );
    t.set("trick", "{h.he} showed the {foe} its own face in the well");
  } else if (way === "song") {
    t.say("h", "Let me sing my last song.");
    t.tell(
      '"sing, then," said the {foe}. {h} sang a slow, soft song, about warm sand and long sleep. The {foe} yawned. Its eyes closed. When it began to snore, {h} was far away.',
    );
    t.set("trick", "{h.he} sang the {foe} to sleep");
  } else if (way === "riddle") {
    t.say("h", "First answer a riddle. If you can, you may eat me. If you cannot, you must let me go.");
    t.tell('"ask," said the {foe}.');
    const r = t.dice.pick([
      ["What has a neck but no head?", "a bottle"],
      ["What gets wet while it dries?", "a towel"],
      ["What goes up and never comes down?", "your age"],
      ["What has teeth but cannot bite?", "a comb"],
      ["What runs but has no legs?", "a river"],
    ]);
    t.tell(`"${r[0]}" asked {h}.`);
    t.tell(
      `the {foe} thought and thought until smoke came out of its ears. At last it gave up. "It is ${r[1]}," said {h}, and walked away.`,
    );
    t.ask("what was the answer to the riddle?", `${r[1]}.`);
    t.set("trick", "{h.he} asked a riddle that the {foe} could not answer");
  } else if (way === "tooth") {
    t.tell("then {h} saw that one of its teeth was black.");
    t.say("h", "Does that tooth not hurt?", "asked");
    t.tell(
      '"day and night," said the {foe}, and a tear ran down its face. {h} tied a string to the tooth and pulled. Out it came! The {foe} was so happy that it forgot its hunger and danced.',
    );
    t.set("trick", "{h.he} pulled out a tooth that hurt");
  } else {
    t.say("h", "You can eat me. But I have eaten a green mushroom, and my belly hurts so much!");
    t.tell('the {foe} took a step back. "A green mushroom? Then you are poison! Go away, go away!" And it ran off.');
    t.set("trick", "{h.he} said that {h.he} had eaten a bad mushroom");
  }
  t.turn();
  t.tell(
    "{h} ran home and locked the door. Then {h.he} had to laugh.",
    "at home {h} told everyone, and they laughed until they cried.",
    "since that day the {foe} has been very polite to {h}.",
  );
  lesson(t, "a clever head is better than big teeth", "fear is no reason to stop thinking");
  happyAlone(t);
  t.ask("whom did {h} meet?", "a {foe}.").ask("how did {h} get away?", "{trick}.");
  t.about(
    "{h} and the {foe}",
    "{h.a} who was cleverer than a {foe}",
    "a {foe} wanted to eat {h} the {h.kind}. But {h} was clever: {trick}.",
  );
}
