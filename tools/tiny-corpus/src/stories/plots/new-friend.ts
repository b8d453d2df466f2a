/** A lonely one and a new one; the first meeting goes wrong. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function newFriend(t: Teller): void {
  t.hero(undefined, ["lonely", "shy", "curious", "proud", "quiet", "cheerful"]);
  t.cast("f");
  t.set(
    "joy",
    "sing",
    "look at the stars",
    "collect stones",
    "paint pictures",
    "build towers",
    "tell stories",
    "dance in the rain",
    "bake cookies",
  );
  opening(t);
  t.tell(
    "{h.he} liked to {joy}, but it was not much fun alone.",
    "when {h.he} wanted to {joy}, there was nobody to do it with.",
  );
  t.turn();
  t.tell(
    "{oneday}, somebody moved into the empty house next door. It was {f}, {f.intro}.",
    "{oneday}, a cart stopped in front of the house next door. {f.intro} climbed down. {f.his} name was {f}.",
  );
  const start = t.dice.pick(["strange", "noise", "misheard", "rumour"] as const);
  if (start === "strange")
    t.tell('"{f.a}!" thought {h}. "I have never had {f.a} for a neighbour." {h} hid behind the curtain.');
  else if (start === "noise")
    t.tell(
      'all day long there was hammering and banging. {h} held {h.his} ears. "What a noisy neighbour!" {h.he} said.',
    );
  else if (start === "misheard")
    t.tell(
      '"good morning!" called {h}. {f} did not answer and went inside. "How rude!" thought {h}. {h.he} could not know that {f} was only shy.',
    );
  else
    t.tell(
      '"be careful," said the crow on the fence. "I have heard bad things about the new neighbour." {h} closed all the windows.',
    );
  t.tell("for a week they did not speak.", "days went by, and nobody said a word.");
  t.turn();
  const turn = t.dice.pick(["basket", "window", "rain", "fence"] as const);
  if (turn === "basket")
    t.tell(
      "one morning there was a basket in front of the door, with [a warm apple pie|six eggs|a jar of jam|fresh bread] in it, and a note. {f} had put it there.",
    );
  else if (turn === "window")
    t.tell(
      "one evening {h} looked out of the window. There was {f}, all alone, and what was {f} doing? {f.he} was trying to {joy}!",
    );
  else if (turn === "rain")
    t.tell(
      'then the rain came through the roof of {h}. There was a knock at the door. It was {f}, with a hammer and some boards. "I saw your roof," said {f}. "May I help?"',
    );
  else
    t.tell(
      "then the wind blew down the fence between them. Both came out at the same time, and both picked up the same board.",
    );
  t.say(
    "f",
    "[I have wanted to say hello for days, but I did not dare.|I did not know if you liked me.|I do not know anybody here.]",
  );
  t.say("h", "[And I was afraid of you.|I thought that you did not like me.|How silly I was.]");
  t.say("h", "Do you like to {joy}?", "asked");
  t.say("f", "More than anything!", "[cried|said]");
  t.tell(
    "from then on they met every evening to {joy}.",
    "that same evening they began to {joy}, and they did not stop until the moon was high.",
  );
  lesson(t, "one should say hello first and think later", "one does not know somebody until one has talked to them");
  happyTogether(t);
  t.ask("who moved in next door?", "{f} the {f.kind}.").ask("what did both like to do?", "they liked to {joy}.");
  t.about(
    "the new neighbour",
    "{h.a} who found a friend",
    "{f} the {f.kind} moved in next to {h} the {h.kind}. At first they did not talk, but then they found out that both liked to {joy}, and became friends.",
  );
}
