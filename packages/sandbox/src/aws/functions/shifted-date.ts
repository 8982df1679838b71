/**
 * Replaces the process's `Date` by one that is `offsetMs()` ahead of the machine's time. Only "now"
 * is shifted; dates made from values stay as they are.
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
