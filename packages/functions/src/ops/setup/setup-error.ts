/** A step cannot go on; neither line holds a secret. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}
