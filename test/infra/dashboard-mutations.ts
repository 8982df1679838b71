import { altered, changed, DASHBOARD, type Mutation } from './changes.ts';

/** Changes of the dashboard that a rule must catch. */
export const DASHBOARD_MUTATIONS: readonly Mutation[] = [
  ...[
    ['a dashboard of another stage', /-production-slack/g, '-staging-slack'],
    ['a dashboard of another region', /"eu-central-1"/, '"us-east-1"'],
  ].map(
    ([change, from, to]): Mutation => [
      String(change),
      'shows metrics of its own stage and region only',
      altered(DASHBOARD, 'Dashboard', ({ dashboardBody }) => ({
        dashboardBody: changed(String(dashboardBody), (text) =>
          text.replace(from ?? '', String(to)),
        ),
      })),
    ],
  ),
  ...[
    ['a metric that nobody writes', '"Requests\\"', '"Request\\"'],
    ['a filter that is not there', 'RefusedDeliveries', 'Refusals'],
  ].map(
    ([change = '', from = '', to = '']): Mutation => [
      change,
      'shows only metrics that its functions write, its filters count or AWS documents',
      altered(DASHBOARD, 'Dashboard', ({ dashboardBody }) => ({
        dashboardBody: changed(String(dashboardBody), (text) => text.replaceAll(from, to)),
      })),
    ],
  ),
  [
    'a dashboard without the cost',
    'shows requests, waiting, answer times, calls to doo, refused deliveries and cost',
    altered(DASHBOARD, 'Dashboard', ({ dashboardBody }) => ({
      dashboardBody: changed(String(dashboardBody), (text) => text.replace('Cost of', 'Price of')),
    })),
  ],
];
