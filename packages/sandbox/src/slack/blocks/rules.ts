import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';

/** Receives one error and the JSON pointer of the value that has it. */
export type Report = (fault: string, pointer: string) => void;

/** Reports every error in `value`, which is located at `pointer`. */
export type Rule = (value: JsonValue, pointer: string, report: Report) => void;

/** A rule for an object whose shape has already been checked. */
export type Check = (value: JsonObject, pointer: string, report: Report) => void;

export interface Fields {
  readonly [name: string]: Rule;
}

/** A string of `min` (default 1) to `max` characters. */
export function text(max: number, min = 1): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'string') return report('must provide a string', pointer);
    if (value.length < min) return report(`must be more than ${min - 1} characters`, pointer);
    if (value.length > max) report(`must be less than ${max + 1} characters`, pointer);
  };
}

/** A string that matches `pattern`; `form` describes the pattern in the error. */
export function matching(pattern: RegExp, form: string): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(`must be ${form}`, pointer);
  };
}

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number): Rule {
  return (value, pointer, report) => {
    const fits = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
    if (!fits) report(`must be a whole number from ${min} to ${max}`, pointer);
  };
}

export const bool: Rule = (value, pointer, report) => {
  if (typeof value !== 'boolean') report('must provide a boolean', pointer);
};

export function oneOf(...words: string[]): Rule {
  return (value, pointer, report) => {
    const known = typeof value === 'string' && words.includes(value);
    if (!known) report(`must be a valid enum value (${words.join(', ')})`, pointer);
  };
}

/** A list of `min` to `max` items that each satisfy `item`. */
export function list(item: Rule, max: number, min = 1): Rule {
  return (value, pointer, report) => {
    if (!Array.isArray(value)) return report('must provide an array', pointer);
    if (value.length < min) report(`no fewer than ${min} items allowed`, pointer);
    if (value.length > max) report(`no more than ${max} items allowed`, pointer);
    for (const [index, entry] of value.entries()) item(entry, `${pointer}/${index}`, report);
  };
}

/** An object with the required and optional fields and no others; then `check`, if those are valid. */
export function object(required: Fields, optional: Fields = {}, check?: Check): Rule {
  return (value, pointer, report) => {
    if (!isJsonObject(value)) return report('must provide an object', pointer);
    let faults = 0;
    const count: Report = (fault, at) => {
      faults += 1;
      report(fault, at);
    };
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) count(`missing required field: ${name}`, pointer);
    }
    for (const [name, field] of Object.entries(value)) {
      const rule = required[name] ?? optional[name];
      if (rule === undefined) count(`invalid additional property: ${name}`, pointer);
      rule?.(field, `${pointer}/${name}`, count);
    }
    if (faults === 0) check?.(value, pointer, report);
  };
}

/** An object that satisfies the rule that `rules` has for its `type`. */
export function typed(rules: Fields): Rule {
  return (value, pointer, report) => {
    if (!isJsonObject(value)) return report('must provide an object', pointer);
    const { type } = value;
    if (type === undefined) return report('missing required field: type', pointer);
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule === undefined) return report(`unsupported type: ${String(type)}`, `${pointer}/type`);
    rule(value, pointer, report);
  };
}

/** For a member that has been checked before the rule runs, such as a dispatched `type`. */
export const checkedBefore: Rule = (value, pointer, report) => {
  if (value === null) report('must not be null', pointer);
};
