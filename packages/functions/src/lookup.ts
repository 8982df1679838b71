import { createLookupHandler } from './lookup/handler.ts';

/** Entry point of the short reads from doo that the form needs. The slack function invokes it and waits. */
export const handler = createLookupHandler(process.env);
