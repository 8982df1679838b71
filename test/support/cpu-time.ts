/**
 * Processor time that `work` takes in this process, in milliseconds. What is over `enoughMs` is tried
 * again, since compiling and collecting garbage happen at times of their own; the least counts.
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
