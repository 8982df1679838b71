/** The hook type as people know it: without the suffix that doo adds for hooks with GraphQL. */
export function displayType(type: string): string {
  return type.replace(/_[0-9a-f]{32}$/, '');
}
