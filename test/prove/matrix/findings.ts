/** What is wrong with the end of one run, sorted by the promise that it breaks. */
export interface Findings {
  /** Targets that doo carried out twice. */
  readonly sentTwice: readonly string[];
  /** Requests or clicks without an end or an answer. */
  readonly lost: readonly string[];
  /** Cards and messages that do not tell the truth, or outcomes that need not have been. */
  readonly untrue: readonly string[];
}
