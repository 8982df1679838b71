/** One change of a source that a test should notice. */
export interface Mutant {
  readonly offset: number;
  readonly original: string;
  readonly replacement: string;
}

/** What is replaced by what: each turns a rule around or moves a bound. */
const OPERATORS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/ === /g, () => ' !== '],
  [/ !== /g, () => ' === '],
  [/ && /g, () => ' || '],
  [/ \|\| /g, () => ' && '],
  [/ <= /g, () => ' < '],
  [/ >= /g, () => ' > '],
  [/ < /g, () => ' <= '],
  [/ > /g, () => ' >= '],
  [/ \+ /g, () => ' - '],
  [/ \* /g, () => ' / '],
  [/\btrue\b/g, () => 'false'],
  [/\bfalse\b/g, () => 'true'],
  [/(?<=[ (])!(?=[a-zA-Z(])/g, () => ''],
  [/(?<=\bif \()(?=[^)\n]+\)[^\n]*$)/gm, () => '!'],
  [/\b[1-9]\d*(?![\w.\]}])/g, (found) => String(Number(found) + 1)],
  [/'[\w ]+'(?=[,);])/g, () => "'mutated'"],
];

/** Every mutant of a source: comments, imports and types are left as they are. */
export function mutantsOf(source: string): readonly Mutant[] {
  const code = blanked(source);
  return OPERATORS.flatMap(([pattern, replace]) =>
    [...code.matchAll(pattern)].map(({ index, 0: original }) => ({
      offset: index,
      original,
      replacement: replace(original),
    })),
  ).toSorted((one, other) => one.offset - other.offset);
}

/** The source with one mutant in place. */
export function mutated(source: string, { offset, original, replacement }: Mutant): string {
  return source.slice(0, offset) + replacement + source.slice(offset + original.length);
}

/** The source with everything blank that does nothing when it runs. */
function blanked(source: string): string {
  const nothing =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|^import [\s\S]*?;$|^(?:export )?(?:type|interface) [\s\S]*?^(?:\}|[^\n]*;)$/gm;
  return source.replace(nothing, (text) => text.replace(/[^\n]/g, ' '));
}
