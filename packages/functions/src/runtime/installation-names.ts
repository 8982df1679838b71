/** The names of an installation's parts, derived from its stage, for the deployment and the tools. */
export interface Names {
  readonly secrets: {
    readonly slack: string;
    readonly doo: string;
    readonly organizations: string;
  };
  readonly functions: {
    readonly slack: string;
    readonly repush: string;
    readonly worker: string;
    readonly lookup: string;
  };
  /** The dead-letter queue for events that a function could not process. */
  readonly deadLetters: string;
  /** The rule that matches executions ended without a report. */
  readonly endings: string;
  /** The topic that receives every alarm. */
  readonly alarms: string;
  /** The dashboard of CloudWatch. */
  readonly dashboard: string;
}

/** @param stage letters, digits and hyphens, as SST requires */
export function namesOf(stage: string): Names {
  return {
    secrets: {
      slack: `doo-repush/${stage}/slack`,
      doo: `doo-repush/${stage}/doo`,
      organizations: `doo-repush/${stage}/organizations`,
    },
    functions: {
      slack: `doo-repush-${stage}-slack`,
      repush: `doo-repush-${stage}-repush`,
      worker: `doo-repush-${stage}-worker`,
      lookup: `doo-repush-${stage}-lookup`,
    },
    deadLetters: `doo-repush-${stage}-dead-letters`,
    endings: `doo-repush-${stage}-endings`,
    alarms: `doo-repush-${stage}-alarms`,
    dashboard: `doo-repush-${stage}`,
  };
}

/** The log group that SST creates for a function of that name. */
export function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}
