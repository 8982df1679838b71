import { expect, it } from 'vitest';
import { startTestPage, stateFolder } from '../support/started-page.ts';

it("leaves the process's own Request and Response in place, so that a call left without an answer stays so", async () => {
  await startTestPage(await stateFolder(), { provisioned: [] });
  const answer = await fetch('data:,');
  expect(globalThis.Response).toBe(answer.constructor);
  expect(globalThis.Request).toHaveProperty('name', 'Request');
});
