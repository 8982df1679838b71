import { shorten } from '../repush/event-ids.ts';
import type { CommandText } from './command.ts';

const REFERENCE = /^(?:(?:reference|ref)\b[\s.:#]*)?#?([0-9a-f]{6})[.,]?$/i;

/** Parses the argument of `again`: a request's reference, the six digits on its card. */
export function readAgain(text: string): CommandText {
  const reference = REFERENCE.exec(text.trim())?.[1];
  if (reference !== undefined) return { kind: 'again', reference: reference.toUpperCase() };
  const given = text.trim() === '' ? 'No reference is given.' : `"${shorten(text)}" is none.`;
  return {
    kind: 'unreadable',
    message: `again takes the reference of one request, six digits such as 8C2F01, which its card names. ${given}`,
    suggestion: 'history',
  };
}
