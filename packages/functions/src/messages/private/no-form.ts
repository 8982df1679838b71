/** Why a shortcut, a button or a reference opened no form. */

export function oldShortcut(command: string): string {
  return `This shortcut is out of date. Use ${command}.`;
}

export function requestGone(command: string): string {
  return `This request can't be read any more. Start again with ${command}.`;
}

/** @param searching what is being done about it */
export function notAmongNewest(reference: string, searching: string): string {
  return `Request ${reference} isn't among the newest. Press Run again on its card. ${searching}`;
}

export function notFinished(reference: string): string {
  return `Request ${reference} isn't finished. You can run it again once its card says how it ended.`;
}
