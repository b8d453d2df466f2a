import { stories } from "@llm-anatomy/course/stories";
import { Bm25Index } from "@llm-anatomy/embeddings";

const start = performance.now();
const index = new Bm25Index(stories, { stopWords: "english" });
const time = performance.now() - start;
console.log(`${index.numDocuments} stories in ${time.toFixed(0)} ms`);

search("the queen who could not laugh");
search("afraid of thunder");
search("scared of lightning");

function search(query: string) {
  console.log(`\n${query}`);
  const found = index.search(query, { k: 3 });
  for (const { document, score } of found) {
    const title = stories[document].split("\n")[0];
    console.log(`  ${score.toFixed(2)}  ${title}`);
  }
  if (found.length === 0) console.log("  no story has any of these words");
}
