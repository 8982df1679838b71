/**
 * The edits of one message, in order. An edit whose response was lost may still land, and overwrite a newer
 * one.
 */
export interface Edits {
  /** @param isSure whether its only attempt was answered */
  made(isSure: boolean): void;
  /** Whether an earlier edit may still overwrite the latest one. */
  mayBeUndone(): boolean;
  /** No earlier edit is in flight any more. */
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
