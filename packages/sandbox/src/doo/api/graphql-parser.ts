/** The value of an argument: a variable's name, or a literal. */
export type Argument = { readonly variable: string } | { readonly literal: string | number };

/** One selected field: `alias: name(arguments) { selections }`. */
export interface Selection {
  readonly alias: string;
  readonly name: string;
  readonly args: Readonly<Record<string, Argument>>;
  readonly selections: readonly Selection[];
}

export interface Query {
  /** The names of the declared variables, without `$`. */
  readonly variables: readonly string[];
  readonly selections: readonly Selection[];
}

/** Thrown for a query that this parser does not support. */
export class GraphqlSyntaxError extends Error {
  override readonly name = 'GraphqlSyntaxError';
}

const TOKEN = /[A-Za-z_]\w*|\$[A-Za-z_]\w*|"[^"\\\n]*"|-?\d+|[{}():!=[\]]/y;
const IGNORED = /(?:[\s,]|#[^\n]*)*/y;

function tokenize(source: string): string[] {
  const tokens: string[] = [];
  for (let index = 0; ; ) {
    IGNORED.lastIndex = index;
    index += IGNORED.exec(source)?.[0].length ?? 0;
    if (index >= source.length) return tokens;
    TOKEN.lastIndex = index;
    const token = TOKEN.exec(source)?.[0];
    if (token === undefined) throw new GraphqlSyntaxError(`Unexpected character at ${index}`);
    tokens.push(token);
    index += token.length;
  }
}

/**
 * Parses one query operation: variables, nested fields, aliases, and arguments that are variables,
 * integers or strings without escapes. No fragments, directives, lists or mutations. Throws
 * GraphqlSyntaxError.
 */
export function parseQuery(source: string): Query {
  const tokens = tokenize(source);
  let position = 0;

  const peek = () => tokens[position];
  function take(pattern: RegExp): string {
    const token = tokens[position];
    if (token === undefined || !pattern.test(token)) {
      throw new GraphqlSyntaxError(`Syntax Error: Unexpected ${token ?? 'end of query'}`);
    }
    position += 1;
    return token;
  }
  const takeName = () => take(/^[A-Za-z_]/);

  function parseType(): void {
    if (peek() === '[') {
      take(/^\[$/);
      parseType();
      take(/^\]$/);
    } else {
      takeName();
    }
    if (peek() === '!') take(/^!$/);
  }

  function parseVariables(): string[] {
    const names: string[] = [];
    if (peek() !== '(') return names;
    take(/^\($/);
    while (peek() !== ')') {
      names.push(take(/^\$/).slice(1));
      take(/^:$/);
      parseType();
    }
    take(/^\)$/);
    return names;
  }

  function parseArgument(): Argument {
    const token = take(/^(?:\$|"|-?\d)/);
    if (token.startsWith('$')) return { variable: token.slice(1) };
    return { literal: token.startsWith('"') ? token.slice(1, -1) : Number(token) };
  }

  function parseArguments(): Record<string, Argument> {
    const args: Record<string, Argument> = {};
    if (peek() !== '(') return args;
    take(/^\($/);
    while (peek() !== ')') {
      const name = takeName();
      take(/^:$/);
      args[name] = parseArgument();
    }
    take(/^\)$/);
    return args;
  }

  function parseSelection(): Selection {
    const alias = takeName();
    if (peek() !== ':') return finishSelection(alias, alias);
    take(/^:$/);
    return finishSelection(alias, takeName());
  }

  function finishSelection(alias: string, name: string): Selection {
    const args = parseArguments();
    return { alias, name, args, selections: peek() === '{' ? parseSelections() : [] };
  }

  function parseSelections(): Selection[] {
    take(/^\{$/);
    const selections = [parseSelection()];
    while (peek() !== '}') selections.push(parseSelection());
    take(/^\}$/);
    return selections;
  }

  function parseHead(): string[] {
    if (peek() === '{') return [];
    take(/^query$/);
    if (peek() !== '(' && peek() !== '{') takeName();
    return parseVariables();
  }

  const variables = parseHead();
  const selections = parseSelections();
  if (peek() !== undefined) throw new GraphqlSyntaxError(`Syntax Error: Unexpected ${peek()}`);
  return { variables, selections };
}
