/** What is known of one target of a request that has ended: whether doo started to send. */
export const FATES = ['unsent', 'unsure', 'started'] as const;

export type Fate = (typeof FATES)[number];
