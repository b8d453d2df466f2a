import { createRandom } from "@llm-anatomy/sampling";

// Throws a die until a six has come this often in a row.
const wanted = 3;

const random = createRandom(2);
const moment = () => new Promise((done) => setTimeout(done, 5));
let row = 0;
let throws = 0;
while (row < wanted) {
  const die = 1 + Math.floor(6 * random());
  throws++;
  row = die === 6 ? row + 1 : 0;
  if (row > 1) console.log(`throw ${throws}: ${row} in a row`);
  await moment();
}
console.log(`done after ${throws} throws`);
