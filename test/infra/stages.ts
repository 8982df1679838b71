import type { StageFile } from '@doo-repush/functions/ops/stage/schema';
import { ACCOUNT, REGION } from './synthesis/graph.ts';
import { createSynthesizer, type Synthesis } from './synthesis/synthesize.ts';

export const STAGES = ['production', 'staging'] as const;

/** The environment of the deployment, with a variable that no function may inherit. */
export const ENVIRONMENT = { ALLOW_LOOPBACK: '1', COMMIT: 'c0ffee' } as const;

/** The stage file's settings that all stages share. */
export const FILE: StageFile = {
  account: ACCOUNT,
  region: REGION,
  channel: { id: 'C0APPROVALS', name: '#doo-repush' },
  approvers: [
    { id: 'U0APPROVER', name: 'Anna' },
    { id: 'S0APPROVERS', name: 'Support leads' },
  ],
  requesters: [{ id: 'S0SUPPORT', name: 'Support' }],
  alarms: { email: 'operators@example.com' },
  timeZone: 'Europe/Vienna',
};

/** The settings of individual stages. */
export const FILES: Readonly<Record<string, StageFile>> = {
  production: FILE,
  staging: { ...FILE, slackConcurrency: 20 },
};

/**
 * Synthesizes both stages, one after another because each builds `dist/`. The result includes a function to
 * clean up.
 */
export async function synthesizeStages() {
  const synthesizer = await createSynthesizer();
  const stages = new Map<string, Synthesis>();
  try {
    for (const stage of STAGES) {
      stages.set(stage, await synthesizer.synthesize(stage, ENVIRONMENT, FILES[stage]));
    }
  } catch (error) {
    await synthesizer.dispose();
    throw error;
  }
  const of = (stage: string): Synthesis => {
    const synthesis = stages.get(stage);
    if (synthesis === undefined) throw new Error(`no stage ${stage}`);
    return synthesis;
  };
  return { of, synthesizer };
}
