export const ADDRESS = 'https://rest.doo.net/v1/webhooks/init/orders';
export const KEY = 'planted-api-key';
export const TOKEN = 'planted-access-token';
export const SECRET_HEADERS = `-H 'x-api-key: ${KEY}' -H 'Authorization: Bearer ${TOKEN}'`;

/** The line of doo's guide around a body. */
export const guideLine = (body: string) =>
  [
    `curl --location --request POST '${ADDRESS}' \\`,
    `--header 'Content-Type: application/json' \\`,
    `--header 'x-api-key: ${KEY}' \\`,
    `--header 'Authorization: Bearer ${TOKEN}' \\`,
    `--data-raw '${body}'`,
  ].join('\n');
export const BODY = '{\n  "event_id": 41231,\n  "webhook_configuration_id": "38cc7e8d-d107"\n}';
