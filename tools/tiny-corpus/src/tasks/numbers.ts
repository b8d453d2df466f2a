/**
 * Sums up to twenty, counting, comparing, and small problems told in words.
 * @module
 */

import { expand, plural } from "../grammar.ts";
import type { Dice } from "../random.ts";
import { names } from "../stories/cast.ts";
import { numberWords } from "./lexicon.ts";

/** A question, its answer, and the combination that may be held out ("" for a single fact, which cannot be guessed). */
export interface Exercise {
  ask: string;
  reply: string;
  key: string;
}

const things =
  "apple,pear,plum,egg,nut,coin,shell,stone,flower,button,cookie,ball,book,kite,candle,berry,carrot,feather".split(",");

export function sum(dice: Dice): Exercise {
  const plus = dice.chance(0.6);
  const a = dice.int(plus ? 0 : 1, plus ? 12 : 20);
  const b = dice.int(0, plus ? 12 : a);
  const key = `sum/${a}${plus ? "+" : "-"}${b}`;
  const result = plus ? a + b : a - b;
  if (dice.chance(0.3) && Math.max(a, result) <= 20) {
    const [x, y, z] = [a, b, result].map((n) => numberWords[n]);
    return {
      ask: `What is ${x} ${plus ? "plus" : "minus"} ${y}?`,
      reply: `${x} ${plus ? "plus" : "minus"} ${y} is ${z}.`,
      key,
    };
  }
  const line = `${a} ${plus ? "+" : "-"} ${b}`;
  return {
    ask: dice.pick([`What is ${line}?`, `${line} = ?`, `How much is ${line}?`]),
    reply: `${line} = ${result}`,
    key,
  };
}

export function times(dice: Dice): Exercise {
  const a = dice.int(1, 5);
  const b = dice.int(1, 5);
  return { ask: `What is ${a} x ${b}?`, reply: `${a} x ${b} = ${a * b}`, key: `sum/${a}x${b}` };
}

export function compare(dice: Dice): Exercise {
  const a = dice.int(0, 30);
  let b = dice.int(0, 30);
  if (a === b) b = a + 1;
  const more = dice.chance(0.5);
  const answer = more === a > b ? a : b;
  return {
    ask: `Which is ${more ? "more" : "less"}, ${a} or ${b}?`,
    reply: `${answer} is ${more ? "more" : "less"} than ${answer === a ? b : a}.`,
    key: `compare/${a}/${b}`,
  };
}

export function problem(dice: Dice): Exercise {
  const female = dice.chance(0.5);
  const name = dice.pick(female ? names.female : names.male);
  const other = dice.pick(female ? names.male : names.female);
  const noun = dice.pick(things);
  const plus = dice.chance(0.5);
  const a = dice.int(2, 12);
  const b = dice.int(1, plus ? 8 : a - 1);
  const result = plus ? a + b : a - b;
  const count = (n: number) => `${n} ${n === 1 ? noun : plural(noun)}`;
  const slots = { name, other, he: female ? "she" : "he", a: count(a), b: count(b) };
  const ask = expand(
    plus
      ? dice.pick([
          `{name} has {a}. {other} gives {name} {b} more. How many ${plural(noun)} does {name} have now?`,
          `{name} finds {a} in the morning and {b} in the evening. How many ${plural(noun)} does {he} find?`,
          `There are {a} in one basket and {b} in another. How many ${plural(noun)} are there in all?`,
        ])
      : dice.pick([
          `{name} has {a}. {he} gives {b} to {other}. How many ${plural(noun)} are left?`,
          `There are {a} on the table. {name} takes {b}. How many ${plural(noun)} are still there?`,
          `{name} had {a} and lost {b}. How many ${plural(noun)} does {he} have now?`,
        ]),
    slots,
    dice,
  );
  return {
    ask,
    reply: `${a} ${plus ? "+" : "-"} ${b} = ${result}. The answer is ${count(result)}.`,
    key: `sum/${a}${plus ? "+" : "-"}${b}`,
  };
}

export function counting(dice: Dice): Exercise {
  const step = dice.pick([1, 1, 2, 3, 5, 10, -1]);
  const from = step === 10 ? dice.int(0, 4) * 10 : step < 0 ? dice.int(9, 20) : dice.int(0, 12);
  const row = Array.from({ length: 9 }, (_, i) => from + i * step).filter((n) => n >= 0);
  const shown = row.slice(0, 4);
  return { ask: `Go on: ${shown.join(", ")}`, reply: row.slice(4).join(", "), key: `count/${from}/${step}` };
}
