/** Words in a name that indicate a production system. */
const PRODUCTION =
  /(?<![\p{L}\p{N}])(?:prod|production|produktion|produktiv|live)(?![\p{L}\p{N}])/iu;

/**
 * Whether the name of a configuration or host indicates production. The absence of such a word proves
 * nothing.
 */
export function namesProduction(name: string): boolean {
  return PRODUCTION.test(name.replace(/[_\d]/g, ' '));
}
