import Link from "@docusaurus/Link";
import Layout from "@theme/Layout";
import MDXContent from "@theme/MDXContent";
import type { ReactNode } from "react";
import { ChapterList } from "../components/ChapterList/ChapterList.tsx";
import NextWord from "./_next-word.mdx";

export default function Home(): ReactNode {
  return (
    <Layout description="How Transformer language models work, taken apart in your browser.">
      <main className="container margin-vert--lg">
        <h1>LLM Anatomy</h1>
        <p>How Transformer language models work, taken apart in your browser.</p>
        <Link to="/course/">Start the course</Link>
        <MDXContent>
          <NextWord />
        </MDXContent>
        <ChapterList />
      </main>
    </Layout>
  );
}
