/** `41233, 41241–41248`: three and more numbers that follow one another become a range. */
export function idRanges(ids: readonly string[]): readonly string[] {
  const runs: string[][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run !== undefined && isNext(run.at(-1), id)) run.push(id);
    else runs.push([id]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run : [`${run.at(0)}–${run.at(-1)}`]));
}

function isNext(before: string | undefined, id: string): boolean {
  return /^\d{1,15}$/.test(id) && id === String(Number(before) + 1);
}
