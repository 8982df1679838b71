/** Words of a name that say that real systems stand behind it. */
const PRODUCTION =
  /(?<![\p{L}\p{N}])(?:prod|production|produktion|produktiv|live)(?![\p{L}\p{N}])/iu;

/**
 * Whether a name, of a configuration or a host, says that it is of production. No word means
 * nothing: a production system need not say so.
 */
export function namesProduction(name: string): boolean {
  return PRODUCTION.test(name.replace(/[_\d]/g, ' '));
}
