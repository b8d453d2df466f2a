import Link from "@docusaurus/Link";
import { usePluginData } from "@docusaurus/useGlobalData";
import Layout from "@theme/Layout";
import MDXContent from "@theme/MDXContent";
import type { ReactNode } from "react";
import { ChapterList } from "../components/ChapterList/ChapterList.tsx";
import { Story } from "../components/Story/Story.tsx";
import { chapters } from "../course/chapters.ts";
import type { CourseData } from "../course/course-plugin.ts";
import NextWord from "./_next-word.mdx";
import styles from "./index.module.css";

export default function Home(): ReactNode {
  const { written } = usePluginData("course") as CourseData;
  return (
    <Layout description="How Transformer language models work, taken apart in your browser: a course whose code runs in the page, and the packages it is made of.">
      <main>
        <header className={styles.hero}>
          <div>
            <h1>A language model, taken apart</h1>
            <p className={styles.lede}>
              A language model does one thing: given a text, it says how likely every possible next piece of it is. This
              site shows how, part by part, with code that runs where you read it.
            </p>
            <p className={styles.actions}>
              <Link className={styles.primary} to="/course/">
                Start the course
              </Link>
              <Link className={styles.secondary} to="/guides/tokenizer/">
                See the packages
              </Link>
            </p>
          </div>
          <Story />
        </header>

        <section className={styles.ways} aria-label="Three ways in">
          <article>
            <h2>
              <Link to="/course/">The course</Link>
            </h2>
            <p>
              {chapters.length} chapters from counting words to mixtures of experts, {written.length} of them written so
              far. You guess, run, change, and see. Nothing to install, no account, no server.
            </p>
          </article>
          <article>
            <h2>
              <Link to="/guides/tokenizer/">The packages</Link>
            </h2>
            <p>
              Tokenizer, attention, KV cache, sampling and more, each an npm package of its own in readable TypeScript.
              Together they run Hugging Face checkpoints in Node and in the browser.
            </p>
          </article>
          <article>
            <h2>
              <Link to="/examples/">The examples</Link>
            </h2>
            <p>
              A program of ten lines for every package, with its code on the page. Continuous integration runs them all,
              so what you copy works.
            </p>
          </article>
        </section>

        <section className={styles.part}>
          <div>
            <h2>The same in eight lines</h2>
            <p>
              This is a cell, as the chapters have them: real code against the published packages. Edit it and run it
              again. The model reads a text and gives every one of its tokens a probability; one is drawn, appended, and
              it all begins anew. The course takes that loop apart.
            </p>
            <p>
              The code you read is the code that runs: every function on these pages leads to its source, and every
              number the engine computes on the way, from embeddings to attention weights, can be looked at and changed.
            </p>
          </div>
          <MDXContent>
            <NextWord />
          </MDXContent>
        </section>

        <section className={styles.chapters}>
          <h2>What the course asks</h2>
          <ChapterList />
        </section>
      </main>
    </Layout>
  );
}
