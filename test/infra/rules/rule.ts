import type { Graph } from '../synthesis/graph.ts';

/** A rule for every stage's graph. `check` throws if it is broken. */
export interface Rule {
  readonly title: string;
  readonly check: (graph: Graph) => void;
}

/** The titles of the rules that a graph breaks. */
export function brokenBy(graph: Graph, rules: readonly Rule[]): readonly string[] {
  return rules.filter((rule) => breaks(graph, rule)).map(({ title }) => title);
}

function breaks(graph: Graph, { check }: Rule): boolean {
  try {
    check(graph);
    return false;
  } catch {
    return true;
  }
}
