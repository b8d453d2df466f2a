/** One small thing is traded for another, and another, until something unlooked-for comes of it. @module */

import { lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

const cap = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function trades(t: Teller): void {
  t.hero();
  t.place("p", (n) => ["market", "harbour", "castle", "old mill", "windmill"].includes(n));
  const start = t.dice.pick(["a button", "a nail", "an old spoon", "a red thread", "a feather", "a potato"]);
  const chain = t.dice.some(
    ["a fish", "a pair of shoes", "a bag of flour", "a lamp", "a hen", "a fine hat", "a barrel", "a warm blanket"],
    3,
  );
  const people = t.dice.some(
    ["a fisherman", "a tailor", "a miller", "an old woman", "a soldier", "a singer", "a painter", "a shepherd"],
    3,
  );
  const last = t.dice.pick([
    [
      "a small child who was shivering with cold",
      "a smile and a song",
      "the song was so beautiful that {h} sang it every day, and soon everyone came to hear it",
    ],
    [
      "a poor man who had nothing to eat",
      "his thanks",
      "the man turned out to be the king in old clothes, and he made {h} his friend",
    ],
    ["a girl with a basket of puppies", "the smallest puppy", "the puppy became the best friend {h} ever had"],
    ["a sailor", "a place on his ship", "{h} saw the whole wide world and came home with a hundred stories"],
  ]);
  t.set("start", start);
  t.set("got", last[1]);
  opening(t);
  t.turn();
  t.tell(
    "{h} had nothing in {h.his} pocket but {start}. With it, {oneday}, {h.he} went {p.to}.",
    "{oneday}, {h} found {start} and put it into {h.his} pocket. Then {h.he} went {p.to}.",
  );
  t.detail(0.3);
  let have = start;
  for (let i = 0; i < 3; i++) {
    const who = people[i];
    const name = who.replace(/^an? /, "the ");
    t.tell(
      `${i === 0 ? "on the way" : i === 1 ? "then" : "a little later"} {h} met ${who}. "${cap(have.replace(/^an? /, "that "))} is just what I need," said ${name}. "I will give you ${chain[i]} for it."`,
      `${i === 0 ? "soon" : i === 1 ? "next" : "after that"} {h} came to ${who}, who needed ${have}. "Here, take ${chain[i]} for it," said ${name}.`,
    );
    t.tell("{h} said yes.", "{h} thought about it and agreed.", `so {h} got ${chain[i]}.`);
    have = chain[i];
  }
  t.turn();
  t.tell(
    `at last {h} came {p.to} with ${have}. There {h.he} saw ${last[0]}. {h} did not think about it for long and gave away ${have.replace(/^an? /, "the ")}.`,
  );
  t.tell(`what {h.he} got for it was ${last[1]}.`);
  t.tell('"that was a bad trade," said the people. {h} did not think so.', "{h} was quite happy with that.");
  t.tell(`and see: ${last[2]}.`);
  lesson(t, "what one gives with a good heart is never lost");
  t.ask("what did {h} have at first?", `${start}.`)
    .ask("what did {h} get for it?", `${chain[0]}.`)
    .ask("what did {h} get in the end?", `${last[1]}.`);
  t.about(
    `from ${start} to ${have}`,
    "{h.a} who traded one thing for another",
    `{h} the {h.kind} traded ${start} for ${chain[0]}, then for ${chain[1]}, then for ${chain[2]}, and gave that away for ${last[1]}.`,
  );
}
