/** Builds a value for an object, or returns the one built from the same inputs. */
export type Memo<Of extends object, Value> = (
  of: Of,
  from: readonly unknown[],
  build: () => Value,
) => Value;

/** Keeps the last value built for each object until something in `from` changes. */
export function createMemo<Of extends object, Value>(): Memo<Of, Value> {
  const built = new WeakMap<Of, { readonly from: readonly unknown[]; readonly value: Value }>();
  return (of, from, build) => {
    const known = built.get(of);
    if (known !== undefined && areSame(known.from, from)) return known.value;
    const value = build();
    built.set(of, { from, value });
    return value;
  };
}

function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
