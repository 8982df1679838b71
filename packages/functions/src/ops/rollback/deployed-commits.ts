import { type LambdaClient, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';

/**
 * The commits that were deployed, the first one first: each deployment publishes a version of the workflow,
 * which keeps its settings. Rejects with the error of the AWS SDK.
 */
export async function deployedCommits(
  lambda: LambdaClient,
  workflow: string,
): Promise<readonly string[]> {
  const versions: { readonly number: number; readonly commit: string }[] = [];
  let marker: string | undefined;
  do {
    const command = new ListVersionsByFunctionCommand({ FunctionName: workflow, Marker: marker });
    const answer = await lambda.send(command);
    for (const { Version, Environment } of answer.Versions ?? []) {
      const commit = Environment?.Variables?.COMMIT;
      if (commit !== undefined && Version !== '$LATEST')
        versions.push({ number: Number(Version), commit });
    }
    marker = answer.NextMarker;
  } while (marker);
  return versions.toSorted((a, b) => a.number - b.number).map(({ commit }) => commit);
}

/** A whole commit: what was changed by hand has a longer name, and cannot be had again. */
const WHOLE = /^[0-9a-f]{40}$/;

/**
 * The commit that was deployed before `present` came for the first time, so that a second rollback goes
 * further back and not forth again.
 */
export function commitBefore(commits: readonly string[], present: string): string | undefined {
  const first = commits.indexOf(present);
  const earlier = first === -1 ? commits : commits.slice(0, first);
  return earlier.findLast((commit) => WHOLE.test(commit));
}
