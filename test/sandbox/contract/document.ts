/** The promises of one peer, as they are read. */
export interface Chapter {
  readonly title: string;
  readonly topics: readonly {
    readonly topic: string;
    readonly promises: readonly { readonly promise: string; readonly source: string }[];
  }[];
}

const HEAD = `# What each peer of the sandbox promises

Every row is held by a test of the same name in \`test/sandbox/contract\`, which also compares this
page with its tables; \`npx vitest run test/sandbox/contract/document --update\` writes it anew.
"Of the peer" is what the sandbox adds; "assumed" is what no document says. What only the real services
can show is [a list of its own](decisions/0006-what-no-local-peer-proves.md).
`;

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Columns are padded as the formatter of the repository does it. */
function table({ topic, promises }: Chapter['topics'][number]): string {
  const rows = promises.map(({ promise, source }) => [cell(promise), cell(source)] as const);
  const all = [['Promise', 'Source'] as const, ...rows];
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...body] = all;
  const lines = [line(head), line(['', ''], '-'), ...body.map((row) => line(row))];
  return [`### ${topic}`, '', ...lines, ''].join('\n');
}

/** The page docs/peers.md. */
export function peersPage(chapters: readonly Chapter[]): string {
  const parts = chapters.map(({ title, topics }) =>
    [`## ${title}`, '', ...topics.map(table)].join('\n'),
  );
  return [HEAD, ...parts].join('\n');
}
