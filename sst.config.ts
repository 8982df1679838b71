/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app(input) {
    const isProduction = input?.stage === 'production';
    return {
      name: 'doo-repush',
      home: 'aws',
      protect: isProduction,
      removal: isProduction ? 'retain' : 'remove',
    };
  },
  async run() {
    const { deployStage } = await import('./packages/functions/infra/deploy.ts');
    return deployStage(process.env);
  },
});
