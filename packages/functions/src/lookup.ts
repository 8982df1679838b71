import { createLookupHandler } from './lookup/handler.ts';

/** Entry of the quick reads at doo that the form needs; invoked by the slack function, which waits. */
export const handler = createLookupHandler(process.env);
