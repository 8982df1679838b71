import { describe, expect, it } from 'vitest';
import { codeBelow, type SourceFile } from '../support/sources.ts';

const SRC = 'packages/functions/src/';

/** Where people's words stand, and the operators' own tools. */
const ROOMS = /^(?:messages|slack\/form|ops)\//;

/** What is for operators, in files that show nothing to anybody else. */
const FOR_OPERATORS: Readonly<Record<string, string>> = {
  'reconcile/compare.ts':
    'details of a difference, beside the words of messages/reconcile-message.ts',
  'runtime/secrets/parsed-secret.ts': 'errors of a secret, in the log and the doctor',
  'runtime/secrets/secret-writer.ts': 'errors of a secret, in the log and the tools',
  'runtime/secrets/secrets-manager.ts': 'errors of a secret, in the log and the doctor',
  'runtime/secrets/slack-secret.ts': 'errors of a secret, in the log and the doctor',
  'runtime/settings.ts': 'errors of settings, in the log and the doctor',
  'slack-api/errors.ts': 'a name for the log',
};

/** Names of durable steps and waits: AWS shows them to operators. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  'workflow/check/progress-message.ts': [
    'tell check goes on',
    'link to card',
    'show check passed',
    'tell check passed',
    'show check ended',
  ],
  'workflow/follow-up/round.ts': ['pause after follow-up …'],
  'workflow/report.ts': ['show end again'],
  'workflow/run.ts': [
    'too many open',
    'show buttons … again',
    'earlier at decision …',
    'asked once more …',
  ],
  'workflow/sending/before-rest.ts': ['show first arrived'],
  'workflow/sending/hindrance.ts': [' of the rest', 'earlier before sending…'],
  'workflow/sending/requester-gone.ts': ['requester at approval'],
  'workflow/sending/send-target.ts': ['show turn … after call …'],
};

/** Comments, and texts in quotes. */
const TOKEN =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const INSERTED = /\$\{(?:[^{}`]|\{[^{}]*\})*\}/g;
/** What an error says is in the log. */
const THROWN = /(?:Error|invocationEnds)\(\s*$/;

/** Three words or more, a small one after another. */
function isProse(text: string): boolean {
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return words.length >= 3 && /\p{L}{2,}[,;:]? \p{Ll}+[,;:.?!…]?(?: |$)/u.test(text);
}

function proseIn({ text }: SourceFile): readonly string[] {
  return [...text.matchAll(TOKEN)]
    .filter(({ 0: token, index }) => !token.startsWith('/') && !THROWN.test(text.slice(0, index)))
    .map(([token]) => token.slice(1, -1).replace(INSERTED, '…'))
    .filter(isProse);
}

const sources = codeBelow(SRC.slice(0, -1)).map((file) => ({
  ...file,
  path: file.path.slice(SRC.length),
}));

describe('the words that people read', () => {
  it('stand in messages/ and in the files of the form', () => {
    const strays = sources
      .filter(({ path }) => !ROOMS.test(path) && !Object.hasOwn(FOR_OPERATORS, path))
      .map((file) => [file.path, proseIn(file)] as const)
      .filter(([, words]) => words.length > 0);
    expect(Object.fromEntries(strays)).toEqual(STEPS);
  });

  it('call each thing by one name', () => {
    const found = sources
      .filter(({ path }) => /^(?:messages|slack\/form)\//.test(path))
      .flatMap((file) => proseIn(file).map((words) => [file.path, words] as const))
      .filter(([, words]) =>
        /\b(?:configurations?|ledger|administrators?|windows?)\b/i.test(words),
      );
    expect(found).toEqual([]);
  });

  it.each(Object.keys(FOR_OPERATORS))('are excepted only where there are some: %s', (path) => {
    const file = sources.find((each) => each.path === path);
    expect(file === undefined ? [] : proseIn(file)).not.toEqual([]);
  });

  it.each([
    ["const words = 'Nothing was sent.';", ['Nothing was sent.']],
    [`const words = \`No requests for \${name} so far.\`;`, ['No requests for … so far.']],
    ["throw new Error('the bundle is not there');", []],
    ["// 'a comment that nobody reads'\nlog.info('request_ended');", []],
    ["step('post card');", []],
  ])('are told from names and comments: %s', (text, words) => {
    expect(proseIn({ path: 'x.ts', text })).toEqual(words);
  });
});
