import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lookedUp, madeByAws } from './aws-answers.ts';
import type { Graph, Resource } from './graph.ts';
import { plain } from './plain.ts';
import { platformFolder, root } from './platform.ts';
import { startSstServer } from './sst-server.ts';

type Values = Record<string, unknown>;

interface ResourceArgs {
  readonly type: string;
  readonly name: string;
  readonly inputs: Values;
}

/** The parts of `@pulumi/pulumi` that a synthesis needs. */
interface Pulumi {
  readonly runtime: {
    setMocks(
      mocks: {
        newResource(args: ResourceArgs): { id: string; state: Values };
        call(args: { token: string; inputs: Values }): Values;
      },
      project: string,
      stack: string,
    ): Promise<void>;
    runInPulumiStack(init: () => Promise<Values>): Promise<Values>;
    registerStackTransformation(
      look: (args: {
        type: string;
        name: string;
        opts: { retainOnDelete?: boolean; protect?: boolean };
      }) => undefined,
    ): void;
  };
}

interface Program {
  app(input: { stage: string }): Promise<Omit<Graph['app'], 'stage'>>;
  start(): Promise<Values>;
}

/**
 * Runs the bundled program for one stage against fake responses, and records the resources that it
 * requests.
 */
async function synthesize(program: string, stage: string, work: string, out: string) {
  const server = await startSstServer(root);
  process.env.SST_SERVER = server.url;
  const pulumi: Pulumi = createRequire(join(platformFolder, 'package.json'))('@pulumi/pulumi');
  const paths = { root: process.cwd(), work, home: work, platform: platformFolder };
  const $cli = { command: 'deploy', paths, state: { version: {} } };
  const $app: Values = {};
  Object.assign(globalThis, { $app, $cli });
  const { app, start }: Program = await import(pathToFileURL(program).href);
  const settings = { ...(await app({ stage })), stage };
  Object.assign($app, settings);

  const resources: Resource[] = [];
  const retained = new Set<string>();
  const protectedOnes = new Set<string>();
  const key = ({ type, name }: { type: string; name: string }) => `${type} ${name}`;
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const values = plain(inputs);
        resources.push({ type, name, inputs: values, retainOnDelete: false, protect: false });
        return { id: `${name}-id`, state: { ...inputs, ...madeByAws(type, name, values) } };
      },
      call: ({ token, inputs }) => ({ ...lookedUp(token, inputs) }),
    },
    settings.name,
    stage,
  );
  const outputs = await pulumi.runtime.runInPulumiStack(() => {
    pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
      if (opts.retainOnDelete) retained.add(key({ type, name }));
      if (opts.protect) protectedOnes.add(key({ type, name }));
      return undefined;
    });
    return start();
  });

  process.once('beforeExit', () => {
    const { builds } = server;
    const seen = resources.map((each) => ({
      ...each,
      retainOnDelete: retained.has(key(each)),
      protect: protectedOnes.has(key(each)),
    }));
    const graph: Graph = { app: settings, outputs: plain(outputs), resources: seen, builds };
    writeFileSync(out, JSON.stringify(graph));
  });
  server.close();
}

const [program = '', stage = '', work = '', out = ''] = process.argv.slice(2);
await synthesize(program, stage, work, out);
