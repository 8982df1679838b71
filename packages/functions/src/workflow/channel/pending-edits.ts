/**
 * Edits of one message, in their order. A request whose answer was lost may reach Slack late, and
 * then undo the edit that came after it.
 */
export interface Edits {
  /** @param isSure whether its one request was answered */
  made(isSure: boolean): void;
  /** Whether an earlier edit may yet undo the latest one. */
  mayBeUndone(): boolean;
  /** Nothing of the past is on its way any more. */
  settled(): void;
}

export function createEdits(): Edits {
  let isOneOpen = false;
  let isUndoable = false;
  return {
    made(isSure) {
      isUndoable = isOneOpen;
      isOneOpen ||= !isSure;
    },
    mayBeUndone: () => isUndoable,
    settled() {
      isOneOpen = false;
      isUndoable = false;
    },
  };
}
