/** The name of the durable step for one attempt to call doo for a target. */
export function sendStepName(target: number, call: number): string {
  return `send ${target} call ${call}`;
}

/** Whether a step of this name in an execution's history may have called doo. */
export function isSendStep(name: string): boolean {
  return /^send \d+ call \d/.test(name);
}
