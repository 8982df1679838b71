/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app(input) {
    const isProduction = input?.stage === 'production';
    // SST evaluates this before it has a provider, does not await promises, and refuses top-level imports.
    const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
    const path = `stages/${input?.stage}.json`;
    // `run` refuses a stage without a file; SST's own installation has none.
    const { account, region } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
    return {
      name: 'doo-repush',
      home: 'aws',
      protect: isProduction,
      removal: isProduction ? 'retain' : 'remove',
      providers: {
        aws: {
          ...(account && { region, allowedAccountIds: [account] }),
          defaultTags: {
            tags: {
              app: 'doo-repush',
              stage: input?.stage ?? '',
              commit: process.env.COMMIT ?? 'unknown',
            },
          },
        },
      },
    };
  },
  async run() {
    const { deployStage } = await import('./packages/functions/infra/deploy.ts');
    return deployStage(process.env);
  },
});
