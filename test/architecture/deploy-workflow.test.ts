import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../support/sources.ts';

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { jobs, permissions }: { jobs: Record<'diff' | 'deploy', Job>; permissions: object } = parse(
  read('.github/workflows/deploy.yml'),
);
const runsOf = ({ steps }: Job) => steps.map(({ run = '' }) => run).join('\n');

describe('the deployment from GitHub', () => {
  it('signs in with OIDC and holds no key of AWS', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of [jobs.diff, jobs.deploy]) {
      expect(job.permissions).toMatchObject({ 'id-token': 'write' });
      const signIn = job.steps.find(({ uses = '' }) => uses.startsWith('aws-actions/'));
      expect(Object.keys(signIn?.with ?? {})).toEqual(['role-to-assume', 'aws-region']);
    }
    expect(read('.github/workflows/deploy.yml')).not.toMatch(/AWS_(?:SECRET_)?ACCESS_KEY/);
  });

  it('tells a pull request what would change, and changes nothing', () => {
    expect(jobs.diff.if).toContain("github.event_name == 'pull_request'");
    expect(runsOf(jobs.diff)).toContain('npx sst diff --stage "$STAGE"');
    expect(runsOf(jobs.diff)).toMatch(/npm run --silent deploy -- --stage "\$STAGE" --dry-run/);
    expect(runsOf(jobs.diff)).toContain('gh pr comment');
    expect(runsOf(jobs.diff)).not.toMatch(/sst deploy|--yes/);
  });

  it('waits for the environment of its stage, and gives what was deployed a name and an SBOM', () => {
    expect(jobs.deploy.if).toBe("github.event_name == 'workflow_dispatch'");
    expect(jobs.deploy.environment).toMatch(/^\$\{\{ inputs\.stage \}\}$/);
    const runs = runsOf(jobs.deploy);
    expect(runs.indexOf('npm run deploy -- --stage "$STAGE" --yes')).toBeGreaterThan(-1);
    expect(runs.indexOf('npm sbom')).toBeGreaterThan(runs.indexOf('npm run deploy'));
    expect(runs).toMatch(/gh release create "\$tag" sbom\.json --target "\$GITHUB_SHA"/);
  });
});

it('dependencies and actions are kept up to date by Dependabot', () => {
  const { updates } = parse(read('.github/dependabot.yml'));
  expect(updates.map((each: Record<string, string>) => each['package-ecosystem'])).toEqual([
    'npm',
    'github-actions',
  ]);
});

it('git takes no secret that lies around', () => {
  expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['.env*', 'doo*.json']));
});
