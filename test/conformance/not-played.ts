/** Why the requirements of a suite are not played, by the name of its folder. */
export const NOT_PLAYED: Readonly<Record<string, string>> = {
  invoke: 'an execution of the product invokes no function, and the peer refuses to',
  wait_for_condition: 'the product polls with retries of a step, which step has',
  parallel: 'an execution of the product has one branch',
  map: 'an execution of the product has one branch',
  dag: 'an execution of the product has one branch',
  serdes: "the product keeps the SDK's own serdes",
  plugin: 'the product has no plugin of the SDK',
  general: "the product's own replays are compared by AWS's local runner in npm test",
};
