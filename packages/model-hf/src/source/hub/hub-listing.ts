/**
 * The Hub's listing of a revision: one request for the commit, one for its files.
 * @see https://huggingface.co/docs/hub/api
 * @module
 */
import { hubApi } from "#platform";
import { CheckpointError } from "../../errors.ts";
import { httpError } from "./hub-errors.ts";
import { type HubFile, type HubRepository, isFileName, isSha256, resolveAddress } from "./hub-metadata.ts";
import { request } from "./hub-request.ts";

/** All files of a revision, with their sizes and hashes. @throws CheckpointError as for a file */
export async function listRevision(
  repository: HubRepository,
  signal?: AbortSignal,
): Promise<{ commit: string; files: Map<string, HubFile> }> {
  const { listFiles, modelInfo } = await hubApi();
  const { id, endpoint, token, revision } = repository;
  const subject = { name: id, revision, hasToken: token !== undefined };
  const ask: typeof fetch = async (url, init) => {
    const response = await request(String(url), { ...init, signal }, subject, repository);
    if (!response.ok) throw await httpError(response, String(url), subject);
    return response;
  };
  const credentials = token ? { accessToken: token } : {};
  const { sha } = await modelInfo({
    name: id,
    revision,
    additionalFields: ["sha"],
    hubUrl: endpoint,
    fetch: ask,
    ...credentials,
  });
  if (!isFileName(sha)) {
    throw new CheckpointError(
      `${endpoint}: does not answer like a Hugging Face Hub: ${id} at ${revision} has commit ${JSON.stringify(sha)}. Check HF_ENDPOINT.`,
      { code: "network" },
    );
  }
  const files = new Map<string, HubFile>();
  const pinned = { ...repository, revision: sha };
  for await (const { type, path, size, oid, lfs } of listFiles({
    repo: id,
    revision: sha,
    recursive: true,
    hubUrl: endpoint,
    fetch: ask,
    ...credentials,
  })) {
    const etag = lfs?.oid ?? oid;
    if (type !== "file" || !isFileName(etag)) continue;
    files.set(path, {
      path,
      commit: sha,
      etag,
      size: lfs?.size ?? size,
      sha256: lfs && isSha256(lfs.oid) ? lfs.oid : undefined,
      url: resolveAddress(pinned, path),
    });
  }
  return { commit: sha, files };
}
