/** What is known about a target of a finished request: whether doo started to send. */
export const FATES = ['unsent', 'unsure', 'started'] as const;

export type Fate = (typeof FATES)[number];
