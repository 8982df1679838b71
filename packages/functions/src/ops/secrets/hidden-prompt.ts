/** A terminal as far as a prompt needs it: `process.stdin` is one. */
export interface TerminalInput {
  readonly isTTY?: boolean | undefined;
  setRawMode(on: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: 'data', listener: (text: string) => void): unknown;
  off(event: 'data', listener: (text: string) => void): unknown;
}

/** The person gave up (Ctrl-C or Ctrl-D). */
export class PromptCancelled extends Error {
  override readonly name = 'PromptCancelled';
}

const ENTER = ['\r', '\n'];
const CANCEL = ['\u0003', '\u0004'];
const RUB_OUT = ['\u007f', '\b'];
const ESCAPE = '\u001b';
/** The last character of a sequence that an arrow or another key of this kind sends. */
const END_OF_SEQUENCE = /[A-Za-z~]/;

export interface HiddenPrompt {
  /** Turns the terminal's echo off. What is typed from now on is kept for the next question. */
  open(): void;
  /** Opens if need be. @throws PromptCancelled */
  ask(question: string): Promise<string>;
  /** Turns the echo on again. */
  close(): void;
}

/**
 * Asks for one line and shows nothing of what is typed or pasted. What comes after the line end in
 * the same chunk is kept for the next question.
 * @param input a terminal, whose echo is off from `open` to `close`
 */
export function createHiddenPrompt(
  input: TerminalInput,
  write: (text: string) => void,
): HiddenPrompt {
  let pending = '';
  let wake: (() => void) | undefined;
  const receive = (text: string) => {
    pending += text;
    wake?.();
  };
  let isOpen = false;

  function open(): void {
    if (isOpen) return;
    isOpen = true;
    input.setRawMode(true);
    input.setEncoding('utf8');
    input.on('data', receive);
    input.resume();
  }

  async function nextCharacter(): Promise<string> {
    while (pending === '') {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const [character = ''] = pending;
    pending = pending.slice(character.length);
    return character;
  }

  async function readLine(): Promise<string> {
    const line: string[] = [];
    for (;;) {
      const character = await nextCharacter();
      if (ENTER.includes(character)) return line.join('');
      if (CANCEL.includes(character)) throw new PromptCancelled();
      if (RUB_OUT.includes(character)) line.pop();
      else if (character === ESCAPE) await skipSequence();
      else if (character >= ' ') line.push(character);
    }
  }

  async function skipSequence(): Promise<void> {
    while (!END_OF_SEQUENCE.test(await nextCharacter()));
  }

  return {
    open,
    async ask(question) {
      open();
      write(question);
      try {
        return await readLine();
      } finally {
        write('\n');
      }
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      input.off('data', receive);
      input.setRawMode(false);
      input.pause();
    },
  };
}
