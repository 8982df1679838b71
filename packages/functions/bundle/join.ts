import { basename } from 'node:path';
import type { Metafile, OutputFile, Plugin } from 'esbuild';
import { build } from './esbuild.ts';

/** The files of a bundle by name, and what is in them. */
export interface Bundled {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly metafile: Metafile;
}

/**
 * Joins all files that one step of a start loads into one: splitting leaves dozens, and each costs half a
 * millisecond. Everything that is loaded later shares their code as before.
 * @param steps the sources whose import is a step, in order; the first is the entry
 */
export async function joinSteps(
  outputFiles: readonly OutputFile[],
  { inputs, outputs }: Metafile,
  steps: readonly string[],
): Promise<Bundled> {
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const parts = new Map(Object.entries(outputs).map(([path, part]) => [basename(path), part]));
  const folder = Object.keys(outputs)[0]?.replace(/[^/]*$/, '') ?? '';
  const heads = steps.map((step) => entryOf(step, parts));
  const headOf = headsBelow(heads, parts);
  const single = [...parts.keys()].filter((name) => !headOf.has(name));

  const { outputFiles: joined, metafile } = await build({
    entryPoints: [...heads, ...single].map((name) => ({
      in: name,
      out: name.replace(/\.mjs$/, ''),
    })),
    outdir: '/',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
    plugins: [partsOf(texts, parts, headOf)],
  });
  const made = new Map(Object.entries(metafile.outputs).map(([path, to]) => [basename(path), to]));
  const described = [...made].map(([name, { bytes, imports }]) => {
    const within = [...parts].filter(([part]) => (headOf.get(part) ?? part) === name);
    const of = Object.assign({}, ...within.map(([, part]) => part.inputs));
    const { entryPoint } = parts.get(name) ?? {};
    const paths = imports.map((each) => ({ ...each, path: pathIn(folder, each.path) }));
    const whole = { bytes, inputs: of, imports: paths, exports: parts.get(name)?.exports ?? [] };
    return [`${folder}${name}`, { ...whole, ...(entryPoint !== undefined && { entryPoint }) }];
  });
  return {
    files: new Map(joined.map(({ path, contents }) => [basename(path), contents])),
    metafile: { inputs, outputs: Object.fromEntries(described) },
  };
}

type Parts = ReadonlyMap<string, Metafile['outputs'][string]>;

function entryOf(source: string, parts: Parts): string {
  for (const [name, { entryPoint }] of parts) if (entryPoint === source) return name;
  throw new Error(`${source} is no entry of the bundle`);
}

/** The head of the first step that loads a part, for every part that one of them loads. */
function headsBelow(heads: readonly string[], parts: Parts): ReadonlyMap<string, string> {
  const headOf = new Map<string, string>();
  const follow = (name: string, head: string): void => {
    if (headOf.has(name)) return;
    headOf.set(name, head);
    for (const { path, kind } of parts.get(name)?.imports ?? [])
      if (kind === 'import-statement' && parts.has(basename(path))) follow(basename(path), head);
  };
  for (const head of heads) follow(head, head);
  return headOf;
}

function partsOf(
  texts: ReadonlyMap<string, string>,
  parts: Parts,
  headOf: ReadonlyMap<string, string>,
): Plugin {
  const numbers = new Map([...parts.keys()].map((name, number) => [name, number]));
  const exported = (name: string, alias: (own: string, joined: string) => string) =>
    (parts.get(name)?.exports ?? [])
      .map((own) => alias(own, `${own}$${numbers.get(name)}`))
      .join(',');
  /** What a joined file exports: the names of its head, and those of each part under a name of its own. */
  const joinedText = (head: string) =>
    [...headOf]
      .filter(([, of]) => of === head)
      .map(
        ([name]) => `export {${exported(name, (own, as) => `${own} as ${as}`)}} from "./${name}"`,
      )
      .concat(`export * from "./${head}"`)
      .join(';');

  return {
    name: 'parts-of-a-bundle',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, importer, namespace, kind }) => {
        const name = basename(path);
        if (kind === 'entry-point')
          return { path: name, namespace: headOf.get(name) === name ? 'joined' : 'part' };
        if (!path.startsWith('./')) return { path, external: true };
        if (namespace === 'joined') return { path: name, namespace: 'part' };
        const head = headOf.get(name);
        if (namespace === 'elsewhere' || kind === 'dynamic-import' || head === undefined)
          return { path, external: true };
        return { path: name, namespace: head === headOf.get(importer) ? 'part' : 'elsewhere' };
      });
      build.onLoad({ filter: /./, namespace: 'joined' }, ({ path }) => ({
        contents: joinedText(path),
      }));
      build.onLoad({ filter: /./, namespace: 'part' }, ({ path }) => ({
        contents: texts.get(path) ?? '',
      }));
      build.onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => ({
        contents: `export {${exported(path, (own, as) => `${as} as ${own}`)}} from "./${headOf.get(path)}"`,
      }));
    },
  };
}

function pathIn(folder: string, path: string): string {
  return path.startsWith('./') ? `${folder}${basename(path)}` : path;
}
