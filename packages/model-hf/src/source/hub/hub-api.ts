/**
 * The two calls of the Hub's API that are needed. In Node they are those of `@huggingface/hub`; for a page that library
 * cannot be bundled by every bundler (its `exports` lead to files with Node modules), so there they are made here.
 * @module
 */

interface Call {
  /** Without a trailing slash. */
  hubUrl: string;
  revision: string;
  accessToken?: string;
  fetch: typeof fetch;
}

export interface ListedFile {
  type: string;
  path: string;
  size: number;
  /** git's hash. */
  oid?: string;
  /** For large files: SHA-256 and size of the content. */
  lfs?: { oid: string; size: number };
}

export interface HubApi {
  modelInfo(call: Call & { name: string; additionalFields: "sha"[] }): Promise<{ sha: string }>;
  listFiles(call: Call & { repo: string; recursive: boolean }): AsyncIterable<ListedFile>;
}

/** The calls made with `fetch` alone. */
export const pageHubApi: HubApi = {
  async modelInfo({ hubUrl, name, revision, ...call }) {
    const response = await get(
      `${hubUrl}/api/models/${name}/revision/${encodeURIComponent(revision)}?expand=sha`,
      call,
    );
    return response.json();
  },
  async *listFiles({ hubUrl, repo, revision, recursive, ...call }) {
    let url: string | undefined =
      `${hubUrl}/api/models/${repo}/tree/${encodeURIComponent(revision)}?recursive=${recursive}`;
    while (url) {
      const response: Response = await get(url, call);
      yield* (await response.json()) as ListedFile[];
      url = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
    }
  },
};

function get(url: string, { accessToken, fetch: ask }: Pick<Call, "accessToken" | "fetch">): Promise<Response> {
  return ask(url, { headers: accessToken ? { Authorization: `Bearer ${accessToken}` } : {} });
}
