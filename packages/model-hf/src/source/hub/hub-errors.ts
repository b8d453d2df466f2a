/** What the Hub's refusals mean, and what a person can do about each. @module */
import { CheckpointError, type CheckpointErrorCode } from "../../errors.ts";
import type { RequestSubject } from "./hub-request.ts";

/**
 * The error for an answer that is not the file.
 *
 * The Hub says more than its status does in `X-Error-Code` and `X-Error-Message`. Without a token it answers 401 both
 * for private models and for those that do not exist, so that nobody can tell them apart.
 */
export async function httpError(
  response: Response,
  url: string,
  { name, file, revision, hasToken }: RequestSubject,
  attempts = 1,
): Promise<CheckpointError> {
  const { status, headers } = response;
  const code = headers.get("X-Error-Code");
  const said = headers.get("X-Error-Message") ?? (await jsonMessage(response));
  const answered = `the server answered ${`${status} ${response.statusText}`.trim()}${said ? ` (${said})` : ""}`;
  const error = (kind: CheckpointErrorCode, text: string) => new CheckpointError(text, { code: kind, file });
  const page = new URL(url).origin;

  if (code === "GatedRepo") {
    const advice = hasToken
      ? `Accept its conditions on ${page}/${name} with the account that your token belongs to, and check that the token may read gated models`
      : `Accept its conditions on ${page}/${name}, then pass token, set HF_TOKEN, or run "hf auth login"`;
    return error("access-denied", `${name}: is gated: ${answered}. ${advice}.`);
  }
  if (code === "RevisionNotFound")
    return error("revision-missing", `${name}: has no revision "${revision}". Pass a branch, a tag or a commit of it.`);
  if (code === "RepoNotFound") {
    return error(
      "repository-missing",
      `${name}: there is no such model on ${page}, or it is private: ${answered}. Check the name; for a private model pass token or set HF_TOKEN.`,
    );
  }
  if (status === 401 || status === 403) {
    const signIn = revision
      ? "Sign in: pass token or set HF_TOKEN"
      : "Sign in: pass urlSource(address, { headers: { Authorization: … } })";
    const advice = hasToken
      ? "What you signed in with is wrong, has expired, or may not read this model; get a token that may"
      : signIn;
    return error("access-denied", `${url}: ${answered}. ${advice}.`);
  }
  if (status === 429) {
    const pause = headers.get("Retry-After");
    const when = pause ? ` Try again after ${/^\d+$/.test(pause) ? `${pause} seconds` : pause}.` : " Try again later.";
    const more = revision && !hasToken ? " A token raises the limit." : "";
    return error("rate-limited", `${url}: ${answered} in ${attempts} tries.${when}${more}`);
  }
  return error("network", `${url}: ${answered} in ${attempts} tries. Try again later, or check the address.`);
}

async function jsonMessage(response: Response): Promise<string | null> {
  if (!response.headers.get("Content-Type")?.includes("json")) {
    await response.body?.cancel();
    return null;
  }
  const body = await response.json().catch(() => null);
  return typeof body?.error === "string" ? body.error.slice(0, 300) : null;
}
