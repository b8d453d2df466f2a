/** An egg or a young one is found and cared for, and must be let go. @module */

import { lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function foundling(t: Teller): void {
  t.hero((k) => !["king", "queen"].includes(k.name));
  const young = t.dice.pick([
    ["a blue egg", "a tiny bird", "flew", "fly"],
    ["a big green egg", "a small dragon", "flew", "fly"],
    ["a wet little seal", "the seal", "swam", "swim"],
    ["a round white egg", "a small turtle", "swam", "swim"],
    ["a young deer without its mother", "the deer", "ran", "run"],
    ["a fallen nest with one egg", "a tiny owl", "flew", "fly"],
  ] as const);
  const egg = young[0].includes("egg");
  t.set("found", young[0]);
  t.set("young", young[1]);
  t.set("pet", "Dot", "Bean", "Button", "Pebble", "Snow", "Clover", "Sunny", "Spot");
  t.place("p", (n) =>
    (young[3] === "swim" ? ["lake", "beach", "river"] : ["forest", "meadow", "mountain", "hill"]).includes(n),
  );
  opening(t);
  t.turn();
  t.tell("{oneday}, {h} found {found} {p.in}.", "{oneday}, {h.he} walked {p.to}, and there {h.he} saw {found}.");
  t.tell(
    egg
      ? "{h} looked around. Nobody was there to keep it warm. So {h.he} took it home and put it beside the stove."
      : "it was all alone and cried softly. {h} waited, but no mother came. So {h.he} took it home and gave it milk.",
  );
  if (egg)
    t.tell(
      "on the third day there was a crack, and out came {young}!",
      "one night {h} heard a soft tap, tap, tap. The egg opened, and {young} looked at {h.him}.",
    );
  t.tell("{h} called it {pet}.", '"I will call you {pet}," said {h}.');
  t.tell(
    "{pet} followed {h} everywhere and slept at {h.his} feet.",
    "{h} fed {pet} five times a day and hardly slept.",
    "{h} taught {pet} everything {h.he} knew.",
  );
  t.turn();
  t.tell(
    "{pet} grew. The house became too small. And more and more often {pet} stood at the window and looked out.",
    "weeks went by. {pet} grew strong, and in the evening {pet} looked out into the world and was quiet.",
  );
  t.tell("{h} understood. {h.his} throat was tight.", "{h} knew what that meant, and it made {h.him} sad.");
  t.say(
    "h",
    `[You want to ${young[3]}, out there with the others.|You are not made for a house.|It is time for you to go.]`,
    "[said|whispered]",
  );
  t.tell("{h} carried {pet} {p.to}, back to where they had met.", "so they went {p.to} together, one last time.");
  t.tell(`{pet} looked at {h} once more, and then {pet} ${young[2]} away, far and farther.`);
  t.tell("the house was very still that evening.", "{h} stood there and waved for a long time.");
  t.turn();
  t.tell(
    "but in the next spring there was a sound at the door. It was {pet}, and {pet} was not alone!",
    "and every year, on the same day, {pet} comes back, and {h} puts the milk on the table.",
    "sometimes, when {h} goes {p.to}, there is a call that {h.he} knows. Then {h} calls back.",
  );
  lesson(t, "to love someone can mean to let them go");
  t.ask("what did {h} find?", "{found}.")
    .ask("what was it called?", "{pet}.")
    .ask("why did {h} let {pet} go?", "because {pet} was not made for a house.")
    .ask("where did {h} find it?", "{p.in}.");
  t.about(
    `{pet}`,
    `{h.a} who found ${young[0]}`,
    "{h} the {h.kind} found {found} {p.in} and cared for it. {h.he} called it {pet}, and when it was big, {h} let it go.",
  );
}
