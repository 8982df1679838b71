/** Stands in for what Bolt loads and a Lambda receiver never uses: using it all the same fails loudly. */
module.exports = new Proxy(
  {},
  {
    get: (_target, name) =>
      class {
        constructor() {
          throw new Error(`${String(name)} is not part of this bundle`);
        }
      },
  },
);
