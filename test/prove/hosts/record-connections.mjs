/*
 * Loaded into a function's process before its bundle: every connection that it begins is written
 * down, `host:port` a line, in the file named by CONNECTIONS_FILE.
 */
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const { connect } = net.Socket.prototype;

net.Socket.prototype.connect = function (...args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const { host = 'localhost', port } = typeof first === 'object' ? first : { port: first };
  appendFileSync(process.env.CONNECTIONS_FILE, `${host}:${port}\n`);
  return connect.apply(this, args);
};
