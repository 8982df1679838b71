import { readdir, readFile } from 'node:fs/promises';

/**
 * The peak memory of any running process of a function that this process started (Linux: VmHWM);
 * `undefined` if the system does not provide it.
 */
export async function peakMemoryMb(functionName: string): Promise<number | undefined> {
  const ids = await readdir('/proc').catch(() => []);
  const peaks = await Promise.all(
    ids.filter((id) => /^\d+$/.test(id)).map((id) => peakOf(id, functionName)),
  );
  const found = peaks.filter((peak) => peak !== undefined);
  return found.length === 0 ? undefined : Math.max(...found);
}

async function peakOf(id: string, functionName: string): Promise<number | undefined> {
  try {
    const status = await readFile(`/proc/${id}/status`, 'utf8');
    if (numberAt(status, 'PPid') !== process.pid) return undefined;
    const environment = await readFile(`/proc/${id}/environ`, 'utf8');
    const isOurs = environment.split('\0').includes(`AWS_LAMBDA_FUNCTION_NAME=${functionName}`);
    const peakKb = numberAt(status, 'VmHWM');
    return isOurs && peakKb !== undefined ? peakKb / 1024 : undefined;
  } catch {
    return undefined;
  }
}

function numberAt(status: string, name: string): number | undefined {
  const [, digits] = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
