/** The hero, lost, finds the way home by a sign, a guide or by staying put. @module */

import { happyAlone, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

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
