/** What is said where no page is. @module */
import Link from "@docusaurus/Link";
import type { ReactNode } from "react";

export default function NotFoundContent(): ReactNode {
  return (
    <main className="container not-found">
      <h1>This page is not here</h1>
      <p>The address may have a typing error, or the page has moved. From here it goes on to:</p>
      <ul>
        <li>
          <Link to="/course/">The course</Link>
        </li>
        <li>
          <Link to="/guides/tokenizer/">The packages</Link>
        </li>
        <li>
          <Link to="/errors/">Errors, explained</Link>
        </li>
        <li>
          <Link to="/search/">Search</Link>
        </li>
      </ul>
    </main>
  );
}
