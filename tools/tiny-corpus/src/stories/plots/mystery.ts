/** Things vanish; someone watches and finds out why. @module */

import { happyAlone, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function mystery(t: Teller): void {
  t.hero(undefined, ["clever", "curious", "careful", "quiet", "brave", "stubborn"]);
  t.cast("f");
  t.set("gone", "socks", "spoons", "eggs", "buttons", "carrots", "candles", "red apples", "bells");
  const because = t.dice.pick([
    [
      "a magpie",
      "it was building a nest and wanted it to be the prettiest of all",
      "they gave it some old ribbons instead",
    ],
    ["a baby goat", "it was hungry and had no mother", "they gave it milk, and it stayed"],
    [
      "a little owl",
      "it was lonely and wanted somebody to come and look for it",
      "they promised to visit it every evening",
    ],
    ["the wind", "there was a hole in the wall, and every night the wind pulled them through", "they closed the hole"],
    [
      "a mouse with seven children",
      "she needed them for the little beds of her children",
      "they made seven little beds for her",
    ],
    [
      "old {f}, who walked in {f.his} sleep",
      "{f.he} had carried them to the attic every night and knew nothing about it",
      "they put a bell on the door, and {f} slept in bed ever after",
    ],
  ]);
  t.set("culprit", because[0]);
  t.set(
    "innocent",
    ...["dog", "fox", "cat", "stranger"].filter(
      (k) => k !== t.heroKind.name && k !== (t.slots.f as { kind: string }).kind,
    ),
  );
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, strange things began to happen {around}. The {gone} were gone.",
    '{oneday}, {f}, {f.a}, came running. "My {gone} are gone!" cried {f}. "All of them!"',
  );
  t.tell("the next morning more {gone} were missing, and nobody knew who had taken them.");
  t.tell('"it was the {innocent}!" said some. The {innocent} said, "No, it was not me!" But nobody believed that.');
  t.say("h", "[I do not think so. I will find out.|One must not say that without knowing.|Let me look first.]");
  t.turn();
  t.tell(
    "{h} looked at everything. On the ground there was [a feather|a bit of grey thread|a tiny hole|some flour].",
    "{h} asked many questions and wrote down the answers.",
  );
  t.tell("that night {h} did not go to bed. {h.he} hid behind [a barrel|the curtain|a bush] and waited.");
  if (!because[0].startsWith("old")) t.maybe(0.6, "{f} wanted to wait too, but soon {f.he} fell asleep.");
  t.tell("the clock struck ten, and eleven, and twelve. Then something moved.");
  t.tell("it was {culprit}! {h} followed without a sound and saw everything.");
  t.tell(`now {h} understood: ${because[1]}.`);
  t.turn();
  t.tell(`in the morning {h} told the others. Nobody was angry any more, and ${because[2]}.`);
  t.tell(
    "and all of them said sorry to the {innocent}.",
    "then they went to the {innocent} and asked to be forgiven. The {innocent} got the biggest piece of cake.",
  );
  lesson(t, "one should know before one speaks", "there is a reason for everything, if one looks");
  happyAlone(t);
  t.ask("what was missing?", "the {gone}.")
    .ask("who had taken the {gone}?", "{culprit}.")
    .ask("who found out?", "{h} the {h.kind}.")
    .ask("whom did they blame at first?", "the {innocent}.");
  t.about(
    "who took the {gone}?",
    "{h.a} who solved a mystery",
    "the {gone} were gone, and many blamed the {innocent}. {h} the {h.kind} watched at night and found out that it was {culprit}.",
  );
}
