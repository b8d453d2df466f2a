/** Something must be carried to someone in time, past everything that would be nicer to do. @module */

import { happyAlone, lesson, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

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
