/**
 * What the Hub says about one file before any of it is downloaded: commit, ETag, size, and where it really is.
 *
 * Large files live on another host. The Hub's own answer to HEAD, a redirect that is not followed, carries what that
 * host does not know: `X-Repo-Commit`, `X-Linked-Etag` (the SHA-256 of the content) and `X-Linked-Size`. A page may
 * not look at redirects, so there, and where a proxy has removed these headers, the Hub's listing is asked instead.
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/file_download for the names of the headers
 * @module
 */
import { CheckpointError } from "../../errors.ts";
import { type RequestOptions, request } from "./hub-request.ts";

export interface HubRepository extends RequestOptions {
  /** Without a trailing slash. */
  endpoint: string;
  /** `org/name`. */
  id: string;
  revision: string;
  token?: string;
}

export interface HubFile {
  path: string;
  commit: string;
  /** Names the content: SHA-256 for large files, git's hash for small ones. */
  etag: string;
  size: number;
  /** Known for large files. */
  sha256?: string;
  url: string;
}

/** Headers that only the Hub's own host may see. */
export function authorization({ token }: { token?: string }): Record<string, string> {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export function resolveAddress({ endpoint, id, revision }: HubRepository, path: string): string {
  return `${endpoint}/${id}/resolve/${encodeURIComponent(revision)}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/**
 * Asks for the file itself. @returns null when the revision has no such file, undefined when the answer does not tell
 * @throws CheckpointError when the repository or the revision is not there or may not be read
 */
export async function headFile(
  repository: HubRepository,
  path: string,
  signal?: AbortSignal,
): Promise<(HubFile & { commit: string }) | null | undefined> {
  const subject = {
    name: repository.id,
    revision: repository.revision,
    file: path,
    hasToken: repository.token !== undefined,
  };
  const known = new Map<string, string>();
  let url = resolveAddress(repository, path);
  // The Hub redirects at most twice on its own host; more is a loop.
  for (let hop = 0; hop < 5; hop++) {
    const headers = { ...authorization(repository), "Accept-Encoding": "identity" };
    const response = await request(url, { method: "HEAD", redirect: "manual", headers, signal }, subject, repository);
    if (response.status === 404) return null;
    for (const name of ["X-Repo-Commit", "X-Linked-Etag", "X-Linked-Size", "ETag", "Content-Length"]) {
      const value = response.headers.get(name);
      if (value !== null) known.set(name, value);
    }
    if (response.status >= 300) {
      const next = new URL(response.headers.get("Location") ?? "", url);
      if (next.host === new URL(url).host) {
        url = next.href;
        continue;
      }
      known.delete("Content-Length"); // of the redirect, not of the file
    } else if (response.headers.get("Content-Type")?.startsWith("text/html") && !path.endsWith(".html")) {
      throw new CheckpointError(
        `${url}: is a web page (text/html) where a file was expected. A login page of the network may stand in between; open ${repository.endpoint} in a browser, or check HF_ENDPOINT.`,
        { code: "not-json", file: path },
      );
    }
    return describe(path, url, known);
  }
  throw new CheckpointError(`${url}: redirects in a circle. Check HF_ENDPOINT.`, { code: "network", file: path });
}

function describe(path: string, url: string, headers: ReadonlyMap<string, string>): HubFile | undefined {
  const commit = headers.get("X-Repo-Commit");
  const linked = normalizeEtag(headers.get("X-Linked-Etag"));
  const etag = linked ?? normalizeEtag(headers.get("ETag"));
  const size = Number(headers.get("X-Linked-Size") ?? headers.get("Content-Length") ?? Number.NaN);
  if (!commit || !etag || !isFileName(commit) || !isFileName(etag) || !Number.isSafeInteger(size) || size < 0)
    return undefined;
  return { path, url, commit, etag, size, sha256: linked && isSha256(linked) ? linked : undefined };
}

/** `W/"abc"` and `"abc"` as `abc`: blobs are named so in the cache. */
function normalizeEtag(etag: string | undefined): string | undefined {
  return etag?.replace(/^W\//, "").replaceAll('"', "");
}

export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Commits and ETags become names in the cache; what a server sends must not lead out of it. */
export function isFileName(text: unknown): text is string {
  return typeof text === "string" && /^[\w-][\w.-]*$/.test(text) && text.length <= 200;
}
