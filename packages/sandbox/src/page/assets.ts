import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from '../../../functions/bundle/esbuild.ts';

/** The page's files as served. */
export interface Assets {
  readonly html: string;
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  /** Changes whenever the script or the style does. */
  readonly version: string;
}

const SCRIPT = new URL('./browser/main.ts', import.meta.url);
const STYLE = new URL('./browser/styles/page.css', import.meta.url);

export const PAGE_TITLE = 'doo repush sandbox';

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${PAGE_TITLE}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body><div id="page"><noscript>The sandbox needs JavaScript.</noscript></div></body>
</html>
`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#1f2937"/>
<path d="M9 17a7 7 0 1 0 2.2-5.6M9 7v5h5" fill="none" stroke="#5eead4" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`;

/** Bundles the browser code from its sources. */
export async function loadAssets(): Promise<Assets> {
  const { outputFiles } = await build({
    entryPoints: {
      page: fileURLToPath(SCRIPT),
      style: fileURLToPath(STYLE),
    },
    outdir: 'page',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    charset: 'utf8',
    logLevel: 'silent',
  });
  const textOf = (ending: string) =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  const script = textOf('.js');
  const style = textOf('.css');
  const version = createHash('sha256').update(script).update(style).digest('hex').slice(0, 12);
  return { html: HTML, script, style, icon: ICON, version };
}
