import { ServiceError } from '../service-error.ts';

const EQUALITY = /^\s*\$\.(\w+)\s*=\s*"([^"]*)"\s*$/;

/**
 * Parses a filter pattern for JSON lines, supporting only string equality, `&&` and `||`; `*` in a
 * value matches anything (AWS docs: Filter pattern syntax). Throws InvalidParameterException.
 * @returns whether a line matches; a line that is not JSON never does
 */
export function readFilterPattern(pattern: string): (line: unknown) => boolean {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(pattern)?.[1];
  if (inner === undefined) throw invalid();
  const anyOf = inner.split('||').map((part) =>
    part.split('&&').map((equality) => {
      const [, name, value] = EQUALITY.exec(equality) ?? [];
      if (name === undefined || value === undefined) throw invalid();
      const wanted = new RegExp(`^${value.split('*').map(escaped).join('.*')}$`, 's');
      return (line: unknown) => {
        const found: unknown = Reflect.get(Object(line), name);
        return typeof found === 'string' && wanted.test(found);
      };
    }),
  );
  return (line) => anyOf.some((allOf) => allOf.every((holds) => holds(line)));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function invalid(): ServiceError {
  return new ServiceError('InvalidParameterException', 'Invalid filter pattern');
}
