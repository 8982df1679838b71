import { since, type TypedLine } from './typed-lines.ts';

const ID = { event_ids: '41231' };
const ADDRESS = 'https://rest.doo.net/v1/webhooks/init/orders';

/** `curl` lines as shells and browsers write them. */
export const TYPED_CURLS: readonly TypedLine[] = [
  ...[
    `curl -fsSLd '{"event_id":41231}' ${ADDRESS}`,
    `curl -sSX POST ${ADDRESS} -d '{"event_id":41231}'`,
    `curl --json '{"event_id":41231}' ${ADDRESS}`,
    `curl -G ${ADDRESS} --data-urlencode event_id=41231`,
    `curl ${ADDRESS} -d $'{\\n"event_id":41231}'`,
    `curl ^"${ADDRESS}^" -d ^"^{^\\^"event_id^\\^":41231^}^"`,
    `curl "${ADDRESS}" -d "{""event_id"":41231}"`,
    `curl ${ADDRESS} -d '{\u00a0"event_id":\u00a041231}'`,
    `curl ${ADDRESS} -d @- <<EOF\n{"event_id":41231}\nEOF`,
    `Invoke-RestMethod -Uri ${ADDRESS} -Method Post -Body '{"event_id":41231}'`,
    `curl -sH 'Authorization: Bearer planted' ${ADDRESS} -d '{"event_id":41231}'`,
    `curl '${ADDRESS}?event_id=41231'`,
    `curl ${ADDRESS} --url-query event_id=41231`,
    `curl --location --form 'event_id="41231"' '${ADDRESS}'`,
    `cat <<EOF | curl -X POST ${ADDRESS} -d @-\n{"event_id":41231}\nEOF`,
    `$answer = Invoke-WebRequest -Uri ${ADDRESS} -Method POST -Body '{"event_id":41231}'`,
    `sudo curl ${ADDRESS} -d '{"event_id":41231}'`,
  ].map((line): TypedLine => [line, ID]),
  [
    `$body = @{ event_id = 41231 } | ConvertTo-Json\nirm ${ADDRESS} -Method Post -Body $body`,
    {},
    'The data of -body in the curl line was not read.',
  ],
  [`curl ${ADDRESS} -d '{"event_ids":[41231]}'`, {}, 'Its name there is event_id.'],
  [
    `curl ${ADDRESS} -d '{"event_id":41231,"webhook_types":["on_order_created"]}'`,
    ID,
    'Its name there is webhook_type.',
  ],
  [`curl ${ADDRESS}?event_id=41231 -d '{"event_id":41232}'`, {}, 'more than one body'],
  [`curl ${ADDRESS} -d '{"event_id":41231,"event_id":41232}'`, {}, 'event_id twice'],
  [
    `curl ${ADDRESS} -d '{"event_id":<EventID>,"max_rate_per_min":7}'`,
    { rate: '7' },
    'a placeholder',
  ],
  [`curl ${ADDRESS} -d @body.json`, {}, 'The data of -d in the curl line was not read.'],
  [
    `curl ${ADDRESS} -d '{"event_id":41231,"last_updated_after":"2026-10-20T12:30:00Z"}'`,
    { ...ID, ...since('2026-10-20', '14:30') },
  ],
];
