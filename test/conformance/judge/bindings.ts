/** What each `${NAME}` of a requirement stands for, as far as it is known. */
export type Bindings = Map<string, unknown>;

/** A text that is exactly one `${NAME}` has the name in its group. */
export const ONE_NAME = /^\$\{([A-Za-z_]\w*)\}$/;
const NAMES = /\$\{([A-Za-z_]\w*)\}/g;
const GENERATED = /^\$\{GEN_STR:(\d+)\}$/;

/** Binds the variables of a requirement; `GEN_STR:n` is a text of n characters from `newText`. */
export function bindVariables(
  variables: Readonly<Record<string, string>>,
  newText: (length: number) => string,
): Bindings {
  const bindings: Bindings = new Map();
  for (const [name, value] of Object.entries(variables)) {
    const length = GENERATED.exec(value)?.[1];
    bindings.set(name, length === undefined ? value : newText(Number(length)));
  }
  return bindings;
}

/** `value` with each name in it that is bound replaced; one that is not stays as it is. */
export function substitute(value: unknown, bindings: Bindings): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(NAMES, (whole, name) =>
      bindings.has(name) ? String(bindings.get(name)) : whole,
    );
  }
  if (Array.isArray(value)) return value.map((item) => substitute(item, bindings));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, substitute(item, bindings)]));
}
