/** One import; both ends are paths. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Every import cycle, as the first path found around it. */
export function circlesOf(edges: readonly Edge[]): string[][] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const circles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (path: string): void => {
    const at = way.indexOf(path);
    if (at >= 0) circles.push([...way.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    way.push(path);
    for (const { to } of next.get(path) ?? []) walk(to);
    way.pop();
    done.add(path);
  };
  for (const path of next.keys()) walk(path);
  return circles;
}

/** The rooms of one package from the ground up: names ending with a slash are folders, the others files. */
export type Floors = readonly (readonly string[])[];

interface Room {
  readonly name: string;
  readonly floor: number;
}

/** The room of a path: the longest name that is its prefix. */
export function roomOf(path: string, floors: Floors): Room | undefined {
  const rooms = floors.flatMap((names, floor) => names.map((name) => ({ name, floor })));
  const found = rooms.filter(({ name }) =>
    name.endsWith('/') ? path.startsWith(name) : path === name,
  );
  return found.toSorted((a, b) => b.name.length - a.name.length)[0];
}

/** The imports that lead up, or to another room on the same floor. */
export function notDown(edges: readonly Edge[], floors: Floors): Edge[] {
  return edges.filter(({ from, to }) => {
    const [above, below] = [roomOf(from, floors), roomOf(to, floors)];
    if (above === undefined || below === undefined) return true;
    return above.name !== below.name && above.floor <= below.floor;
  });
}
