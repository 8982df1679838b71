/**
 * CPU time that `work` takes in this process, in milliseconds. Repeats a measurement above `enoughMs`,
 * because compilation and garbage collection happen at any time; the minimum counts.
 */
export async function cpuMsOf(
  work: () => void | Promise<void>,
  enoughMs: number,
  times = 4,
): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const takenMs = (user + system) / 1000;
  if (takenMs < enoughMs || times === 1) return takenMs;
  return Math.min(takenMs, await cpuMsOf(work, enoughMs, times - 1));
}
