/** What any program needs that a build or an installation starts. */
const ANY = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'COMSPEC',
  'PATHEXT',
  'LANG',
  'CI',
];
/** What a program needs beside it that fetches packages. */
const FETCHING =
  /^(?:npm_config_(?!.*(?:auth|token|password)).*|https?_proxy|no_proxy|ssl_cert_file|node_extra_ca_certs)$/i;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment for a program that builds: an allow-list, so that no credential of AWS, Slack or doo
 * reaches it, whatever it is called.
 */
export function buildEnvironment(env: Environment): Record<string, string> {
  return pick(env, (name) => ANY.includes(name.toUpperCase()));
}

/** The same for a program that installs packages. */
export function installEnvironment(env: Environment): Record<string, string> {
  return { ...buildEnvironment(env), ...pick(env, (name) => FETCHING.test(name)) };
}

function pick(env: Environment, isAllowed: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && isAllowed(name) ? [[name, value]] : [],
    ),
  );
}
