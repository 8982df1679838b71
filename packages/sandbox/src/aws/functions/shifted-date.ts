/**
 * Replaces the process's `Date` with one that runs `offsetMs()` ahead of the machine's clock. Only
 * "now" is shifted; dates constructed from values are unchanged.
 */
export function installShiftedDate(offsetMs: () => number): void {
  const MachineDate = Date;
  const now = () => MachineDate.now() + offsetMs();
  const ShiftedDate = new Proxy(MachineDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new MachineDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  MachineDate.prototype.constructor = ShiftedDate;
  globalThis.Date = ShiftedDate;
}
