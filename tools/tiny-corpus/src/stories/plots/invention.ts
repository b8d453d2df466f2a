/** A machine or a strange plan: it fails, then works for something else. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function invention(t: Teller): void {
  t.hero(
    (k) =>
      [
        "robot",
        "girl",
        "boy",
        "mouse",
        "beaver",
        "wizard",
        "owl",
        "monkey",
        "badger",
        "rabbit",
        "giant",
        "fox",
      ].includes(k.name),
    ["clever", "curious", "stubborn", "cheerful", "forgetful", "impatient"],
  );
  t.cast("f");
  const plan = t.dice.pick([
    ["a machine that washes dishes", "it threw the plates against the wall", "shaking the apples from the trees"],
    ["a flying chair", "it hopped twice and fell over", "jumping over the river like a frog"],
    ["a machine that makes sunshine", "it only made smoke and a strange smell", "keeping the flies away from the cows"],
    ["a shoe that ties itself", "it tied itself to the table", "tying up the sacks of the miller"],
    ["a lamp that never goes out", "it was so bright that nobody could sleep", "showing the ships the way at night"],
    ["a hat that tells the time", "it rang every minute, day and night", "waking the baker, who could never get up"],
    [
      "a broom that sweeps alone",
      "it swept the cat out of the house, and the chairs too",
      "clearing the snow from the streets",
    ],
  ] as const);
  t.set("plan", plan[0]);
  t.set("used", plan[2]);
  opening(t);
  t.tell("{h} liked to build things.", "in {h.his} shed there were wheels, ropes, springs and a hundred screws.");
  t.turn();
  t.tell('{oneday}, {h} had an idea. "I will build {plan}!" {h.he} said.');
  t.say("f", "[That will never work.|Nobody has ever done that.|Are you sure?]");
  t.tell(
    `{f} was {f.a} and lived next door. {h} worked for three days and three nights. Then {h.he} pulled the lever, and ${plan[1]}.`,
  );
  t.tell("everyone laughed, and {f} laughed too.", "{h} pulled the lever again, quickly, and then it was quiet.");
  t.say("h", "[It was a bad idea.|All that work for nothing!]", "[sighed|said]");
  t.turn();
  t.tell(
    "{h} wanted to throw it away. But {f} walked around it and scratched {f.his} head.",
    "the next day {f} came back. {f} had thought about it all night.",
  );
  t.say(
    "f",
    "[It is not good for that. But what about {used}?|Maybe it is good for something else. What about {used}?]",
  );
  t.tell(
    "{h} looked at {f}. Then {h} laughed. They carried it out and tried it. It worked!",
    "they tried it that same afternoon, and it worked better than anyone had thought.",
  );
  t.tell(
    "soon everybody wanted one.",
    "the people came from far away to see it.",
    "and everyone who had laughed came to say thank you.",
  );
  lesson(t, "something that fails may be good for something else", "one has to look at a thing from two sides");
  happyTogether(t);
  t.ask("what did {h} want to build?", "{plan}.")
    .ask("who had the good idea?", "{f} the {f.kind}.")
    .ask("what was it good for?", "{used}.");
  t.about(
    "the strange machine",
    `{h.a} who built ${plan[0]}`,
    "{h} the {h.kind} built {plan}, and it failed. {f} found out that it was good for {used}.",
  );
}
