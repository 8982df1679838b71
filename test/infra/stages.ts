import { createSynthesizer, type Synthesis } from './synthesis/synthesize.ts';

export const STAGES = ['production', 'staging'] as const;

/** What a person who deploys has set, and one thing that no function may get from there. */
export const ENVIRONMENT = {
  APPROVAL_CHANNEL: 'C0APPROVALS',
  APPROVERS: 'U0APPROVER,S0APPROVERS',
  DOO_TIME_ZONE: 'Europe/Vienna',
  ALARM_EMAIL: 'operators@example.com',
  ALLOW_LOOPBACK: '1',
} as const;

/** What one stage alone has set. */
export const STAGE_SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  staging: { SLACK_CONCURRENCY: '20' },
};

/** Both stages, one after the other since each builds `dist/`, and what to do when done with them. */
export async function synthesizeStages() {
  const synthesizer = await createSynthesizer();
  const stages = new Map<string, Synthesis>();
  try {
    for (const stage of STAGES) {
      const environment = { ...ENVIRONMENT, ...STAGE_SETTINGS[stage] };
      stages.set(stage, await synthesizer.synthesize(stage, environment));
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
