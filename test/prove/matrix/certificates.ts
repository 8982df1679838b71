import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private key with its certificate, in PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Certificates {
  /** Of `localhost`. */
  readonly good: Identity;
  /** Of another host, and trusted by nobody. */
  readonly bad: Identity;
  /** The file that makes a Node process trust `good`, for NODE_EXTRA_CA_CERTS. */
  readonly trustPath: string;
}

/** Certificates for one run of the matrices, made by openssl: no key is kept anywhere. */
export function makeCertificates(): Certificates {
  const dir = mkdtempSync(join(tmpdir(), 'certificates-'));
  const make = (name: string, host: string): Identity => {
    const [key, cert] = [join(dir, `${name}.key`), join(dir, `${name}.pem`)];
    const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    execFileSync('openssl', [
      ...args,
      ...['-nodes', '-days', '30', ...subject, '-keyout', key, '-out', cert],
    ]);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  };
  return {
    good: make('good', 'localhost'),
    bad: make('bad', 'elsewhere.example'),
    trustPath: join(dir, 'good.pem'),
  };
}
